import type { WindowMode } from './settings.ts'

const MINUTE_MS = 60_000
/** Requests per minute are enforced over slices of 10 s. Source: Azure OpenAI quota page, "Understanding rate limits". */
const SLICE_MS = 10_000
const SLICES_PER_MINUTE = 6

export type WindowVerdict =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refused'; readonly limit: 'token' | 'call'; readonly retryAfterMs: number }

const ADMITTED: WindowVerdict = { kind: 'admitted' }

/** Tokens and requests of one standard deployment. What it counts are admission estimates, not usage. */
export interface RateWindow {
  /** `share` of the limits holds for this call. */
  admit(tokens: number, nowMs: number, share?: number): WindowVerdict
  tokensUsed(nowMs: number): number
  requestsUsed(nowMs: number): number
}

export interface RateLimits {
  readonly tokensPerMinute: number | null
  readonly requestsPerMinute: number | null
}

export function rateWindow(mode: WindowMode, limits: RateLimits): RateWindow {
  return mode === 'sliding' ? new SlidingWindow(limits) : new ResettingWindow(limits)
}

function perSlice(requestsPerMinute: number | null): number {
  return requestsPerMinute === null ? Infinity : Math.ceil(requestsPerMinute / SLICES_PER_MINUTE)
}

/** Counters that start again with each minute and each slice of the clock; refused calls count. */
export class ResettingWindow implements RateWindow {
  readonly #tokensPerMinute: number
  readonly #requestsPerSlice: number
  #minute = -1
  #slice = -1
  #tokens = 0
  #requestsInMinute = 0
  #requestsInSlice = 0

  constructor(limits: RateLimits) {
    this.#tokensPerMinute = limits.tokensPerMinute ?? Infinity
    this.#requestsPerSlice = perSlice(limits.requestsPerMinute)
  }

  admit(tokens: number, nowMs: number, share: number = 1): WindowVerdict {
    this.#turn(nowMs)
    this.#tokens += tokens
    this.#requestsInMinute++
    this.#requestsInSlice++
    if (this.#tokens > this.#tokensPerMinute * share) {
      return { kind: 'refused', limit: 'token', retryAfterMs: (this.#minute + 1) * MINUTE_MS - nowMs }
    }
    if (this.#requestsInSlice > Math.ceil(this.#requestsPerSlice * share)) {
      return { kind: 'refused', limit: 'call', retryAfterMs: (this.#slice + 1) * SLICE_MS - nowMs }
    }
    return ADMITTED
  }

  tokensUsed(nowMs: number): number {
    this.#turn(nowMs)
    return this.#tokens
  }

  requestsUsed(nowMs: number): number {
    this.#turn(nowMs)
    return this.#requestsInMinute
  }

  #turn(nowMs: number): void {
    const minute = Math.floor(nowMs / MINUTE_MS)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#tokens = 0
      this.#requestsInMinute = 0
    }
    const slice = Math.floor(nowMs / SLICE_MS)
    if (slice !== this.#slice) {
      this.#slice = slice
      this.#requestsInSlice = 0
    }
  }
}

interface Entry {
  readonly atMs: number
  tokens: number
  requests: number
}

/** True windows of 60 s and 10 s; refused calls are not counted. Arithmetic of microsoft/aoai-api-simulator, limiters.py. */
export class SlidingWindow implements RateWindow {
  readonly #tokensPerMinute: number
  readonly #requestsPerSlice: number
  /** Ascending; calls of one millisecond share an entry, so there are never more than 60 000. */
  #entries: Entry[] = []
  #head = 0
  #tokens = 0
  #requests = 0

  constructor(limits: RateLimits) {
    this.#tokensPerMinute = limits.tokensPerMinute ?? Infinity
    this.#requestsPerSlice = perSlice(limits.requestsPerMinute)
  }

  admit(tokens: number, nowMs: number, share: number = 1): WindowVerdict {
    this.#purge(nowMs)
    const excess = this.#tokens + tokens - this.#tokensPerMinute * share
    if (excess > 0) return { kind: 'refused', limit: 'token', retryAfterMs: this.#tokenWaitMs(excess, nowMs) }
    const waitMs = this.#requestsPerSlice === Infinity ? 0 : this.#requestWaitMs(nowMs, share)
    if (waitMs > 0) return { kind: 'refused', limit: 'call', retryAfterMs: waitMs }
    this.#tokens += tokens
    this.#requests++
    const last = this.#entries.at(-1)
    if (last !== undefined && last.atMs === nowMs) {
      last.tokens += tokens
      last.requests++
    } else this.#entries.push({ atMs: nowMs, tokens, requests: 1 })
    return ADMITTED
  }

  tokensUsed(nowMs: number): number {
    this.#purge(nowMs)
    return this.#tokens
  }

  requestsUsed(nowMs: number): number {
    this.#purge(nowMs)
    return this.#requests
  }

  #purge(nowMs: number): void {
    for (let entry = this.#entries[this.#head]; entry !== undefined; entry = this.#entries[this.#head]) {
      if (entry.atMs > nowMs - MINUTE_MS) break
      this.#tokens -= entry.tokens
      this.#requests -= entry.requests
      this.#head++
    }
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head)
      this.#head = 0
    }
  }

  /** Until enough of the oldest calls have left for this one to fit; a whole minute if it can never fit. */
  #tokenWaitMs(excess: number, nowMs: number): number {
    for (let i = this.#head; i < this.#entries.length; i++) {
      const entry = this.#entries[i] as Entry
      excess -= entry.tokens
      if (excess <= 0) return entry.atMs + MINUTE_MS - nowMs
    }
    return MINUTE_MS
  }

  #requestWaitMs(nowMs: number, share: number): number {
    const limit = Math.ceil(this.#requestsPerSlice * share)
    let requests = 1
    for (let i = this.#entries.length - 1; i >= this.#head; i--) {
      const entry = this.#entries[i] as Entry
      if (entry.atMs <= nowMs - SLICE_MS) return 0
      requests += entry.requests
      if (requests > limit) return entry.atMs + SLICE_MS - nowMs
    }
    return 0
  }
}
