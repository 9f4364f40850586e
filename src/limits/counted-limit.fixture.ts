import type { CalendarWindow } from '../workload/index.ts'
import type { CountedLimit } from './counters.ts'

/** Limits for tests. */
type More = Partial<CountedLimit>

export function perMinute(amount: number, more: More = {}): CountedLimit {
  return limit({ key: '/a|per_minute', amount, window: { kind: 'sliding', lengthMs: 60_000 }, ...more })
}

export function atOnce(amount: number, more: More = {}): CountedLimit {
  return limit({ key: '/a|concurrent', amount, window: { kind: 'at-once' }, ...more })
}

export function perMonth(amount: number, more: More = {}): CountedLimit {
  return limit({ key: '/a|budget_per_month', amount, window: calendarOf({ period: 'month' }), ...more })
}

export function calendarOf(more: Partial<CalendarWindow>): CalendarWindow {
  const window = {
    kind: 'calendar',
    period: 'month',
    timeZone: 'UTC',
    weekStart: 1,
    fiscalYear: { startMonth: 1, pattern: 'months' },
    ...more,
  } as const
  const { period, timeZone, weekStart, fiscalYear } = window
  return { ...window, id: JSON.stringify([period, timeZone, weekStart, fiscalYear]) }
}

function limit(given: Pick<CountedLimit, 'key' | 'amount' | 'window'> & More): CountedLimit {
  return { raises: [], enforced: true, thresholds: [], ...given }
}
