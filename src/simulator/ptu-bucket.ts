/**
 * The leaky bucket of a provisioned deployment. A call is refused while the bucket is full; otherwise its estimated
 * cost is added, and put right when it ends. The bucket drains by time. A call that begins just below the rim may go
 * over it. Source: Azure OpenAI "Provisioned throughput: how utilization performance works"
 * (learn.microsoft.com/azure/ai-foundry/openai/concepts/provisioned-throughput).
 * Azure does not publish the bucket's size. Utilization being a figure per minute, one minute of drain is assumed.
 */
export const BUCKET_MINUTES = 1

/** What Azure sets aside for an answer whose length the client did not limit is not published; this is assumed. */
export const ASSUMED_OUTPUT_TOKENS = 256

export class PtuBucket {
  readonly #capacity: number
  readonly #drainPerMs: number
  readonly #outputWeight: number
  #level = 0
  #atMs = 0

  constructor(ptu: { inputTokensPerMinute: number; outputWeight: number }) {
    this.#capacity = ptu.inputTokensPerMinute * BUCKET_MINUTES
    this.#drainPerMs = ptu.inputTokensPerMinute / 60_000
    this.#outputWeight = ptu.outputWeight
  }

  /** Null when admitted; otherwise how long until the bucket is no longer full. Times are monotonic. */
  admit(cost: number, nowMs: number): { retryAfterMs: number } | null {
    this.#drain(nowMs)
    if (this.#level >= this.#capacity) {
      return { retryAfterMs: Math.max(1, Math.ceil((this.#level - this.#capacity) / this.#drainPerMs)) }
    }
    this.#level += cost
    return null
  }

  correct(estimated: number, actual: number, nowMs: number): void {
    this.#drain(nowMs)
    this.#level = Math.max(0, this.#level + actual - estimated)
  }

  /** In input tokens: output counts by its weight, cached input not at all. */
  cost(input: number, cached: number, output: number): number {
    return input - cached + output * this.#outputWeight
  }

  /** 1 is full; may be more. */
  utilization(nowMs: number): number {
    this.#drain(nowMs)
    return this.#level / this.#capacity
  }

  #drain(nowMs: number): void {
    this.#level = Math.max(0, this.#level - (nowMs - this.#atMs) * this.#drainPerMs)
    this.#atMs = nowMs
  }
}
