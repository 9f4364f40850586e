import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Failure } from '../base/index.ts'
import { errorBody, errorEvent, matchRoute, shapeOf } from './client-wire.ts'

test('the three shapes lead to the same operations', () => {
  for (const url of [
    '/v1/chat/completions',
    '/openai/v1/chat/completions',
    '/openai/v1/chat/completions?api-version=preview',
  ]) {
    const route = matchRoute(url)
    assert.equal(route?.shape, 'openai')
    assert.deepEqual(route?.target, { kind: 'operation', operation: 'chat', model: null })
  }
  const classic = matchRoute('/openai/deployments/gpt-4.1/chat/completions?api-version=2024-10-21')
  assert.equal(classic?.shape, 'azure-classic')
  assert.equal(classic?.apiVersion, '2024-10-21')
  assert.deepEqual(classic?.target, { kind: 'operation', operation: 'chat', model: 'gpt-4.1' })
})

test('a deployment name may be percent-encoded, and a broken encoding is no path', () => {
  const route = matchRoute('/openai/deployments/my%20model/embeddings?api-version=x')
  assert.deepEqual(route?.target, { kind: 'operation', operation: 'embeddings', model: 'my model' })
  assert.equal(matchRoute('/openai/deployments/%zz/embeddings?api-version=x'), null)
})

test('stored responses have an id and a tail, with their own methods', () => {
  assert.deepEqual(matchRoute('/v1/responses/resp_1')?.target, { kind: 'response', id: 'resp_1', tail: '' })
  assert.deepEqual(matchRoute('/v1/responses/resp_1')?.methods, ['GET', 'DELETE'])
  assert.deepEqual(matchRoute('/openai/responses/resp_1/input_items?api-version=v&limit=3')?.target, {
    kind: 'response',
    id: 'resp_1',
    tail: '/input_items',
  })
  assert.equal(matchRoute('/openai/responses/resp_1/input_items?api-version=v&limit=3')?.query, '?limit=3')
  assert.equal(matchRoute('/v1/responses/resp_1/secrets'), null)
  assert.equal(matchRoute('/v1/responses/'), null)
})

test('what is not served is null', () => {
  for (const url of [
    '/',
    '/v1',
    '/v1/',
    '/v1/fine_tuning/jobs',
    '/v1/files/x/y',
    '/v1/batches/x/content',
    '/v1/files//content',
    '/openai/deployments//chat/completions',
    '/openai/deployments/a/b',
  ]) {
    assert.equal(matchRoute(url), null, url)
  }
})

test('an error speaks the shape of its caller', () => {
  const failure = new Failure('unknown_model', { detail: 'gpt-9', param: 'model' })
  const openai = JSON.parse(errorBody('openai', failure, 'req_1', []))
  assert.equal(openai.error.code, 'model_not_found')
  assert.equal(openai.error.type, 'invalid_request_error')
  assert.equal(openai.error.param, 'model')
  assert.equal(openai.error.causeway.request_id, 'req_1')
  const azure = JSON.parse(errorBody('azure-classic', failure, 'req_1', ['ptu-swc: 429']))
  assert.equal(azure.error.code, 'DeploymentNotFound')
  assert.match(azure.error.message, /gpt-9.*tried ptu-swc: 429/)
  assert.equal(shapeOf('/openai/deployments/x'), 'azure-classic')
  assert.equal(shapeOf('/openai/v1/x'), 'openai')
})

test('a broken stream ends with an event that clients take for an error', () => {
  const failure = new Failure('upstream_cut')
  const chat = errorEvent('chat', failure, 'req_1', 3)
  assert.ok(chat.startsWith('data: {"error":{') && chat.endsWith('\n\n'))
  const responses = errorEvent('responses', failure, 'req_1', 3)
  assert.ok(responses.startsWith('event: error\ndata: {"type":"error"'))
  assert.match(responses, /"sequence_number":3/)
})
