import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isOfOtherSite, mayBeRebound } from './other-sites.ts'

test('a name that another site may have given this address is none of this machine', () => {
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io:80',
    ':',
    'localhost:80@evil.example',
  ])
    assert.equal(mayBeRebound({ host }), true, host)
  for (const host of [
    'localhost',
    'LOCALHOST:8080',
    'a.localhost',
    '127.0.0.1:1',
    '[::1]:8090',
    '10.0.0.7',
    undefined,
  ])
    assert.equal(mayBeRebound({ host }), false, host)
})

test('a call of another site is told by what its browser says of it', () => {
  const host = '127.0.0.1:8080'
  for (const by of [
    { host, 'sec-fetch-site': 'cross-site' },
    { host, 'sec-fetch-site': 'same-site' },
    { host, origin: 'https://evil.example' },
    { host, origin: 'null' },
    { host, origin: 'http://127.0.0.1:8081' },
  ])
    assert.equal(isOfOtherSite(by), true, JSON.stringify(by))
  for (const by of [{ host }, { host, 'sec-fetch-site': 'none' }, { host, origin: `http://${host}` }])
    assert.equal(isOfOtherSite(by), false, JSON.stringify(by))
})
