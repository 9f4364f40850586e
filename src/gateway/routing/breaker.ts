/**
 * One circuit breaker for each deployment.
 *
 *   closed     calls pass; outcomes are counted in spans of `WINDOW_MS`
 *   open       no calls, for `openMs`, doubled each time it opens again without having been closed, at most 60 s
 *   half-open  one probe at a time; its success closes the breaker, its failure opens it again
 *
 * It opens when a span holds at least `failures` failed calls and these are at least half of all: so one bad call
 * among many does not cut off a deployment, and a deployment that answers nothing is cut off after a few.
 */
const WINDOW_MS = 10_000
const LONGEST_OPEN_MS = 60_000

export type BreakerState = 'closed' | 'open' | 'half-open'

export class Breaker {
  readonly #failuresToOpen: number
  readonly #openMs: number
  #windowStartMs = 0
  #failures = 0
  #successes = 0
  #openUntilMs = 0
  #isOpen = false
  #probing = false
  #timesOpened = 0

  constructor(settings: { readonly failures: number; readonly openMs: number }) {
    this.#failuresToOpen = settings.failures
    this.#openMs = settings.openMs
  }

  state(nowMs: number): BreakerState {
    if (!this.#isOpen) return 'closed'
    return nowMs < this.#openUntilMs || this.#probing ? 'open' : 'half-open'
  }

  /** Milliseconds until a probe may pass; 0 when calls pass. */
  waitMs(nowMs: number): number {
    return this.#isOpen ? Math.max(0, this.#openUntilMs - nowMs) : 0
  }

  /** To be called when a call is sent; marks the probe of a half-open breaker. */
  sent(nowMs: number): void {
    if (this.#isOpen && nowMs >= this.#openUntilMs) this.#probing = true
  }

  succeeded(nowMs: number): void {
    if (this.#isOpen) {
      this.#isOpen = false
      this.#probing = false
      this.#timesOpened = 0
      this.#startWindow(nowMs)
    }
    if (nowMs - this.#windowStartMs > WINDOW_MS) this.#startWindow(nowMs)
    this.#successes++
  }

  failed(nowMs: number): void {
    if (this.#isOpen) {
      if (this.#probing) this.#open(nowMs)
      return
    }
    if (nowMs - this.#windowStartMs > WINDOW_MS) this.#startWindow(nowMs)
    this.#failures++
    if (this.#failures >= this.#failuresToOpen && this.#failures >= this.#successes) this.#open(nowMs)
  }

  /** The call ended in a way that says nothing of the deployment, such as the client leaving. */
  released(): void {
    this.#probing = false
  }

  #open(nowMs: number): void {
    this.#isOpen = true
    this.#probing = false
    this.#openUntilMs = nowMs + Math.min(LONGEST_OPEN_MS, this.#openMs * 2 ** Math.min(this.#timesOpened, 10))
    this.#timesOpened++
    this.#failures = 0
    this.#successes = 0
  }

  #startWindow(nowMs: number): void {
    this.#windowStartMs = nowMs
    this.#failures = 0
    this.#successes = 0
  }
}
