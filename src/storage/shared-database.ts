import type { TokenSource } from '../providers/index.ts'
import type { EntraSetting } from '../workload/index.ts'
import { sqlConsoleReader } from './console-queries.ts'
import { sqlKeyUseReader } from './key-uses.ts'
import { migrate, requireCurrent } from './migrate.ts'
import { openPostgres } from './postgres-client.ts'
import type { RecordDatabase, SharedDatabase } from './record-database.ts'
import type { RecordsReader } from './records-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { sqlStatementReader } from './statement-queries.ts'
import { usedSince } from './used-since.ts'

/** Waiting for another replica that migrates is part of it. */
const MIGRATION_TIMEOUT_MS = 900_000
/** Source: Microsoft Learn, "Use Microsoft Entra ID for authentication with Azure Database for PostgreSQL". */
const TOKEN_SCOPE = 'https://ossrdbms-aad.database.windows.net/.default'
const TOKEN_TIMEOUT_MS = 10_000

/** Connects when it is first asked. */
export function openSharedDatabase(
  database: SharedDatabase,
  tokensOf: TokensOf = azureTokens,
): RecordDatabase {
  const { address } = database
  const password = passwordOf(database, tokensOf)
  return {
    client: openPostgres({ address, password }),
    async prepare() {
      const client = openPostgres({ address, password, statementTimeoutMs: MIGRATION_TIMEOUT_MS })
      try {
        await migrate(client)
      } finally {
        await client.close()
      }
    },
  }
}

/** For questions alone, from where no journal is. */
export async function readSharedDatabase(database: SharedDatabase): Promise<RecordsReader> {
  const client = openPostgres({ address: database.address, password: passwordOf(database, azureTokens) })
  try {
    await requireCurrent(client)
  } catch (error) {
    await client.close()
    throw error
  }
  const store = new SqlRecordStore(client)
  return {
    ...sqlStatementReader(client),
    ...sqlConsoleReader(client),
    ...sqlKeyUseReader(client),
    usage: (query) => store.usage(query),
    exchange: (id) => store.exchange(id),
    attempts: (after, limit) => store.attempts(after, limit),
    usedSince: (query) => usedSince(client, query),
    close: () => store.close(),
  }
}

/** That of the next connection. The library keeps tokens, and renews them in time. */
function passwordOf({ address, auth }: SharedDatabase, tokensOf: TokensOf): () => Promise<string> {
  if (auth === null) return () => Promise.resolve(address.password ?? '')
  let source: TokenSource | null = null
  return async () => {
    source ??= await tokensOf(auth)
    const given = await source.getToken(TOKEN_SCOPE, { abortSignal: AbortSignal.timeout(TOKEN_TIMEOUT_MS) })
    if (given === null) throw new Error('the identity gave no token')
    return given.token
  }
}

type TokensOf = (auth: EntraSetting) => Promise<TokenSource>

/** Loaded where it is asked for: it would be most of what this process loads. */
async function azureTokens(auth: EntraSetting): Promise<TokenSource> {
  const { azureTokenSources } = await import('../providers/index.ts')
  return azureTokenSources()(auth)
}
