import type { Log } from '../base/index.ts'
import type { KeyUseReader, RecordReader, StatementReader } from '../ledger/index.ts'
import { openRecords, type SharedDatabase } from '../storage/index.ts'
import { pinoLog } from '../telemetry/index.ts'
import type { Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun } from './exit-code.ts'
import { ledgerDatabase } from './ledger-database.ts'
import { Resolver } from './resolution.ts'
import type { State } from './workload-file.ts'

/** Asks the records of a state folder: of the process beside a running gateway, or of one for this question alone. */
export async function withRecords<Result>(
  { folder, plan }: State,
  environment: Environment,
  use: (reader: RecordReader & StatementReader & KeyUseReader) => Promise<Result>,
): Promise<Result> {
  const { clock, stderr } = environment
  const log = pinoLog({ level: 'warn', clock, destination: stderr })
  const database = await sharedDatabaseOf(plan, environment, log)
  const where = database === null ? `in ${folder}` : 'of storage.database'
  const fail = (error: unknown): never => {
    const reason = error instanceof Error ? error.message : String(error)
    const hint = database === null ? '' : AWAY_HINT
    throw new CouldNotRun(`the records ${where} cannot be read: ${reason}${hint}`, { cause: error })
  }
  const records = await openRecords({ stateFolder: folder, database, log, clock }).catch(fail)
  try {
    return await use(records).catch(fail)
  } finally {
    await records.close()
  }
}

const AWAY_HINT =
  '. What was served is safe in the journals of the replicas; see that the database runs and lets this machine in, and ask again'

async function sharedDatabaseOf(
  plan: Plan | null,
  environment: Environment,
  log: Log,
): Promise<SharedDatabase | null> {
  if (plan === null || plan.storage.database === null) return null
  const resolver = new Resolver(environment, log)
  try {
    return await ledgerDatabase(plan, resolver)
  } finally {
    resolver.close()
  }
}
