import { startOfDayMs, wallClockMs } from '../base/index.ts'
import type { CalendarWindow, FiscalYear } from '../workload/index.ts'

/** Boundaries of calendar windows. Dates are handled as midnights in UTC and become instants at the very end. */
export interface Boundaries {
  readonly startMs: number
  /** The first instant that is no longer part of it. */
  readonly endMs: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAYS_PER_WEEK = 7

/** The window that an instant lies in. Looks the zone up, so keep what it gives. */
export function windowAt(window: CalendarWindow, atMs: number): Boundaries {
  const { timeZone } = window
  const wallMs = wallClockMs(timeZone, atMs)
  if (window.period === 'hour') {
    const startMs = atMs - (((wallMs % HOUR_MS) + HOUR_MS) % HOUR_MS)
    return { startMs, endMs: startMs + HOUR_MS }
  }
  const [startDay, endDay] = daysOf(window, Math.floor(wallMs / DAY_MS) * DAY_MS)
  return { startMs: startOfDayMs(timeZone, startDay), endMs: startOfDayMs(timeZone, endDay) }
}

/** First day of the window that a day lies in, and of the next one. */
function daysOf({ period, weekStart, fiscalYear }: CalendarWindow, day: number): readonly [number, number] {
  const date = new Date(day)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  switch (period) {
    case 'hour':
    case 'day':
      return [day, day + DAY_MS]
    case 'week': {
      const start = startOfWeek(day, weekStart)
      return [start, start + DAYS_PER_WEEK * DAY_MS]
    }
    case 'month':
      return months(year, month, 1)
    case 'quarter':
      return months(year, month - (month % 3), 3)
    case 'year':
      return months(year, 0, 12)
    case 'fiscal-month':
      return fiscal(day, { fiscalYear, weekStart, monthsLong: 1 })
    case 'fiscal-quarter':
      return fiscal(day, { fiscalYear, weekStart, monthsLong: 3 })
    case 'fiscal-year':
      return fiscal(day, { fiscalYear, weekStart, monthsLong: 12 })
  }
}

function months(year: number, month: number, count: number): readonly [number, number] {
  return [Date.UTC(year, month, 1), Date.UTC(year, month + count, 1)]
}

function startOfWeek(day: number, weekStart: number): number {
  const since = (new Date(day).getUTCDay() - weekStart + DAYS_PER_WEEK) % DAYS_PER_WEEK
  return day - since * DAY_MS
}

interface FiscalPeriod {
  readonly fiscalYear: FiscalYear
  readonly weekStart: number
  readonly monthsLong: 1 | 3 | 12
}

const MONTHS_PER_YEAR = 12

function fiscal(day: number, { fiscalYear, weekStart, monthsLong }: FiscalPeriod): readonly [number, number] {
  const startMonth = fiscalYear.startMonth - 1
  if (fiscalYear.pattern === 'months') {
    const date = new Date(day)
    const since = (date.getUTCMonth() - startMonth + MONTHS_PER_YEAR) % MONTHS_PER_YEAR
    return months(date.getUTCFullYear(), date.getUTCMonth() - (since % monthsLong), monthsLong)
  }
  const startOf = (year: number): number => nearestWeek(Date.UTC(year, startMonth, 1), weekStart)
  let year = new Date(day).getUTCFullYear() + 1
  while (startOf(year) > day) year--
  const start = startOf(year)
  const weeks = fiscalYear.pattern.split('-').map(Number)
  const starts = [start]
  for (let month = 0; month < MONTHS_PER_YEAR - 1; month++)
    starts.push((starts[month] ?? 0) + (weeks[month % 3] ?? 0) * DAYS_PER_WEEK * DAY_MS)
  // A 53rd week lengthens the last month.
  starts.push(startOf(year + 1))
  let first = 0
  while (first + monthsLong < MONTHS_PER_YEAR && (starts[first + monthsLong] ?? 0) <= day) first += monthsLong
  return [starts[first] ?? start, starts[first + monthsLong] ?? start]
}

function nearestWeek(day: number, weekStart: number): number {
  const before = startOfWeek(day, weekStart)
  return day - before <= 3 * DAY_MS ? before : before + DAYS_PER_WEEK * DAY_MS
}

/** Different windows of one plan are few; past this many, those of earlier plans are let go. */
const MAX_KEPT = 256

/** Keeps the boundaries of windows that many limits share. */
export class CalendarWindows {
  readonly #kept = new Map<string, Boundaries>()

  at(window: CalendarWindow, atMs: number): Boundaries {
    const kept = this.#kept.get(window.id)
    if (kept !== undefined && kept.startMs <= atMs && atMs < kept.endMs) return kept
    const boundaries = windowAt(window, atMs)
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear()
    this.#kept.set(window.id, boundaries)
    return boundaries
  }
}
