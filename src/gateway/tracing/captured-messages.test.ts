import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { CaptureSettings } from '../../workload/index.ts'
import { Capture, TextBudget } from './capture.ts'
import { capturedMessages } from './captured-messages.ts'

const SETTINGS: CaptureSettings = {
  prompts: true,
  answers: true,
  mostCharacters: 4_096,
  keepMs: null,
  masks: [],
}

function captured(prompt: unknown, answer: unknown = null, more: Partial<CaptureSettings> = {}) {
  const capture = new Capture({ ...SETTINGS, ...more }, new TextBudget())
  const body = Buffer.from(`{"messages":${JSON.stringify(prompt)}}`)
  capture.keepPrompt(body, 12, body.length - 1)
  return capturedMessages(capture, answer === null ? null : Buffer.from(JSON.stringify(answer)))
}

function json(text: string | null): unknown {
  return JSON.parse(text ?? 'null')
}

test('a chat, with tools, pictures and an answer, in the form of the conventions', () => {
  const { input, output, isCut } = captured(
    [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this? Write to anna@contoso.com' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'find', arguments: '{"q":"x"}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'found' },
    ],
    { choices: [{ message: { role: 'assistant', content: 'A cat.' }, finish_reason: 'stop' }] },
  )
  assert.deepEqual(json(input), [
    { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] },
    {
      role: 'user',
      parts: [{ type: 'text', content: 'What is this? Write to [redacted]' }, { type: 'image_url' }],
    },
    { role: 'assistant', parts: [{ type: 'tool_call', id: 'c1', name: 'find', arguments: '{"q":"x"}' }] },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: 'found' }] },
  ])
  assert.deepEqual(json(output), [
    { role: 'assistant', parts: [{ type: 'text', content: 'A cat.' }], finish_reason: 'stop' },
  ])
  assert.equal(isCut, false)
})

test('responses and texts to embed', () => {
  const answer = {
    status: 'completed',
    output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes.' }] }],
  }
  const { input, output } = captured('Is it?', answer)
  assert.deepEqual(json(input), [{ role: 'user', parts: [{ type: 'text', content: 'Is it?' }] }])
  assert.deepEqual(json(output), [
    { role: 'assistant', parts: [{ type: 'text', content: 'Yes.' }], finish_reason: 'completed' },
  ])
  assert.equal((json(captured(['one', 'two']).input) as unknown[]).length, 2)
})

test('text is redacted before it is cut, so that no half of a secret is told', () => {
  const secret = 'sk-abcdefghijklmnopqrstuvwxyz'
  const { input, isCut } = captured(
    [{ role: 'user', content: `${'x '.repeat(20)}${secret} and more` }],
    null,
    {
      mostCharacters: 60,
    },
  )
  assert.equal(isCut, true)
  assert.ok(input !== null && !input.includes('sk-abc') && input.includes('[redacted]'))
  assert.ok(JSON.stringify(json(input)).length < 150)
})

test('only what is asked for is kept', () => {
  const none = captured(
    [{ role: 'user', content: 'Hi' }],
    { choices: [] },
    { prompts: false, answers: false },
  )
  assert.deepEqual([none.input, none.output], [null, null])
  const stream = new Capture({ ...SETTINGS, answers: false }, new TextBudget())
  stream.keepPiece(Buffer.from('data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'))
  assert.equal(stream.streamed.size, 0)
})

test('a stream is put together from pieces, wherever they are cut', () => {
  const text = [
    'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}',
    'data: {"choices":[{"index":0,"delta":{"content":"Grüß "}},{"index":1,"delta":{"content":"Hallo"}}]}',
    'event: response.output_text.delta\r',
    'data: {"type":"response.output_text.delta","delta":"Gott"}\r',
    'data: [DONE]',
    '',
  ].join('\n\n')
  const bytes = Buffer.from(text)
  for (const size of [1, 2, 7, bytes.length]) {
    const capture = new Capture(SETTINGS, new TextBudget())
    for (let at = 0; at < bytes.length; at += size) capture.keepPiece(bytes.subarray(at, at + size))
    assert.deepEqual(
      [...capture.streamed],
      [
        [0, 'Grüß Gott'],
        [1, 'Hallo'],
      ],
    )
  }
})

