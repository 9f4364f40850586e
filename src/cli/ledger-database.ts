import { access, constants } from 'node:fs/promises'

import type { MetricRegistry } from '../base/index.ts'
import type { RecordsProcessStatus, SharedDatabase } from '../storage/index.ts'
import { parsePostgresAddress, type Plan } from '../workload/index.ts'
import { CouldNotRun, NegativeAnswer } from './exit-code.ts'
import type { Resolver } from './resolution.ts'

/**
 * The Postgres that the plan names; null where the ledger is in an embedded database. Throws `NegativeAnswer` where the
 * address is none, and whatever following the reference throws.
 */
export async function ledgerDatabase(
  plan: Plan,
  resolver: Pick<Resolver, 'value' | 'identity'>,
): Promise<SharedDatabase | null> {
  const settings = plan.storage.database
  if (settings === null) return null
  const parsed = parsePostgresAddress(await resolver.value(settings.address))
  if (!parsed.ok) throw new NegativeAnswer(`storage.database ${parsed.problem}`)
  const { address } = parsed
  if (settings.auth !== null && address.tls === 'off')
    throw new NegativeAnswer('storage.database is without TLS, and auth would send a token in clear')
  const { authorityFile } = address
  if (authorityFile !== null) {
    await access(authorityFile, constants.R_OK).catch((error: unknown) => {
      throw new CouldNotRun(`sslrootcert of storage.database cannot be read: ${(error as Error).message}`, {
        cause: error,
      })
    })
  }
  return { address, auth: settings.auth === null ? null : resolver.identity(settings.auth) }
}

const AWAY = 'the database of the ledger takes no records; they wait in the journal'

/** For `/readyz`. A database that only just starts is no news. */
export function databaseWarnings(status: RecordsProcessStatus | null): readonly string[] {
  return status?.database === 'away' ? [`${AWAY}: ${status.problem}`] : []
}

export function exposeDatabase(registry: MetricRegistry, status: () => RecordsProcessStatus): void {
  const isUp = registry.gauge(
    'causeway_ledger_database_up',
    '1 while the database takes the records of the journal',
  )
  const backlog = registry.gauge(
    'causeway_ledger_backlog_bytes',
    'Bytes of the journal that the database has not taken yet',
  )
  const projected = registry.counter(
    'causeway_ledger_projected_records_total',
    'Records that the database took since the process that follows the journal started',
  )
  registry.beforeCollect(() => {
    const { database, backlogBytes, projected: records } = status()
    isUp.with().set(database === 'following' ? 1 : 0)
    backlog.with().set(backlogBytes)
    projected.with().value = records
  })
}
