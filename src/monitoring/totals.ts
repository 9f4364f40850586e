/**
 * How much a counter grew over the last hours and days. It keeps a total for every look of the last hour and for every
 * five minutes of the last three days, so what it holds is bounded, however long the program runs.
 */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const COARSE_STEP_MS = 5 * MINUTE_MS
export const LONGEST_MS = 72 * HOUR_MS

export class Totals {
  readonly #fine = new Past(HOUR_MS, 0)
  readonly #coarse = new Past(LONGEST_MS, COARSE_STEP_MS)
  #total = 0
  #last: number
  seenMs: number

  /** `last`: what it had counted at `sinceMs`. Times are in milliseconds that never go back. */
  constructor(last: number, sinceMs: number) {
    this.#last = last
    this.seenMs = sinceMs
    this.#fine.add(sinceMs, 0)
    this.#coarse.add(sinceMs, 0)
  }

  /** A counter that fell began anew. */
  add(counted: number, atMs: number): void {
    this.#total += counted >= this.#last ? counted - this.#last : counted
    this.#last = counted
    this.seenMs = atMs
    this.#fine.add(atMs, this.#total)
    this.#coarse.add(atMs, this.#total)
  }

  /** Since the beginning, where that is nearer. */
  grew(overMs: number, nowMs: number): number {
    const past = overMs <= HOUR_MS ? this.#fine : this.#coarse
    return this.#total - past.at(nowMs - overMs)
  }
}

/** Totals of the last `spanMs`, at least `stepMs` apart. */
class Past {
  readonly #spanMs: number
  readonly #stepMs: number
  readonly #times: number[] = []
  readonly #totals: number[] = []

  constructor(spanMs: number, stepMs: number) {
    this.#spanMs = spanMs
    this.#stepMs = stepMs
  }

  add(atMs: number, total: number): void {
    const last = this.#times[this.#times.length - 1]
    if (last !== undefined && atMs - last < this.#stepMs) return
    this.#times.push(atMs)
    this.#totals.push(total)
    // The one before the span says how it was when the span began.
    while (this.#times.length > 2 && (this.#times[1] as number) <= atMs - this.#spanMs) {
      this.#times.shift()
      this.#totals.shift()
    }
  }

  /** As it was then, or at the earliest that is known. */
  at(ms: number): number {
    let low = 0
    let high = this.#times.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#times[middle] as number) <= ms) low = middle + 1
      else high = middle
    }
    return this.#totals[Math.max(0, low - 1)] ?? 0
  }
}
