import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Operation } from '../providers/index.ts'
import { EstimateFactor } from './bytes/prompt-estimate.ts'
import { estimate } from './estimate.ts'
import type { Ask } from './exchange.ts'
import type { FleetModel } from './fleet.ts'

const ASK: Ask = {
  stream: false,
  wantsUsageEvent: false,
  maxOutputTokens: null,
  choices: 1,
  size: null,
  quality: null,
  promptTokens: 100,
  media: null,
  prefixKey: null,
  background: false,
  previousResponseId: null,
}
const NO_MEDIA = { lowImages: 0, highImages: 0, soundSeconds: 0, pages: 0, bytes: 0 }

function of(operation: Operation, ask: Partial<Ask>, model: Partial<FleetModel['model']> = {}) {
  const made = { baseModel: 'gpt-4.1', reasoning: false, expectedOutputTokens: null, ...model }
  const fleetModel = { model: made, estimates: new EstimateFactor() } as unknown as FleetModel
  const { input, output } = estimate(operation, { ...ASK, ...ask }, fleetModel)
  return [input, output]
}

test('the answer: what the client allows for each choice, else what the file says, else a guess', () => {
  assert.deepEqual(of('chat', { maxOutputTokens: 1_000 }), [100, 1_000])
  assert.deepEqual(of('chat', { maxOutputTokens: 1_000, choices: 3 }), [100, 3_000])
  assert.deepEqual(of('chat', { choices: 2 }), [100, 1_024])
  assert.deepEqual(of('responses', {}, { reasoning: true }), [100, 2_048])
  assert.deepEqual(of('responses', {}, { reasoning: true, expectedOutputTokens: 300 }), [100, 300])
  assert.deepEqual(of('embeddings', { maxOutputTokens: 50 }), [100, 0])
})

test('images in a prompt, by the rules of the model', () => {
  const media = { ...NO_MEDIA, lowImages: 1, highImages: 2 }
  const input = (baseModel: string) => of('chat', { media }, { baseModel })[0]
  assert.equal(input('gpt-4.1'), 100 + 85 + 2 * (85 + 8 * 170))
  assert.equal(input('gpt-4o-2024-11-20'), input('gpt-4.1'))
  assert.equal(input('gpt-4o-mini'), 100 + 2_833 + 2 * (2_833 + 8 * 5_667))
  assert.equal(input('o3'), 100 + 75 + 2 * (75 + 8 * 150))
  assert.equal(input('gpt-5.1'), 100 + 70 + 2 * (70 + 8 * 140))
  assert.equal(input('gpt-4.1-mini'), 100 + 415 + 2 * 2_489)
})

test('sound, heard and made', () => {
  const media = { ...NO_MEDIA, soundSeconds: 60 }
  assert.deepEqual(of('chat', { media, maxOutputTokens: 10 }), [700, 10])
  assert.deepEqual(of('transcriptions', { media, promptTokens: 0 }), [600, 300])
  // 400 characters are 27 seconds.
  assert.deepEqual(of('speech', {}), [100, 534])
})

test('files, by the page', () => {
  const media = { ...NO_MEDIA, pages: 2 }
  assert.deepEqual(of('responses', { media, maxOutputTokens: 10 }), [100 + 2 * (1_445 + 500), 10])
})

test('images that are made, by size and quality', () => {
  const output = (ask: Partial<Ask>, baseModel = 'gpt-image-1') => of('images', ask, { baseModel })[1]
  assert.equal(output({ size: '1024x1024', quality: 'high' }), 4_160)
  assert.equal(output({ size: '1024x1024', quality: 'low', choices: 4 }), 4 * 272)
  assert.equal(output({ size: 'auto', quality: 'medium' }), 1_584)
  assert.equal(output({}), 6_240)
  assert.equal(output({}, 'dall-e-3'), 0)
  const media = { ...NO_MEDIA, highImages: 1 }
  assert.equal(of('image-edits', { media }, { baseModel: 'gpt-image-1' })[0], 100 + 1_445)
})
