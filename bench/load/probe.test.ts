import assert from 'node:assert/strict'
import { test } from 'node:test'
import { END_EVENT, EVENTS, JSON_ANSWER } from '../mock/answers.ts'
import { requestBody } from './bodies.ts'
import { checkJson, checkStream } from './probe.ts'

test("the mock's own answers pass, with fields added too", () => {
  assert.equal(checkJson(JSON_ANSWER), null)
  assert.equal(checkJson(JSON.stringify({ ...JSON.parse(JSON_ANSWER), provider: 'x' })), null)
  assert.equal(checkStream(EVENTS.join('') + END_EVENT), null)
})

test('a changed, cut or foreign answer does not', () => {
  assert.match(checkJson(JSON_ANSWER.replace('hub', 'cub')) ?? '', /another answer/)
  assert.match(checkJson('Something went wrong') ?? '', /no JSON/)
  assert.match(checkStream(EVENTS.slice(1).join('') + END_EVENT) ?? '', /99 events/)
  assert.match(checkStream(EVENTS.join('')) ?? '', /end mark/)
})

test('bodies have the sizes that their names promise', () => {
  const within = (size: number, wanted: number): boolean => size >= wanted && size < wanted + 130
  assert.ok(within(requestBody('small', 'm').length, 1_024))
  assert.ok(within(requestBody('large', 'm').length, 51_200))
  assert.match(requestBody('slow', 'm'), /"stream":true/)
  assert.doesNotMatch(requestBody('small', 'm'), /"stream"/)
})
