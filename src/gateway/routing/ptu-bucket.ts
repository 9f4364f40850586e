/**
 * A model of the leaky bucket with which Azure admits calls to provisioned throughput: a call adds its prompt less
 * what is cached, plus the answer's most tokens times their weight; the level drains at the deployment's rate; at
 * 100 % Azure answers 429 at once. What was guessed is put right when the call ends. (Microsoft Learn, "Provisioned
 * throughput: how utilization enforcement works".) Azure does not publish the bucket's size; one minute of drain is
 * taken, because utilization is a figure per minute.
 */
export const BUCKET_MINUTES = 1

export interface BucketNews {
  /** What Azure said last of how full it is; null where it said nothing. */
  readonly observed: number | null
  /** Tokens added since then, or since the last news; below 0 where more was given back. */
  readonly tokens: number
}

export class PtuBucket {
  readonly #capacityTokens: number
  readonly #tokensPerMs: number
  #level = 0
  #atMs = 0
  #untoldTokens = 0
  #untoldObserved: number | null = null

  /** `tokensPerMinute` in input tokens; above 0. */
  constructor(tokensPerMinute: number) {
    this.#capacityTokens = tokensPerMinute * BUCKET_MINUTES
    this.#tokensPerMs = tokensPerMinute / 60_000
  }

  /** From 0 (idle); 1 is where Azure refuses. */
  utilization(nowMs: number): number {
    this.#drain(nowMs)
    return this.#level / this.#capacityTokens
  }

  /** Adds the estimate of a call, or with a negative number takes back what it did not use. */
  add(tokens: number, nowMs: number): void {
    this.#drain(nowMs)
    this.#level = Math.max(0, this.#level + tokens)
    this.#untoldTokens += tokens
  }

  /** Azure said 429, or told its utilization: the model follows. `utilization` from 0. */
  observe(utilization: number, nowMs: number): void {
    this.#drain(nowMs)
    this.#level = utilization * this.#capacityTokens
    this.#untoldTokens = 0
    this.#untoldObserved = utilization
  }

  /** What other gateways were not told; null where there is nothing. */
  takeNews(): BucketNews | null {
    if (this.#untoldTokens === 0 && this.#untoldObserved === null) return null
    const news = { observed: this.#untoldObserved, tokens: this.#untoldTokens }
    this.#untoldTokens = 0
    this.#untoldObserved = null
    return news
  }

  /** What another gateway used: as much as makes it full, and no more, may come by hearsay. */
  heard({ observed, tokens }: BucketNews, nowMs: number): void {
    this.#drain(nowMs)
    const before = observed === null ? this.#level : observed * this.#capacityTokens
    const most = Math.max(this.#level, this.#capacityTokens)
    this.#level = Math.min(Math.max(0, before + tokens), most)
  }

  /** Milliseconds until the level is below `utilization`. */
  waitMs(utilization: number, nowMs: number): number {
    this.#drain(nowMs)
    return Math.max(0, Math.ceil((this.#level - utilization * this.#capacityTokens) / this.#tokensPerMs))
  }

  #drain(nowMs: number): void {
    this.#level = Math.max(0, this.#level - (nowMs - this.#atMs) * this.#tokensPerMs)
    this.#atMs = nowMs
  }
}
