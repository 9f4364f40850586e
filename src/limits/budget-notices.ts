import type { Crossing } from './counters.ts'
import type { BoundLimit } from './limit-book.ts'

/** The port to whoever is told that a budget reached a threshold. Takes the notice and returns; delivery is its own. */
export interface BudgetNotices {
  crossed(limit: BoundLimit, crossing: Crossing): void
}

/** The same for what a start finds: told unless it was told before. */
export interface FoundNotices {
  found(limit: BoundLimit, crossing: Crossing): void
}
