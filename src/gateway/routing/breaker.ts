import { Hearsay } from './hearsay.ts'

/**
 * One circuit breaker for each deployment.
 *
 *   closed     calls pass; outcomes are counted in spans of `WINDOW_MS`
 *   open       no calls, for `openMs`, doubled each time it opens again without having been closed, at most 60 s
 *   half-open  one probe at a time; its success closes the breaker, its failure opens it again
 *
 * It opens when a span holds at least `failures` failed calls and these are at least half of all: so one bad call
 * among many does not cut off a deployment, and a deployment that answers nothing is cut off after a few.
 *
 * What other gateways tell of theirs opens it and closes it too. One that is open by hearsay is closed by the word of
 * others; one that this gateway's own calls opened lets a probe of its own find out.
 */
const WINDOW_MS = 10_000
const LONGEST_OPEN_MS = 60_000
/** How long a probe of another gateway is waited for: one that died tells nothing. */
const OTHERS_PROBE_MS = 5_000

export type BreakerState = 'closed' | 'open' | 'half-open'
/** What others may learn of it; `probing`: a call is under way that will tell. */
export type BreakerNews = 'open' | 'probing' | 'closed'

export class Breaker {
  readonly #failuresToOpen: number
  readonly #openMs: number
  #windowStartMs = 0
  #failures = 0
  #successes = 0
  #openUntilMs = 0
  #isOpen = false
  #isByHearsay = false
  #probing = false
  #timesOpened = 0
  #news: BreakerNews | null = null
  readonly #hearsay = new Hearsay(LONGEST_OPEN_MS)

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
    if (!this.#isOpen || nowMs < this.#openUntilMs || this.#probing) return
    this.#probing = true
    this.#news = 'probing'
  }

  succeeded(nowMs: number): void {
    this.#hearsay.passed(nowMs)
    if (this.#isOpen) {
      // It may have been sent before others found out.
      if (this.#isByHearsay && !this.#probing) return
      this.#close(nowMs)
      this.#news = 'closed'
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

  /** What others were not told; each time once. */
  takeNews(): BreakerNews | null {
    const news = this.#news
    this.#news = null
    return news
  }

  /** Another gateway's opened, or has a probe under way: none from here meanwhile. */
  heard(news: BreakerNews, leftMs: number, nowMs: number): void {
    if (news === 'closed') {
      if (!this.#isOpen || this.#probing) return
      if (this.#isByHearsay) this.#close(nowMs)
      else this.#openUntilMs = Math.min(this.#openUntilMs, nowMs)
      return
    }
    if (this.#probing || (news === 'probing' && !this.#isOpen)) return
    const untilMs = this.#hearsay.believe(news === 'probing' ? OTHERS_PROBE_MS : leftMs, nowMs)
    if (untilMs === null) return
    if (!this.#isOpen) {
      this.#isOpen = true
      this.#isByHearsay = true
      this.#openUntilMs = untilMs
    } else this.#openUntilMs = Math.max(this.#openUntilMs, untilMs)
  }

  #close(nowMs: number): void {
    this.#isOpen = false
    this.#probing = false
    this.#timesOpened = 0
    this.#startWindow(nowMs)
  }

  #open(nowMs: number): void {
    this.#isOpen = true
    this.#isByHearsay = false
    this.#news = 'open'
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
