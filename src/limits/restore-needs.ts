import { CalendarWindows } from './calendar-window.ts'
import { SLOTS_PER_WINDOW } from './counters.ts'
import type { BoundLimit } from './limit-book.ts'

/** What of the past a restart has to know: rates start empty, quotas and budgets where the ledger says they stood. */
export interface RestoreNeed {
  readonly limit: BoundLimit
  /** Use that was settled from here on. */
  readonly fromMs: number
  /** Sums over longer than this make a sliding window let go of them late; never early. */
  readonly stepMs: number
}

export function restoreNeeds(limits: readonly BoundLimit[], nowMs: number): readonly RestoreNeed[] {
  const windows = new CalendarWindows()
  return limits.flatMap((limit): readonly RestoreNeed[] => {
    const { window, kind } = limit
    if (kind !== 'quota' || window.kind === 'at-once') return []
    if (window.kind === 'calendar') {
      const { startMs } = windows.at(window, nowMs)
      return [{ limit, fromMs: startMs, stepMs: nowMs - startMs }]
    }
    const stepMs = window.lengthMs / SLOTS_PER_WINDOW
    return [{ limit, fromMs: nowMs - window.lengthMs - stepMs, stepMs }]
  })
}
