import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findGrowth } from './growth.ts'

const MB = 1024 * 1024
/** Ten minutes, one reading a second. */
const series = (bytesAt: (second: number) => number): { atMs: number; residentBytes: number }[] =>
  Array.from({ length: 600 }, (_, second) => ({ atMs: second * 1000, residentBytes: bytesAt(second) }))

test('a saw-tooth around a level is no growth', () => {
  assert.equal(findGrowth(series((second) => 120 * MB + (second % 45) * 0.8 * MB)).grows, false)
})

test('a leak under the same saw-tooth is', () => {
  const growth = findGrowth(series((second) => 120 * MB + (second % 45) * 0.8 * MB + second * 0.04 * MB))
  assert.equal(growth.grows, true)
  assert.ok(Math.abs(growth.bytesPerMinute - 2.4 * MB) < 0.3 * MB)
})

test('filling up in the first minutes is no growth', () => {
  assert.equal(findGrowth(series((second) => 80 * MB + Math.min(second, 100) * 0.5 * MB)).grows, false)
})

test('no readings are no growth', () => {
  assert.equal(findGrowth([]).grows, false)
})
