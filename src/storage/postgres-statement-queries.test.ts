import { ManualClock, silentLog } from '../base/index.ts'
import { statementReaderContract } from '../ledger/statement-reader.contract.ts'
import { sqlStatementReader } from './statement-queries.ts'
import { fillUse } from './fill-use.ts'
import { PostgresServer, withoutPostgres } from './postgres-server.fixture.ts'
import { sharedDatabaseAt } from './shared-database.fixture.ts'
import { openSharedDatabase } from './shared-database.ts'
import { SqlRecordStore } from './sql-record-store.ts'

statementReaderContract(
  'Postgres',
  async () => {
    const server = await PostgresServer.start()
    const database = openSharedDatabase(sharedDatabaseAt(await server.database()))
    await database.prepare()
    await fillUse(database.client, { log: silentLog, clock: new ManualClock(0) })
    return {
      replica: () => new SqlRecordStore(database.client),
      reader: () => sqlStatementReader(database.client),
      async close() {
        await database.client.close()
        await server[Symbol.asyncDispose]()
      },
    }
  },
  withoutPostgres,
)
