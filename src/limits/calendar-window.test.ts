import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { CalendarWindow } from '../workload/index.ts'
import { CalendarWindows, windowAt } from './calendar-window.ts'
import { calendarOf } from './counted-limit.fixture.ts'

const HOUR_MS = 3_600_000

function shown(window: CalendarWindow, at: string): string {
  const { startMs, endMs } = windowAt(window, Date.parse(at))
  return [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16)).join(' to ')
}

describe('the window of', () => {
  const zurich = 'Europe/Zurich'
  const cases: [string, Partial<CalendarWindow>, string, string][] = [
    ['an hour', { period: 'hour' }, '2026-11-21T10:59:59Z', '2026-11-21T10:00 to 2026-11-21T11:00'],
    [
      'an hour where clocks show quarters',
      { period: 'hour', timeZone: 'Asia/Kathmandu' },
      '2026-11-21T10:20Z',
      '2026-11-21T10:15 to 2026-11-21T11:15',
    ],
    [
      'a day',
      { period: 'day', timeZone: zurich },
      '2026-11-21T23:00Z',
      '2026-11-21T23:00 to 2026-11-22T23:00',
    ],
    [
      'a day of 23 hours',
      { period: 'day', timeZone: zurich },
      '2026-03-29T12:00Z',
      '2026-03-28T23:00 to 2026-03-29T22:00',
    ],
    [
      'a day of 25 hours',
      { period: 'day', timeZone: zurich },
      '2026-10-25T22:59Z',
      '2026-10-24T22:00 to 2026-10-25T23:00',
    ],
    [
      'a week from Monday',
      { period: 'week', weekStart: 1 },
      '2026-11-22T23:59Z',
      '2026-11-16T00:00 to 2026-11-23T00:00',
    ],
    [
      'a week from Sunday',
      { period: 'week', weekStart: 0 },
      '2026-11-22T00:00Z',
      '2026-11-22T00:00 to 2026-11-29T00:00',
    ],
    [
      'a month',
      { period: 'month', timeZone: zurich },
      '2026-10-31T23:30Z',
      '2026-10-31T23:00 to 2026-11-30T23:00',
    ],
    [
      'a February in a leap year',
      { period: 'month' },
      '2028-02-29T12:00Z',
      '2028-02-01T00:00 to 2028-03-01T00:00',
    ],
    ['a quarter', { period: 'quarter' }, '2026-06-30T12:00Z', '2026-04-01T00:00 to 2026-07-01T00:00'],
    ['a year', { period: 'year' }, '2026-12-31T23:59Z', '2026-01-01T00:00 to 2027-01-01T00:00'],
    [
      'a fiscal year from July',
      { period: 'fiscal-year', fiscalYear: { startMonth: 7, pattern: 'months' } },
      '2026-06-30T12:00Z',
      '2025-07-01T00:00 to 2026-07-01T00:00',
    ],
    [
      'a fiscal quarter from February',
      { period: 'fiscal-quarter', fiscalYear: { startMonth: 2, pattern: 'months' } },
      '2027-01-15T12:00Z',
      '2026-11-01T00:00 to 2027-02-01T00:00',
    ],
    [
      'a fiscal month of months',
      { period: 'fiscal-month', fiscalYear: { startMonth: 2, pattern: 'months' } },
      '2027-01-15T12:00Z',
      '2027-01-01T00:00 to 2027-02-01T00:00',
    ],
    // 1 February 2026 is a Sunday. The retailers' calendar (NRF, "4-5-4 Calendar") has 2026 begin then, and 2023 with 53
    // weeks: 29 January 2023 to 3 February 2024.
    [
      'the first month of 4-5-4',
      { period: 'fiscal-month', weekStart: 0, fiscalYear: { startMonth: 2, pattern: '4-5-4' } },
      '2026-02-28T12:00Z',
      '2026-02-01T00:00 to 2026-03-01T00:00',
    ],
    [
      'the second month of 4-5-4',
      { period: 'fiscal-month', weekStart: 0, fiscalYear: { startMonth: 2, pattern: '4-5-4' } },
      '2026-03-01T12:00Z',
      '2026-03-01T00:00 to 2026-04-05T00:00',
    ],
    [
      'a year of 53 weeks',
      { period: 'fiscal-year', weekStart: 0, fiscalYear: { startMonth: 2, pattern: '4-5-4' } },
      '2023-06-01T12:00Z',
      '2023-01-29T00:00 to 2024-02-04T00:00',
    ],
    [
      'its last month',
      { period: 'fiscal-month', weekStart: 0, fiscalYear: { startMonth: 2, pattern: '4-5-4' } },
      '2024-02-03T12:00Z',
      '2023-12-31T00:00 to 2024-02-04T00:00',
    ],
    [
      'a quarter of 4-4-5',
      { period: 'fiscal-quarter', weekStart: 1, fiscalYear: { startMonth: 1, pattern: '4-4-5' } },
      '2026-03-30T12:00Z',
      '2026-03-30T00:00 to 2026-06-29T00:00',
    ],
  ]
  for (const [name, window, at, expected] of cases)
    test(name, () => assert.equal(shown(calendarOf(window), at), expected))
})

const PERIODS = [
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal-month',
  'fiscal-quarter',
  'fiscal-year',
] as const

const windows = fc.record({
  period: fc.constantFrom(...PERIODS),
  timeZone: fc.constantFrom('UTC', 'Europe/Zurich', 'America/New_York', 'Africa/Cairo', 'Asia/Kathmandu'),
  weekStart: fc.nat(6),
  fiscalYear: fc.record({
    startMonth: fc.integer({ min: 1, max: 12 }),
    pattern: fc.constantFrom('months' as const, '4-4-5' as const, '4-5-4' as const, '5-4-4' as const),
  }),
})
const times = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) })

test('windows follow one another without gap or overlap, and lie around their instants', () => {
  fc.assert(
    fc.property(windows, times, (given, atMs) => {
      const window = calendarOf(given)
      const { startMs, endMs } = windowAt(window, atMs)
      assert.ok(startMs <= atMs && atMs < endMs)
      assert.deepEqual(windowAt(window, startMs), { startMs, endMs })
      assert.deepEqual(windowAt(window, endMs - 1), { startMs, endMs })
      assert.equal(windowAt(window, endMs).startMs, endMs)
    }),
    { numRuns: 1_000 },
  )
})

test('what is kept is what would be worked out', () => {
  const kept = new CalendarWindows()
  const window = calendarOf({ period: 'day', timeZone: 'Europe/Zurich' })
  for (let atMs = Date.UTC(2026, 9, 20); atMs < Date.UTC(2026, 9, 30); atMs += HOUR_MS / 2)
    assert.deepEqual(kept.at(window, atMs), windowAt(window, atMs))
  assert.deepEqual(kept.at(window, Date.UTC(2026, 9, 20)), windowAt(window, Date.UTC(2026, 9, 20)))
})
