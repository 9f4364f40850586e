import assert from 'node:assert/strict'
import { test } from 'node:test'

import { addFinishReasons, responseReason } from './finish-reasons.ts'
import { SseObserver } from './sse-observer.ts'

function reasonsIn(value: unknown): readonly string[] {
  const reasons: string[] = []
  addFinishReasons(JSON.stringify(value), reasons)
  return reasons
}

test('each choice says why it ended, and no text or name of another does', () => {
  const sly = 'says "finish_reason":"sly" and \\"finish_reason\\": "sly"'
  const choices = [
    { message: { content: sly }, finish_reason: 'stop' },
    { message: { content: 'x' }, finish_reason: null, native_finish_reason: 'sly' },
    { finish_reason: 'content_filter' },
    { finish_reason: 'x'.repeat(65) },
  ]
  assert.deepEqual(reasonsIn({ choices }), ['stop', 'content_filter'])
  const reasons: string[] = []
  addFinishReasons('{ "finish_reason" :\n"length" }', reasons)
  assert.deepEqual(reasons, ['length'])
  assert.equal(reasonsIn(Array.from({ length: 1_000 }, () => ({ finish_reason: 'stop' }))).length, 128)
})

test('a response that is not complete says why', () => {
  const data = '{"response":{"incomplete_details": {"reason":"max_output_tokens"}}}'
  assert.equal(responseReason('incomplete', data), 'max_output_tokens')
  assert.equal(responseReason('incomplete', '{"incomplete_details":null}'), 'incomplete')
  assert.equal(responseReason('completed', data), 'completed')
})

const event = (data: object, type = '') =>
  `${type === '' ? '' : `event: ${type}\n`}data: ${JSON.stringify(data)}\n\n`
const chunk = (choice: object) => event({ id: 'chatcmpl-1', model: 'm', choices: [choice] })

function observed(dialect: 'chat' | 'responses', text: string, size: number): SseObserver {
  const observer = new SseObserver({ dialect, stripUsageEvent: false })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) observer.push(bytes.subarray(at, at + size))
  return observer
}

test('streams say their id and why they ended, however they are cut into pieces', () => {
  const chat = [
    event({ id: '', model: '', choices: [], prompt_filter_results: [{}] }),
    chunk({ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }),
    chunk({ index: 0, delta: { content: 'A' }, finish_reason: null }),
    chunk({ index: 1, delta: { content: 'B' }, finish_reason: null }),
    chunk({ index: 1, delta: {}, finish_reason: 'length' }),
    chunk({ index: 0, delta: {}, finish_reason: 'stop' }),
    'data: [DONE]\n\n',
  ].join('')
  const responses = (type: string, more: object) =>
    [
      event(
        { type: 'response.created', response: { id: 'resp_1', status: 'in_progress' } },
        'response.created',
      ),
      event({ type: 'response.output_text.delta', delta: 'A' }, 'response.output_text.delta'),
      event({ type, response: { id: 'resp_1', ...more } }, type),
    ].join('')
  for (const size of [1, 7, 100_000]) {
    const one = observed('chat', chat, size)
    assert.deepEqual([one.answerId, one.finishReasons], ['chatcmpl-1', ['length', 'stop']])
    assert.equal(one.responseId, null, 'no id that is to be signed')
    const done = observed('responses', responses('response.completed', { status: 'completed' }), size)
    assert.deepEqual([done.answerId, done.finishReasons], ['resp_1', ['completed']])
    const cut = { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }
    const short = observed('responses', responses('response.incomplete', cut), size)
    assert.deepEqual(short.finishReasons, ['content_filter'])
    const bad = observed('responses', responses('response.failed', { status: 'failed', error: {} }), size)
    assert.deepEqual(bad.finishReasons, ['failed'])
  }
  const long = {
    status: 'incomplete',
    output: 'x'.repeat(400_000),
    incomplete_details: { reason: 'max_output_tokens' },
  }
  const observer = observed('responses', responses('response.incomplete', long), 50_000)
  assert.deepEqual([observer.answerId, observer.finishReasons], ['resp_1', ['max_output_tokens']])
})
