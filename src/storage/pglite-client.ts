import { PGlite, type Transaction } from '@electric-sql/pglite'

import type { SqlClient, SqlSession } from './sql-client.ts'

/** Postgres compiled to WebAssembly, on files of a folder. One process a folder: the caller holds the lock. */
export async function openPglite(folder: string): Promise<SqlClient> {
  // The journal is the truth: what a crash takes from the database, it projects again.
  const database = await PGlite.create({ dataDir: folder, relaxedDurability: true })
  await database.exec('SET synchronous_commit = off')
  const asClient = (target: PGlite | Transaction): SqlSession => ({
    query: async <Row>(text: string, values: readonly unknown[] = []) => {
      const { rows } = await target.query<Row>(text, [...values])
      return { rows }
    },
    exec: async (text) => {
      await target.exec(text)
    },
    copy: async (command, rows) => {
      // PGlite's own way in: the text as a file of the database's machine.
      await target.query(`${command} FROM '/dev/blob'`, [], { blob: new Blob([rows]) })
    },
  })
  return {
    ...asClient(database),
    transaction: (work) => database.transaction((transaction) => work(asClient(transaction))),
    close: () => database.close(),
  }
}
