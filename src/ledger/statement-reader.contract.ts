import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import * as fc from 'fast-check'

import { randomLedger, recordsOf } from './random-records.fixture.ts'
import type { RecordStore } from './record-store.ts'
import type { LedgerRecord } from './records.ts'
import { closed, opened, settled } from './records.fixture.ts'
import type { BilledUseQuery, StatementReader } from './statement-reader.ts'

/** One database, empty at first, with stores on it as processes of their own would have them, and who reads it. */
export interface StatementPlace {
  replica(): RecordStore
  reader(): StatementReader
  close(): Promise<void>
}

const RUNS = 12
/** Half a day before a month ends: what is random lasts a day. */
const NOON = Date.UTC(2026, 3, 30, 12)
const MARCH = { fromMs: Date.UTC(2026, 2, 1), toMs: Date.UTC(2026, 3, 1) }
const APRIL = { fromMs: MARCH.toMs, toMs: Date.UTC(2026, 4, 1) }
const MAY = { fromMs: APRIL.toMs, toMs: Date.UTC(2026, 5, 1) }
const MONTHS = [MARCH, APRIL, MAY]
const LONG: BilledUseQuery['longContext'] = [
  { baseModel: 'gpt-4.1', fromInputTokens: 200_000 },
  { baseModel: 'gpt-5.4', fromInputTokens: 272_000 },
]
/** No price list has it, so nobody kept sums by it; no attempt is on that model. */
const UNKNOWN_THRESHOLD = { baseModel: 'none', fromInputTokens: 12_345 }

/** What every reader for statements must do: say of whole months what a look at every attempt says. */
export function statementReaderContract(
  name: string,
  make: () => Promise<StatementPlace>,
  skip: false | string = false,
): void {
  let place: StatementPlace
  let count = 0
  const it = (does: string, check: () => Promise<void>): void => {
    void test(`${name}: ${does}`, { skip }, check)
  }
  before(async () => {
    if (skip === false) place = await make()
  })
  after(async () => {
    if (skip === false) await place.close()
  })
  const add = (...records: LedgerRecord[]): Promise<void> =>
    place.replica().project('own', records, { segment: 1, offset: ++count })

  async function attemptsBelow(reader: StatementReader, path: string): Promise<number> {
    const uses = await reader.billedUse({ ...MARCH, longContext: [] })
    return uses.reduce((sum, { consumer, attempts }) => sum + (consumer.startsWith(path) ? attempts : 0), 0)
  }

  async function assertAsScanned(longContext: BilledUseQuery['longContext'] = LONG): Promise<number> {
    const reader = place.reader()
    let rows = 0
    for (const month of MONTHS) {
      const uses = await reader.billedUse({ ...month, longContext })
      assert.deepEqual(
        uses,
        await reader.billedUse({ ...month, longContext: [...longContext, UNKNOWN_THRESHOLD] }),
      )
      const hours = await reader.provisionedUse(month)
      const odd = await reader.provisionedUse({ ...month, fromMs: month.fromMs - 1 })
      assert.deepEqual(
        hours,
        odd.filter(({ hourMs }) => hourMs >= month.fromMs),
      )
      rows += uses.length + hours.length
    }
    return rows
  }

  it('whole months are what a look at every attempt says, whatever came when, twice or by whom', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (ledger) => {
        const prefix = `req_${count}_`
        let rest = recordsOf(ledger, prefix, NOON)
        let store = place.replica()
        for (const { size, again, restart } of ledger.batches) {
          if (rest.length === 0) break
          const batch = rest.slice(0, size)
          rest = rest.slice(size)
          const next = { segment: 1, offset: ++count }
          await store.project('own', batch, next)
          if (restart) store = place.replica()
          if (again) await store.project('own', batch, next)
        }
        await assertAsScanned()
      }),
      { numRuns: RUNS },
    )
    assert.ok((await assertAsScanned([])) > 20)
  })

  it('who asks while others fold sees every record once', async () => {
    const readers = [place.reader(), place.reader(), place.reader()]
    const of = (number: number): LedgerRecord[] => {
      const id = `req_fold${number}`
      const about = { atMs: MARCH.fromMs + number, consumer: `/fold/${number % 3}` as never }
      return [opened(id, about), closed(id, { atMs: MARCH.fromMs + number }), settled(id)]
    }
    for (let number = 0; number < 40; number++) {
      await add(...of(number))
      if (number % 5 === 0) await Promise.all(readers.map((one) => attemptsBelow(one, '/fold/')))
      assert.equal(await attemptsBelow(place.reader(), '/fold/'), number + 1)
    }
    await assertAsScanned()
  })

  it('prompts are long from the very token on, also at a threshold that nobody knew', async () => {
    const inputs = [199_998, 199_999, 200_000, 271_999, 272_000, 345_678]
    for (const [index, input] of inputs.entries()) {
      const id = `req_long${index}`
      const about = { atMs: MARCH.fromMs + index, consumer: '/long' as never, baseModel: 'gpt-5.4' }
      await add(opened(id, about), closed(id, { usage: { ...closed(id).usage!, input } }), settled(id))
    }
    for (const fromInputTokens of [199_999, 200_000, 272_000, 345_678, 345_679]) {
      const longContext = [{ baseModel: 'gpt-5.4', fromInputTokens }]
      await assertAsScanned(longContext)
      const uses = await place.reader().billedUse({ ...MARCH, longContext })
      const long = uses.filter(({ consumer, isLong }) => consumer === '/long' && isLong)
      const expected = inputs.filter((input) => input >= fromInputTokens)
      assert.equal(long[0]?.attempts ?? 0, expected.length)
      assert.equal(
        long[0]?.input ?? 0,
        expected.reduce((sum, input) => sum + input, 0),
      )
    }
  })

  it('money is exact where doubles are not', async () => {
    const records = Array.from({ length: 5 }, (_, number) => {
      const id = `req_dear${number}`
      const about = { atMs: MARCH.fromMs + number, consumer: '/dear' as never }
      return [opened(id, about), closed(id, { nanoUsd: Number.MAX_SAFE_INTEGER - number }), settled(id)]
    })
    await add(...records.slice(0, 3).flat())
    await add(...records.slice(3).flat())
    const uses = await place.reader().billedUse({ ...MARCH, longContext: [] })
    const dear = uses.find(({ consumer }) => consumer === '/dear')
    assert.equal(dear?.nanoUsd, 5n * BigInt(Number.MAX_SAFE_INTEGER) - 10n)
    await assertAsScanned()
  })
}
