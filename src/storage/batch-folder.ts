import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

import {
  BATCH_ID,
  type BatchRecord,
  type BatchStore,
  hasEnded,
  lineOfResult,
  linesOf,
  type ResultFiles,
  type StoredFile,
} from '../batches/index.ts'
import { type Clock, type ConsumerPath, Failure } from '../base/index.ts'
import { type FileFolder, linkOnce, namesIn, ownerFolder, readJson } from './file-folder.ts'
import { writeWhole } from './whole-file.ts'

/**
 * Batches in a folder of the state folder: for each owner a folder, in it one for each batch with `batch.json`; while
 * it runs also `input.jsonl` (the input file under another name, so that deleting that takes nothing away),
 * `output.jsonl` and `error.jsonl`, and `cancel` once that was asked. Empty files `active/OWNER.ID` tell which have not
 * ended: they are made first and deleted last. Only the process that runs batches changes `batch.json` after it was
 * made; any may make a batch, or ask for its end.
 */
const ACTIVE = 'active'
/** A mark without a batch is left by a process that died between the two. */
const STALE_MARK_MS = 60_000
/** What the longest result may have: whole answers are held up to 4 MB, and text grows when it is escaped. */
const MAX_RESULT_BYTES = 64 * 1024 * 1024
/** Of one owner, until they are swept; a list reads them all. */
const MAX_BATCHES = 10_000
const PIECE_BYTES = 65_536

export class BatchFolder implements BatchStore {
  readonly #folder: string
  readonly #files: FileFolder
  readonly #clock: Clock

  constructor(folder: string, files: FileFolder, clock: Clock) {
    this.#folder = folder
    this.#files = files
    this.#clock = clock
  }

