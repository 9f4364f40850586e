import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assert as assertProperty, jsonValue, property } from 'fast-check'

import type { CaptureSettings } from '../../workload/index.ts'
import { Capture, TextBudget } from './capture.ts'
import { closedJson } from './long-event.ts'
import { named } from './tool-call-streams.fixture.ts'

const SETTINGS: CaptureSettings = {
  prompts: true,
  answers: true,
  mostCharacters: 4_096,
  keepMs: null,
  masks: [],
}

function json(text: string | null): unknown {
  return JSON.parse(text ?? 'null')
}

test('a stream that was not kept whole has no gap, and its end is not told', () => {
  const budget = new TextBudget()
  const capture = new Capture(SETTINGS, budget)
  const tell = (content: string): void =>
    capture.keepPiece(
      Buffer.from(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`),
    )
  tell(`begin ${'. '.repeat(400)}`)
  tell('anna.schmidt@con')
  const others = Array.from({ length: 512 }, () => budget.take(131_072))
  assert.equal(others.at(-1), false)
  while (budget.take(1));
  tell('toso.com, and more')
  budget.give(131_072)
  tell(' later')
  const { output, isCut } = capture.told(null)
  assert.equal(isCut, true)
  assert.match(output ?? '', /begin/)
  assert.doesNotMatch(output ?? '', /anna|later/)
})

const deltaOf = (content: string, more: object = {}) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { role: 'assistant', content }, ...more }] })}\n\n`

test('of an event that is too long to be held the beginning is told, cut, and nothing after it', () => {
  const secret = 'sk-abcdefghijklmnopqrstuvwxyz'
  // A secret stands across the place where the event is cut.
  const long = `${'Grüß "Gott"\n'.repeat(4_000)}${`${secret} `.repeat(1_000)}`
  const bytes = Buffer.from(
    `${deltaOf('First. ')}${deltaOf(long)}${deltaOf('later')}data: {"choices":[]}\n\n`,
  )
  for (const size of [997, 65_536, bytes.length]) {
    const budget = new TextBudget()
    const capture = new Capture({ ...SETTINGS, mostCharacters: 65_536 }, budget)
    for (let at = 0; at < bytes.length; at += size) capture.keepPiece(bytes.subarray(at, at + size))
    const { output, isCut } = capture.told(null)
    assert.equal(isCut, true)
    const [message] = json(output) as [{ parts: [{ content: string }] }]
    const [{ content }] = message.parts
    assert.ok(content.startsWith('First. Grüß "Gott"\nGrüß "Gott"\n'))
    assert.ok(content.length > 40_000)
    assert.doesNotMatch(content, /later|sk-a|\uFFFD/)
    capture.letGo()
    assert.ok(budget.take(67_108_864), 'all that was held was given back')
  }
})

test('a long event that has no text of the answer is passed over, and cuts nothing', () => {
  const filler = 'z'.repeat(90_000)
  const capture = new Capture(SETTINGS, new TextBudget())
  const last = { type: 'response.completed', response: { output: [{ content: [{ text: filler }] }] } }
  const events = [
    `: ${filler}\n`,
    deltaOf('One'),
    `data: ${JSON.stringify({ type: 'image_generation.partial_image', b64_json: filler })}\n\n`,
    `data: ${JSON.stringify(last)}\n\n`,
    deltaOf(' two', { finish_reason: 'stop' }),
  ]
  const bytes = Buffer.from(events.join(''))
  for (let at = 0; at < bytes.length; at += 10_000) capture.keepPiece(bytes.subarray(at, at + 10_000))
  const { output, isCut } = capture.told(null)
  assert.deepEqual(json(output), [
    { role: 'assistant', parts: [{ type: 'text', content: 'One two' }], finish_reason: 'stop' },
  ])
  assert.equal(isCut, false)
})

test('a long event of the responses API is told as far as it was held', () => {
  const capture = new Capture(SETTINGS, new TextBudget())
  const event = { type: 'response.output_text.delta', item_id: 'm', delta: 'Grüße '.repeat(20_000) }
  capture.keepPiece(Buffer.from(`data: ${JSON.stringify(event)}\n\n`))
  const { output, isCut } = capture.told(null)
  assert.match(output ?? '', /^\[\{"role":"assistant","parts":\[\{"type":"text","content":"Grüße Grüße /)
  assert.equal(isCut, true)
})

test('a call in one long event is told as far as it was held, and one that is repeated at its end is whole', () => {
  const long = JSON.stringify({ path: 'a.txt', content: 'Grüße "x" '.repeat(12_000) })
  const asked = { index: 0, id: 'call_a', type: 'function', function: { name: 'write', arguments: long } }
  for (const event of [
    { choices: [{ index: 0, delta: { tool_calls: [asked] } }] },
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: { type: 'function_call', call_id: 'call_a', name: 'write', arguments: long },
    },
  ]) {
    const capture = new Capture(SETTINGS, new TextBudget())
    capture.keepPiece(Buffer.from(`data: ${JSON.stringify(event)}\n\n${deltaOf('later')}`))
    const { output, isCut } = capture.told(null)
    assert.equal(isCut, true)
    const [{ parts }, ...others] = json(output) as [{ parts: [Record<string, string>] }]
    const [{ type, id, name, arguments: given = '' }] = parts
    assert.deepEqual([type, id, name, others], ['tool_call', 'call_a', 'write', []])
    assert.ok(given.length > 4_000 && long.startsWith(given))
  }
  const capture = new Capture({ ...SETTINGS, mostCharacters: 65_536 }, new TextBudget())
  const at = { item_id: 'fc', output_index: 0 }
  const piece = 'Grüße '.repeat(6_000)
  capture.keepPiece(
    Buffer.from(
      [
        ...[piece, piece].map((delta) => named('response.function_call_arguments.delta', { ...at, delta })),
        named('response.function_call_arguments.done', { ...at, arguments: piece + piece }),
        named('response.completed', { response: { output: [{ arguments: piece + piece }] } }),
      ].join(''),
    ),
  )
  const { output } = capture.told(null)
  assert.match(output ?? '', /"finish_reason":"completed"/)
})

test('lines that are not whole count in what all exchanges hold together', () => {
  const budget = new TextBudget()
  while (budget.take(1_048_576));
  const capture = new Capture(SETTINGS, budget)
  capture.keepPiece(Buffer.from('data: {"choices":[{"delta":{"content":"'))
  capture.keepPiece(Buffer.from('never held"}}]}\n\n'))
  assert.deepEqual(capture.told(null), { input: null, output: null, isCut: true })
})

/** What is there is the same, or a beginning of it. */
function isBeginning(part: unknown, whole: unknown): boolean {
  if (typeof part === 'string' && typeof whole === 'string') return whole.startsWith(part)
  if (Array.isArray(part) && Array.isArray(whole))
    return part.every((one, at) => isBeginning(one, (whole as unknown[])[at]))
  if (typeof part === 'object' && part !== null && typeof whole === 'object' && whole !== null)
    return Object.entries(part).every(([key, one]) => isBeginning(one, Reflect.get(whole, key)))
  return Object.is(part, whole)
}

test('wherever JSON is cut, what stands before is JSON again when it is closed', () => {
  const closes = property(jsonValue({ stringUnit: 'grapheme' }), (value) => {
    const whole = { first: value, 'a "key": [': [value, 'C:\\\\ \ud83d'], last: { text: 'Grüße 😀\n' } }
    for (const space of [0, 2]) {
      const text = JSON.stringify(whole, null, space)
      const latin1 = Buffer.from(text).toString('latin1')
      for (let end = 1; end <= latin1.length; end++) {
        const closed = closedJson(latin1.slice(0, end)) ?? ''
        const part: unknown = JSON.parse(Buffer.from(closed, 'latin1').toString('utf8'))
        assert.ok(isBeginning(part, json(text)), `${closed} is no beginning of ${text}`)
      }
    }
  })
  assertProperty(closes, { numRuns: 40 })
})

test('a string is told up to where it was cut', () => {
  assert.equal(closedJson('{"a":[{"b":"one two'), '{"a":[{"b":"one two"}]}')
  assert.equal(closedJson('{"a":"x\\\\'), '{"a":"x\\\\"}')
  assert.equal(closedJson('{"a":"x\\u00e'), '{"a":"x"}')
  assert.equal(closedJson('{"a":1,"b'), '{"a":1}')
})

test('what is deeper than any event is not looked into', () => {
  assert.equal(closedJson('['.repeat(60_000)), null)
})
