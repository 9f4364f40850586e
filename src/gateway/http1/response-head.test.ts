import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readResponseHead, type ResponseHead } from './response-head.ts'

const LONGEST_IDLE_MS = 50_000

function sound(text: string): ResponseHead {
  const head = readResponseHead(text, LONGEST_IDLE_MS)
  assert.ok(head !== null, JSON.stringify(text))
  return head
}

test('a status line and headers', () => {
  assert.deepEqual(sound('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX: y'), {
    status: 200,
    headers: { 'content-length': '3', x: 'y' },
    framing: { kind: 'length', bytes: 3 },
    idleMs: LONGEST_IDLE_MS,
  })
  for (const line of ['HTTP/1.1 200', 'HTTP/1.1 200 ', 'HTTP/1.1 200 Tout va tr\xe8s bien'])
    assert.equal(sound(line).status, 200)
})

test('lines that are none', () => {
  for (const line of [
    '',
    'HTTP/1.1',
    'HTTP/1.1 20',
    'HTTP/1.1 2000',
    'HTTP/1.1 099 x',
    'HTTP/1.1 200OK',
    'HTTP/1.1  200 OK',
    'HTTP/2 200 OK',
    'HTTP/1.2 200 OK',
    ' HTTP/1.1 200 OK',
    'ICY 200 OK',
    '\r\nHTTP/1.1 200 OK',
    'HTTP/1.1 200 O\nK',
    'HTTP/1.1 200 O\0K',
  ])
    assert.equal(readResponseHead(line, LONGEST_IDLE_MS), null, JSON.stringify(line))
})

test('how the body ends', () => {
  const kind = (lines: string) => sound(lines).framing.kind
  assert.equal(kind('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked'), 'chunked')
  assert.equal(kind('HTTP/1.1 200 OK'), 'until-close')
  for (const status of [100, 103, 204, 304])
    for (const lines of ['', '\r\ncontent-length: 5', '\r\ntransfer-encoding: chunked'])
      assert.equal(kind(`HTTP/1.1 ${status} x${lines}`), 'none')
  for (const lines of [
    'content-length: 1\r\ncontent-length: 1',
    'content-length: -1',
    'transfer-encoding: gzip, chunked',
    'transfer-encoding: chunked\r\ncontent-length: 1',
  ])
    assert.equal(readResponseHead(`HTTP/1.1 200 OK\r\n${lines}`, LONGEST_IDLE_MS), null, lines)
  assert.equal(readResponseHead('HTTP/1.0 200 OK\r\ntransfer-encoding: chunked', LONGEST_IDLE_MS), null)
})

test('how long the connection may lie idle', () => {
  const idleMs = (lines: string, version = '1.1') =>
    sound(`HTTP/${version} 200 OK\r\ncontent-length: 0${lines}`).idleMs
  assert.equal(idleMs(''), LONGEST_IDLE_MS)
  assert.equal(idleMs('\r\nconnection: close'), 0)
  assert.equal(idleMs('\r\nconnection: x, Close'), 0)
  assert.equal(idleMs('', '1.0'), 0)
  assert.equal(idleMs('\r\nconnection: keep-alive', '1.0'), LONGEST_IDLE_MS)
  assert.equal(idleMs('\r\nkeep-alive: timeout=5, max=100'), 4_000)
  assert.equal(idleMs('\r\nkeep-alive: max=100, Timeout = 5'), 4_000)
  assert.equal(idleMs('\r\nkeep-alive: timeout=1'), 0)
  assert.equal(idleMs('\r\nkeep-alive: timeout=0'), 0)
  assert.equal(idleMs('\r\nkeep-alive: timeout=999999'), LONGEST_IDLE_MS)
  assert.equal(idleMs('\r\nkeep-alive: xtimeout=5'), LONGEST_IDLE_MS)
  assert.equal(sound('HTTP/1.1 200 OK\r\nconnection: keep-alive').idleMs, 0)
})
