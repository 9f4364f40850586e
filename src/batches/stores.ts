import type { ConsumerPath } from '../base/index.ts'
import type { BatchRecord, FilePurpose, StoredFile, UpstreamPlace } from './records.ts'

/**
 * The ports to where files and batches are kept. Several processes may serve the API from the same place, so nothing
 * that these say is remembered: each look is at what is there. One process alone runs batches and sweeps.
 */
export interface FileStore {
  /**
   * Room for an upload, counted against the quotas from now on. Throws `Failure` (`file_quota_exceeded`) where there
   * is none.
   */
  begin(owner: ConsumerPath, mostBytes: number): Promise<Upload>
  /** A file whose bytes lie elsewhere. */
  note(file: StoredFile): Promise<void>
  /** Null where this owner has none of this id, or it has expired. */
  find(owner: ConsumerPath, id: string): Promise<StoredFile | null>
  /** Newest first. */
  list(owner: ConsumerPath): Promise<readonly StoredFile[]>
  read(file: StoredFile): AsyncIterable<Buffer>
  /** False where there was none. */
  delete(owner: ConsumerPath, id: string): Promise<boolean>
  /** Of all files here. */
  usedBytes(): Promise<number>
  /** Deletes what has expired, and what uploads that nobody ended have left. */
  sweep(): Promise<void>
}

export interface About {
  readonly purpose: FilePurpose
  readonly name: string
  readonly keptMs: number
  readonly upstream: UpstreamPlace | null
  readonly model: string | null
}

/** Bytes on their way in. Either `keep` or `drop` ends it. */
export interface Upload {
  /** In order; resolves when the bytes are written. */
  write(bytes: Buffer): Promise<void>
  readonly bytes: number
  /** What was written so far. */
  read(): AsyncIterable<Buffer>
  keep(about: About): Promise<StoredFile>
  drop(): Promise<void>
}

export interface BatchStore {
  /**
   * The input, null where it lies elsewhere, stays readable for the batch even when its file is deleted. False where the
   * file is gone.
   */
  create(batch: BatchRecord, input: StoredFile | null): Promise<boolean>
  find(owner: ConsumerPath, id: string): Promise<BatchRecord | null>
  /** Newest first. */
  list(owner: ConsumerPath): Promise<readonly BatchRecord[]>
  /** Of batches that have not ended; for the limit of how many there may be. */
  underWay(owner: ConsumerPath): Promise<number>
  /** It was never begun. */
  forget(batch: BatchRecord): Promise<void>
  askCancel(owner: ConsumerPath, id: string): Promise<void>
  isCancelAsked(batch: BatchRecord): Promise<boolean>

  /** What follows is for the process that runs batches. */
  active(): Promise<readonly BatchRecord[]>
  save(batch: BatchRecord): Promise<void>
  input(batch: BatchRecord): AsyncIterable<Buffer>
  results(batch: BatchRecord): Promise<ResultFiles>
  /** It has ended: what only its running needed is deleted. */
  retire(batch: BatchRecord): Promise<void>
  sweep(keptMs: number): Promise<void>
}

/**
 * The results of one batch while it runs: two files that are only ever added to. They are the record of progress, too:
 * a line is done when its result stands in one of them, whole.
 */
export interface ResultFiles {
  /** Which lines have their result, by line number, as the last run left it. */
  readonly done: readonly number[]
  readonly counts: { readonly completed: number; readonly failed: number }
  /** Resolves when the operating system has it. */
  append(to: 'output' | 'error', result: Buffer): Promise<void>
  /** Makes files of the owner out of those that are not empty, under these ids. Repeating changes nothing. */
  publish(batch: BatchRecord): Promise<void>
  close(): Promise<void>
}
