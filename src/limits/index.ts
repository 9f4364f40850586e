export type { BudgetNotices, FoundNotices } from './budget-notices.ts'
export { actualAmounts, type Estimate, estimatedAmounts, type TokensUsed, weighTokens } from './amounts.ts'
export {
  type Admitted,
  type CountedLimit,
  type Counters,
  type Crossing,
  type Decision,
  type Left,
  mostAt,
  type Refusal,
  type Refused,
  type Reservation,
  type RestoredUse,
  SLOTS_PER_WINDOW,
  type Wait,
} from './counters.ts'
export { type Boundaries, CalendarWindows, windowAt } from './calendar-window.ts'
export { FairQueue, type Ticket, WAITING_CLASSES, type WaitingClass } from './fair-queue.ts'
export { type BoundLimit, LimitBook } from './limit-book.ts'
export { makeRaise, type MadeRaise, type RaiseAnswer, raisesByLimit } from './made-raises.ts'
export { type MemoryCounters, MemoryCounterStore, type MemoryCountersOptions } from './memory-counters.ts'
export {
  formatReset,
  type RateLimitHeaders,
  rateLimitHeaders,
  type ResetForm,
  retryAfterHeaders,
} from './rate-limit-headers.ts'
export { describeNode, type Detour, detourOf, fallbackModel, limitFailure, mayPassLater } from './refusal.ts'
export { type RestoreNeed, restoreNeeds } from './restore-needs.ts'
export { reachedThresholds } from './reached-thresholds.ts'
export { restoredUse, type UsedSince, type UsedSinceQuery, type UsedSinceReader } from './restored-use.ts'
