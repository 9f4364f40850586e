import { recordStoreContract } from '../ledger/record-store.contract.ts'
import { PostgresServer, withoutPostgres } from './postgres-server.fixture.ts'
import { sharedDatabaseAt } from './shared-database.fixture.ts'
import { openSharedDatabase } from './shared-database.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import type { SqlClient } from './sql-client.ts'

recordStoreContract(
  'Postgres',
  async () => {
    const server = await PostgresServer.start()
    const at = sharedDatabaseAt(await server.database())
    const clients: SqlClient[] = []
    const first = openSharedDatabase(at)
    await first.prepare()
    await first.client.close()
    return {
      replica() {
        const { client } = openSharedDatabase(at)
        clients.push(client)
        return new SqlRecordStore(client)
      },
      async close() {
        for (const client of clients) await client.close()
        await server[Symbol.asyncDispose]()
      },
    }
  },
  withoutPostgres,
)
