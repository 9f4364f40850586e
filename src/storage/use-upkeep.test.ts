import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

import { closed, opened, settled } from '../ledger/records.fixture.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { UseSums } from './use-sums.ts'
import { UseUpkeep } from './use-upkeep.ts'

const EXCHANGES = 8_000
const SUMMARIZE = "SELECT brin_summarize_new_values('attempts_at'::regclass) AS ranges"

test('indexes on ranges of blocks know those that were written since, at the start and later', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'upkeep-'))
  const client = await openPglite(path.join(folder, 'database'))
  try {
    await migrate(client)
    const store = new SqlRecordStore(client)
    const upkeep = new UseUpkeep(client, new UseSums(client))
    const write = async (from: number) => {
      const records = Array.from({ length: EXCHANGES }, (_, at) => {
        const name = `e${from + at}`
        return [opened(name, { atMs: from + at }), closed(name), settled(name)]
      }).flat()
      await store.project('', records, { segment: 0, offset: from + EXCHANGES })
    }
    const left = async () => (await client.query<{ ranges: number }>(SUMMARIZE)).rows[0]?.ranges
    await write(0)
    await upkeep.run({ nowMs: 0, monotonicMs: 0 })
    assert.equal(await left(), 0)
    await write(EXCHANGES)
    await upkeep.run({ nowMs: 0, monotonicMs: 1_000 })
    assert.notEqual(await left(), 0, 'it is not due yet')
    await write(2 * EXCHANGES)
    await upkeep.run({ nowMs: 0, monotonicMs: 700_000 })
    assert.equal(await left(), 0)
  } finally {
    await client.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
