import { PGlite, type Transaction } from '@electric-sql/pglite'

import type { SqlClient } from './sql-client.ts'

/** Postgres compiled to WebAssembly, on files of a folder. One process a folder: the caller holds the lock. */
export async function openPglite(folder: string): Promise<SqlClient> {
  // The journal is the truth: what a crash takes from the database, it projects again.
  const database = await PGlite.create({ dataDir: folder, relaxedDurability: true })
  await database.exec('SET synchronous_commit = off')
  const asClient = (target: PGlite | Transaction): Pick<SqlClient, 'query' | 'exec'> => ({
    query: async <Row>(text: string, values: readonly unknown[] = []) => {
      const { rows } = await target.query<Row>(text, [...values])
      return { rows }
    },
    exec: async (text) => {
      await target.exec(text)
    },
  })
  return {
    ...asClient(database),
    transaction: (work) => database.transaction((transaction) => work(asClient(transaction))),
    close: () => database.close(),
  }
}
