import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'

import { copyMadeDatabase } from './made-database.fixture.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import type { SqlClient } from './sql-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'

let folder: string
let client: SqlClient

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'migrate-'))
  await copyMadeDatabase(folder)
  client = await openPglite(path.join(folder, 'database'))
})

beforeEach(() => client.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public'))

after(async () => {
  await client.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As a program left it that knew no more than these. */
async function migrateTo(version: number): Promise<void> {
  const from = path.join(import.meta.dirname, 'migrations')
  await client.exec('CREATE TABLE migrations (version integer PRIMARY KEY, name text NOT NULL)')
  for (const name of readdirSync(from).sort().slice(0, version)) {
    await client.exec(readFileSync(path.join(from, name), 'utf8'))
    await client.query('INSERT INTO migrations VALUES ($1, $2)', [Number(name.slice(0, 4)), name])
  }
}

test('a database of before journals had names goes on where its journal stood', async () => {
  await migrateTo(2)
  await client.exec('UPDATE journal_cursor SET segment = 7, next_offset = 1234')
  await migrate(client)
  const store = new SqlRecordStore(client)
  assert.deepEqual(await store.cursor('first'), { segment: 7, offset: 1_234 })
  assert.deepEqual(await store.cursor('second'), { segment: 0, offset: 0 })
  assert.deepEqual(await store.cursor('first'), { segment: 7, offset: 1_234 })
})

test('a database that was never written to has a position of no journal', async () => {
  await migrateTo(2)
  await migrate(client)
  assert.deepEqual((await client.query('SELECT * FROM journal_positions')).rows, [])
})

test('a database of a newer program is refused', async () => {
  await migrate(client)
  await client.exec("INSERT INTO migrations VALUES (9000, '9000-later.sql')")
  await assert.rejects(migrate(client), /of version 9000, made by a newer program/)
})

for (const [when, pending, filled] of [
  ['where sums of before wait to be folded, all is summed anew', true, ['attempts', 'billed', 'exchanges']],
  ['and where none wait, what is summed stays', false, []],
] as const) {
  test(`batches are noted in another way: ${when}`, async () => {
    await migrateTo(8)
    await client.exec(`DELETE FROM use_fill; INSERT INTO use_fill (what, after_key) VALUES ('attempts', 'req_1');
      INSERT INTO use_hours (subject, at_ms, attempts) VALUES (1, 0, 7)`)
    if (pending) await client.exec("INSERT INTO use_pending (body) VALUES ('{}')")
    else await client.exec('DELETE FROM use_fill')
    await migrate(client)
    const fills = await client.query('SELECT what, after_key FROM use_fill ORDER BY what')
    assert.deepEqual(
      fills.rows,
      filled.map((what) => ({ what, after_key: null })),
    )
    assert.equal((await client.query('SELECT FROM use_hours')).rows.length, pending ? 0 : 1)
    await assert.rejects(client.query('SELECT FROM use_pending'), /does not exist/)
  })
}
