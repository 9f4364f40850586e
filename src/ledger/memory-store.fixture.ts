import assert from 'node:assert/strict'

import type { Cursor, RecordStore } from './record-store.ts'
import type { LedgerRecord } from './records.ts'

/** Keeps the contract of the port and no more: records and cursor together or neither, the first of a kind counts. */
export class MemoryStore implements RecordStore {
  readonly known = new Map<string, LedgerRecord>()
  readonly places = new Map<string, Cursor>()
  calls = 0
  /** Fails each call from this one on; a fault after the commit is one whose answer was lost. */
  failFrom = Number.POSITIVE_INFINITY
  failAfterCommit = false
  readonly #busy = new Set<string>()

  /** Of the only journal. */
  get place(): Cursor {
    const [place] = this.places.values()
    assert.ok(place !== undefined && this.places.size === 1)
    return place
  }

  cursor(journal: string): Promise<Cursor> {
    return Promise.resolve(this.places.get(journal) ?? { segment: 0, offset: 0 })
  }

  async project(journal: string, records: readonly LedgerRecord[], next: Cursor): Promise<void> {
    assert.ok(!this.#busy.has(journal), 'two runs at once')
    this.#busy.add(journal)
    await new Promise((turn) => setImmediate(turn))
    this.#busy.delete(journal)
    const fails = ++this.calls >= this.failFrom
    if (fails && !this.failAfterCommit) throw new Error('the database is away')
    for (const record of records) {
      const key = `${record.kind} ${idOf(record)}`
      if (!this.known.has(key)) this.known.set(key, record)
    }
    this.places.set(journal, next)
    if (fails) throw new Error('the answer of the database was lost')
  }

  usage = () => Promise.resolve([])
  exchange = () => Promise.resolve(null)
  attempts = () => Promise.resolve([])
  close = () => Promise.resolve()

  get order(): number[] {
    return [...this.known.values()].map(({ atMs }) => atMs)
  }
}

function idOf(record: LedgerRecord): string {
  switch (record.kind) {
    case 'opened':
    case 'closed':
      return record.attempt
    case 'settled':
    case 'text':
      return record.exchange
    case 'used':
      return `${record.key} ${record.atMs}`
  }
}
