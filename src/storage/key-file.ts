import { type FSWatcher, watch } from 'node:fs'
import { mkdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

import type { Clock, Log } from '../base/index.ts'
import { KeyIndex, type StoredKey } from '../identity/index.ts'
import { takeLock } from './process-lock.ts'
import { writeWhole } from './whole-file.ts'

/**
 * Consumers' keys in a file of mode 0600, shared by the processes of one machine. Changes are written whole and renamed
 * into place, under a lock; every process that has the file open sees them within a second.
 */
export interface KeyFile {
  /** `unavailable` until the file could be read once; a damaged file later keeps what was read before. */
  find(presentedKey: string, nowMs: number): StoredKey | 'unknown' | 'unavailable'
  readonly isReadable: boolean
  liveKeys(): number
  list(): readonly StoredKey[]
  /** Reads, edits and writes as one step. `edit` may be told of keys that `list` did not know yet. */
  change<T>(edit: KeyEdit<T>): Promise<T>
  close(): void
}

/** What the keys are to be, and what the caller is to know of it. Called under the lock; a throw changes nothing. */
export type KeyEdit<T> = (keys: readonly StoredKey[]) => {
  readonly keys: readonly StoredKey[]
  readonly result: T
}

const POLL_MS = 1_000
/** A change takes milliseconds; whoever lives and holds the lock for longer is not robbed all the same. */
const LOCK_WAIT_MS = 5_000
const MAX_FILE_BYTES = 16 * 1024 * 1024

export interface KeyFileDependencies {
  /** Number of this process, for the lock. */
  readonly pid: number
  readonly clock: Clock
  readonly log: Log
}

export async function openKeyFile(file: string, deps: KeyFileDependencies): Promise<KeyFile> {
  const opened = new WatchedKeyFile(file, deps)
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await opened.load()
  opened.watch()
  return opened
}

/** By file, the end of the last change that was asked for: the lock keeps out other processes, not parts of this one. */
const changes = new Map<string, Promise<void>>()

class WatchedKeyFile implements KeyFile {
  readonly #file: string
  readonly #pid: number
  readonly #clock: Clock
  readonly #log: Log
  #keys: readonly StoredKey[] = []
  #index: KeyIndex | null = null
  #seen = ''
  #problem: string | null = null
  #watcher: FSWatcher | null = null
  #stopPolling: (() => void) | null = null
  #loading: Promise<void> | null = null
  #loads: Promise<void> = Promise.resolve()

  constructor(file: string, { pid, clock, log }: KeyFileDependencies) {
    this.#file = file
    this.#pid = pid
    this.#clock = clock
    this.#log = log
  }

  get isReadable(): boolean {
    return this.#index !== null
  }

  find(presentedKey: string, nowMs: number): StoredKey | 'unknown' | 'unavailable' {
    return this.#index === null ? 'unavailable' : this.#index.find(presentedKey, nowMs)
  }

  liveKeys(): number {
    return this.#index?.live(this.#clock.nowMs()) ?? 0
  }

  list(): readonly StoredKey[] {
    return this.#keys
  }

  async change<T>(edit: KeyEdit<T>): Promise<T> {
    const before = changes.get(this.#file) ?? Promise.resolve()
    const next = before.then(() => this.#change(edit))
    const ended = next.then(
      () => {},
      () => {},
    )
    changes.set(this.#file, ended)
    try {
      return await next
    } finally {
      if (changes.get(this.#file) === ended) changes.delete(this.#file)
    }
  }

  async #change<T>(edit: KeyEdit<T>): Promise<T> {
    const unlock = await this.#lock()
    try {
      const { keys, result } = edit(await readKeys(this.#file))
      await writeWhole(this.#file, `${JSON.stringify({ version: 1, keys }, null, 1)}\n`)
      await this.load()
      return result
    } finally {
      await unlock()
    }
  }

  close(): void {
    this.#watcher?.close()
    this.#stopPolling?.()
  }

  watch(): void {
    const blind = (error: unknown) =>
      this.#log.warn({ err: error, file: this.#file }, 'the keys cannot be watched; they are polled')
    try {
      this.#watcher = watch(path.dirname(this.#file), (_event, name) => {
        if (name === null || name === path.basename(this.#file)) void this.#loadIfChanged()
      })
      this.#watcher.on('error', blind)
      this.#watcher.unref()
    } catch (error) {
      // The system's limit of watches may be used up.
      blind(error)
    }
    this.#stopPolling = this.#clock.every(POLL_MS, () => void this.#loadIfChanged())
  }

  /** One after another: an older reading must not overtake a newer one and bring a revoked key back. */
  load(): Promise<void> {
    const next = this.#loads.then(() => this.#load())
    this.#loads = next
    return next
  }

  async #load(): Promise<void> {
    try {
      const seen = await fingerprint(this.#file)
      const keys = await readKeys(this.#file)
      this.#seen = seen
      this.#keys = keys
      this.#index = new KeyIndex(keys)
      if (this.#problem !== null) this.#log.info({ file: this.#file }, 'the keys can be read again')
      this.#problem = null
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      if (problem !== this.#problem) {
        const rest = this.#index === null ? 'nobody can be identified' : 'the keys read before stay in force'
        this.#log.error({ file: this.#file, problem }, `the keys cannot be read; ${rest}`)
      }
      this.#problem = problem
    }
  }

  /** One at a time: a slow read must not overtake a later one. */
  async #loadIfChanged(): Promise<void> {
    if (this.#loading !== null) return
    this.#loading = this.#lookAndLoad().finally(() => (this.#loading = null))
    await this.#loading
  }

  async #lookAndLoad(): Promise<void> {
    const now = await fingerprint(this.#file).catch(() => 'unreadable')
    if (now !== this.#seen || this.#problem !== null) await this.load()
  }

  async #lock(): Promise<() => Promise<void>> {
    const file = `${this.#file}.lock`
    const lock = await takeLock(file, { pid: this.#pid, clock: this.#clock, waitMs: LOCK_WAIT_MS })
    if ('release' in lock) return lock.release
    throw new Error(
      `process ${lock.heldBy} is changing the keys and does not end; if it is no causeway, remove ${file}`,
    )
  }
}

async function fingerprint(file: string): Promise<string> {
  const found = await stat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  return found === null ? 'absent' : `${found.ino} ${found.mtimeMs} ${found.size}`
}

/** No file is no keys; anything else that is not a list of keys is an error. */
async function readKeys(file: string): Promise<readonly StoredKey[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  if (text.length > MAX_FILE_BYTES) throw new Error(`${file} is larger than ${MAX_FILE_BYTES} bytes`)
  const content: unknown = JSON.parse(text)
  if (
    !isRecord(content) ||
    content['version'] !== 1 ||
    !Array.isArray(content['keys']) ||
    !content['keys'].every(isStoredKey)
  ) {
    throw new Error(`${file} does not hold keys of version 1`)
  }
  return content['keys']
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isStoredKey(value: unknown): value is StoredKey {
  if (!isRecord(value)) return false
  const isTime = (time: unknown) => time === null || Number.isSafeInteger(time)
  return (
    typeof value['id'] === 'string' &&
    /^[0-9a-f]{64}$/.test(String(value['hash'])) &&
    typeof value['consumer'] === 'string' &&
    (value['label'] === null || typeof value['label'] === 'string') &&
    Number.isSafeInteger(value['createdMs']) &&
    isTime(value['expiresMs']) &&
    isTime(value['revokedMs'])
  )
}
