import assert from 'node:assert/strict'
import { test } from 'node:test'

import { framingOf, headerLine, type Headers, lists, MAX_HEADERS, readHeaderLines } from './header-lines.ts'

function read(text: string): Headers | string {
  const headers: Headers = {}
  return readHeaderLines(text, 0, headers, 'request') ?? headers
}

test('names are lowered, values trimmed, empty values kept', () => {
  assert.deepEqual(read('Host: a\r\nX-One:\t b \t\r\nx-empty:\r\nx-blank:  '), {
    host: 'a',
    'x-one': 'b',
    'x-empty': '',
    'x-blank': '',
  })
  assert.deepEqual(read(''), {})
  assert.deepEqual(read('x: a:b\xe9'), { x: 'a:b\xe9' })
})

test('what two parsers could read in two ways is refused', () => {
  for (const text of [
    'Host : a',
    ' Host: a',
    'a: b\r\n c',
    'a: b\r\n\tc: d',
    'a: b\nc: d',
    'a: b\rc: d',
    'a: b\r',
    'a: b\n',
    'a: b\r\r\nc: d',
    'a: b\0',
    'a: \x7f',
    'a\x01: b',
    ': b',
    'a',
    'a: b\r\nc',
    'a: b\r\n\r\nc: d',
    'a(b): c',
    'é: c',
    'a\xe9: c',
    'a: b\r\n',
  ]) {
    // A last line that ends is not one that holds nothing: only its own reader drops the empty line.
    if (text === 'a: b\r\n') assert.deepEqual(read(text), { a: 'b' })
    else assert.equal(read(text), 'malformed', JSON.stringify(text))
  }
})

test('repeated headers: joined, first only, or refused', () => {
  assert.deepEqual(read('x: 1\r\nX: 2\r\nx: 3'), { x: '1, 2, 3' })
  assert.deepEqual(read('authorization: a\r\nAuthorization: b\r\napi-key: 1\r\napi-key: 2'), {
    authorization: 'a',
    'api-key': '1',
  })
  for (const name of ['host', 'content-length', 'transfer-encoding'])
    assert.equal(read(`${name}: 5\r\n${name.toUpperCase()}: 5`), 'malformed')
  assert.equal(read('content-length:\r\ncontent-length: 5'), 'malformed')
})

test('names that objects have anyway are names like others', () => {
  const headers = read('constructor: a\r\n__proto__: b\r\nconstructor: c\r\nx: d')
  assert.ok(typeof headers === 'object')
  assert.equal(headers['constructor'], 'a, c')
  assert.equal(headers['x'], 'd')
  assert.equal(Object.getPrototypeOf(headers), Object.prototype)
  assert.equal(({} as Headers)['x'], undefined)
})

test('so many headers and no more', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `x-${i}: ${i}`).join('\r\n')
  assert.equal(Object.keys(read(lines(MAX_HEADERS))).length, MAX_HEADERS)
  assert.equal(read(lines(MAX_HEADERS + 1)), 'too many')
})

test('framing: one way to say it, to the letter', () => {
  const framed = (headers: Headers, isHttp11 = true) => framingOf(headers, isHttp11, 'none')
  assert.deepEqual(framed({}), { kind: 'none' })
  assert.deepEqual(framed({ 'content-length': '0' }), { kind: 'none' })
  assert.deepEqual(framed({ 'content-length': '007' }), { kind: 'length', bytes: 7 })
  assert.deepEqual(framed({ 'content-length': '999999999999999' }), {
    kind: 'length',
    bytes: 999999999999999,
  })
  assert.deepEqual(framed({ 'transfer-encoding': 'Chunked' }), { kind: 'chunked' })
  assert.deepEqual(framingOf({}, true, 'until-close'), { kind: 'until-close' })
  for (const length of ['', '+5', '-5', '5,5', '5, 5', '0x5', '5 5', '5e1', '5.0', '1'.repeat(16), '٥'])
    assert.equal(framed({ 'content-length': length }), null, length)
  for (const encoding of [
    '',
    'gzip',
    'gzip, chunked',
    'chunked, chunked',
    'xchunked',
    'chunked;',
    'identity',
  ])
    assert.equal(framed({ 'transfer-encoding': encoding }), null, encoding)
  assert.equal(framed({ 'transfer-encoding': 'chunked', 'content-length': '5' }), null)
  assert.equal(framed({ 'transfer-encoding': 'chunked' }, false), null)
})

test('a list names a token or not', () => {
  assert.ok(lists('close', 'close'))
  assert.ok(lists('CLOSE', 'close'))
  assert.ok(lists('keep-alive , Close', 'close'))
  assert.ok(!lists('closed', 'close'))
  assert.ok(!lists(undefined, 'close'))
})

test('no head can be forged with a header to be sent', () => {
  assert.equal(headerLine('x-a', 'b\tc\xe9'), 'x-a: b\tc\xe9\r\n')
  for (const value of ['a\r\nb: c', 'a\n', 'a\r', 'a\0', '\u010d\u010a', 'ł'])
    assert.throws(() => headerLine('x', value), TypeError)
  for (const name of ['', 'a b', 'a:', 'a\r\n', 'é']) assert.throws(() => headerLine(name, 'x'), TypeError)
})
