import assert from 'node:assert/strict'
import { test } from 'node:test'
import { END_EVENT, EVENTS, JSON_ANSWER, STREAM_EVENTS } from './answers.ts'

test('the stream has the announced number of events, each one JSON, the last with the usage', () => {
  assert.equal(EVENTS.length, STREAM_EVENTS)
  const parsed = EVENTS.map((event) => JSON.parse(event.slice('data: '.length)) as { usage: object | null })
  assert.ok(parsed.slice(0, -1).every((event) => event.usage === null))
  assert.notEqual(parsed.at(-1)?.usage, null)
  assert.equal(END_EVENT, 'data: [DONE]\n\n')
})

test('the JSON answer can stand in single quotes in an nginx file', () => {
  assert.doesNotThrow(() => JSON.parse(JSON_ANSWER))
  assert.doesNotMatch(JSON_ANSWER, /['$\\]/)
})
