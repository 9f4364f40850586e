import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { IdRewrite } from './id-rewrite.ts'
import { JsonScan } from './json-scan.ts'
import { REQUEST_KEYS } from './request-keys.ts'
import { type BodyChanges, replaceAll, splice, spliceBody } from './splice.ts'

const scan = new JsonScan(REQUEST_KEYS)
const NONE: BodyChanges = { model: null, askForUsage: false, previousResponseId: null }

function spliced(text: string, changes: Partial<BodyChanges>): string {
  const body = Buffer.from(text)
  assert.equal(scan.scan(body), null)
  const edits = {
    kind: 'json',
    modelStart: scan.start('model'),
    modelEnd: scan.end('model'),
    streamOptionsStart: scan.start('stream_options'),
    streamOptionsEnd: scan.end('stream_options'),
    previousIdStart: scan.start('previous_response_id'),
    previousIdEnd: scan.end('previous_response_id'),
  } as const
  return spliceBody(body, edits, { ...NONE, ...changes }).toString()
}

describe('the body for upstream', () => {
  for (const [name, before, changes, after] of [
    ['another model', '{"model" : "m" , "n":1.0}', { model: 'dep' }, '{"model" : "dep" , "n":1.0}'],
    ['a name with quotes', '{"model":"m"}', { model: 'a"\\é' }, '{"model":"a\\"\\\\é"}'],
    ['no model yet', ' {"n":1}', { model: 'd' }, ' {"model":"d","n":1}'],
    [
      'no member at all',
      '{ }',
      { model: 'd', askForUsage: true },
      '{"model":"d","stream_options":{"include_usage":true} }',
    ],
    [
      'no options yet',
      '{"model":"m"}',
      { askForUsage: true },
      '{"stream_options":{"include_usage":true},"model":"m"}',
    ],
    [
      'options null',
      '{"stream_options":null}',
      { askForUsage: true },
      '{"stream_options":{"include_usage":true}}',
    ],
    [
      'options empty',
      '{"stream_options":{ }}',
      { askForUsage: true },
      '{"stream_options":{"include_usage":true }}',
    ],
    [
      'other options',
      '{"stream_options":{"include_obfuscation":false}}',
      { askForUsage: true },
      '{"stream_options":{"include_usage":true,"include_obfuscation":false}}',
    ],
    [
      'usage refused',
      '{"stream_options":{"x":1,"include_usage": false }}',
      { askForUsage: true },
      '{"stream_options":{"x":1,"include_usage": true }}',
    ],
    [
      'all at once, in the order of the body',
      '{"previous_response_id":"s","stream_options":{},"x":[1e2,"é"],"model":"m"}',
      { model: 'd', askForUsage: true, previousResponseId: 'resp_1' },
      '{"previous_response_id":"resp_1","stream_options":{"include_usage":true},"x":[1e2,"é"],"model":"d"}',
    ],
  ] as const) {
    test(name, () => assert.equal(spliced(before, changes), after))
  }

  test('is the very same buffer when nothing changes', () => {
    const body = Buffer.from('{"model":"m"}')
    assert.equal(splice(body, []), body)
  })

  test('cannot be made with edits that overlap or lie outside', () => {
    const body = Buffer.from('0123456789')
    const edit = (start: number, end: number) => ({ start, end, replacement: 'x' })
    assert.equal(splice(body, [edit(0, 0), edit(0, 2), edit(2, 2), edit(10, 10)]).toString(), 'xxx23456789x')
    for (const edits of [[edit(2, 4), edit(3, 5)], [edit(3, 2)], [edit(9, 11)], [edit(4, 5), edit(1, 2)]]) {
      assert.throws(() => splice(body, edits), RangeError)
    }
  })
})

describe('ids', () => {
  test('are replaced as whole words only, however often', () => {
    const text = '{"id":"resp_1","a":"resp_10","b":"resp_1","c":"xresp_1","d":"resp_1-2"}'
    assert.equal(
      replaceAll(Buffer.from(text), 'resp_1', 'S_resp_1').toString(),
      '{"id":"S_resp_1","a":"resp_10","b":"S_resp_1","c":"xresp_1","d":"resp_1-2"}',
    )
    assert.equal(replaceAll(Buffer.from('resp_1'), 'resp_1', 'x').toString(), 'x')
  })

  test('that were replaced before are left alone', () => {
    const once = replaceAll(Buffer.from('"resp_1"'), 'resp_1', 'cw_resp_1')
    assert.equal(replaceAll(once, 'resp_1', 'cw_resp_1').toString(), '"cw_resp_1"')
  })

  test('that do not occur cost no copy', () => {
    const body = Buffer.from('{"id":"resp_2"}\n')
    assert.equal(replaceAll(body, 'resp_1', 'x'), body)
    assert.equal(new IdRewrite('resp_1', 'x').apply(body), body)
    assert.throws(() => new IdRewrite('', 'x'), RangeError)
  })

  test('wait at the end of a chunk until it is known whether they go on', () => {
    const rewrite = new IdRewrite('resp_1', 'S')
    assert.equal(rewrite.apply(Buffer.from('a resp_1')).toString(), 'a ')
    assert.equal(rewrite.apply(Buffer.from('0 re')).toString(), 'resp_10 ')
    assert.equal(rewrite.apply(Buffer.from('sp_1')).toString(), '')
    assert.equal(rewrite.flush()?.toString(), 'S')
    assert.equal(rewrite.flush(), null)
  })
})
