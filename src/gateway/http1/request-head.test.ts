import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readRequestHead, type RequestHead } from './request-head.ts'

function sound(text: string): RequestHead {
  const head = readRequestHead(text)
  assert.ok(typeof head === 'object', `${JSON.stringify(text)}: ${typeof head === 'string' ? head : ''}`)
  return head
}

test('a request line and headers', () => {
  const head = sound(
    'POST /v1/responses?a=b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-Continue\r\nX-A:  b ',
  )
  assert.deepEqual(head, {
    method: 'POST',
    target: '/v1/responses?a=b',
    headers: { host: 'a', 'content-length': '3', expect: '100-Continue', 'x-a': 'b' },
    framing: { kind: 'length', bytes: 3 },
    keepsAlive: true,
    isHttp11: true,
    expectsContinue: true,
  })
})

test('what keeps a connection', () => {
  assert.equal(sound('GET / HTTP/1.1\r\nhost: a\r\nconnection: x, Close').keepsAlive, false)
  assert.equal(sound('GET / HTTP/1.1\r\nhost: a\r\nconnection: x\r\nconnection: close').keepsAlive, false)
  assert.equal(sound('GET / HTTP/1.0').keepsAlive, false)
  assert.equal(sound('GET / HTTP/1.0\r\nconnection: Keep-Alive').keepsAlive, true)
  // What expects an answer in between is HTTP/1.1 (RFC 9110, section 10.1.1).
  assert.equal(sound('POST / HTTP/1.0\r\nexpect: 100-continue\r\ncontent-length: 1').expectsContinue, false)
})

test('request lines that are none', () => {
  for (const line of [
    '',
    'GET',
    'GET /',
    'GET / ',
    'GET  / HTTP/1.1',
    'GET /  HTTP/1.1',
    'GET\t/ HTTP/1.1',
    'GET /\tHTTP/1.1',
    ' GET / HTTP/1.1',
    'GET / HTTP/1.1 ',
    'GET / http/1.1',
    'GET / HTTP/1.2',
    'GET / HTTP/2.0',
    'GET / HTTP/0.9',
    'GET / HTTP/11',
    'GET / XHTTP/1.1',
    'GET /HTTP/1.1',
    'GET HTTP/1.1',
    'GET  HTTP/1.1',
    ' HTTP/1.1',
    'HTTP/1.1',
    'get / HTTP/1.1',
    'CONNECT a:443 HTTP/1.1',
    'TRACE / HTTP/1.1',
    'PRI * HTTP/2.0',
    'GET /a b HTTP/1.1',
    'GET /\x7f HTTP/1.1',
    'GET /\xe9 HTTP/1.1',
    'GET /\0 HTTP/1.1',
    'GET relative HTTP/1.1',
    'GET ?a HTTP/1.1',
    'GET http://a>/b HTTP/1.1',
    'GET *a HTTP/1.1',
    '\r\nGET / HTTP/1.1',
  ])
    assert.equal(readRequestHead(`${line}\r\nhost: a`), 'malformed', JSON.stringify(line))
})

test('headers that make no request', () => {
  for (const lines of [
    'x: a',
    'host: a\r\nhost: b',
    'host: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked',
    'host: a\r\ncontent-length: 1\r\ncontent-length: 1',
    'host: a\r\ncontent-length: 1, 1',
    'host: a\r\ntransfer-encoding: gzip',
    'host: a\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked',
    'host: a\r\nTransfer-Encoding : chunked',
    'host: a\r\nx: b\nTransfer-Encoding: chunked',
    'host: a\r\n folded: b',
    'host: a\r\nTransfer-Encoding: chunked\t',
    'host: a\r\nContent-Length: 1 ',
  ])
    assert.equal(readRequestHead(`POST / HTTP/1.1\r\n${lines}`), 'malformed', JSON.stringify(lines))
  assert.equal(readRequestHead('POST / HTTP/1.0\r\ntransfer-encoding: chunked'), 'malformed')
  const flood = Array.from({ length: 101 }, (_, i) => `x-${i}: 1`).join('\r\n')
  assert.equal(readRequestHead(`GET / HTTP/1.1\r\n${flood}`), 'headers too large')
})
