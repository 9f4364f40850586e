import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modelFormat } from './model-formats.ts'

test('makers are written as Azure writes them; of others nobody guesses', () => {
  assert.deepEqual(
    [
      'gpt-4.1',
      'o4-mini',
      'text-embedding-3-small',
      'DeepSeek-V3.2',
      'grok-4.6',
      'Phi-4',
      'Mistral-Large-3',
    ].map(modelFormat),
    ['OpenAI', 'OpenAI', 'OpenAI', 'DeepSeek', 'xAI', 'Microsoft', 'Mistral AI'],
  )
  assert.deepEqual(['gpt-oss-120b', 'Kimi-K2.6', 'FLUX.2-pro', 'FLUX-1.1-pro'].map(modelFormat), [
    'OpenAI-OSS',
    'MoonshotAI',
    'Black Forest Labs',
    'Black Forest Labs',
  ])
  assert.deepEqual(['gpt-oss-20b.ft-0ab3', 'of-our-own'].map(modelFormat), [null, null])
})
