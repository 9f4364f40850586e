/** How many refusals of unknown callers may be written to the ledger: a burst, and a steady rate after it. */
const PER_SECOND = 10
const BURST = 50

export class StrangerAllowance {
  #left = BURST
  #atMs = 0

  /** True when this one may be written. `nowMs` is monotonic. */
  take(nowMs: number): boolean {
    this.#left = Math.min(BURST, this.#left + ((nowMs - this.#atMs) / 1000) * PER_SECOND)
    this.#atMs = nowMs
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
