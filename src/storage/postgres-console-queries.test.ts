import { consoleReaderContract } from '../ledger/console-reader.contract.ts'
import { sqlConsoleReader } from './console-queries.ts'
import { PostgresServer, withoutPostgres } from './postgres-server.fixture.ts'
import { sharedDatabaseAt } from './shared-database.fixture.ts'
import { openSharedDatabase } from './shared-database.ts'
import { SqlRecordStore } from './sql-record-store.ts'

consoleReaderContract(
  'Postgres',
  async () => {
    const server = await PostgresServer.start()
    const database = openSharedDatabase(sharedDatabaseAt(await server.database()))
    await database.prepare()
    return {
      replica: () => new SqlRecordStore(database.client),
      reader: () => sqlConsoleReader(database.client),
      async close() {
        await database.client.close()
        await server[Symbol.asyncDispose]()
      },
    }
  },
  withoutPostgres,
)