  async create(batch: BatchRecord, input: StoredFile | null): Promise<boolean> {
    const folder = this.#of(batch)
    if ((await namesIn(path.dirname(folder))).length >= MAX_BATCHES)
      throw new Failure('too_many_batches', { detail: `${MAX_BATCHES}, with those that have ended` })
    await mkdir(path.join(this.#folder, ACTIVE), { recursive: true, mode: 0o700 })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(this.#mark(batch), '', { mode: 0o600 })
    if (input !== null) {
      try {
        await linkOnce(this.#files.dataFile(input), path.join(folder, 'input.jsonl'))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
        await rm(folder, { recursive: true, force: true })
        await rm(this.#mark(batch), { force: true })
        return false
      }
    }
    await this.save(batch)
    return true
  }

  async find(owner: ConsumerPath, id: string): Promise<BatchRecord | null> {
    return BATCH_ID.test(id) ? this.#read(ownerFolder(owner), id) : null
  }

  async list(owner: ConsumerPath): Promise<readonly BatchRecord[]> {
    const names = await namesIn(path.join(this.#folder, ownerFolder(owner)))
    const found: BatchRecord[] = []
    for (const name of [...names].sort().reverse()) {
      const batch = await this.find(owner, name)
      if (batch !== null) found.push(batch)
    }
    return found
  }

  async underWay(owner: ConsumerPath): Promise<number> {
    const prefix = `${ownerFolder(owner)}.`
    return (await namesIn(path.join(this.#folder, ACTIVE))).filter((name) => name.startsWith(prefix)).length
  }

  async forget(batch: BatchRecord): Promise<void> {
    await rm(this.#of(batch), { recursive: true, force: true })
    await rm(this.#mark(batch), { force: true })
  }

  async askCancel(owner: ConsumerPath, id: string): Promise<void> {
    await writeFile(path.join(this.#folder, ownerFolder(owner), id, 'cancel'), '', { mode: 0o600 })
  }

  async isCancelAsked(batch: BatchRecord): Promise<boolean> {
    return (await sizeOf(path.join(this.#of(batch), 'cancel'))) !== null
  }

  async active(): Promise<readonly BatchRecord[]> {
    const found: BatchRecord[] = []
    for (const name of await namesIn(path.join(this.#folder, ACTIVE))) {
      const [owner = '', id = ''] = name.split('.')
      const batch = BATCH_ID.test(id) ? await this.#read(owner, id) : null
      if (batch !== null) found.push(batch)
      else await this.#removeStale(name, id)
    }
    // Ids begin with the time: the oldest goes first.
    return found.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  async save(batch: BatchRecord): Promise<void> {
    await writeWhole(path.join(this.#of(batch), 'batch.json'), `${JSON.stringify(batch)}\n`)
  }

  input(batch: BatchRecord): AsyncIterable<Buffer> {
    return createReadStream(path.join(this.#of(batch), 'input.jsonl'), { highWaterMark: PIECE_BYTES })
  }

  results(batch: BatchRecord): Promise<ResultFiles> {
    return FolderResults.open(this.#of(batch), batch, this.#files, this.#clock)
  }

  async retire(batch: BatchRecord): Promise<void> {
    const folder = this.#of(batch)
    for (const name of ['input.jsonl', 'output.jsonl', 'error.jsonl', 'cancel'])
      await rm(path.join(folder, name), { force: true })
    await rm(this.#mark(batch), { force: true })
  }

  async sweep(keptMs: number): Promise<void> {
    const beforeMs = this.#clock.nowMs() - keptMs
    for (const owner of await namesIn(this.#folder)) {
      if (owner === ACTIVE) continue
      for (const id of await namesIn(path.join(this.#folder, owner))) {
        const batch = await this.#read(owner, id)
        if (batch === null || !hasEnded(batch.status) || (batch.times[batch.status] ?? 0) > beforeMs) continue
        await rm(path.join(this.#folder, owner, id), { recursive: true, force: true })
      }
    }
  }

  async #read(owner: string, id: string): Promise<BatchRecord | null> {
    return (await readJson(path.join(this.#folder, owner, id, 'batch.json'))) as BatchRecord | null
  }

  async #removeStale(name: string, id: string): Promise<void> {
    const madeMs = Number.parseInt(id.slice('batch_'.length, 'batch_'.length + 12), 16)
    if (this.#clock.nowMs() - madeMs < STALE_MARK_MS) return
    await rm(path.join(this.#folder, ACTIVE, name), { force: true })
  }

  #of({ owner, id }: BatchRecord): string {
    return path.join(this.#folder, ownerFolder(owner), id)
  }

  #mark({ owner, id }: BatchRecord): string {
    return path.join(this.#folder, ACTIVE, `${ownerFolder(owner)}.${id}`)
  }
}

type To = 'output' | 'error'

class FolderResults implements ResultFiles {
  readonly done: readonly number[]
  readonly counts: { readonly completed: number; readonly failed: number }
  readonly #folder: string
  readonly #files: FileFolder
  readonly #clock: Clock
  readonly #open: Readonly<Record<To, OpenResults>>

  private constructor(
    folder: string,
    files: FileFolder,
    clock: Clock,
    opened: Readonly<Record<To, OpenResults>>,
  ) {
    this.#folder = folder
    this.#files = files
    this.#clock = clock
    this.#open = opened
    this.done = [...opened.output.lines, ...opened.error.lines]
    this.counts = { completed: opened.output.lines.length, failed: opened.error.lines.length }
  }

  static async open(
    folder: string,
    batch: BatchRecord,
    files: FileFolder,
    clock: Clock,
  ): Promise<FolderResults> {
    const output = await OpenResults.open(path.join(folder, 'output.jsonl'), batch)
    const error = await OpenResults.open(path.join(folder, 'error.jsonl'), batch)
    return new FolderResults(folder, files, clock, { output, error })
  }

  append(to: To, result: Buffer): Promise<void> {
    return this.#open[to].append(result)
  }

  async publish(batch: BatchRecord): Promise<void> {
    await this.#publish('output', batch, batch.outputFile)
    await this.#publish('error', batch, batch.errorFile)
  }

  async #publish(which: To, batch: BatchRecord, id: string | null): Promise<void> {
    if (id === null) return
    await this.#open[which].sync()
    const source = path.join(this.#folder, `${which}.jsonl`)
    const createdMs = this.#clock.nowMs()
    await this.#files.adopt(
      {
        id,
        owner: batch.owner,
        purpose: 'batch_output',
        name: `${batch.id}_${which}.jsonl`,
        bytes: (await sizeOf(source)) ?? 0,
        createdMs,
        expiresMs: createdMs + batch.resultsKeptMs,
        upstream: null,
        model: batch.model,
      },
      source,
    )
  }

  async close(): Promise<void> {
    await this.#open.output.close()
    await this.#open.error.close()
  }
}

/** One result file, open for adding to. What a crash cut in the middle is taken away when it is opened. */
class OpenResults {
  readonly lines: readonly number[]
  readonly #handle: FileHandle
  #at: number
  /** Results are written one after another, each whole before the next. */
  #turn: Promise<void> = Promise.resolve()
  #failed: Error | null = null

  private constructor(handle: FileHandle, lines: readonly number[], at: number) {
    this.#handle = handle
    this.lines = lines
    this.#at = at
  }

  static async open(file: string, batch: BatchRecord): Promise<OpenResults> {
    const made = await open(file, 'a', 0o600)
    const { size } = await made.stat()
    await made.close()
    const lines: number[] = []
    let at = 0
    for await (const { bytes } of linesOf(createReadStream(file), MAX_RESULT_BYTES)) {
      const line = bytes === null ? null : lineOfResult(batch, bytes)
      // The last line without its line feed was cut.
      if (bytes === null || line === null || at + bytes.length + 1 > size) break
      lines.push(line)
      at += bytes.length + 1
    }
    const handle = await open(file, 'r+')
    await handle.truncate(at)
    return new OpenResults(handle, lines, at)
  }

  append(result: Buffer): Promise<void> {
    const written = this.#turn.then(async () => {
      // What one failed write may have left must not stand between two results.
      if (this.#failed !== null) throw this.#failed
      for (let done = 0; done < result.length;) {
        const { bytesWritten } = await this.#handle.write(result, done, result.length - done, this.#at + done)
        done += bytesWritten
      }
      this.#at += result.length
    })
    this.#turn = written.catch((error: unknown) => {
      this.#failed = error instanceof Error ? error : new Error(String(error))
    })
    return written
  }

  sync(): Promise<void> {
    return this.#handle.sync()
  }

  async close(): Promise<void> {
    await this.#turn
    await this.#handle.close()
  }
}

/** Null where it is not there. */
async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
