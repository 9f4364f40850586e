/**
 * How far other gateways are believed when they say that something cannot be used: for no longer at a stretch than
 * this gateway would believe itself, and then, for a moment, not at all, so that its own calls can tell. Where these
 * pass while the others go on saying so, the others are in doubt for a while.
 */
const OWN_LOOK_MS = 1_000
const DOUBT_MS = 60_000

export class Hearsay {
  readonly #mostMs: number
  #sinceMs = 0
  #untilMs = Number.NEGATIVE_INFINITY
  #passedMs = Number.NEGATIVE_INFINITY
  #doubtUntilMs = Number.NEGATIVE_INFINITY

  constructor(mostMs: number) {
    this.#mostMs = mostMs
  }

  /** Until when to believe what holds for `leftMs` more; null when it is not believed. */
  believe(leftMs: number, nowMs: number): number | null {
    if (nowMs < this.#doubtUntilMs) return null
    const lastEndMs = this.#untilMs
    const wentToTheEnd = lastEndMs >= this.#sinceMs + this.#mostMs
    if (wentToTheEnd && nowMs >= lastEndMs && this.#passedMs >= lastEndMs) {
      this.#doubtUntilMs = nowMs + DOUBT_MS
      this.#untilMs = Number.NEGATIVE_INFINITY
      return null
    }
    if (nowMs >= lastEndMs + OWN_LOOK_MS) this.#sinceMs = nowMs
    const untilMs = Math.min(nowMs + leftMs, this.#sinceMs + this.#mostMs)
    if (untilMs <= nowMs) return null
    this.#untilMs = Math.max(lastEndMs, untilMs)
    return untilMs
  }

  /** A call of this gateway passed. */
  passed(nowMs: number): void {
    this.#passedMs = nowMs
  }
}
