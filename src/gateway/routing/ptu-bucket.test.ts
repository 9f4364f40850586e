import assert from 'node:assert/strict'
import { test } from 'node:test'

import { PtuBucket } from './ptu-bucket.ts'

test('the level rises with calls and drains with time', () => {
  const bucket = new PtuBucket(60_000)
  bucket.add(30_000, 0)
  assert.equal(bucket.utilization(0), 0.5)
  assert.equal(bucket.utilization(15_000), 0.25)
  assert.equal(bucket.utilization(60_000), 0)
})

test('what a call did not use is taken back, and the level never falls below empty', () => {
  const bucket = new PtuBucket(60_000)
  bucket.add(30_000, 0)
  bucket.add(-24_000, 0)
  assert.equal(bucket.utilization(0), 0.1)
  bucket.add(-24_000, 0)
  assert.equal(bucket.utilization(0), 0)
})

test('the wait is how long the drain takes to the level asked for', () => {
  const bucket = new PtuBucket(60_000)
  bucket.observe(1, 0)
  assert.equal(bucket.waitMs(0.9, 0), 6_000)
  assert.equal(bucket.waitMs(0.9, 10_000), 0)
})
