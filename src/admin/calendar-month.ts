import type { Span } from '../ledger/index.ts'

/** A calendar month in UTC, in which Azure bills: the same for every reader of a statement. */
export interface CalendarMonth extends Span {
  readonly month: string
  /** The first instant after it; `toMs` is now while it is under way. */
  readonly endMs: number
}

/** Null of a month that has not begun. `month` is one such as `2026-11`. */
export function calendarMonth(month: string, nowMs: number): CalendarMonth | null {
  const year = Number(month.slice(0, 4))
  const index = Number(month.slice(5)) - 1
  const fromMs = Date.UTC(year, index, 1)
  const endMs = Date.UTC(year, index + 1, 1)
  return fromMs > nowMs ? null : { month, fromMs, toMs: Math.min(endMs, nowMs), endMs }
}
