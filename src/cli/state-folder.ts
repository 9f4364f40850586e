import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { takeLock } from '../storage/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun } from './exit-code.ts'

/** What lies in the state folder, named once. The folder is for its owner alone. */
export interface StateFolder {
  readonly path: string
  readonly keys: string
  /** Keys of operators. */
  readonly operators: string
  /** When they were used last. */
  readonly operatorUses: string
  readonly journal: string
  readonly database: string
  /** Keys of text that is kept, one for each hour in which some ends. */
  readonly textKeys: string
  readonly signingKey: string
  /** Raises of limits that operators made. */
  readonly raises: string
  /** Thresholds of budgets that were told, and notices that wait. */
  readonly notices: string
  /** Alerts in force, what webhooks were not told yet, and what happened lately. */
  readonly alerts: string
  /** What operators did; it is only ever added to. Full ones lie beside it. */
  readonly audit: string
  /** Scores of the review over time. */
  readonly scores: string
  readonly adminSocket: string
  /** Where workers have their parent count; no longer than the longest. */
  readonly limitsSocket: string
  /** Files of consumers. */
  readonly files: string
  readonly batches: string
}

export const SIGNING_KEY_BYTES = 32
/** Linux allows 107 bytes for the path of a socket, macOS 103. */
const MAX_SOCKET_PATH_BYTES = 103

export async function openStateFolder(folder: string): Promise<StateFolder> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
  } catch (error) {
    throw new CouldNotRun(`the state folder ${folder} cannot be made: ${(error as Error).message}`, {
      cause: error,
    })
  }
  const recordsSocket = path.join(folder, 'records.sock')
  if (Buffer.byteLength(recordsSocket) > MAX_SOCKET_PATH_BYTES) {
    throw new CouldNotRun(
      `the path of the state folder is too long for a socket in it (${recordsSocket}); set gateway.state_folder to a shorter one`,
    )
  }
  return stateFolder(folder)
}

export function stateFolder(folder: string): StateFolder {
  return {
    path: folder,
    keys: path.join(folder, 'keys.json'),
    operators: path.join(folder, 'operators.json'),
    operatorUses: path.join(folder, 'operator-uses.json'),
    journal: path.join(folder, 'journal'),
    database: path.join(folder, 'database'),
    textKeys: path.join(folder, 'text-keys'),
    signingKey: path.join(folder, 'signing.key'),
    raises: path.join(folder, 'raises.json'),
    notices: path.join(folder, 'notices.jsonl'),
    alerts: path.join(folder, 'alerts.json'),
    audit: path.join(folder, 'audit.log'),
    scores: path.join(folder, 'scores.jsonl'),
    adminSocket: path.join(folder, 'admin.sock'),
    limitsSocket: path.join(folder, 'limits.sock'),
    files: path.join(folder, 'files'),
    batches: path.join(folder, 'batches'),
  }
}

/** Whether anything was ever recorded here. */
export function hasLedger(state: StateFolder): boolean {
  return existsSync(state.database) || (existsSync(state.journal) && readdirSync(state.journal).length > 0)
}

/** The key that signs response ids: made once per state folder when the workload file names none. */
export async function localSigningKey(file: string): Promise<Buffer> {
  try {
    await writeFile(file, randomBytes(SIGNING_KEY_BYTES), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = await readFile(file)
  if (key.length < SIGNING_KEY_BYTES) {
    throw new CouldNotRun(
      `${file} is damaged (${key.length} bytes): remove it; response ids given out so far become invalid`,
    )
  }
  return key
}

/** One gateway a state folder: two would write one journal. Resolves with the release. */
export async function lockStateFolder(
  { path: folder }: StateFolder,
  { pid, clock }: Environment,
): Promise<() => Promise<void>> {
  const lock = await takeLock(path.join(folder, 'gateway.lock'), { pid, clock, waitMs: 0 })
  if ('release' in lock) return lock.release
  throw new CouldNotRun(
    `another gateway (process ${lock.heldBy}) uses the state folder ${folder}; stop it, or set gateway.state_folder`,
  )
}
