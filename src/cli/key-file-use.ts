import { type KeyFile, openKeyFile } from '../storage/index.ts'
import { pinoLog } from '../telemetry/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun } from './exit-code.ts'
import { openStateFolder } from './state-folder.ts'
import type { State } from './workload-file.ts'

/** Opens the file of consumers' keys for as long as it is used. */
export async function withKeyFile<Result>(
  { folder }: State,
  environment: Environment,
  use: (file: KeyFile) => Promise<Result>,
): Promise<Result> {
  const { pid, clock, stderr } = environment
  const { keys } = await openStateFolder(folder)
  const file = await openKeyFile(keys, {
    pid,
    clock,
    log: pinoLog({ level: 'error', clock, destination: stderr }),
  })
  try {
    if (!file.isReadable) throw new CouldNotRun(`the keys in ${keys} cannot be read; the line above says why`)
    return await use(file)
  } finally {
    file.close()
  }
}
