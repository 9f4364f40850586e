import type { RecordReader, StatementReader } from '../ledger/index.ts'
import { openRecords } from '../storage/index.ts'
import { pinoLog } from '../telemetry/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun } from './exit-code.ts'
import type { State } from './workload-file.ts'

/** Asks the records of a state folder: of the process beside a running gateway, or of one for this question alone. */
export async function withRecords<Result>(
  { folder }: State,
  { clock, stderr }: Environment,
  use: (reader: RecordReader & StatementReader) => Promise<Result>,
): Promise<Result> {
  const log = pinoLog({ level: 'warn', clock, destination: stderr })
  const fail = (error: unknown): never => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CouldNotRun(`the records in ${folder} cannot be read: ${reason}`, { cause: error })
  }
  const records = await openRecords({ stateFolder: folder, log, clock }).catch(fail)
  try {
    return await use(records).catch(fail)
  } finally {
    await records.close()
  }
}
