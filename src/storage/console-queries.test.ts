import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { consoleReaderContract } from '../ledger/console-reader.contract.ts'
import { sqlConsoleReader } from './console-queries.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'

consoleReaderContract('PGlite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'console-'))
  const client = await openPglite(path.join(folder, 'database'))
  await migrate(client)
  return {
    replica: () => new SqlRecordStore(client),
    reader: () => sqlConsoleReader(client),
    async close() {
      await client.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})
