import type { AttemptClosed, AttemptOpened, ExchangeSettled, LedgerRecord } from './records.ts'

/**
 * The port to the database of records. The journal is the truth until a record is projected; the store can be asked,
 * and keeps what the journal lets go of.
 */
export interface RecordStore extends RecordReader {
  /** Where the journal of this name stands; at its beginning when it was never seen. */
  cursor(journal: string): Promise<Cursor>
  /**
   * Takes records and the place in their journal after them, both or neither. A record that is known already changes
   * nothing, so repeating is harmless; of two ends of one attempt the first counts. An end without a beginning is kept
   * as an attempt of unknown origin, and takes from the settlement of its exchange what that knows.
   */
  project(journal: string, records: readonly LedgerRecord[], next: Cursor): Promise<void>
  close(): Promise<void>
}

export interface RecordReader {
  usage(query: UsageQuery): Promise<readonly UsageRow[]>
  /** Null when there is none with this id. */
  exchange(id: string): Promise<ExchangeRecords | null>
  /** Attempts in the order of their ids, after `after`; for whoever compares the ledger with a bill. */
  attempts(after: string | null, limit: number): Promise<readonly AttemptRecords[]>
}

/** A place in a journal: everything before it is projected. */
export interface Cursor {
  readonly segment: number
  readonly offset: number
}

export const USAGE_KEYS = ['consumer', 'cost-center', 'model', 'deployment', 'region', 'day'] as const
export type UsageKey = (typeof USAGE_KEYS)[number]

export interface UsageQuery {
  readonly by: UsageKey
  /** Milliseconds since the epoch, from and below; null is without end. */
  readonly fromMs: number | null
  readonly toMs: number | null
}

export interface UsageRow {
  /** Null where the records name none, such as no cost center. */
  readonly key: string | null
  readonly exchanges: number
  readonly attempts: number
  /** Attempts that did not answer. */
  readonly failed: number
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
  /** Of what is priced. */
  readonly nanoUsd: number
  /** Input and output tokens for which no price is known. */
  readonly unpriced: number
  /** Input and output tokens that are an estimate. */
  readonly estimated: number
}

/** Stands where a damaged opening would have named somebody or something. Nothing in a workload file can have this name. */
export const UNKNOWN_ORIGIN = '(unknown)'

export interface AttemptRecords {
  readonly opened: AttemptOpened
  /** There where the opening was lost: `opened` then holds what is known from elsewhere, else `UNKNOWN_ORIGIN`. */
  readonly originLost?: true
  /** Null while it is under way. */
  readonly closed: AttemptClosed | null
}

export interface ExchangeRecords {
  /** Null while it is under way. */
  readonly settled: ExchangeSettled | null
  readonly attempts: readonly AttemptRecords[]
}
