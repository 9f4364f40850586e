import path from 'node:path'

import { type Clock, Failure, type Log } from '../base/index.ts'
import type { JournalCommit } from '../workload/index.ts'
import { diskFiles, type JournalFiles } from './journal-files.ts'
import { formatLine, segmentName } from './journal-format.ts'
import { recoverJournal } from './journal-recovery.ts'
import type { AttemptOpened, LedgerRecord, Usage } from './records.ts'

/**
 * The append-only record of everything that is billed: the one truth about usage, which the database only follows.
 * Records are collected while the event loop works through what has arrived, and written together when it is done
 * (one write for all of them), so that a commit costs microseconds and nobody waits for a timer.
 *
 * When the disk does not take them, they stay in memory, the state says so, and the write is tried again every
 * `RETRY_MS` and no sooner, because each try copies all that waits; a write that was cut short is taken back first, so
 * that nothing is torn or doubled. When the memory set aside for this is full, `append` refuses new work, and with it
 * the gateway; the ends of what was begun are taken, whose number is that of the attempts that are open.
 */
export const SEGMENT_BYTES = 64 * 1024 * 1024
export const MAX_BUFFERED_BYTES = 64 * 1024 * 1024
const RETRY_MS = 1_000
/** How long written records may wait for the disk itself, where the plan does not ask to wait for it. */
const SYNC_MS = 50

export type JournalState =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'failed'
      readonly reason: string
      readonly sinceMs: number
      readonly bufferedRecords: number
    }

export interface JournalOptions {
  readonly clock: Clock
  readonly log: Log
  readonly commit: JournalCommit
  /** Price in nano-dollars of what an interrupted attempt is estimated to have used; null when it is not known. */
  readonly price: (opened: AttemptOpened, usage: Usage) => number | null
  readonly segmentBytes?: number
  readonly maxBufferedBytes?: number
  readonly files?: JournalFiles
}

export interface JournalStats {
  readonly records: number
  readonly bytes: number
  readonly commits: number
  readonly segment: number
}

type Waiter = (error: Error | null) => void

const OK: JournalState = { kind: 'ok' }

/**
 * Opens the journal of a folder for writing, repairs what a crash left, and closes the attempts that were under way
 * then, as interrupted. One writer a folder: the caller holds the folder's lock.
 */
export function openJournal(
  folder: string,
  options: JournalOptions,
): { readonly journal: Journal; readonly interrupted: readonly AttemptOpened[] } {
  const files = options.files ?? diskFiles
  const recovered = recoverJournal(folder, files, options)
  const journal = new Journal(folder, files, options, recovered.segment, recovered.bytes)
  for (const record of recovered.closing) journal.append(record)
  return { journal, interrupted: recovered.interrupted }
}

export class Journal {
  readonly #folder: string
  readonly #files: JournalFiles
  readonly #clock: Clock
  readonly #log: Log
  readonly #commit: JournalCommit
  readonly #segmentBytes: number
  readonly #maxBufferedBytes: number
  /** Attempts that are open, by id: a new segment begins with them, so that recovery reads one segment only. */
  readonly #open = new Map<string, AttemptOpened>()
  #segment: number
  #file: number
  /** Bytes of the segment that are sound. */
  #position: number
  #lines: string[] = []
  #bufferedBytes = 0
  #waiters: Waiter[] = []
  #scheduled = false
  #stopRetry: (() => void) | null = null
  #stopSync: (() => void) | null = null
  #isDirty = false
  #syncing = false
  #syncWaiters: Waiter[] = []
  #state: JournalState = OK
  #stats = { records: 0, bytes: 0, commits: 0 }
  #closed = false

  constructor(
    folder: string,
    files: JournalFiles,
    options: JournalOptions,
    segment: number,
    position: number,
  ) {
    this.#folder = folder
    this.#files = files
    this.#clock = options.clock
    this.#log = options.log
    this.#commit = options.commit
    this.#segmentBytes = options.segmentBytes ?? SEGMENT_BYTES
    this.#maxBufferedBytes = options.maxBufferedBytes ?? MAX_BUFFERED_BYTES
    this.#segment = segment
    this.#position = position
    this.#file = files.open(path.join(folder, segmentName(segment)))
  }

  get state(): JournalState {
    return this.#state
  }

  stats(): JournalStats {
    return { ...this.#stats, segment: this.#segment }
  }

  /**
   * Takes a record for the next commit. Throws `ledger_unavailable` when the disk is away, the memory for it full, and
   * the record no end of an attempt that is in the journal.
   */
  append(record: LedgerRecord): void {
    if (this.#bufferedBytes > this.#maxBufferedBytes && isNewWork(record)) {
      throw new Failure('ledger_unavailable', {
        detail: 'the journal cannot be written and its buffer is full',
      })
    }
    const line = formatLine(record)
    this.#lines.push(line)
    this.#bufferedBytes += line.length
    if (record.kind === 'opened') this.#open.set(record.attempt, record)
    else if (record.kind === 'closed') this.#open.delete(record.attempt)
    this.#schedule()
  }

  /**
   * Calls back when all that was appended so far is committed, as firmly as the plan asks, or could not be: then the
   * records are still kept and will be written, but the caller must not rely on it now.
   */
  whenCommitted(waiter: Waiter): void {
    if (this.#commit === 'relaxed' && this.#state.kind === 'ok') {
      waiter(null)
      return
    }
    this.#waiters.push(waiter)
    this.#schedule()
  }

  /** Writes and syncs what is left. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#write()
    this.#stopRetry?.()
    this.#stopSync?.()
    await new Promise<void>((resolve) => this.#sync(() => resolve()))
    this.#files.close(this.#file)
    if (this.#lines.length > 0)
      this.#log.error({ records: this.#lines.length }, 'the journal closed with records unwritten')
  }

  #schedule(): void {
    if (this.#scheduled || this.#closed) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (this.#closed) return
      if (this.#state.kind === 'failed') this.#wait(this.#state)
      else this.#write()
    })
  }

  /** What was appended stays for the next try; whoever waits is not kept waiting for it. */
  #wait(state: JournalState & { kind: 'failed' }): void {
    this.#state = { ...state, bufferedRecords: this.#lines.length }
    const waiters = this.#waiters
    this.#waiters = []
    tell(waiters, new Error(state.reason))
  }