test('what all keep together is bounded, and given back', () => {
  const budget = new TextBudget()
  const body = Buffer.from(JSON.stringify('x'.repeat(200_000)))
  const captures = Array.from({ length: 1_000 }, () => {
    const capture = new Capture(SETTINGS, budget)
    capture.keepPrompt(body, 0, body.length)
    return capture
  })
  const held = captures.reduce((sum, { prompt }) => sum + (prompt?.length ?? 0), 0)
  assert.ok(held <= 67_108_864)
  assert.equal(captures.at(-1)?.prompt, null)
  for (const capture of captures) capture.letGo()
  const next = new Capture(SETTINGS, budget)
  next.keepPrompt(body, 0, body.length)
  assert.equal(next.prompt?.length, 131_072)
  // It was cut, and is no JSON any more: it is told as it stands, as far as the cap goes.
  assert.equal(capturedMessages(next, null).isCut, true)
  next.keepPiece(
    Buffer.from(`data: ${'y'.repeat(200_000)}\n\ndata: {"choices":[{"delta":{"content":"ok"}}]}\n\n`),
  )
  assert.deepEqual([...next.streamed], [[0, 'ok']])
})

test('in a prompt that was too long to be kept whole, secrets are known through the escapes of JSON', () => {
  const said = 'password: "correct-horse" of Jörg-7 at anna@contoso.com. '
  const body = Buffer.from(
    JSON.stringify([{ role: 'user', content: said + 'x '.repeat(80_000) }])
      .replace('ö', '\\u00f6')
      .replace('@', '\\u0040'),
  )
  const capture = new Capture({ ...SETTINGS, masks: ['jörg-#'] }, new TextBudget())
  capture.keepPrompt(body, 0, body.length)
  const { input, isCut } = capturedMessages(capture, null)
  assert.equal(isCut, true)
  assert.doesNotMatch(input ?? '', /correct-horse|anna|rg-7/)
})

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
  const { output, isCut } = capturedMessages(capture, null)
  assert.equal(isCut, true)
  assert.match(output ?? '', /begin/)
  assert.doesNotMatch(output ?? '', /anna|later/)
})

const deltaOf = (content: string, more: object = {}) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 1, delta: { role: 'assistant', content }, ...more }] })}\n\n`

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
    `data: ${JSON.stringify({ choices: [{ index: 1, delta: { tool_calls: [{ function: { arguments: `{"content":"${filler}` } }] } }] })}\n\n`,
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

test('choices beyond those that are told are not held, whatever their numbers', () => {
  const capture = new Capture(SETTINGS, new TextBudget())
  const choices = Array.from({ length: 500 }, (_, at) => ({
    index: -at,
    delta: { content: 'x' },
    finish_reason: 'stop',
  }))
  capture.keepPiece(Buffer.from(`data: ${JSON.stringify({ choices })}\n\n`))
  assert.deepEqual([capture.streamed.size, capture.reasons.size], [8, 8])
})

test('a long event of the responses API is told as far as it was held', () => {
  const capture = new Capture(SETTINGS, new TextBudget())
  const event = { type: 'response.output_text.delta', item_id: 'm', delta: 'Grüße '.repeat(20_000) }
  capture.keepPiece(Buffer.from(`data: ${JSON.stringify(event)}\n\n`))
  const { output, isCut } = capture.told(null)
  assert.match(output ?? '', /^\[\{"role":"assistant","parts":\[\{"type":"text","content":"Grüße Grüße /)
  assert.equal(isCut, true)
})

test('lines that are not whole count in what all exchanges hold together', () => {
  const budget = new TextBudget()
  while (budget.take(1_048_576));
  const capture = new Capture(SETTINGS, budget)
  capture.keepPiece(Buffer.from('data: {"choices":[{"delta":{"content":"'))
  capture.keepPiece(Buffer.from('never held"}}]}\n\n'))
  assert.deepEqual(capture.told(null), { input: null, output: null, isCut: true })
})
