import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { damerauLevenshtein, suggest } from './index.ts'

test('a swap of neighbours is one edit', () => {
  assert.equal(damerauLevenshtein('listen', 'lisetn'), 1)
  assert.equal(damerauLevenshtein('tpm', 'tmp'), 1)
  assert.equal(damerauLevenshtein('', 'abc'), 3)
  assert.equal(damerauLevenshtein('kitten', 'sitting'), 3)
})

test('distance is the same both ways, zero for equals alone, and at most the longer length', () => {
  const word = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = damerauLevenshtein(a, b)
      assert.equal(distance, damerauLevenshtein(b, a))
      assert.equal(distance === 0, a === b)
      assert.ok(distance <= Math.max(a.length, b.length))
    }),
  )
})

test('only a near word is suggested, the nearest of them', () => {
  assert.equal(suggest('regoin', ['region', 'regions']), 'region')
  assert.equal(suggest('SwedenCentrl', ['swedencentral', 'swedensouth']), 'swedencentral')
  assert.equal(suggest('tmp', ['rpm', 'tpm']), 'tpm')
  assert.equal(suggest('network', ['workload', 'regions']), null)
  assert.equal(suggest('x'.repeat(10_000), ['x'.repeat(10_000)]), null)
})
