import { constants, accessSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'

/** Where a run takes place: the machine's tools and cores, and the run's own temporary folder. */
export interface Site {
  /** For configuration, logs and state; removed at the end. */
  readonly folder: string
  /** What survives runs: peers that were installed. */
  readonly cacheFolder: string
  readonly projectFolder: string
  readonly tools: Tools
  readonly cores: Cores
  /** How many files a process may open. */
  readonly openFiles: number
  readonly environment: NodeJS.ProcessEnv
}

export interface Tools {
  readonly nginx: string | null
  readonly wrk: string | null
  /** Without it nothing is pinned. */
  readonly taskset: string | null
}

/** Which core each part runs on. Null: not pinned. */
export interface Cores {
  readonly contender: number | null
  readonly load: number | null
  readonly mock: number | null
}

export function findTools(environment: NodeJS.ProcessEnv): Tools {
  return {
    nginx: findProgram('nginx', environment),
    wrk: findProgram('wrk', environment),
    taskset: findProgram('taskset', environment),
  }
}

/** On two cores the load generator and the mock share one; with three each has its own. */
export function chooseCores(tools: Tools, count: number = availableParallelism()): Cores {
  if (tools.taskset === null || count < 2) return { contender: null, load: null, mock: null }
  return { contender: 0, load: 1, mock: count > 2 ? 2 : 1 }
}

/** Debian keeps servers in folders that are not on everyone's path. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/sbin']

function findProgram(name: string, environment: NodeJS.ProcessEnv): string | null {
  const folders = [...(environment['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS]
  for (const folder of folders) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'ENOTDIR') throw error
    }
  }
  return null
}
