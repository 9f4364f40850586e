import type { Random } from '../base/index.ts'
import type { Latency } from './settings.ts'

/** How long one call's tokens take. */
export class Pace {
  readonly #latency: Latency
  readonly #random: Random
  readonly #delayMs: number
  readonly #factor: number

  constructor(latency: Latency, random: Random, burden: { delayMs: number; factor: number }) {
    this.#latency = latency
    this.#random = random
    this.#delayMs = burden.delayMs
    this.#factor = burden.factor
  }

  /** Until the first token, `silentTokens` of reasoning being made before it. */
  firstTokenMs(silentTokens: number): number {
    const { firstTokenMs, perTokenMs } = this.#latency
    return this.#delayMs + this.#vary(firstTokenMs + silentTokens * perTokenMs)
  }

  tokenMs(): number {
    return this.#vary(this.#latency.perTokenMs)
  }

  /** Of a whole answer of `tokens`. */
  answerMs(tokens: number): number {
    return this.firstTokenMs(0) + this.#vary(tokens * this.#latency.perTokenMs)
  }

  /** How many of `tokens` are made after `elapsedMs`; for an answer that is cut. */
  tokensAfter(elapsedMs: number, tokens: number): number {
    const { firstTokenMs, perTokenMs } = this.#latency
    const workingMs = elapsedMs - this.#delayMs - firstTokenMs * this.#factor
    if (workingMs <= 0) return 0
    if (perTokenMs === 0) return tokens
    return Math.min(tokens, Math.floor(workingMs / (perTokenMs * this.#factor)))
  }

  #vary(ms: number): number {
    if (ms === 0) return 0
    const { jitter } = this.#latency
    return ms * this.#factor * (jitter === 0 ? 1 : 1 + jitter * (2 * this.#random.next() - 1))
  }
}
