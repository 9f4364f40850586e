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

test('arguments and results of tools are redacted as what they mean, and stay JSON', () => {
  const given = String.raw`{"to":"anna\u0040contoso.com","who":"J\u00f6rg-7 \ud83d\ude00","text":"\u0022a\u005c\u000a"}`
  const asked = { role: 'assistant', tool_calls: [{ id: 'c', function: { name: 'mail', arguments: given } }] }
  const { input } = captured(
    [asked, { role: 'tool', tool_call_id: 'c', content: String.raw`{"key":"sk-abcdefghijklmno\u0070qrst"}` }],
    null,
    { masks: ['jörg-#'] },
  )
  const [call, result] = json(input) as { parts: Record<string, string>[] }[]
  const told: unknown = JSON.parse(call?.parts[0]?.['arguments'] ?? '')
  assert.deepEqual(told, { to: '[redacted]', who: '[redacted] 😀', text: '"a\\\n' })
  assert.equal(result?.parts[0]?.['response'], '{"key":"[redacted]"}')
})

test('an answer of any length is looked at as far as it is told', () => {
  const secret = `eyJ${'a1'.repeat(500)}.${'b2'.repeat(1_500)}.c`
  const dense = (most: number) => {
    const content = `${secret} `.repeat(400) + 'anna@contoso.com and more '.repeat(40_000)
    const answer = { choices: [{ message: { content }, finish_reason: 'stop' }] }
    return captured([], answer, { mostCharacters: most })
  }
  for (let most = 40; most < 60_000; most = most * 2 + 7) {
    const { output, isCut } = dense(most)
    assert.equal(isCut, true)
    assert.doesNotMatch(output ?? '', /eyJ|a1a1|b2b2|anna/)
  }
})

test('numbers of embeddings are not even read', () => {
  const { output, isCut } = captured('Hi', { data: [{ embedding: [0.1, 0.2] }], object: 'list' })
  assert.deepEqual([output, isCut], [null, false])
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
  assert.equal(stream.told(null).output, null)
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
