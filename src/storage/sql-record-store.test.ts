import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { recordStoreContract } from '../ledger/record-store.contract.ts'
import { copyMadeDatabase } from './made-database.fixture.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'

recordStoreContract('PGlite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'records-'))
  await copyMadeDatabase(folder)
  const client = await openPglite(path.join(folder, 'database'))
  await migrate(client)
  return {
    replica: () => new SqlRecordStore(client),
    async close() {
      await client.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})
