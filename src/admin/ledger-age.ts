import type { Clock } from '../base/index.ts'
import type { ConsoleReader } from '../ledger/index.ts'

/** What is asked with it waits no longer: a database that is being filled answers after minutes. */
const PATIENCE_MS = 1_000

export interface LedgerAgeParts {
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>
  readonly ledger: Pick<ConsoleReader, 'recordedFromMs'>
}

/** Since when there are records: asked until there are some, and known from then on. */
export class LedgerAge {
  readonly #parts: LedgerAgeParts
  #fromMs: number | null = null
  #asking: Promise<number | null> | null = null

  constructor(parts: LedgerAgeParts) {
    this.#parts = parts
  }

  /** The present moment where there are none yet; null where it is not known in time. */
  async fromMs(): Promise<number | null> {
    if (this.#fromMs !== null) return this.#fromMs
    this.#asking ??= this.#ask()
    return Promise.race([this.#asking, this.#parts.clock.sleep(PATIENCE_MS).then(() => null)])
  }

  async #ask(): Promise<number | null> {
    const { clock, ledger } = this.#parts
    try {
      this.#fromMs = await ledger.recordedFromMs()
      return this.#fromMs ?? clock.nowMs()
    } catch {
      // What else the page asks of the ledger says why.
      return null
    } finally {
      this.#asking = null
    }
  }
}
