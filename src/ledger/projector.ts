import { open, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

import type { Log, Random } from '../base/index.ts'
import { parseLines, segmentName, segmentNumber } from './journal-format.ts'
import { journalName } from './journal-name.ts'
import type { Cursor, RecordStore } from './record-store.ts'
import type { LedgerRecord } from './records.ts'

/**
 * Follows one journal into the store. It reads files and writes the store, and holds nothing that a restart would
 * miss: where it is stands in the store, beside the records. While the store is away the journal stays.
 */
const READ_BYTES = 1_048_576
/** Longest line that one read must be able to hold. */
const MAX_READ_BYTES = 16 * READ_BYTES
const BATCH_RECORDS = 6_000
/** Segments that are kept after they were projected, for whoever looks into a fresh accident. */
const KEEP_SEGMENTS = 2

const START: Cursor = { segment: 0, offset: 0 }

export interface ProjectorParts {
  readonly store: Pick<RecordStore, 'cursor' | 'project'>
  readonly log: Log
  /** For the name of a journal that has none yet. */
  readonly random: Random
}

export class Projector {
  readonly #folder: string
  readonly #store: ProjectorParts['store']
  readonly #log: Log
  readonly #random: Random
  #name: string | null = null
  #cursor: Cursor | null = null
  /** Where the store last said that it stands, also while it cannot be asked. */
  #lastKnown: Cursor = START
  #working: Promise<number> | null = null
  damagedLines = 0

  constructor(folder: string, { store, log, random }: ProjectorParts) {
    this.#folder = folder
    this.#store = store
    this.#log = log
    this.#random = random
  }

  /**
   * Projects all that stands in the journal now, and says how many records that was. One at a time: who asks while it
   * runs gets a run that begins afterwards, and so sees what he wrote before asking. Rejects when the store fails.
   */
  async catchUp(): Promise<number> {
    const before = this.#working
    const run = (before ?? Promise.resolve(0)).catch(() => 0).then(() => this.#tryRun())
    this.#working = run
    try {
      return await run
    } finally {
      if (this.#working === run) this.#working = null
    }
  }

  async #tryRun(): Promise<number> {
    try {
      return await this.#run()
    } catch (error) {
      // What the store says goes before what was seen: it may have taken the batch, or be another store by now.
      this.#cursor = null
      throw error
    }
  }

  async #run(): Promise<number> {
    const segments = await this.#segments()
    if (segments === null) return 0
    const journal = await journalName(this.#folder, this.#random)
    // Another name is another journal, whose segments count from the beginning.
    if (journal !== this.#name) {
      this.#cursor = null
      this.#lastKnown = START
    }
    this.#name = journal
    let cursor = this.#cursor ?? (await this.#store.cursor(journal))
    this.#lastKnown = cursor
    let projected = 0
    for (const segment of segments) {
      if (segment < cursor.segment) continue
      if (segment > cursor.segment) cursor = { segment, offset: 0 }
      for (;;) {
        const { records, next } = await this.#read(cursor)
        if (next === cursor.offset) break
        for (let from = 0; from < records.length; from += BATCH_RECORDS) {
          const isLast = from + BATCH_RECORDS >= records.length
          // The cursor moves with the last batch of a read: an earlier one repeated changes nothing.
          const batch = records.slice(from, from + BATCH_RECORDS)
          await this.#store.project(journal, batch, isLast ? { segment, offset: next } : cursor)
        }
        if (records.length === 0) await this.#store.project(journal, [], { segment, offset: next })
        cursor = { segment, offset: next }
        this.#cursor = cursor
        this.#lastKnown = cursor
        projected += records.length
      }
    }
    await this.#removeOld(segments, cursor)
    return projected
  }

  /** Null where there is no folder yet. */
  async #segments(): Promise<number[] | null> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    })
    if (names === null) return null
    return names
      .map(segmentNumber)
      .filter((number) => number !== null)
      .sort((a, b) => a - b)
  }

  async #read({ segment, offset }: Cursor): Promise<{ records: readonly LedgerRecord[]; next: number }> {
    const file = await open(path.join(this.#folder, segmentName(segment)), 'r')
    try {
      for (let size = READ_BYTES; size <= MAX_READ_BYTES; size *= 4) {
        const buffer = Buffer.allocUnsafe(size)
        const { bytesRead } = await file.read(buffer, 0, size, offset)
        const { records, next, damaged } = parseLines(buffer.subarray(0, bytesRead), 0)
        if (next === 0 && bytesRead === size) continue
        if (damaged > 0) {
          this.damagedLines += damaged
          this.#log.warn({ segment, lines: damaged }, 'damaged lines of the journal were passed over')
        }
        return { records, next: offset + next }
      }
      throw new Error(
        `segment ${segment} of the journal has no line end within ${MAX_READ_BYTES} bytes of ${offset}`,
      )
    } finally {
      await file.close()
    }
  }

  /** Bytes that the store has not taken yet; all of them until it has said where the journal stands. */
  async backlogBytes(): Promise<number> {
    const cursor = this.#lastKnown
    let bytes = 0
    for (const segment of (await this.#segments()) ?? []) {
      if (segment < cursor.segment) continue
      const size = await sizeOf(path.join(this.#folder, segmentName(segment)))
      bytes += segment === cursor.segment ? Math.max(0, size - cursor.offset) : size
    }
    return bytes
  }

  async #removeOld(segments: readonly number[], { segment }: Cursor): Promise<void> {
    for (const old of segments) {
      if (old < segment - KEEP_SEGMENTS) await rm(path.join(this.#folder, segmentName(old)), { force: true })
    }
  }
}

/** 0 for one that was removed meanwhile. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
