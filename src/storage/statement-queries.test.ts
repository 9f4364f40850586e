import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { ManualClock, silentLog } from '../base/index.ts'
import { statementReaderContract } from '../ledger/statement-reader.contract.ts'
import { sqlStatementReader } from './statement-queries.ts'
import { fillUse } from './fill-use.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'

statementReaderContract('PGlite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'statement-'))
  const client = await openPglite(path.join(folder, 'database'))
  await migrate(client)
  await fillUse(client, { log: silentLog, clock: new ManualClock(0) })
  return {
    replica: () => new SqlRecordStore(client),
    reader: () => sqlStatementReader(client),
    async close() {
      await client.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})
