import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PtuBucket } from './ptu-bucket.ts'

const bucket = (): PtuBucket => new PtuBucket({ inputTokensPerMinute: 6_000, outputWeight: 4 })

test('output weighs more than input, and cached input nothing', () => {
  assert.equal(bucket().cost(1_500, 1_024, 100), 476 + 400)
})

test('a call that begins below the rim may go over it; the next waits until it is below again', () => {
  const one = bucket()
  assert.equal(one.admit(5_999, 0), null)
  assert.equal(one.admit(1_001, 0), null)
  assert.equal(one.utilization(0), 7_000 / 6_000)
  // 1 000 too many drain at 0.1 a millisecond.
  assert.deepEqual(one.admit(1, 0), { retryAfterMs: 10_000 })
  assert.deepEqual(one.admit(1, 9_000), { retryAfterMs: 1_000 })
  assert.equal(one.admit(1, 10_001), null)
})

test('it drains to nothing, and no further', () => {
  const one = bucket()
  one.admit(3_000, 0)
  assert.equal(one.utilization(15_000), 0.25)
  assert.equal(one.utilization(60_000), 0)
  one.admit(6_000, 3_600_000)
  assert.equal(one.utilization(3_600_000), 1)
})

test('an estimate is put right when the call ends, up or down', () => {
  const one = bucket()
  one.admit(4_000, 0)
  one.correct(4_000, 1_000, 0)
  assert.equal(one.utilization(0), 1_000 / 6_000)
  one.correct(0, 6_000, 0)
  assert.equal(one.utilization(0), 7_000 / 6_000)
})
