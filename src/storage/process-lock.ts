import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'

import type { Clock } from '../base/index.ts'

/**
 * A file that says which process uses something that only one may use. A holder that is dead, or has this very number
 * (as process 1 of a restarted container), left it behind.
 */
const RETRY_MS = 100

export interface LockOptions {
  readonly pid: number
  readonly clock: Clock
  /** How long a living holder is waited for. */
  readonly waitMs: number
}

/** Resolves with the release; or with the number of the process that holds the lock and did not let go in time. */
export async function takeLock(
  file: string,
  { pid, clock, waitMs }: LockOptions,
): Promise<{ readonly release: () => Promise<void> } | { readonly heldBy: number }> {
  const untilMs = clock.monotonicMs() + waitMs
  for (;;) {
    if (await claim(file, pid)) return { release: () => rm(file, { force: true }) }
    const holder = await holderOf(file)
    if (holder === pid || !isAlive(holder)) await removeStale(file, pid)
    else if (clock.monotonicMs() >= untilMs) return { heldBy: holder }
    else await clock.sleep(RETRY_MS)
  }
}

/** The file appears with its content or not at all: an empty lock would look like one that was left behind. */
async function claim(file: string, pid: number): Promise<boolean> {
  const own = `${file}.${pid}`
  await writeFile(own, `${pid}\n`, { mode: 0o600 })
  try {
    await link(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    await rm(own, { force: true })
  }
}

/** Moved aside first, and looked at again: another may have taken the lock since it was found stale. */
async function removeStale(file: string, pid: number): Promise<void> {
  const aside = `${file}.${pid}.stale`
  try {
    await rename(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const holder = await holderOf(aside)
  if (holder !== pid && isAlive(holder)) {
    await link(aside, file).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  }
  await rm(aside, { force: true })
}

/** The living process that holds the lock; null when none does. */
export async function lockHolder(file: string): Promise<number | null> {
  const holder = await holderOf(file)
  return isAlive(holder) ? holder : null
}

async function holderOf(file: string): Promise<number> {
  try {
    return Number((await readFile(file, 'utf8')).trim())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid < 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
