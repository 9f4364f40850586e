import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RequestReader } from './request-reader.ts'

function bodiesOf(pieces: readonly string[]): string[] {
  const bodies: string[] = []
  const reader = new RequestReader((body) => bodies.push(body.toString()))
  for (const piece of pieces) reader.push(Buffer.from(piece))
  return bodies
}

const post = (body: string): string =>
  `POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`

test('a request cut at every byte is read once, whole', () => {
  const text = post('{"stream":true}')
  for (let cut = 1; cut < text.length; cut++) {
    assert.deepEqual(bodiesOf([text.slice(0, cut), text.slice(cut)]), ['{"stream":true}'])
  }
})

test('two requests in one piece are two bodies, and one without a body is empty', () => {
  assert.deepEqual(bodiesOf([post('one') + post('two') + 'GET / HTTP/1.1\r\nHost: a\r\n\r\n']), [
    'one',
    'two',
    '',
  ])
})

test('a chunked body waits for its end', () => {
  const head = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n'
  assert.deepEqual(bodiesOf([head, '3\r\nabc\r\n']), [])
  assert.equal(bodiesOf([head, '3\r\nabc\r\n', '0\r\n\r\n', post('x')]).length, 2)
})
