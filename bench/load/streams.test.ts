import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVENTS } from '../mock/answers.ts'
import { RequestReader } from '../mock/request-reader.ts'
import { countEvents } from './hold-streams.ts'
import { slowRequest } from './streams.ts'

test('events are counted, several in one read too, and the end mark is none', () => {
  assert.equal(countEvents(Buffer.from(EVENTS.slice(0, 7).join(''))), 7)
  assert.equal(countEvents(Buffer.from('data: [DONE]\n\n')), 0)
})

test('the request that opens a stream is whole: the mock reads exactly its body', () => {
  const bodies: string[] = []
  const reader = new RequestReader((body) => bodies.push(body.toString()))
  const endpoint = {
    port: 1,
    path: '/v1/chat/completions',
    headers: { authorization: 'Bearer k' },
    model: 'm',
  }
  reader.push(Buffer.from(slowRequest(endpoint)))
  assert.equal((JSON.parse(bodies[0] ?? '{}') as { model?: string }).model, 'm')
})
