import type { z } from 'zod'

import { NANO_USD_PER_USD, startOfDayMs, wallClockMs } from '../base/index.ts'
import { HOUR_MS, type Span } from '../ledger/index.ts'
import { windowAt } from '../limits/index.ts'
import type { CalendarWindow, Limit } from '../workload/index.ts'
import type { budgetForecast, limit as limitSchema } from './api/consumers.ts'
import type { LedgerPort } from './ports.ts'

type Forecast = z.output<typeof budgetForecast>
type ShownLimit = z.output<typeof limitSchema>

/** Less of a period than this says nothing about the rest. */
const LEAST_SHARE = 0.02
const DAY_MS = 24 * HOUR_MS
/** Of a year. */
const MOST_DAYS = 366

/** Of a budget with a calendar; null for any other limit. */
export async function forecastOf(
  { measure, window, node, key, amount }: Limit,
  standing: ShownLimit | undefined,
  { nowMs, ledger }: { readonly nowMs: number; readonly ledger: LedgerPort },
): Promise<Forecast | null> {
  if (measure !== 'nano-usd' || window.kind !== 'calendar' || node.kind !== 'consumer') return null
  const { startMs: fromMs, endMs: untilMs } = windowAt(window, nowMs)
  const days = daysOf(window, { fromMs, toMs: Math.min(untilMs, nowMs + 1) })
  const spans = days.map(({ fromMs: from, toMs }) => ({
    fromMs: wholeHour(from),
    // The hour under way belongs to the last day.
    toMs: toMs > nowMs ? wholeHour(toMs) + HOUR_MS : wholeHour(toMs),
  }))
  const costs = await ledger.costs({ path: node.path, spans })
  const budgetUsd = standing?.most ?? amount / NANO_USD_PER_USD
  const usedUsd = standing?.used ?? costs.reduce((sum, cost) => sum + cost, 0) / NANO_USD_PER_USD
  const elapsedMs = nowMs - fromMs
  const isEarly = elapsedMs < LEAST_SHARE * (untilMs - fromMs)
  const usdPerMs = isEarly ? null : usedUsd / elapsedMs
  return {
    limit: key,
    node: node.path,
    budgetUsd,
    usedUsd,
    fromMs,
    untilMs,
    forecastUsd: usdPerMs === null ? null : usdPerMs * (untilMs - fromMs),
    exhaustedMs: exhaustedMs({ budgetUsd, usedUsd, usdPerMs, nowMs, untilMs }),
    days: days.map(({ day }, index) => ({ day, usd: (costs[index] ?? 0) / NANO_USD_PER_USD })),
  }
}

function exhaustedMs(of: {
  readonly budgetUsd: number
  readonly usedUsd: number
  readonly usdPerMs: number | null
  readonly nowMs: number
  readonly untilMs: number
}): number | null {
  const { budgetUsd, usedUsd, usdPerMs, nowMs, untilMs } = of
  if (usedUsd >= budgetUsd) return nowMs
  if (usdPerMs === null || usdPerMs <= 0) return null
  const atMs = Math.round(nowMs + (budgetUsd - usedUsd) / usdPerMs)
  return atMs < untilMs ? atMs : null
}

/** Days on the wall clock of the budget's zone, the last of them as far as it has come. */
function daysOf({ timeZone }: CalendarWindow, { fromMs, toMs }: Span): (Span & { readonly day: string })[] {
  const days: (Span & { readonly day: string })[] = []
  let dayMs = Math.floor(wallClockMs(timeZone, fromMs) / DAY_MS) * DAY_MS
  while (days.length < MOST_DAYS) {
    const startMs = Math.max(fromMs, startOfDayMs(timeZone, dayMs))
    if (startMs >= toMs) break
    const day = new Date(dayMs).toISOString().slice(0, 10)
    dayMs += DAY_MS
    days.push({ day, fromMs: startMs, toMs: Math.min(toMs, startOfDayMs(timeZone, dayMs)) })
  }
  return days
}

/** The ledger knows cost by the hour: in a zone of half hours, a day begins that much early. */
function wholeHour(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS
}
