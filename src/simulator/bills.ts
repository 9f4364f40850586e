import { closeSync, openSync, writeSync } from 'node:fs'

/** What Azure would bill for one call: the truth that a ledger is compared with. */
export interface Bill {
  /** Counts from 1 in one run. */
  readonly number: number
  /** Milliseconds since the epoch, when the call ended. */
  readonly atMs: number
  readonly account: string
  readonly region: string
  /** The deployment that served, and the one that was asked for, which differs when the call spilled. */
  readonly deployment: string
  readonly asked: string
  readonly model: string
  readonly type: string
  readonly serviceTier: string
  readonly operation: string
  /** `apim-request-id` of the answer. */
  readonly requestId: string
  /** `x-ms-client-request-id` of the request; null when it had none. */
  readonly clientRequestId: string | null
  readonly status: number
  readonly usage: BilledUsage
  readonly outcome: BillOutcome
}

/** `cached` is part of `input`, `reasoning` part of `output`. */
export interface BilledUsage {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
}

export type BillOutcome =
  | 'answered'
  /** 400: the prompt is billed though it was refused. */
  | 'prompt-filtered'
  /** 200 that ends with `finish_reason: content_filter`. */
  | 'output-filtered'
  /** The client went away; what was made until then is billed. */
  | 'cut-by-client'
  /** A fault cut the answer; what was made until then is billed. */
  | 'cut-by-fault'
  /** A background response that was called off. */
  | 'cancelled'

export class Bills {
  readonly #kept: number
  readonly #file: number | null
  #bills: Bill[] = []
  #count = 0

  constructor(kept: number, file: string | null) {
    this.#kept = kept
    this.#file = file === null ? null : openSync(file, 'a')
  }

  get count(): number {
    return this.#count
  }

  /** Returns when the operating system has the line, so that the death of this process does not lose it. */
  add(bill: Omit<Bill, 'number'>): Bill {
    const numbered = { number: ++this.#count, ...bill }
    if (this.#file !== null) writeSync(this.#file, `${JSON.stringify(numbered)}\n`)
    this.#bills.push(numbered)
    // Halving seldom is cheaper than shifting each time.
    if (this.#bills.length >= 2 * this.#kept) this.#bills = this.#bills.slice(-this.#kept)
    return numbered
  }

  all(): readonly Bill[] {
    return this.#bills.slice(-this.#kept)
  }

  /** Forgets what is in memory; the file stays. */
  clear(): void {
    this.#bills = []
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
  }
}
