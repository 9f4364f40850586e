import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { keyUseContract } from '../ledger/key-use.contract.ts'
import { sqlKeyUseReader } from './key-uses.ts'
import { copyMadeDatabase } from './made-database.fixture.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { PostgresServer, withoutPostgres } from './postgres-server.fixture.ts'
import { sharedDatabaseAt } from './shared-database.fixture.ts'
import { openSharedDatabase } from './shared-database.ts'
import { SqlRecordStore } from './sql-record-store.ts'

keyUseContract('PGlite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'key-uses-'))
  await copyMadeDatabase(folder)
  const client = await openPglite(path.join(folder, 'database'))
  await migrate(client)
  return {
    replica: () => new SqlRecordStore(client),
    reader: () => sqlKeyUseReader(client),
    async close() {
      await client.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})

keyUseContract(
  'Postgres',
  async () => {
    const server = await PostgresServer.start()
    const database = openSharedDatabase(sharedDatabaseAt(await server.database()))
    await database.prepare()
    return {
      replica: () => new SqlRecordStore(database.client),
      reader: () => sqlKeyUseReader(database.client),
      async close() {
        await database.client.close()
        await server[Symbol.asyncDispose]()
      },
    }
  },
  withoutPostgres,
)
