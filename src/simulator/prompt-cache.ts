import { CHARACTERS_PER_TOKEN } from './prompt-tokens.ts'

/**
 * Which beginnings of prompts an account has seen lately. A hit needs 1 024 identical leading tokens and grows in steps
 * of 128; beginnings are forgotten after minutes without use, and are never shared between accounts. Source: Azure
 * OpenAI "Prompt caching" (learn.microsoft.com/azure/ai-foundry/openai/how-to/prompt-caching).
 */
export const LEAST_CACHED_TOKENS = 1_024
export const CACHED_STEP_TOKENS = 128
/** Azure says 5 to 10 minutes, and at most 24 hours. */
export const IDLE_MS = 5 * 60_000
const MAX_PREFIXES = 50_000

export class PromptCache {
  /** Hash of a beginning to when it was last used; in order of use, the oldest first. */
  readonly #lastUsedMs = new Map<number, number>()

  /** How many leading tokens of `prompt` are known, and remembers all of it. `partition`: deployment and cache key. */
  visit(partition: string, prompt: string, nowMs: number): number {
    const leastCharacters = LEAST_CACHED_TOKENS * CHARACTERS_PER_TOKEN
    if (prompt.length < leastCharacters) return 0
    const step = CACHED_STEP_TOKENS * CHARACTERS_PER_TOKEN
    let known = 0
    let unbroken = true
    let a = 0x811c9dc5
    let b = 0x9747b28c
    const mix = (text: string, from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const unit = text.charCodeAt(i)
        a = Math.imul(a ^ unit, 0x01000193)
        b = Math.imul(b ^ unit, 0x5bd1e995)
      }
    }
    mix(partition, 0, partition.length)
    let done = 0
    for (let end = leastCharacters; end <= prompt.length; end += step) {
      mix(prompt, done, end)
      done = end
      const key = (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff)
      const lastMs = this.#lastUsedMs.get(key)
      unbroken &&= lastMs !== undefined && nowMs - lastMs <= IDLE_MS
      if (unbroken) known = end / CHARACTERS_PER_TOKEN
      this.#lastUsedMs.delete(key)
      this.#lastUsedMs.set(key, nowMs)
    }
    this.#forget()
    return known
  }

  clear(): void {
    this.#lastUsedMs.clear()
  }

  #forget(): void {
    while (this.#lastUsedMs.size > MAX_PREFIXES) {
      const oldest = this.#lastUsedMs.keys().next()
      if (oldest.done === true) return
      this.#lastUsedMs.delete(oldest.value)
    }
  }
}
