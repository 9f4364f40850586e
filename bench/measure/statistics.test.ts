import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, medianRatio, quantile, robustSlope } from './statistics.ts'

test('median and quantile interpolate, and do not reorder what they are given', () => {
  const values = [9, 1, 5, 3]
  assert.equal(median(values), 4)
  assert.equal(quantile(values, 0), 1)
  assert.equal(quantile(values, 1), 9)
  assert.deepEqual(values, [9, 1, 5, 3])
  assert.ok(Number.isNaN(median([])))
})

test('medianRatio compares within rounds, so a host that halves its speed changes nothing', () => {
  assert.equal(medianRatio([10, 20, 40], [5, 10, 20]), 2)
})

test('medianRatio leaves out rounds in which one side is missing', () => {
  assert.equal(medianRatio([10, null, 30], [5, 1, 10]), 2.5)
  assert.ok(Number.isNaN(medianRatio([null], [1])))
})

test('robustSlope finds a drift under a saw-tooth and ignores outliers', () => {
  const drifting = Array.from({ length: 300 }, (_, x) => ({ x, y: 1000 + 2 * x + (x % 10) * 5 }))
  assert.ok(Math.abs(robustSlope(drifting) - 2) < 0.2)
  const level = Array.from({ length: 300 }, (_, x) => ({ x, y: x === 150 ? 1e6 : 500 + (x % 10) }))
  assert.ok(Math.abs(robustSlope(level)) < 0.05)
})

test('robustSlope thins long series rather than going through all pairs', () => {
  const long = Array.from({ length: 20_000 }, (_, x) => ({ x, y: 3 * x }))
  assert.equal(robustSlope(long), 3)
})
