import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Failure } from '../../base/index.ts'
import { JsonScan, MAX_DEPTH, refusalOf } from './json-scan.ts'
import { readIncludeUsage, REQUEST_KEYS } from './request-keys.ts'

const scan = new JsonScan(REQUEST_KEYS)

function read(text: string) {
  const fault = scan.scan(Buffer.from(text))
  assert.equal(fault, null, text)
  return scan
}

describe('a scan', () => {
  test('finds top-level keys, not look-alikes in texts and deeper objects', () => {
    read(
      String.raw`{"messages":[{"model":"inner","content":"\"model\":\"text\","}],"tools":{"stream":false},"model":"m"}`,
    )
    assert.equal(scan.string('model'), 'm')
    assert.equal(scan.has('stream'), false)
    assert.equal(scan.text('messages').at(-1), ']')
  })

  test('knows keys however they are escaped', () => {
    read(String.raw`{"\u006d\u006F\u0064\u0065\u006c":"m","str\u0065am":true}`)
    assert.equal(scan.string('model'), 'm')
    assert.equal(scan.boolean('stream'), true)
  })

  test('gives spans of values without the space around them', () => {
    const text = '\t{ "n" :\r\n 3 , "input" : [ 1 , "é" ] }\n'
    read(text)
    const bytes = Buffer.from(text)
    assert.equal(bytes.toString('utf8', scan.start('n'), scan.end('n')), '3')
    assert.equal(bytes.toString('utf8', scan.start('input'), scan.end('input')), '[ 1 , "é" ]')
    assert.equal(scan.rootStart, 1)
    assert.equal(scan.start('prompt'), -1)
    assert.equal(scan.end('prompt'), -1)
  })

  test('finds a fault wherever it stands in a long string', () => {
    for (let length = 0; length < 70; length++) {
      for (let at = 0; at < length; at++) {
        const text = 'é'.repeat(2) + 'x'.repeat(length)
        const spoilt = Buffer.from(`{"input":"${text}","model":"m"}`)
        spoilt[spoilt.indexOf('x') + at] = 0x1f
        const fault = scan.scan(spoilt)
        assert.equal(fault?.kind, 'syntax')
        assert.equal(fault?.offset, spoilt.indexOf(0x1f))
        assert.equal(scan.has('input'), false)
      }
    }
  })

  test('reads nothing outside the span it was given', () => {
    const bytes = Buffer.from('xx{"model":"a","n":1}}]"')
    assert.equal(scan.scanSpan(bytes, 2, 21), null)
    assert.equal(scan.count('n'), 1)
    for (let end = 2; end < 21; end++) assert.notEqual(scan.scanSpan(bytes, 2, end), null, `${end}`)
    for (let end = 22; end <= bytes.length; end++)
      assert.notEqual(scan.scanSpan(bytes, 2, end), null, `${end}`)
  })

  test('leaves nothing behind for the next', () => {
    read('{"model":"a","stream":true}')
    read('{"n":1}')
    assert.equal(scan.has('model'), false)
    assert.equal(scan.boolean('stream'), null)
    assert.notEqual(scan.scan(Buffer.from('{"n":1')), null)
    assert.equal(scan.has('n'), false)
  })

  test('takes the last of two equal keys where that is asked for', () => {
    const lenient = new JsonScan(REQUEST_KEYS, 'last')
    assert.equal(lenient.scan(Buffer.from('{"model":"a","model":"b"}')), null)
    assert.equal(lenient.string('model'), 'b')
  })
})

