import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountWith } from './account.fixture.ts'
import { deploymentWith } from './deployment.fixture.ts'
import { openAi } from './openai.ts'
import type { Call } from './provider.ts'

const account = accountWith({ provider: 'openai', region: null })
const chat: Call = { operation: 'chat', method: 'POST', suffix: '', query: '', apiVersion: '2024-10-21' }

test('/v1 is added unless the base has a version of its own', () => {
  const cases = [
    ['https://api.openai.com', '/v1/chat/completions'],
    ['https://api.openai.com/v1', '/v1/chat/completions'],
    ['https://api.openai.com/v1/', '/v1/chat/completions'],
    ['http://127.0.0.1:11434', '/v1/chat/completions'],
    ['https://models.example.com/vllm', '/vllm/v1/chat/completions'],
    ['https://api.groq.com/openai/v1', '/openai/v1/chat/completions'],
    ['https://generativelanguage.googleapis.com/v1beta/openai/', '/v1beta/openai/chat/completions'],
    ['https://models.example.com/v1-models', '/v1-models/v1/chat/completions'],
  ] as const
  for (const [base, path] of cases) {
    assert.equal(openAi.target(account, deploymentWith(), base).path(chat), path, base)
  }
})

test('a model may have any name: it stands in the body alone', () => {
  const target = openAi.target(
    account,
    deploymentWith({ upstreamName: 'meta-llama/Llama-3.3-70B' }),
    'http://127.0.0.1:8000',
  )
  assert.equal(target.upstreamName, 'meta-llama/Llama-3.3-70B')
  assert.equal(target.modelField, 'replace')
})
