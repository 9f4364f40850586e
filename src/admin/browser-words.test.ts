import assert from 'node:assert/strict'
import { test } from 'node:test'

import { browserWords } from './browser-words.ts'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test('a browser is known by its name, main version and system', () => {
  for (const [userAgent, words] of [
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.3595.53`,
      'Edge 142 on Windows',
    ],
    [
      `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/142.0.0.0 Safari/537.36`,
      'Chrome 142 on Linux',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36`,
      'Chrome 142 on Android',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0`,
      'Firefox 145 on macOS',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      'Safari 26 on macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
      'Safari 26 on iOS',
    ],
    ['curl/8.14.1', 'curl 8'],
  ] as const)
    assert.equal(browserWords(userAgent), words)
})

test('nothing is handed on of what somebody made up', () => {
  for (const userAgent of [
    undefined,
    '',
    'node',
    '<script>alert(1)</script>',
    `${' '.repeat(600)}Firefox/145.0`,
    'Version/1.1.1.1 (Mobile/',
  ])
    assert.equal(browserWords(userAgent), null)
  assert.equal(browserWords('<b>Firefox/99999\u001b[2J</b> Linux'), 'Firefox 9999 on Linux')
})
