import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { spread, spreadNumbers } from './spread.ts'

const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 1, maxLength: 40 })

test('parts are whole, add up to the amount, and are at most one away from the exact share', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), weights, (amount, all) => {
      const sum = all.reduce((total, weight) => total + weight, 0n)
      const parts = spread(amount, all)
      const given = parts.reduce((total, part) => total + part, 0n)
      assert.equal(given, sum === 0n ? 0n : amount)
      for (const [index, part] of parts.entries()) {
        const floor = sum === 0n ? 0n : (amount * (all[index] ?? 0n)) / sum
        assert.ok(part === floor || part === floor + 1n)
        if (all[index] === 0n) assert.equal(part, 0n)
      }
    }),
  )
})

test('the largest remainder gets the rest, and of equal ones the first', () => {
  assert.deepEqual(spread(10n, [1n, 1n, 1n]), [4n, 3n, 3n])
  assert.deepEqual(spread(100n, [1n, 2n, 3n]), [17n, 33n, 50n])
  assert.deepEqual(spread(1n, [1n, 5n, 4n]), [0n, 1n, 0n])
  assert.deepEqual(spread(7n, []), [])
})

test('numbers are divided as whole amounts are, as long as they are exact', () => {
  const number = fc.oneof(fc.nat(10), fc.nat(), fc.nat(Number.MAX_SAFE_INTEGER))
  fc.assert(
    fc.property(number, fc.array(number, { maxLength: 5 }), (amount, few) => {
      const parts = spreadNumbers(amount, few)
      const sum = few.reduce((total, weight) => total + BigInt(weight), 0n)
      const isExact = sum <= Number.MAX_SAFE_INTEGER && BigInt(amount) * sum <= Number.MAX_SAFE_INTEGER
      if (!isExact) assert.equal(parts, null)
      else assert.deepEqual(parts?.map(BigInt), spread(BigInt(amount), few.map(BigInt)))
    }),
    { numRuns: 1_000 },
  )
  assert.deepEqual(spreadNumbers(10, [1, 1, 1]), [4, 3, 3])
})
