/**
 * What a deployment with a tokens-per-minute limit has left, as far as the gateway can know: its own estimates of
 * this minute, and what the provider's headers said last. Both are admission estimates, not usage (Microsoft Learn,
 * "Manage Azure OpenAI quota"), so they order candidates and never refuse one.
 */
export interface WindowNews {
  /** What the provider said last of what is left; null where it said nothing. */
  readonly told: number | null
  readonly tokens: number
}

export class TokenWindow {
  readonly #tokensPerMinute: number
  #minuteStartMs = 0
  #used = 0
  #toldRemaining = Number.POSITIVE_INFINITY
  #toldAtMs = 0
  #untoldTokens = 0
  #untoldRemaining: number | null = null

  constructor(tokensPerMinute: number) {
    this.#tokensPerMinute = tokensPerMinute
  }

  add(tokens: number, nowMs: number): void {
    this.#roll(nowMs)
    this.#used += tokens
    this.#untoldTokens += tokens
  }

  told(remainingTokens: number, nowMs: number): void {
    this.#roll(nowMs)
    this.#toldRemaining = remainingTokens
    this.#toldAtMs = nowMs
    this.#untoldRemaining = remainingTokens
  }

  /** What other gateways were not told; null where there is nothing. */
  takeNews(): WindowNews | null {
    if (this.#untoldTokens === 0 && this.#untoldRemaining === null) return null
    const news = { told: this.#untoldRemaining, tokens: this.#untoldTokens }
    this.#untoldTokens = 0
    this.#untoldRemaining = null
    return news
  }

  /** What another gateway sent, and was told. */
  heard({ told, tokens }: WindowNews, nowMs: number): void {
    this.#roll(nowMs)
    this.#used += Math.max(0, tokens)
    if (told === null) return
    this.#toldRemaining = Math.max(0, told)
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
