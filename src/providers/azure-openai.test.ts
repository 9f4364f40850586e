import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountWith } from './account.fixture.ts'
import { azureOpenAi } from './azure-openai.ts'
import type { Call } from './provider.ts'
import { deploymentWith } from './deployment.fixture.ts'

const classic = accountWith({ api: { kind: 'classic', apiVersion: '2024-10-21' } })
const deployment = deploymentWith({ upstreamName: 'gpt 4.1/eu' })

function callOf(given: Partial<Call>): Call {
  return { operation: 'chat', method: 'POST', suffix: '', query: '', apiVersion: null, ...given }
}

test('v1: the operation below /openai/v1, the deployment in the body', () => {
  const target = azureOpenAi.target(accountWith(), deployment, 'https://res.openai.azure.com/')
  assert.equal(target.origin, 'https://res.openai.azure.com')
  assert.equal(target.path(callOf({})), '/openai/v1/chat/completions')
  assert.equal(target.path(callOf({ operation: 'transcriptions' })), '/openai/v1/audio/transcriptions')
})

test('classic: the deployment in the path, except responses, which stand at the resource', () => {
  const target = azureOpenAi.target(classic, deployment, 'https://res.openai.azure.com')
  assert.equal(
    target.path(callOf({ operation: 'embeddings' })),
    '/openai/deployments/gpt%204.1%2Feu/embeddings?api-version=2024-10-21',
  )
  assert.equal(target.path(callOf({ operation: 'responses' })), '/openai/responses?api-version=2024-10-21')
})

test('the endpoint may be given with the tail that portals show, or below a prefix', () => {
  for (const tail of ['', '/', '/openai', '/openai/', '/openai/v1', '/openai/v1/']) {
    const target = azureOpenAi.target(accountWith(), deployment, `https://res.openai.azure.com${tail}`)
    assert.equal(target.path(callOf({})), '/openai/v1/chat/completions', tail)
  }
  const simulated = azureOpenAi.target(accountWith(), deployment, 'http://127.0.0.1:4010/aoai-swc')
  assert.equal(simulated.basePath, '/aoai-swc')
  assert.equal(simulated.path(callOf({})), '/aoai-swc/openai/v1/chat/completions')
})

test("classic: the account's version goes out, whatever the client's", () => {
  const target = azureOpenAi.target(classic, deployment, 'https://res.openai.azure.com')
  for (const apiVersion of [null, '2023-05-15', 'preview']) {
    assert.match(target.path(callOf({ apiVersion })), /\?api-version=2024-10-21$/)
  }
})

test('v1: a dated version of the client stays behind, a word of v1 goes on', () => {
  const target = azureOpenAi.target(accountWith(), deployment, 'https://res.openai.azure.com')
  assert.equal(target.path(callOf({ apiVersion: '2024-10-21' })), '/openai/v1/chat/completions')
  assert.equal(
    target.path(callOf({ apiVersion: 'preview' })),
    '/openai/v1/chat/completions?api-version=preview',
  )
})

test("stored responses: the upstream's id, the tail and the query, in both shapes", () => {
  const call = callOf({
    operation: 'responses',
    method: 'GET',
    suffix: '/resp_1/input_items',
    query: '?limit=2&after=a b',
  })
  const v1 = azureOpenAi.target(accountWith(), null, 'https://res.openai.azure.com')
  assert.equal(v1.path(call), '/openai/v1/responses/resp_1/input_items?limit=2&after=a%20b')
  const old = azureOpenAi.target(classic, null, 'https://res.openai.azure.com')
  assert.equal(
    old.path(call),
    '/openai/responses/resp_1/input_items?api-version=2024-10-21&limit=2&after=a%20b',
  )
})

test('an ordinary answer names its own deployment, in whatever case: no spill', () => {
  const target = azureOpenAi.target(
    accountWith(),
    deploymentWith({ upstreamName: 'Gpt-5' }),
    'https://res.openai.azure.com',
  )
  assert.equal(azureOpenAi.facts({ 'x-ms-deployment-name': 'gpt-5' }, target).servedBy, null)
  assert.equal(azureOpenAi.facts({ 'x-ms-deployment-name': 'gpt-5-std' }, target).servedBy, 'gpt-5-std')
  assert.equal(azureOpenAi.facts({ 'x-ms-deployment-name': 'gpt-5-std' }, null).servedBy, null)
})

test('utilization is a share, with or without a per cent sign', () => {
  for (const [text, share] of [
    ['37.5%', 0.375],
    ['0.5', 0.5],
    ['102.4%', 1],
    ['-3', null],
    ['n/a', null],
  ] as const) {
    assert.equal(
      azureOpenAi.facts({ 'azure-openai-deployment-utilization': text }, null).utilization,
      share,
      text,
    )
  }
})
