import {
  type AttemptClosed,
  type AttemptOpened,
  type AttemptRecords,
  type ExchangeSettled,
  type LedgerRecord,
  summaryOf,
} from '../ledger/index.ts'
import { attemptsOf, copySummaries, refreshSummaries } from './exchange-summaries.ts'
import type { SqlSession } from './sql-client.ts'
import { UseNotes } from './use-notes.ts'
import { writeNotes } from './use-sums.ts'

/** What a batch of records changes in the sums and in what exchanges are searched by; for one transaction. */
export class ProjectedUse {
  readonly #records: readonly LedgerRecord[]
  readonly #notes = new UseNotes()
  /** Attempts that are known whole from the batch alone, by exchange. */
  readonly #own = new Map<string, AttemptRecords[]>()
  /** Exchanges whose attempts changed. */
  readonly #touched = new Set<string>()
  #settled: readonly ExchangeSettled[] = []

  constructor(records: readonly LedgerRecord[]) {
    this.#records = records
  }

  /** Of a batch of which nothing is in the database yet. */
  noteAllNew(ends: ReadonlyMap<string, AttemptClosed>): void {
    const settled: ExchangeSettled[] = []
    for (const record of this.#records) {
      if (record.kind === 'opened') this.#noteOpened(record, ends.get(record.attempt) ?? null)
      else if (record.kind === 'settled') settled.push(record)
    }
    this.#settled = settled
  }

  #noteOpened(opened: AttemptOpened, closed: AttemptClosed | null): void {
    if (closed !== null) this.#notes.addAttempt(opened, closed)
    const { exchange } = opened
    const own = this.#own.get(exchange)
    if (own === undefined) this.#own.set(exchange, [{ opened, closed }])
    else own.push({ opened, closed })
    this.#touched.add(exchange)
  }

  /** Rows that the batch made or ended. */
  noteRows(rows: readonly AttemptRecords[]): void {
    for (const { opened, closed } of rows) {
      if (closed !== null) this.#notes.addAttempt(opened, closed)
      this.#touched.add(opened.exchange)
    }
  }

  /** Of the settlements of the batch, those that were not known before. */
  noteSettled(exchanges: readonly string[]): void {
    const fresh = new Set(exchanges)
    const settled = new Map<string, ExchangeSettled>()
    for (const record of this.#records) {
      if (record.kind === 'settled' && fresh.has(record.exchange) && !settled.has(record.exchange))
        settled.set(record.exchange, record)
    }
    this.#settled = [...settled.values()]
  }

  /** Does what changes attempts of these exchanges that are counted already. */
  async changing<Result>(
    session: SqlSession,
    exchanges: readonly string[],
    change: () => Promise<Result>,
  ): Promise<Result> {
    const before = await attemptsOf(session, exchanges)
    const result = await change()
    const after = await attemptsOf(session, exchanges)
    for (const [rows, sign] of [
      [before, -1],
      [after, 1],
    ] as const) {
      for (const attempts of rows.values())
        for (const { opened, closed } of attempts)
          if (closed !== null) this.#notes.addAttempt(opened, closed, sign)
    }
    for (const exchange of exchanges) this.#touched.add(exchange)
    return result
  }

  async write(session: SqlSession): Promise<void> {
    // Of an exchange that began in a batch before, not all attempts are in this one.
    const parted = this.#settled.filter(
      ({ exchange, attempts }) => (this.#own.get(exchange)?.length ?? 0) !== attempts,
    )
    const looked = await attemptsOf(
      session,
      parted.map(({ exchange }) => exchange),
    )
    const summaries = this.#settled.map((settled) => {
      const { exchange } = settled
      return summaryOf(settled, looked.get(exchange) ?? inOrder(this.#own.get(exchange) ?? []))
    })
    for (const summary of summaries) {
      this.#notes.addExchange(summary)
      this.#touched.delete(summary.exchange)
    }
    await copySummaries(session, summaries)
    await refreshSummaries(session, [...this.#touched], this.#notes)
    await writeNotes(session, this.#notes)
  }
}

function inOrder(attempts: readonly AttemptRecords[]): readonly AttemptRecords[] {
  if (attempts.length < 2) return attempts
  return attempts.toSorted(
    ({ opened: a }, { opened: b }) => a.attempt.length - b.attempt.length || (a.attempt < b.attempt ? -1 : 1),
  )
}
