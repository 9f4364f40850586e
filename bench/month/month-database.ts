import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog, systemClock } from '../../src/base/index.ts'
import type { RecordStore, StatementReader } from '../../src/ledger/index.ts'
import { SqlRecordStore, sqlStatementReader } from '../../src/storage/index.ts'
import { copyMadeDatabase } from '../../src/storage/made-database.fixture.ts'
import { fillUse } from '../../src/storage/fill-use.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openPglite } from '../../src/storage/pglite-client.ts'
import { PostgresServer } from '../../src/storage/postgres-server.fixture.ts'
import { sharedDatabaseAt } from '../../src/storage/shared-database.fixture.ts'
import { openSharedDatabase } from '../../src/storage/shared-database.ts'

/** A database of its own for one simulated month, as the records process would have it. */
export interface MonthDatabase {
  readonly store: RecordStore
  readonly reader: StatementReader
  close(): Promise<void>
}

/** An embedded one. */
export async function openMonthDatabase(): Promise<MonthDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-month-'))
  await copyMadeDatabase(folder)
  const client = await openPglite(join(folder, 'database'))
  await migrate(client)
  await fillUse(client, { log: silentLog, clock: systemClock })
  const store = new SqlRecordStore(client)
  return {
    store,
    reader: sqlStatementReader(client),
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A real Postgres with the settings it comes with. */
export async function openMonthPostgres(): Promise<MonthDatabase> {
  const server = await PostgresServer.start()
  const database = openSharedDatabase(sharedDatabaseAt(await server.database()))
  await database.prepare()
  await fillUse(database.client, { log: silentLog, clock: systemClock })
  const store = new SqlRecordStore(database.client)
  return {
    store,
    reader: sqlStatementReader(database.client),
    async close() {
      await store.close()
      await server[Symbol.asyncDispose]()
    },
  }
}
