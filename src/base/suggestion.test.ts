import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editDistance, suggest } from './suggestion.ts'

test('the distance counts insertions, deletions, substitutions and swaps of neighbours', () => {
  const cases: [string, string, number][] = [
    ['', '', 0],
    ['', 'abc', 3],
    ['check', 'check', 0],
    ['check', 'chekc', 1],
    ['report', 'rport', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ]
  for (const [a, b, distance] of cases) {
    assert.equal(editDistance(a, b), distance, `${a} to ${b}`)
    assert.equal(editDistance(b, a), distance, `${b} to ${a}`)
  }
})

test('the nearest candidate is offered, and none that is too far', () => {
  assert.equal(suggest('chekc', ['report', 'check', 'keys']), 'check')
  assert.equal(suggest('Report', ['report']), 'report')
  assert.equal(suggest('serve', ['simulate', 'keys']), null)
  assert.equal(suggest('x', []), null)
})
