/**
 * What a deployment with a tokens-per-minute limit has left, as far as the gateway can know: its own estimates of
 * this minute, and what the provider's headers said last. Both are admission estimates, not usage (Microsoft Learn,
 * "Manage Azure OpenAI quota"), so they order candidates and never refuse one.
 */
export class TokenWindow {
  readonly #tokensPerMinute: number
  #minuteStartMs = 0
  #used = 0
  #toldRemaining = Number.POSITIVE_INFINITY
  #toldAtMs = 0

  constructor(tokensPerMinute: number) {
    this.#tokensPerMinute = tokensPerMinute
  }

  add(tokens: number, nowMs: number): void {
    this.#roll(nowMs)
    this.#used += tokens
  }

  told(remainingTokens: number, nowMs: number): void {
    this.#roll(nowMs)
    this.#toldRemaining = remainingTokens
    this.#toldAtMs = nowMs
  }

  /** Never below 0. */
  remaining(nowMs: number): number {
    this.#roll(nowMs)
    return Math.max(0, Math.min(this.#tokensPerMinute - this.#used, this.#toldRemaining))
  }

  /** Milliseconds in which the quota grows by so many tokens. */
  growthMs(tokens: number): number {
    return (tokens * 60_000) / this.#tokensPerMinute
  }

  #roll(nowMs: number): void {
    if (nowMs - this.#minuteStartMs >= 60_000) {
      this.#minuteStartMs = nowMs
      this.#used = 0
    }
    if (nowMs - this.#toldAtMs >= 60_000) this.#toldRemaining = Number.POSITIVE_INFINITY
  }
}
