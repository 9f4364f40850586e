import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from './targets.ts'

test('bounds are judged the way they are written', () => {
  assert.equal(judge('1kb-cpu', 8).reached, true)
  assert.equal(judge('1kb-cpu', 8.01).reached, false)
  assert.equal(judge('1kb-rps', 7.9).reached, false)
  assert.equal(judge('1kb-rps', 8).reached, true)
  assert.equal(judge('memory', 170).reached, false)
})

test('what was not measured is neither reached nor missed', () => {
  assert.equal(judge('1kb-cpu', null).reached, null)
  assert.equal(judge('1kb-cpu', Number.NaN).reached, null)
})
