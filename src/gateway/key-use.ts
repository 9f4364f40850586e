import { type Journal, KEY_USE_STEP_MS } from '../ledger/index.ts'

/** Far more keys than there may be at once. */
const MOST_NOTED = 50_000

/** Has the ledger know when keys were used: a record of a key now and then, however many requests it makes. */
export class KeyUse {
  readonly #journal: Pick<Journal, 'append' | 'state'>
  /** By id, in monotonic milliseconds. */
  readonly #noted = new Map<string, number>()

  constructor(journal: Pick<Journal, 'append' | 'state'>) {
    this.#journal = journal
  }

  note(key: string, nowMs: number, monotonicMs: number): void {
    const notedMs = this.#noted.get(key)
    if (notedMs !== undefined && monotonicMs - notedMs < KEY_USE_STEP_MS) return
    // While the disk takes nothing, memory is left to what is billed; the next request after it tells.
    if (this.#journal.state.kind === 'failed') return
    this.#journal.append({ kind: 'used', key, atMs: nowMs })
    if (this.#noted.size >= MOST_NOTED) this.#noted.clear()
    this.#noted.set(key, monotonicMs)
  }
}
