import type { EntraSetting, PostgresAddress } from '../workload/index.ts'
import type { SqlClient } from './sql-client.ts'

/** The database of records, as the process that follows the journals needs it. */
export interface RecordDatabase {
  readonly client: SqlClient
  /** Brings it to the version of this program. Harmless when repeated; rejects while the database cannot be used. */
  prepare(): Promise<void>
}

/** A Postgres that replicas share, and how to sign in. */
export interface SharedDatabase {
  readonly address: PostgresAddress
  /** Null signs in with the password of the address. */
  readonly auth: EntraSetting | null
}

/** For logs and messages: no user, no password. */
export function shownAddress({ host, port, database }: PostgresAddress): string {
  return `${host}:${port}/${database}`
}
