import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { ManualClock, silentLog } from '../base/index.ts'
import { EVERYTHING } from '../ledger/exchange-search.contract.ts'
import { HOUR_MS, MINUTES_KEPT_MS } from '../ledger/index.ts'
import { closed, opened, settled } from '../ledger/records.fixture.ts'
import { sqlConsoleReader } from './console-queries.ts'
import { attemptLine, COPY_ATTEMPTS, COPY_EXCHANGES, exchangeLine } from './copy-text.ts'
import { fillUse } from './fill-use.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import type { SqlClient } from './sql-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { sqlStatementReader } from './statement-queries.ts'

const DAY = Date.UTC(2026, 5, 1)
/** One every ten minutes. */
const EXCHANGES = 1_800
const APART_MS = 600_000
const LAST_BEFORE = 4

let folder: string
let client: SqlClient

/** As a program left it that knew of no sums. */
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'fill-'))
  client = await openPglite(path.join(folder, 'database'))
  const from = path.join(import.meta.dirname, 'migrations')
  await client.exec('CREATE TABLE migrations (version integer PRIMARY KEY, name text NOT NULL)')
  for (const name of readdirSync(from).sort().slice(0, LAST_BEFORE)) {
    await client.exec(readFileSync(path.join(from, name), 'utf8'))
    await client.query('INSERT INTO migrations VALUES ($1, $2)', [Number(name.slice(0, 4)), name])
  }
  let attempts = ''
  let exchanges = ''
  for (let n = 0; n < EXCHANGES; n++) {
    const id = `req_old${n}`
    const atMs = DAY + n * APART_MS
    // Every third fails on its first try; the last is under way.
    const isTwice = n % 3 === 0
    const begin = (attempt: number) =>
      opened(id, { attempt: `${id}.${attempt}` as never, atMs, deploymentType: 'provisioned-managed' })
    const end = (attempt: number, more: object) =>
      closed(id, { attempt: `${id}.${attempt}` as never, atMs, ...more })
    const isLast = n === EXCHANGES - 1
    if (isTwice) attempts += attemptLine(begin(1), end(1, { outcome: 'failed', usage: null, nanoUsd: null }))
    const last = isTwice ? 2 : 1
    attempts += attemptLine(begin(last), isLast ? undefined : end(last, {}))
    if (!isLast) exchanges += exchangeLine(settled(id, { atMs, attempts: last, detail: 'what \u0000 ever' }))
  }
  await client.copy(COPY_ATTEMPTS, attempts)
  await client.copy(COPY_EXCHANGES, exchanges)
  await migrate(client)
})

after(async () => {
  await client.close()
  rmSync(folder, { recursive: true, force: true })
})

test('what was there before is summed once, also where the program dies between two steps', async () => {
  const end = DAY + EXCHANGES * APART_MS
  const clock = new ManualClock(end)
  let copies = 0
  const dying: SqlClient = {
    ...client,
    transaction: (work) =>
      client.transaction((session) =>
        work({
          ...session,
          copy: async (command, rows) => {
            await session.copy(command, rows)
            if (++copies === 2) throw new Error('killed')
          },
        }),
      ),
  }
  await assert.rejects(fillUse(dying, { log: silentLog, clock, stepRows: 700 }), /killed/)
  await fillUse(client, { log: silentLog, clock, stepRows: 700 })
  await fillUse(client, { log: silentLog, clock, stepRows: 700 })

  const reader = sqlConsoleReader(client)
  const whole = { kind: 'all', names: null, fromMs: DAY, toMs: end, limit: 10_000 } as const
  const [total] = await reader.traffic({ ...whole, stepMs: null })
  assert.equal(total?.exchanges, EXCHANGES - 1)
  assert.equal(total.attempts, EXCHANGES - 1 + EXCHANGES / 3)
  assert.equal(total.nanoUsd, 58_000 * (EXCHANGES - 1))
  const hours = await reader.traffic({ ...whole, stepMs: HOUR_MS })
  assert.equal(hours.length, EXCHANGES / 6)
  assert.ok(hours.every(({ exchanges }, hour) => exchanges === (hour === hours.length - 1 ? 5 : 6)))
  // Of minutes only those that are kept, of which the last is under way.
  const minutes = await reader.traffic({ ...whole, stepMs: 60_000 })
  assert.equal(minutes.length, MINUTES_KEPT_MS / APART_MS - 1)

  const twice = await reader.searchExchanges({ ...EVERYTHING, minAttempts: 2, limit: 1 })
  assert.equal(twice.found[0]?.summary.exchange, `req_old${EXCHANGES - 3}`)

  // The one that was under way ends, and is counted then.
  const last = `req_old${EXCHANGES - 1}`
  const lines = [closed(last, { atMs: end - 1 }), settled(last, { atMs: end - 1 })]
  await new SqlRecordStore(client).project('journal', lines, { segment: 1, offset: 1 })
  const [after] = await reader.traffic({ ...whole, stepMs: null })
  assert.equal(after?.exchanges, EXCHANGES)
})

test('a database that had the sums of before gets those of statements, where replicas begin at once', async () => {
  const month = { fromMs: DAY, toMs: Date.UTC(2026, 6, 1) }
  const reader = sqlStatementReader(client)
  const summed = async () => ({
    uses: await reader.billedUse({ ...month, longContext: [] }),
    hours: await reader.provisionedUse(month),
  })
  const filled = await summed()
  await client.exec(`TRUNCATE billed_months, billed_groups, provisioned_hours;
    INSERT INTO use_fill (what) VALUES ('billed')`)
  const parts = { log: silentLog, clock: new ManualClock(DAY), stepRows: 700 }
  const asked = await summed()
  assert.deepEqual(asked, filled, 'until it is there, the attempts are asked')
  await Promise.all([fillUse(client, parts), fillUse(client, parts)])
  assert.deepEqual(await summed(), filled)
  await client.exec('DELETE FROM attempts')
  assert.deepEqual(await summed(), filled, 'and the attempts are not asked any more')
  assert.equal(filled.uses[0]?.attempts, EXCHANGES)
  assert.equal(filled.hours.length, EXCHANGES / 6)
})

test('a program of before finds no journals any more, so that nothing escapes the sums', async () => {
  for (const table of ['journal_cursor', 'journal_cursors'])
    await assert.rejects(client.query(`SELECT * FROM ${table}`), /does not exist/)
})
