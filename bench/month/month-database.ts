import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordStore, StatementReader } from '../../src/ledger/index.ts'
import { SqlRecordStore, sqlStatementReader } from '../../src/storage/index.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openPglite } from '../../src/storage/pglite-client.ts'

/** An embedded database of its own for one simulated month, as the records process would have it. */
export interface MonthDatabase {
  readonly store: RecordStore
  readonly reader: StatementReader
  close(): Promise<void>
}

export async function openMonthDatabase(): Promise<MonthDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-month-'))
  const client = await openPglite(join(folder, 'database'))
  await migrate(client)
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
