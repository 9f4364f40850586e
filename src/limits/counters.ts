import type { LimitWindow, Raise } from '../workload/index.ts'

/**
 * The port of whatever counts: memory for one process, a shared store for many replicas. All that goes in and out is
 * data (keys, whole numbers, windows, times), so that one call can be one script in a store elsewhere. Whole numbers
 * are exact up to 2^53: 9 million dollars in nano-dollars.
 *
 * What every adapter promises, with `counters.contract.ts` to hold it to:
 * - A reservation passes every limit or takes nothing from any, in one step, however many ask at once.
 * - Sliding window: what was admitted in any stretch of the window's length is never more than the limit allowed when
 *   the last of it was admitted, by what was set aside, or, where settled with less, by that. It is counted in
 *   `SLOTS_PER_WINDOW` slots, and so is given back at most one slot later than it might be.
 * - Calendar window: what was settled in the window and what is set aside now is never more than the limit, at each
 *   admission. What is set aside over a boundary counts in the new window until it is settled, and then there.
 * - At once: never more than the limit.
 * - Settling with more than was set aside counts in full, beyond the limit if need be, and the next reservation sees
 *   it. Settling or releasing a second time changes nothing.
 * - An owner that was not heard of for a lease is taken for dead, and what it had set aside is given back. Should it
 *   live after all, what it settles then counts in full.
 * - A clock that is put back, by less than a window of the calendar, opens no window twice.
 */
export interface Counters {
  /** `amounts[i]` is what `limits[i]` is asked for: whole and not negative. */
  reserve(
    limits: readonly CountedLimit[],
    amounts: readonly number[],
    nowMs: number,
  ): Decision | Promise<Decision>
  /** `actual[i]` is what was truly used of the reservation's `limits[i]`. */
  settle(
    reservation: Reservation,
    actual: readonly number[],
    nowMs: number,
  ): readonly Crossing[] | Promise<readonly Crossing[]>
  /** Gives all back: nothing was used. */
  release(reservation: Reservation, nowMs: number): void | Promise<void>
  left(limits: readonly CountedLimit[], nowMs: number): readonly Left[] | Promise<readonly Left[]>
  /** What was used before the start, as a floor: more than once, or beside others, it adds nothing. */
  restore(uses: readonly RestoredUse[], nowMs: number): void | Promise<void>
  /** Says that the owner lives. At least three times in a lease; every other call says it too. */
  beat(nowMs: number): void | Promise<void>
  /** Gives back what the owner still has set aside. */
  close(nowMs: number): void | Promise<void>
}

export interface CountedLimit {
  readonly key: string
  readonly window: LimitWindow
  readonly amount: number
  readonly raises: readonly Raise[]
  /** Otherwise it is counted and reported, and refuses nothing. */
  readonly enforced: boolean
  /** Percent of the amount, rising; none but on calendar windows. */
  readonly thresholds: readonly number[]
}

export interface Reservation {
  readonly limits: readonly CountedLimit[]
  readonly amounts: readonly number[]
}

export type Decision = Admitted | Refused

export interface Admitted {
  readonly kind: 'admitted'
  readonly reservation: Reservation
  /** Of each limit, after this; never below 0. */
  readonly left: readonly number[]
  /** Limits that are not enforced and would have refused. */
  readonly wouldRefuse: readonly Refusal[]
}

export interface Refused {
  readonly kind: 'refused'
  /** Every enforced limit that refuses, in their order; at least one. */
  readonly refusals: readonly Refusal[]
  readonly wouldRefuse: readonly Refusal[]
}

export interface Refusal {
  /** Of the limit, in the list of limits. */
  readonly index: number
  /** What the limit allows now, raises included. */
  readonly most: number
  readonly left: number
  readonly asked: number
  readonly wait: Wait
  /** The first time in its window that this limit refuses for what was used, and not for what is set aside. */
  readonly isFirst: boolean
}

export type Wait =
  /** Until there is room, if nobody else takes it; for a calendar window, until it starts anew. */
  | { readonly kind: 'after'; readonly ms: number }
  /** What is only set aside stands in the way: at most until it is settled. Not told of windows of a minute. */
  | { readonly kind: 'when-one-ends' }
  /** More was asked for than the limit ever allows. */
  | { readonly kind: 'never' }

/** What was settled in a window reached a threshold; told once in each window. */
export interface Crossing {
  readonly index: number
  readonly percent: number
  readonly used: number
  readonly most: number
  readonly windowStartMs: number
  readonly windowEndMs: number
}

export interface Left {
  readonly most: number
  /** Settled, and set aside. */
  readonly used: number
  /** Never below 0. */
  readonly left: number
  /** Until all of it is free again if nothing more is used; 0 where it is, null where nobody can know. */
  readonly resetMs: number | null
}

export interface RestoredUse {
  readonly limit: CountedLimit
  /** Sums, each at the last instant of what it sums up, so that a sliding window lets go of nothing too early. */
  readonly uses: readonly { readonly atMs: number; readonly amount: number }[]
}

/** A minute slides by seconds, a day by 24 minutes. */
export const SLOTS_PER_WINDOW = 60

/** What a limit allows at an instant: of the raises in force, the last that was written. */
export function mostAt({ amount, raises }: Pick<CountedLimit, 'amount' | 'raises'>, nowMs: number): number {
  if (raises.length === 0) return amount
  let most = amount
  for (const raise of raises) if (raise.fromMs <= nowMs && nowMs < raise.untilMs) most = raise.amount
  return most
}
