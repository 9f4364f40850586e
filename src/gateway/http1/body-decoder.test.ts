import assert from 'node:assert/strict'
import { test } from 'node:test'

import { BodyDecoder } from './body-decoder.ts'
import type { Framing } from './header-lines.ts'

interface Result {
  readonly body: string
  readonly isDone: boolean
  readonly fault: string | null
  /** Of all bytes together. */
  readonly consumed: number
}

const CHUNKED: Framing = { kind: 'chunked' }

/** Each piece lies in the middle of other bytes, which must not matter. */
function decode(framing: Framing, pieces: readonly Buffer[]): Result {
  const decoder = new BodyDecoder(framing)
  let body = ''
  let consumed = 0
  for (const piece of pieces) {
    if (decoder.isDone || decoder.fault !== null) break
    const around = Buffer.concat([Buffer.from('5\r\n'), piece, Buffer.from('0\r\n\r\n')])
    body += decoder.decode(around, 3, 3 + piece.length).toString('latin1')
    consumed += decoder.consumed - 3
  }
  return { body, isDone: decoder.isDone, fault: decoder.fault, consumed }
}

/** The result, which must be the same however the bytes come: at once, in two pieces anywhere, in three, byte by byte. */
function always(framing: Framing, text: string): Result {
  const bytes = Buffer.from(text, 'latin1')
  const whole = decode(framing, [bytes])
  // What came with a fault is of no worth, and how much of it was looked at neither.
  const worth = (result: Result) => (result.fault === null ? result : { fault: result.fault })
  const same = (pieces: readonly Buffer[], where: string) =>
    assert.deepEqual(worth(decode(framing, pieces)), worth(whole), `${JSON.stringify(text)} ${where}`)
  same(
    Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)),
    'byte by byte',
  )
  for (let first = 0; first <= bytes.length; first++) {
    same([bytes.subarray(0, first), bytes.subarray(first)], `cut at ${first}`)
    if (bytes.length > 80) continue
    for (let second = first; second <= bytes.length; second++)
      same(
        [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)],
        `cut at ${first} and ${second}`,
      )
  }
  return whole
}

test('chunks, whatever the pieces', () => {
  for (const [text, body] of [
    ['0\r\n\r\n', ''],
    ['5\r\nhello\r\n0\r\n\r\n', 'hello'],
    ['1\r\nh\r\n4\r\nello\r\n00\r\n\r\n', 'hello'],
    ['5\r\n0\r\n\r\n\r\n0\r\n\r\n', '0\r\n\r\n'],
    ['2;a\r\nhi\r\n0;b=c;d="e;\\"f\tg\xe9"\r\n\r\n', 'hi'],
    ['2\r\nhi\r\n0\r\nx-trailer: 1\r\ny:\r\n\r\n', 'hi'],
  ] as const) {
    assert.deepEqual(always(CHUNKED, text), { body, isDone: true, fault: null, consumed: text.length })
    // What follows is not the body's.
    const withNext = `${text}POST / HTTP/1.1\r\n`
    assert.deepEqual(always(CHUNKED, withNext), { body, isDone: true, fault: null, consumed: text.length })
  }
})

test('chunks that are not to the letter', () => {
  for (const text of [
    '\r\n',
    'g\r\n',
    '-1\r\n',
    '+1\r\n',
    '0x1\r\n',
    ' 1\r\n',
    '1 \r\nx\r\n',
    '1\t\r\n',
    '1\n',
    '1\r\r\n',
    '1\rx',
    '1\r\nxy\r\n',
    '1\r\nx\n',
    '1\r\nx\r\r\n',
    '1\r\nx0\r\n\r\n',
    '5\r\nhello0\r\n\r\n',
    '100000000\r\n',
    '000000001\r\n',
    ';a\r\n',
    '1;\r\n',
    '1;a b\r\n',
    '1;a=\r\n',
    '1;a="b\r\n',
    '1;a="b"c\r\n',
    '1;a\n',
    '1;a\0\r\n',
    '1;a="\0"\r\n',
    '1;;a\r\n',
    '0\r\n\n',
    '0\r\nx: 1\n\r\n',
    '0\r\nx: 1\r\r\n\r\n',
    '0\r\nx\r\n\r\n',
    '0\r\nx : 1\r\n\r\n',
    '0\r\n x: 1\r\n\r\n',
    '0\r\nx: 1\r\n y\r\n\r\n',
    '0\r\nx: \0\r\n\r\n',
    '0\r\n: 1\r\n\r\n',
    '0\r\nTransfer-Encoding: chunked\r\n\r\n',
    '0\r\ncontent-length: 1\r\n\r\n',
    '0\r\nConnection: close\r\n\r\n',
    '0\r\nGET / HTTP/1.1\r\n\r\n',
  ])
    assert.equal(always(CHUNKED, text).fault, 'malformed chunk', JSON.stringify(text))
})

