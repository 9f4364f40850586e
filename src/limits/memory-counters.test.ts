import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarOf, perMinute, perMonth } from './counted-limit.fixture.ts'
import { countersContract } from './counters.contract.ts'
import { MemoryCounterStore } from './memory-counters.ts'

const LEASE_MS = 10_000

countersContract('memory', () => {
  const store = new MemoryCounterStore({ leaseMs: LEASE_MS })
  return Promise.resolve({
    leaseMs: LEASE_MS,
    open: () => store.open(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  })
})

test('answers without a promise', () => {
  const counters = new MemoryCounterStore().open()
  const decision = counters.reserve([perMinute(1)], [1], 0)
  assert.ok(!(decision instanceof Promise) && decision.kind === 'admitted')
  assert.deepEqual(counters.settle(decision.reservation, [1], 0), [])
})

test('a clock that was a year ahead lets windows slide on when it is put right', () => {
  const counters = new MemoryCounterStore().open()
  const limits = [perMinute(10)]
  const nowMs = Date.UTC(2026, 10, 21)
  const yearMs = 365 * 86_400_000
  assert.equal(counters.reserve(limits, [10], nowMs + yearMs).kind, 'admitted')
  assert.equal(counters.reserve(limits, [1], nowMs).kind, 'refused')
  assert.equal(counters.reserve(limits, [1], nowMs + 30_000).kind, 'refused')
  assert.equal(counters.reserve(limits, [1], nowMs + 62_000).kind, 'admitted')
})

test('a plan that moves the boundaries of a window forgets nothing that was used', () => {
  const counters = new MemoryCounterStore().open()
  const nowMs = Date.UTC(2026, 10, 21)
  const before = perMonth(10, { window: calendarOf({ timeZone: 'UTC' }) })
  const after = perMonth(10, { window: calendarOf({ timeZone: 'Asia/Tokyo' }) })
  const decision = counters.reserve([before], [9], nowMs)
  assert.ok(decision.kind === 'admitted')
  counters.settle(decision.reservation, [9], nowMs)
  assert.equal(counters.left([after], nowMs)[0]?.used, 9)
  const decemberInTokyo = Date.UTC(2026, 10, 30, 15)
  assert.equal(counters.left([after], decemberInTokyo - 1)[0]?.used, 9)
  assert.equal(counters.left([after], decemberInTokyo)[0]?.used, 0)
})

test('counts of earlier plans are let go when there are many, and nothing that still counts', () => {
  const store = new MemoryCounterStore({ maxIdleCounts: 3 })
  const counters = store.open()
  const nowMs = Date.UTC(2026, 10, 21)
  const held = perMinute(10, { key: 'held' })
  const used = perMonth(10, { key: 'used' })
  assert.equal(counters.reserve([held], [0], nowMs).kind, 'admitted')
  const decision = counters.reserve([used], [3], nowMs)
  assert.ok(decision.kind === 'admitted')
  counters.settle(decision.reservation, [3], nowMs)
  for (let i = 0; i < 10; i++) counters.left([perMinute(10, { key: `idle ${i}` })], nowMs)
  assert.equal(store.size, 3)
  assert.equal(counters.left([used], nowMs)[0]?.used, 3)
})
