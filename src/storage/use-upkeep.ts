import { HOUR_MS, MINUTES_KEPT_MS } from '../ledger/index.ts'
import { forgetTexts } from './kept-texts.ts'
import type { SqlClient } from './sql-client.ts'
import type { UseSums } from './use-sums.ts'

/**
 * How long notes may wait before they are folded; who asks for sums folds them before. The longer, the more of them add to
 * the same rows.
 */
const FOLD_MS = 30_000
/** The embedded database cleans up after nobody: what folding leaves behind would fill the disk. */
const VACUUM_MS = 600_000
/** Nobody reads text that is over meanwhile. */
const FORGET_TEXTS_MS = 60_000
/**
 * Indexes on ranges of blocks know only ranges that were summarized; all others are read whole whatever is asked. Nobody
 * does that in the embedded database.
 */
const SUMMARIZE_MS = 600_000
const RANGE_INDEXES = ['attempts_at', 'attempts_closed', 'exchanges_at', 'exchange_summaries_trace'] as const
/**
 * Whoever plans a query about a month without knowing how much there is sorts a million rows on disk: 2.3 s for what takes
 * 0.2 s. A server finds out by itself, but a minute or more after much was written, as by an upgrade; the embedded database
 * never does.
 */
const ANALYZE_MS = 600_000
const READ_BY_SPANS = ['exchange_summaries', 'use_minutes', 'use_hours'] as const
const FORGET = [
  'DELETE FROM use_minutes WHERE at_ms < $1',
  'DELETE FROM failure_minutes WHERE at_ms < $1',
] as const

/** What the database needs beside the projection: called often, it does what is due. */
export class UseUpkeep {
  readonly #client: SqlClient
  readonly #sums: UseSums
  #foldDueMs = 0
  #vacuumDueMs = VACUUM_MS
  #forgetDueMs = 0
  #summarizeDueMs = 0
  #analyzeDueMs = 0
  #forgetTextsDueMs = 0

  constructor(client: SqlClient, sums: UseSums) {
    this.#client = client
    this.#sums = sums
  }

  async run({ nowMs, monotonicMs }: { readonly nowMs: number; readonly monotonicMs: number }): Promise<void> {
    if (monotonicMs >= this.#foldDueMs) {
      this.#foldDueMs = monotonicMs + FOLD_MS
      await this.#sums.fold()
    }
    if (monotonicMs >= this.#forgetDueMs) {
      this.#forgetDueMs = monotonicMs + HOUR_MS
      for (const text of FORGET) await this.#client.query(text, [Math.floor(nowMs - MINUTES_KEPT_MS)])
    }
    if (monotonicMs >= this.#forgetTextsDueMs) {
      const areMore = await forgetTexts(this.#client, nowMs)
      if (!areMore) this.#forgetTextsDueMs = monotonicMs + FORGET_TEXTS_MS
    }
    if (monotonicMs >= this.#summarizeDueMs) {
      this.#summarizeDueMs = monotonicMs + SUMMARIZE_MS
      for (const index of RANGE_INDEXES)
        await this.#client.query('SELECT brin_summarize_new_values($1::regclass)', [index])
    }
    if (monotonicMs >= this.#analyzeDueMs) {
      this.#analyzeDueMs = monotonicMs + ANALYZE_MS
      for (const table of READ_BY_SPANS) await this.#client.exec(`ANALYZE ${table}`)
    }
    if (monotonicMs >= this.#vacuumDueMs) {
      this.#vacuumDueMs = monotonicMs + VACUUM_MS
      for (const table of ['use_notes', 'use_minutes', 'failure_minutes', 'kept_texts'])
        await this.#client.exec(`VACUUM ${table}`)
    }
  }
}