test('chunks that have not ended', () => {
  for (const text of [
    '',
    '5',
    '5\r',
    '5\r\n',
    '5\r\nhell',
    '5\r\nhello',
    '5\r\nhello\r\n',
    '0\r\n',
    '0\r\n\r',
    '0\r\nx: 1\r\n',
  ]) {
    const result = always(CHUNKED, text)
    assert.deepEqual([result.isDone, result.fault, result.consumed], [false, null, text.length])
    const decoder = new BodyDecoder(CHUNKED)
    decoder.decode(Buffer.from(text), 0, text.length)
    assert.equal(decoder.endOfConnection(), false)
  }
})

test('extensions and trailers are bounded', () => {
  const extended = (length: number) =>
    decode(CHUNKED, [Buffer.from(`1;${'a'.repeat(length)}\r\nx\r\n0\r\n\r\n`)])
  assert.equal(extended(255).body, 'x')
  assert.equal(extended(256).fault, 'malformed chunk')
  const trailed = (length: number) => decode(CHUNKED, [Buffer.from(`0\r\nx:${'a'.repeat(length)}\r\n\r\n`)])
  assert.equal(trailed(8_186).isDone, true)
  assert.equal(trailed(8_187).fault, 'trailers too large')
  const many = decode(CHUNKED, [Buffer.from(`0\r\n${'x:\r\n'.repeat(3_000)}\r\n`)])
  assert.equal(many.fault, 'trailers too large')
})

test('by length', () => {
  const framing: Framing = { kind: 'length', bytes: 5 }
  assert.deepEqual(always(framing, 'hello'), { body: 'hello', isDone: true, fault: null, consumed: 5 })
  assert.deepEqual(always(framing, 'hello more'), { body: 'hello', isDone: true, fault: null, consumed: 5 })
  assert.deepEqual(always(framing, 'hell'), { body: 'hell', isDone: false, fault: null, consumed: 4 })
  const decoder = new BodyDecoder(framing)
  decoder.decode(Buffer.from('hell'), 0, 4)
  assert.equal(decoder.endOfConnection(), false)
})

test('until the connection ends, and none at all', () => {
  assert.deepEqual(always({ kind: 'until-close' }, 'hello'), {
    body: 'hello',
    isDone: false,
    fault: null,
    consumed: 5,
  })
  const decoder = new BodyDecoder({ kind: 'until-close' })
  decoder.decode(Buffer.from('x'), 0, 1)
  assert.equal(decoder.endOfConnection(), true)
  const none = new BodyDecoder({ kind: 'none' })
  assert.equal(none.isDone, true)
  assert.equal(none.decode(Buffer.from('next'), 0, 4).length, 0)
  assert.equal(none.consumed, 0)
})

test('one piece stays where it is, several are copied together', () => {
  const bytes = Buffer.from('3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n')
  const one = new BodyDecoder(CHUNKED).decode(bytes, 0, 8)
  assert.equal(one.buffer, bytes.buffer)
  const two = new BodyDecoder(CHUNKED).decode(bytes, 0, bytes.length)
  assert.equal(two.toString(), 'abcdef')
  bytes.fill(0)
  assert.equal(two.toString(), 'abcdef')
  assert.equal(one.toString(), '\0\0\0')
})
