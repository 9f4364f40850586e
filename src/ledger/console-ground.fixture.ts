import assert from 'node:assert/strict'

import type { ConsoleReader } from './console-reader.ts'
import { type ExchangeSummary, summaryOf } from './exchange-summary.ts'
import { type RandomLedger, recordsOf } from './random-records.fixture.ts'
import type { ExchangeRecords, RecordStore } from './record-store.ts'

/** One database, empty at first, with stores on it as processes of their own would have them, and who reads it. */
export interface ConsolePlace {
  replica(): RecordStore
  reader(): ConsoleReader
  close(): Promise<void>
}

/** A test, by what the reader does. */
export type It = (does: string, check: () => Promise<void>) => void

export const DAY_MS = 86_400_000

/** Where tests of one database stand: each has days of its own. */
export class ConsoleGround {
  #place: ConsolePlace | null = null
  #day = Date.UTC(2026, 0, 1)
  #offset = 0

  async open(make: () => Promise<ConsolePlace>): Promise<void> {
    this.#place = await make()
  }

  get place(): ConsolePlace {
    if (this.#place === null) throw new Error('the database is not there yet')
    return this.#place
  }

  get day(): number {
    return this.#day
  }

  nextDay(days = 1): void {
    this.#day += days * DAY_MS
  }

  nextOffset(): number {
    return ++this.#offset
  }

  /** On a day of its own, in its batches, some of them twice and after a restart; what the store has of it then. */
  async projected(ledger: RandomLedger): Promise<readonly ExchangeRecords[]> {
    this.nextDay()
    const prefix = `req_${this.#day}_`
    let rest = recordsOf(ledger, prefix, this.#day)
    let store = this.place.replica()
    for (const { size, again, restart } of ledger.batches) {
      if (rest.length === 0) break
      const batch = rest.slice(0, size)
      rest = rest.slice(size)
      const next = { segment: 1, offset: this.nextOffset() }
      await store.project('random', batch, next)
      if (restart) store = this.place.replica()
      if (again) await store.project('random', batch, next)
    }
    assert.equal(rest.length, 0)
    const found: ExchangeRecords[] = []
    for (const [index] of ledger.exchanges.entries()) {
      const records = await store.exchange(`${prefix}${index}`)
      if (records !== null) found.push(records)
    }
    return found
  }
}

/** As the database has it; null while it is under way. */
export function summarized(records: ExchangeRecords): ExchangeSummary | null {
  if (records.settled === null) return null
  const { asked, model, ...summary } = summaryOf(records.settled, records.attempts)
  return {
    ...summary,
    asked: asked === null ? null : shown(asked),
    model: model === null ? null : shown(model),
  }
}

/** What stands for what a database cannot hold. */
export function shown(text: string): string {
  return text.replaceAll('\0', '\uFFFD')
}

export function isBelow(consumer: string | null, path: string): boolean {
  return consumer === path || consumer?.startsWith(`${path}/`) === true
}
