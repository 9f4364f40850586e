import assert from 'node:assert/strict'
import { type Random, seededRandom } from '../base/index.ts'
import type { CountedLimit, Counters, Reservation } from '../limits/index.ts'
import { atOnce, calendarOf, perMinute, perMonth } from '../limits/counted-limit.fixture.ts'
import { type Charge, ReferenceCounters } from '../limits/reference-counters.fixture.ts'

/** Random schedules of several owners, on real counters and on the model that adds everything up anew each time. */
export const LEASE_MS = 10_000
const START_MS = Date.UTC(2026, 9, 24, 21)
const OWNERS = 3
const STEPS = 60
const PASSES_MS = [300, 1_700, 9_000, 20_000, 60_000, 61_000, 3_600_000, 86_400_000, 90_000_000]

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

interface Pair {
  readonly real: Reservation
  readonly model: Charge
  readonly owner: Counters
  readonly ownerId: number
}

/** `open` gives an owner that is not used yet. Gives how often something was admitted. */
export async function runSchedule(
  schedule: number,
  open: (owner: string, nowMs: number) => Counters | Promise<Counters>,
): Promise<number> {
  const random = seededRandom(schedule)
  const upTo = (most: number): number => Math.floor(random.next() * (most + 1))
  const model = new ReferenceCounters(LEASE_MS)
  let nowMs = START_MS
  let latestMs = nowMs
  let nextId = 0
  let admissions = 0
  const join = async (): Promise<{ id: number; counters: Counters }> => {
    const id = nextId++
    const counters = await open(`${id}`, nowMs)
    await counters.beat(nowMs)
    model.hear(id, nowMs)
    return { id, counters }
  }
  const owners = [await join(), await join(), await join()]
  const pairs: Pair[] = []
  for (let step = 0; step < STEPS; step++) {
    const { id, counters } = pick(owners, random)
    const pair = pairs.length === 0 ? null : pick(pairs, random)
    const chance = upTo(29)
    if (chance < 10) {
      const limits = LIMITS.filter(() => random.next() < 0.6)
      const amounts = limits.map(({ window }) => (window.kind === 'at-once' ? 1 : upTo(6)))
      const decision = await counters.reserve(limits, amounts, nowMs)
      model.hear(id, nowMs)
      const expected = model.reserve(id, limits, amounts)
      if (decision.kind === 'refused') {
        assert.ok(Array.isArray(expected), 'refused what the model admits')
        assert.deepEqual(
          decision.refusals.map(({ index }) => index),
          expected,
        )
      } else {
        assert.ok(!Array.isArray(expected), 'admitted what the model refuses')
        admissions++
        pairs.push({ real: decision.reservation, model: expected, owner: counters, ownerId: id })
      }
    } else if (chance < 16 && pair !== null) {
      const actual = pair.model.limits.map(({ window }) => (window.kind === 'at-once' ? 1 : upTo(9)))
      const wasEnded = pair.model.state === 'ended'
      const crossings = await pair.owner.settle(pair.real, actual, nowMs)
      // What has ended is not told a second time, so its owner is not heard of.
      if (!wasEnded) model.hear(pair.ownerId, nowMs)
      assert.deepEqual(
        crossings.map(({ percent }) => percent),
        model.settle(pair.model, actual),
      )
    } else if (chance < 18 && pair !== null) {
      const wasEnded = pair.model.state === 'ended'
      await pair.owner.release(pair.real, nowMs)
      if (!wasEnded) model.hear(pair.ownerId, nowMs)
      model.release(pair.model)
    } else if (chance < 19) {
      owners[upTo(OWNERS - 1)] = await join()
    } else if (chance < 22) {
      await counters.beat(nowMs)
      model.hear(id, nowMs)
    } else if (chance < 29) {
      nowMs += pick(PASSES_MS, random)
      latestMs = Math.max(latestMs, nowMs)
    } else {
      nowMs = Math.max(nowMs - pick([2_000, 6_000, 60_000, 3_600_000], random), latestMs - 80_000_000)
    }
    const watcher = owners[0] as (typeof owners)[number]
    const left = await watcher.counters.left(LIMITS, nowMs)
    model.hear(watcher.id, nowMs)
    assert.deepEqual(
      left.map(({ used }) => used),
      LIMITS.map((limit) => model.used(limit)),
      `schedule ${schedule}, step ${step}`,
    )
  }
  return admissions
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random.next() * from.length)] as T
}
