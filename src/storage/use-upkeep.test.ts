import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

import { closed, opened, settled } from '../ledger/records.fixture.ts'
import type { KeptText } from '../ledger/index.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { UseSums } from './use-sums.ts'
import { UseUpkeep } from './use-upkeep.ts'

const EXCHANGES = 8_000
const SUMMARIZE = "SELECT brin_summarize_new_values('attempts_at'::regclass) AS ranges"
const PLANNED = "SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = 'exchange_summaries'::regclass"

test('indexes on ranges of blocks, and who plans queries, know what was written since, at the start and later', async () => {
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
    const planned = async () => (await client.query<{ rows: number }>(PLANNED)).rows[0]?.rows
    await write(0)
    await upkeep.run({ nowMs: 0, monotonicMs: 0 })
    assert.equal(await left(), 0)
    assert.equal(await planned(), EXCHANGES)
    await write(EXCHANGES)
    await upkeep.run({ nowMs: 0, monotonicMs: 1_000 })
    assert.notEqual(await left(), 0, 'it is not due yet')
    await write(2 * EXCHANGES)
    await upkeep.run({ nowMs: 0, monotonicMs: 700_000 })
    assert.equal(await left(), 0)
    assert.equal(await planned(), 3 * EXCHANGES)
  } finally {
    await client.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('text is deleted after its moment, however much of it there is', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'upkeep-'))
  const client = await openPglite(path.join(folder, 'database'))
  try {
    await migrate(client)
    const store = new SqlRecordStore(client)
    const upkeep = new UseUpkeep(client, new UseSums(client))
    const texts = Array.from({ length: 2_500 }, (_, at): KeptText => ({
      kind: 'text',
      exchange: `req_${at}` as KeptText['exchange'],
      atMs: 0,
      untilMs: at < 2_400 ? 10_000 : 90_000_000,
      prompt: '[]',
      answer: null,
      isCut: false,
    }))
    await store.project('', texts, { segment: 1, offset: 1 })
    const left = async () =>
      (await client.query<{ count: number }>('SELECT count(*)::int AS count FROM kept_texts')).rows[0]?.count
    await upkeep.run({ nowMs: 9_999, monotonicMs: 0 })
    assert.equal(await left(), 2_500)
    // A little each time, so that nobody waits for long.
    await upkeep.run({ nowMs: 10_000, monotonicMs: 60_000 })
    assert.equal(await left(), 1_500)
    await upkeep.run({ nowMs: 10_000, monotonicMs: 61_000 })
    await upkeep.run({ nowMs: 10_000, monotonicMs: 62_000 })
    assert.equal(await left(), 100)
    await upkeep.run({ nowMs: 90_000_000, monotonicMs: 63_000 })
    assert.equal(await left(), 100, 'it is not due yet')
    await upkeep.run({ nowMs: 90_000_000, monotonicMs: 122_000 })
    assert.equal(await left(), 0)
  } finally {
    await client.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
