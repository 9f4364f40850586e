import { createHash, randomBytes } from 'node:crypto'

import type { ConsumerPath } from '../base/index.ts'

/**
 * Files and batches as the gateway keeps them. Ids are made here and are the only part of a name on the disk; what a
 * client calls its file is kept as text and never becomes a path.
 */
export type FilePurpose = 'batch' | 'batch_output'

/** At a provider: the account of the plan, and the provider's own id there. */
export interface UpstreamPlace {
  readonly account: string
  readonly id: string
}

export interface StoredFile {
  readonly id: string
  readonly owner: ConsumerPath
  readonly purpose: FilePurpose
  /** As the client called it. */
  readonly name: string
  readonly bytes: number
  /** Milliseconds since the epoch, as all times here. */
  readonly createdMs: number
  /** When it is deleted. */
  readonly expiresMs: number
  /** Null where the bytes lie here. */
  readonly upstream: UpstreamPlace | null
  /** The model whose requests it holds, where an upload was passed on to a provider; null otherwise. */
  readonly model: string | null
}

export const BATCH_STATUSES = [
  'validating',
  'failed',
  'in_progress',
  'finalizing',
  'completed',
  'expired',
  'cancelling',
  'cancelled',
] as const
export type BatchStatus = (typeof BATCH_STATUSES)[number]

const ENDED: ReadonlySet<BatchStatus> = new Set(['failed', 'completed', 'expired', 'cancelled'])

export function hasEnded(status: BatchStatus): boolean {
  return ENDED.has(status)
}

/** What is wrong with an input file; `line` counts from 1, null where it is the whole. */
export interface BatchFault {
  readonly code: string
  readonly message: string
  readonly param: string | null
  readonly line: number | null
}

export interface BatchCounts {
  readonly total: number
  readonly completed: number
  readonly failed: number
}

export interface BatchRecord {
  readonly id: string
  readonly owner: ConsumerPath
  /** As the client wrote it, such as `/v1/chat/completions`. */
  readonly endpoint: string
  readonly inputFile: string
  /** Null until the lines are validated. */
  readonly model: string | null
  readonly metadata: Readonly<Record<string, string>> | null
  readonly status: BatchStatus
  /** When each status began. */
  readonly times: Readonly<Partial<Record<BatchStatus, number>>>
  readonly createdMs: number
  /** The end of the completion window. */
  readonly endsMs: number
  /** How long result files are kept after they were made. */
  readonly resultsKeptMs: number
  readonly counts: BatchCounts
  readonly errors: readonly BatchFault[]
  /** What becomes of a batch in `finalizing`. */
  readonly ending: 'completed' | 'expired' | 'cancelled' | null
  readonly outputFile: string | null
  readonly errorFile: string | null
  /** Null where the gateway runs the lines itself. */
  readonly upstream: UpstreamBatch | null
}

export interface UpstreamBatch {
  readonly account: string
  /** Null from before the provider was asked until its answer is kept. */
  readonly id: string | null
  /** The provider's id of the input. */
  readonly inputId: string
  readonly outputId: string | null
  readonly errorId: string | null
  /** What it used is in the ledger. */
  readonly isBilled: boolean
}

export const FILE_ID = /^file-[0-9a-f]{32}$/
export const BATCH_ID = /^batch_[0-9a-f]{32}$/

export function newFileId(nowMs: number): string {
  return `file-${sortableId(nowMs)}`
}

/** What is known here of a provider's file: found by where it is. */
export function noteId(place: UpstreamPlace): string {
  return `file-${createHash('sha256').update(`${place.account}\n${place.id}`).digest('hex').slice(0, 32)}`
}

export function newBatchId(nowMs: number): string {
  return `batch_${sortableId(nowMs)}`
}

/** 12 hex digits of time, so that names sort by age, and 80 bits that nobody guesses. */
function sortableId(nowMs: number): string {
  return nowMs.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
}

export function withStatus(
  record: BatchRecord,
  status: BatchStatus,
  nowMs: number,
  more: Partial<BatchRecord> = {},
): BatchRecord {
  return { ...record, ...more, status, times: { ...record.times, [status]: nowMs } }
}
