import { mkdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

import type { Clock } from '../base/index.ts'
import { ROLES, type StoredOperatorKey } from '../identity/index.ts'
import { takeLock } from './process-lock.ts'
import { writeWhole } from './whole-file.ts'

/**
 * Operators' keys in a file of mode 0600. Who asks gets what the file has at that moment: it is small, and asked by
 * people, not by the path of a request.
 */
export interface OperatorFile {
  /** Rejects where the file cannot be read, or holds something else. */
  keys(): Promise<readonly StoredOperatorKey[]>
  /** Reads, edits and writes as one step. Called under the lock; a throw changes nothing. */
  change<T>(edit: OperatorEdit<T>): Promise<T>
}

export type OperatorEdit<T> = (keys: readonly StoredOperatorKey[]) => {
  readonly keys: readonly StoredOperatorKey[]
  readonly result: T
}

const LOCK_WAIT_MS = 5_000
const MAX_FILE_BYTES = 1024 * 1024

/** By file, the end of the last change that was asked for: the lock keeps out other processes, not parts of this one. */
const changes = new Map<string, Promise<void>>()

export function operatorFile(
  file: string,
  { pid, clock }: { readonly pid: number; readonly clock: Clock },
): OperatorFile {
  let seen = ''
  let known: readonly StoredOperatorKey[] = []
  const keys = async () => {
    const now = await fingerprint(file)
    if (now === seen) return known
    known = await readKeys(file)
    seen = now
    return known
  }
  const change = async <T>(edit: OperatorEdit<T>): Promise<T> => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const lock = await takeLock(`${file}.lock`, { pid, clock, waitMs: LOCK_WAIT_MS })
    if ('heldBy' in lock)
      throw new Error(`process ${lock.heldBy} is changing the operators' keys and does not end`)
    try {
      const { keys: next, result } = edit(await readKeys(file))
      await writeWhole(file, `${JSON.stringify({ version: 1, keys: next }, null, 1)}\n`)
      seen = ''
      return result
    } finally {
      await lock.release()
    }
  }
  return {
    keys,
    async change(edit) {
      const next = (changes.get(file) ?? Promise.resolve()).then(() => change(edit))
      const ended = next.then(
        () => {},
        () => {},
      )
      changes.set(file, ended)
      try {
        return await next
      } finally {
        if (changes.get(file) === ended) changes.delete(file)
      }
    },
  }
}

async function fingerprint(file: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(file)
    return `${ino} ${mtimeMs} ${size}`
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent'
    throw error
  }
}

/** No file is no keys; anything else that is not a list of keys is an error. */
async function readKeys(file: string): Promise<readonly StoredOperatorKey[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  if (text.length > MAX_FILE_BYTES) throw new Error(`${file} is larger than ${MAX_FILE_BYTES} bytes`)
  const content: unknown = JSON.parse(text)
  if (isRecord(content) && content['version'] === 1) {
    const { keys } = content
    if (Array.isArray(keys) && keys.every(isStoredKey)) return keys
  }
  throw new Error(`${file} does not hold operators' keys of version 1`)
}

function isRecord(value: unknown): value is { readonly version?: unknown; readonly keys?: unknown } {
  return typeof value === 'object' && value !== null
}

function isStoredKey(value: unknown): value is StoredOperatorKey {
  if (typeof value !== 'object' || value === null) return false
  const key = value as Readonly<Record<keyof StoredOperatorKey, unknown>>
  const isTime = (time: unknown) => time === null || Number.isSafeInteger(time)
  return (
    typeof key.id === 'string' &&
    /^[0-9a-f]{64}$/.test(String(key.hash)) &&
    typeof key.operator === 'string' &&
    ROLES.some((role) => role === key.role) &&
    Number.isSafeInteger(key.createdMs) &&
    isTime(key.expiresMs) &&
    isTime(key.revokedMs)
  )
}
