import { CalendarWindows } from './calendar-window.ts'
import { type Crossing, mostAt, type RestoredUse } from './counters.ts'
import type { BoundLimit } from './limit-book.ts'

/** Thresholds of `limits` that what was used before a start has reached, by what they allow now; rising. */
export function reachedThresholds(
  limits: readonly BoundLimit[],
  restored: readonly RestoredUse[],
  nowMs: number,
): readonly { readonly limit: BoundLimit; readonly crossing: Crossing }[] {
  const windows = new CalendarWindows()
  const usesOf = new Map(restored.map(({ limit, uses }) => [limit.key, uses]))
  return limits.flatMap((limit) => {
    if (limit.window.kind !== 'calendar' || limit.thresholds.length === 0) return []
    const { startMs: windowStartMs, endMs: windowEndMs } = windows.at(limit.window, nowMs)
    let used = 0
    for (const { atMs, amount } of usesOf.get(limit.key) ?? [])
      if (windowStartMs <= atMs && atMs < windowEndMs) used += amount
    const most = mostAt(limit, nowMs)
    return limit.thresholds
      .filter((percent) => used > 0 && used >= (percent / 100) * most)
      .map((percent) => ({ limit, crossing: { index: 0, percent, used, most, windowStartMs, windowEndMs } }))
  })
}
