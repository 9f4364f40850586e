import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'

import type { Clock } from '../base/index.ts'

/**
 * A file that says which process uses something that only one may use: its number and, where the system tells, when it
 * began, because numbers come again. A holder that is dead, or has this very number (as process 1 of a restarted
 * container), left it behind. Parts of one process do not keep each other out: they queue by themselves.
 */
const RETRY_MS = 25

export interface LockOptions {
  readonly pid: number
  readonly clock: Clock
  /** How long a living holder is waited for. */
  readonly waitMs: number
}

interface Holder {
  readonly pid: number
  /** As `beginningOf` tells it; null where it was not known. */
  readonly began: string | null
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
    // Let go of since: it is free to be claimed.
    if (holder === null) continue
    if (!(await keepsOut(holder, pid))) {
      if (!(await clear(file, pid))) await clock.sleep(RETRY_MS)
    } else if (clock.monotonicMs() >= untilMs) return { heldBy: holder.pid }
    else await clock.sleep(RETRY_MS)
  }
}

/** The file appears with its content or not at all: an empty lock would look like one that was left behind. */
async function claim(file: string, pid: number): Promise<boolean> {
  const own = `${file}.${pid}`
  const began = await beginningOf(pid)
  await writeFile(own, began === null ? `${pid}\n` : `${pid} ${began}\n`, { mode: 0o600 })
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

/**
 * Removes what a dead holder left. One process at a time, and after another look: whoever found the same dead holder a
 * moment ago could otherwise remove the lock of whoever came next. False where another is at it.
 */
async function clear(file: string, pid: number): Promise<boolean> {
  const gate = `${file}.clearing`
  if (!(await claim(gate, pid))) {
    const clearing = await holderOf(gate)
    if (clearing !== null && !(await keepsOut(clearing, pid))) await removeGate(gate, pid)
    return false
  }
  try {
    const holder = await holderOf(file)
    if (holder !== null && !(await keepsOut(holder, pid))) await rm(file, { force: true })
  } finally {
    await rm(gate, { force: true })
  }
  return true
}

/**
 * Of a process that died in the moment of clearing. Moved aside first, and put back when it is another's by now, which
 * leaves that one without for an instant: at worst two clear at once, of whom both look again.
 */
async function removeGate(gate: string, pid: number): Promise<void> {
  const aside = `${gate}.${pid}.stale`
  try {
    await rename(gate, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const holder = await holderOf(aside)
  if (holder !== null && (await keepsOut(holder, pid))) {
    await link(aside, gate).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  }
  await rm(aside, { force: true })
}

/** The living process that holds the lock; null when none does. */
export async function lockHolder(file: string): Promise<number | null> {
  const holder = await holderOf(file)
  return holder !== null && (await isAlive(holder)) ? holder.pid : null
}

async function keepsOut(holder: Holder, pid: number): Promise<boolean> {
  return holder.pid !== pid && (await isAlive(holder))
}

/** Null where there is no lock. */
async function holderOf(file: string): Promise<Holder | null> {
  try {
    const [pid, began] = (await readFile(file, 'utf8')).trim().split(' ')
    return { pid: Number(pid), began: began ?? null }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Whether this very process lives, and not a later one of the same number. */
async function isAlive({ pid, began }: Holder): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid < 1) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const beganNow = began === null ? null : await beginningOf(pid)
  return beganNow === null || beganNow === began
}

/** Fields of /proc/PID/stat after the name in brackets, which may hold anything (proc(5): field 22 is `starttime`). */
const START_TIME_FIELD = 22 - 3

/** When the process began, in ticks since the machine did; null where the system has no /proc that tells. */
async function beginningOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME_FIELD] ?? null
  } catch {
    return null
  }
}
