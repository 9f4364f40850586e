import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { atOnce, calendarOf, perMinute, perMonth } from './counted-limit.fixture.ts'
import type { CountedLimit, Reservation } from './counters.ts'
import { type MemoryCounters, MemoryCounterStore } from './memory-counters.ts'
import { type Charge, ReferenceCounters } from './reference-counters.fixture.ts'

/**
 * Random schedules of reserve, settle, abort, crash and clock change, by several owners, against a model that keeps
 * everything and adds it up anew. What one owner lets go of, another's call may find.
 */
const LEASE_MS = 10_000
const START_MS = Date.UTC(2026, 9, 24, 21)
const OWNERS = 3

/** The night of the start has an hour twice in Zurich. */
const LIMITS: readonly CountedLimit[] = [
  perMinute(12, { key: '/a|per_minute' }),
  atOnce(5, { key: '/a|concurrent' }),
  perMonth(60, {
    key: '/a|budget_per_day',
    window: calendarOf({ period: 'day', timeZone: 'Europe/Zurich' }),
    thresholds: [50, 80, 100],
  }),
  perMinute(80, { key: '/a/b|per_sliding_day', window: { kind: 'sliding', lengthMs: 86_400_000 } }),
  perMinute(4, { key: '/a/b|shadow_per_minute', enforced: false }),
]

type Step =
  | { readonly do: 'reserve'; readonly owner: number; readonly amount: number; readonly limits: number }
  | { readonly do: 'settle'; readonly which: number; readonly actual: number }
  | { readonly do: 'release'; readonly which: number }
  | { readonly do: 'crash'; readonly owner: number }
  | { readonly do: 'beat'; readonly owner: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'put back'; readonly ms: number }

const owner = fc.nat(OWNERS - 1)
const which = fc.nat(30)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      owner,
      amount: fc.nat(6),
      limits: fc.nat(2 ** LIMITS.length - 1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('settle' as const), which, actual: fc.nat(9) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), owner }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('beat' as const), owner }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.oneof(
        fc.nat(2_000),
        fc.nat(20_000),
        fc.constantFrom(60_000, 61_000, 3_600_000, 86_400_000, 90_000_000),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('put back' as const),
      ms: fc.oneof(fc.nat(6_000), fc.nat(60_000), fc.constant(3_600_000)),
    }),
  },
)

interface Pair {
  readonly real: Reservation
  readonly model: Charge
  readonly owner: MemoryCounters
  readonly ownerId: number
}

/** Runs one schedule on both and compares after each step; gives how often something was admitted. */
function run(steps: readonly Step[]): number {
  const store = new MemoryCounterStore({ leaseMs: LEASE_MS })
  const model = new ReferenceCounters(LEASE_MS)
  let owners = Array.from({ length: OWNERS }, () => store.open())
  let ids = owners.map((_, id) => id)
  let nextId = OWNERS
  const pairs: Pair[] = []
  let nowMs = START_MS
  let latestMs = nowMs
  let admissions = 0
  for (const one of steps) {
    switch (one.do) {
      case 'reserve': {
        const id = ids[one.owner] as number
        const limits = LIMITS.filter((_, i) => (one.limits & (1 << i)) !== 0)
        const amounts = limits.map(({ window }) => (window.kind === 'at-once' ? 1 : one.amount))
        const counters = owners[one.owner] as MemoryCounters
        const decision = counters.reserve(limits, amounts, nowMs)
        model.hear(id, nowMs)
        const expected = model.reserve(id, limits, amounts)
        if (Array.isArray(expected)) {
          assert.ok(decision.kind === 'refused', 'admitted what the model refuses')
          assert.deepEqual(
            decision.refusals.map(({ index }) => index),
            expected,
          )
          break
        }
        assert.ok(decision.kind === 'admitted', 'refused what the model admits')
        admissions++
        for (const limit of limits)
          if (limit.enforced)
            assert.ok(model.usedExactly(limit) <= limit.amount, `${limit.key} holds more than its amount`)
        pairs.push({ real: decision.reservation, model: expected, owner: counters, ownerId: id })
        break
      }
      case 'settle': {
        const pair = pairs[one.which % Math.max(1, pairs.length)]
        if (pair === undefined) break
        const actual = pair.model.limits.map(({ window }) => (window.kind === 'at-once' ? 1 : one.actual))
        const crossings = pair.owner.settle(pair.real, actual, nowMs)
        model.hear(pair.ownerId, nowMs)
        assert.deepEqual(
          crossings.map(({ percent }) => percent),
          model.settle(pair.model, actual),
        )
        break
      }
      case 'release': {
        const pair = pairs[one.which % Math.max(1, pairs.length)]
        if (pair === undefined) break
        pair.owner.release(pair.real, nowMs)
        model.hear(pair.ownerId, nowMs)
        model.release(pair.model)
        break
      }
      case 'crash': {
        // Its reservations may still be settled by whoever was taken for dead: `pairs` keeps them.
        owners = owners.with(one.owner, store.open())
        ids = ids.with(one.owner, nextId++)
        break
      }
      case 'beat':
        owners[one.owner]?.beat(nowMs)
        model.hear(ids[one.owner] as number, nowMs)
        break
      case 'pass':
        nowMs += one.ms
        latestMs = Math.max(latestMs, nowMs)
        break
      case 'put back':
        // By less than a day in all, the length of the shortest calendar window here.
        nowMs = Math.max(nowMs - one.ms, latestMs - 80_000_000)
        break
    }
    const used = owners[0]?.left(LIMITS, nowMs).map((left) => left.used)
    model.hear(ids[0] as number, nowMs)
    assert.deepEqual(
      used,
      LIMITS.map((limit) => model.used(limit)),
    )
  }
  // All end, one way or another: nothing is left set aside.
  const last = store.open()
  last.beat(nowMs)
  assert.equal(last.left(LIMITS, nowMs + 2 * LEASE_MS)[1]?.used, 0)
  return admissions
}

test('counting agrees with the model, whatever happens in whatever order', () => {
  let admissions = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 100, size: 'max' }), (steps) => {
      admissions += run(steps)
    }),
    { numRuns: 1_500 },
  )
  assert.ok(admissions > 5_000, String(admissions))
})