describe('faults', () => {
  const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
  for (const [name, body, kind, message] of [
    ['an empty body', '', 'root', /is empty/],
    ['an array', '[{"model":"m"}]', 'root', /not a JSON object/],
    ['a text', '"model"', 'root', /not a JSON object/],
    ['a byte order mark', '\ufeff{}', 'syntax', /byte order mark/],
    ['a cut body', '{"model":"m"', 'syntax', /ends too early/],
    ['a comma too many', '{"model":"m",}', 'syntax', /'}' cannot stand at byte 13/],
    ['something after the end', '{} {}', 'syntax', /'{' cannot stand at byte 3/],
    ['a raw line break in a text', '{"a":"\n"}', 'syntax', /byte 0x0a cannot stand at byte 6/],
    ['too deep', nested(MAX_DEPTH + 1), 'depth', /deeper than 512/],
    ['two models', '{"model":"a","m\\u006fdel":"b"}', 'duplicate', /model stands twice, again at byte 13/],
  ] as const) {
    test(`${name} is told as such`, () => {
      const fault = scan.scan(Buffer.from(body))
      assert.ok(fault !== null)
      assert.equal(fault.kind, kind)
      assert.match(fault.message, message)
      const refusal = refusalOf(fault)
      assert.equal(refusal.code, kind === 'duplicate' ? 'invalid_field' : 'malformed_json')
      assert.equal(refusal.param, kind === 'duplicate' ? 'model' : null)
    })
  }

  test('bytes that are not UTF-8 are told as such, wherever they stand', () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) {
      const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')])
      assert.equal(scan.scan(body)?.kind, 'encoding')
    }
  })

  test('the deepest nesting that is taken is taken', () => {
    read(nested(MAX_DEPTH))
    const objects = `${'{"a":'.repeat(MAX_DEPTH)}1${'}'.repeat(MAX_DEPTH)}`
    read(objects)
    assert.equal(scan.scan(Buffer.from(`{"a":${objects}}`))?.kind, 'depth')
  })

  test('a body of brackets alone costs no more than its size', () => {
    assert.equal(scan.scan(Buffer.from(`{"a":${'['.repeat(1_000_000)}`))?.kind, 'depth')
  })
})

describe('readers', () => {
  const refuses = (reader: () => unknown, param: string) =>
    assert.throws(
      reader,
      (error) => error instanceof Failure && error.code === 'invalid_field' && error.param === param,
    )

  test('give null for what is absent or null', () => {
    read('{"model":null,"stream":null,"n":null}')
    for (const value of [
      scan.string('model'),
      scan.boolean('stream'),
      scan.count('n'),
      scan.count('max_tokens'),
    ]) {
      assert.equal(value, null)
    }
    assert.equal(scan.kind('model'), 'null')
  })

  test('decode texts', () => {
    read(String.raw`{"model":"a\"\\\u00e9é\ud83d\ude00","prompt_cache_key":"","service_tier":"日本"}`)
    assert.equal(scan.string('model'), 'a"\\éé😀')
    assert.equal(scan.string('prompt_cache_key'), '')
    assert.equal(scan.string('service_tier'), '日本')
  })

  test('take whole numbers in any notation, and no others', () => {
    for (const [text, value] of [
      ['0', 0],
      ['-0', 0],
      ['12', 12],
      ['1e3', 1_000],
      ['2.50e2', 250],
      ['7.0', 7],
    ] as const) {
      read(`{"n":${text}}`)
      assert.ok(Object.is(scan.count('n'), value), text)
    }
    for (const text of ['-1', '1.5', '1e400', '9007199254740992', '"1"', 'true', '[1]', '{}']) {
      read(`{"n":${text}}`)
      refuses(() => scan.count('n'), 'n')
    }
  })

  test('refuse other types by name', () => {
    read('{"model":1,"stream":"true","store":0}')
    refuses(() => scan.string('model'), 'model')
    refuses(() => scan.boolean('stream'), 'stream')
    refuses(() => scan.boolean('store'), 'store')
  })

  test('find include_usage within stream_options', () => {
    const of = (options: string) => {
      const text = `{"stream_options":${options}}`
      read(text)
      return readIncludeUsage(Buffer.from(text), scan.start('stream_options'), scan.end('stream_options'))
    }
    assert.equal(of('{"include_usage":true}').value, true)
    assert.equal(of('{"x":{"include_usage":true},"include_usage":false}').value, false)
    assert.equal(of('{"include_usage":null}').value, null)
    assert.deepEqual(of('{}'), { value: null, start: -1, end: -1, open: 18 })
    assert.deepEqual(of('null'), { value: null, start: -1, end: -1, open: -1 })
    refuses(() => of('[]'), 'stream_options')
    refuses(() => of('{"include_usage":1}'), 'include_usage')
    refuses(() => of('{"include_usage":true,"include_usage":false}'), 'include_usage')
  })
})