  #write(): void {
    const waiters = this.#waiters
    this.#waiters = []
    const error = this.#writeLines()
    if (error === null && this.#commit === 'synced') this.#sync((failed) => tell(waiters, failed))
    else {
      tell(waiters, error)
      if (error === null) this.#syncSoon()
    }
  }

  /** Null when everything buffered is with the operating system. */
  #writeLines(): Error | null {
    if (this.#lines.length === 0) return null
    const batch = Buffer.from(this.#lines.length === 1 ? (this.#lines[0] as string) : this.#lines.join(''))
    let written = 0
    try {
      while (written < batch.length) {
        written += this.#files.write(this.#file, batch, written, this.#position + written)
      }
    } catch (error) {
      return this.#failed(error instanceof Error ? error : new Error(String(error)), written > 0)
    }
    this.#position += batch.length
    this.#stats.records += this.#lines.length
    this.#stats.bytes += batch.length
    this.#stats.commits++
    this.#lines = []
    this.#bufferedBytes = 0
    this.#isDirty = true
    if (this.#state.kind === 'failed') this.#recovered()
    if (this.#position >= this.#segmentBytes) this.#rotate()
    return null
  }

  #failed(error: Error, wroteSome: boolean): Error {
    if (wroteSome) {
      try {
        this.#files.truncate(this.#file, this.#position)
      } catch (failed) {
        // The half line stays, without a line feed in it or with a wrong checksum after; readers skip it as damaged.
        this.#log.error({ err: failed }, 'a half-written batch could not be taken back')
      }
    }
    const bufferedRecords = this.#lines.length
    if (this.#state.kind === 'ok') {
      this.#state = { kind: 'failed', reason: error.message, sinceMs: this.#clock.nowMs(), bufferedRecords }
      this.#log.error(
        { err: error, bufferedRecords },
        'the journal cannot be written; records are kept in memory',
      )
    } else this.#state = { ...this.#state, bufferedRecords }
    this.#stopRetry ??= this.#clock.every(RETRY_MS, () => this.#write())
    return error
  }

  #recovered(): void {
    this.#state = OK
    this.#stopRetry?.()
    this.#stopRetry = null
    this.#log.info({ segment: this.#segment }, 'the journal is written again; nothing was lost')
  }

  /** The new segment repeats what is open; the projection takes a repeated record for the same one. */
  #rotate(): void {
    const next = this.#segment + 1
    try {
      const file = this.#files.open(path.join(this.#folder, segmentName(next)))
      const old = this.#file
      this.#files.sync(old, (error) => {
        if (error !== null) this.#log.error({ err: error }, 'a full segment could not be synced')
        this.#files.close(old)
      })
      this.#file = file
      this.#segment = next
      this.#position = 0
    } catch (error) {
      this.#log.warn({ err: error }, 'no new segment could be begun; the old one grows on')
      return
    }
    for (const record of this.#open.values()) {
      const line = formatLine(record)
      this.#lines.push(line)
      this.#bufferedBytes += line.length
    }
    this.#schedule()
  }

  #syncSoon(): void {
    if (!this.#isDirty || this.#stopSync !== null || this.#closed) return
    this.#stopSync = this.#clock.after(SYNC_MS, () => {
      this.#stopSync = null
      this.#sync((error) => {
        if (error !== null) this.#log.error({ err: error }, 'the journal could not be synced to the disk')
      })
    })
  }

  /** One sync at a time; whoever asks while one is under way waits for the next, which covers what he wrote. */
  #sync(waiter: Waiter): void {
    this.#syncWaiters.push(waiter)
    if (this.#syncing) return
    this.#syncing = true
    const waiters = this.#syncWaiters
    this.#syncWaiters = []
    this.#isDirty = false
    this.#files.sync(this.#file, (error) => {
      this.#syncing = false
      tell(waiters, error)
      const next = this.#syncWaiters
      if (next.length > 0) {
        this.#syncWaiters = []
        this.#sync((failed) => tell(next, failed))
      }
    })
  }
}

/** Text is kept of what has ended, and yet bills nothing: it goes first. */
function isNewWork(record: LedgerRecord): boolean {
  return (
    record.kind === 'opened' ||
    record.kind === 'used' ||
    record.kind === 'text' ||
    (record.kind === 'settled' && record.attempts === 0)
  )
}

function tell(waiters: readonly Waiter[], error: Error | null): void {
  for (const waiter of waiters) waiter(error)
}
