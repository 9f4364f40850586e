import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readUsage, scanAnswer } from './usage.ts'

const ZERO = { input: 0, cached: 0, output: 0, reasoning: 0, audioInput: 0, audioOutput: 0 }

describe('usage', () => {
  test('of chat', () => {
    const usage = {
      prompt_tokens: 19,
      completion_tokens: 271,
      total_tokens: 290,
      prompt_tokens_details: { cached_tokens: 7, audio_tokens: 2 },
      completion_tokens_details: { reasoning_tokens: 192, audio_tokens: 3, accepted_prediction_tokens: 0 },
    }
    const expected = { input: 19, cached: 7, output: 271, reasoning: 192, audioInput: 2, audioOutput: 3 }
    assert.deepEqual(readUsage(usage), expected)
  })

  test('of responses, images, transcriptions and embeddings', () => {
    assert.deepEqual(
      readUsage({
        input_tokens: 36,
        input_tokens_details: { cached_tokens: 4 },
        output_tokens: 87,
        output_tokens_details: { reasoning_tokens: 64 },
      }),
      { ...ZERO, input: 36, cached: 4, output: 87, reasoning: 64 },
    )
    assert.deepEqual(
      readUsage({
        input_tokens: 50,
        output_tokens: 1_056,
        input_tokens_details: { text_tokens: 10, image_tokens: 40 },
      }),
      { ...ZERO, input: 50, output: 1_056 },
    )
    assert.deepEqual(
      readUsage({
        type: 'tokens',
        input_tokens: 14,
        input_token_details: { text_tokens: 10, audio_tokens: 4 },
        output_tokens: 45,
      }),
      { ...ZERO, input: 14, audioInput: 4, output: 45 },
    )
    assert.deepEqual(readUsage({ prompt_tokens: 8, total_tokens: 8 }), { ...ZERO, input: 8 })
  })

  test('that is none is null', () => {
    for (const value of [
      null,
      undefined,
      3,
      'x',
      [],
      {},
      { type: 'duration', seconds: 9 },
      { prompt_tokens: -1 },
    ]) {
      assert.equal(readUsage(value), null)
    }
  })

  test('never counts what is no whole number from 0 up, and no part above its whole', () => {
    assert.deepEqual(
      readUsage({
        prompt_tokens: 10,
        completion_tokens: '7',
        prompt_tokens_details: { cached_tokens: 11, audio_tokens: Number.NaN },
        completion_tokens_details: { reasoning_tokens: 5 },
      }),
      { ...ZERO, input: 10, cached: 10 },
    )
    for (const wrong of [-1, 1.5, Number.NaN, Infinity, 2 ** 53, null, true, '3']) {
      assert.deepEqual(
        readUsage({ prompt_tokens: 10, completion_tokens: wrong, prompt_tokens_details: wrong }),
        {
          ...ZERO,
          input: 10,
        },
      )
    }
  })
})

describe('an answer', () => {
  test('tells what the gateway needs', () => {
    const answer = {
      id: 'chatcmpl-1',
      model: 'gpt-4.1-2025-04-14',
      choices: [{ message: { content: '"usage":{"prompt_tokens":1}' }, usage: { prompt_tokens: 2 } }],
      service_tier: 'default',
      usage: { prompt_tokens: 19, completion_tokens: 10 },
    }
    assert.deepEqual(scanAnswer(Buffer.from(JSON.stringify(answer))), {
      usage: { ...ZERO, input: 19, output: 10 },
      model: 'gpt-4.1-2025-04-14',
      id: 'chatcmpl-1',
      serviceTier: 'default',
      status: null,
      error: null,
    })
  })

  test('with fields of other types tells nothing of them', () => {
    const text =
      '{"id":1,"model":null,"status":"failed","error":{"code":"é"},"usage":null,"status":"cancelled"}'
    assert.deepEqual(scanAnswer(Buffer.from(text)), {
      usage: null,
      model: null,
      id: null,
      serviceTier: null,
      status: 'cancelled',
      error: { code: 'é' },
    })
  })

  test('that is no sound object is null', () => {
    for (const text of ['', '<html>', '[]', '{"usage":{}', 'null'])
      assert.equal(scanAnswer(Buffer.from(text)), null)
  })
})
