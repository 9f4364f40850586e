import type { AttemptId, ConsumerPath, ExchangeId, FailureCode } from '../base/index.ts'

/**
 * What the ledger holds. Five kinds of record, each one line of the journal:
 *
 *   opened   written before the first byte of an attempt leaves, so that a crash cannot hide a billed call
 *   closed   how an attempt ended and what it used
 *   settled  how the exchange ended; with it the client's last byte may leave
 *   text     what was asked and answered, after the client's last byte, of consumers for whom the file keeps it
 *   used     a consumer's key was used, whatever came of it; seldom, however many requests it makes
 *
 * An `opened` without a `closed` after a restart was interrupted: it is closed then, with an estimate marked as such.
 * Field names are short because each record is written to disk for each request; their meanings stand here.
 */
export type LedgerRecord = AttemptOpened | AttemptClosed | ExchangeSettled | KeptText | KeyUsed

export interface AttemptOpened {
  readonly kind: 'opened'
  readonly attempt: AttemptId
  readonly exchange: ExchangeId
  /** Milliseconds since the epoch. */
  readonly atMs: number
  readonly consumer: ConsumerPath
  readonly costCenter: string | null
  /** The model asked for, and the one this attempt is for, which differs only on a fallback. */
  readonly asked: string
  readonly model: string
  readonly baseModel: string
  readonly operation: string
  readonly deployment: string
  readonly deploymentType: string | null
  readonly account: string
  readonly region: string | null
  readonly estimate: { readonly input: number; readonly output: number }
}

/** Token classes. `cached` is part of `input`; `reasoning` part of `output`; audio of each: never add them up. */
export interface Usage {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
  readonly audioInput: number
  readonly audioOutput: number
}

export type AttemptOutcome =
  /** Answered in full. */
  | 'answered'
  /** Refused by the provider for what was asked (400 and its like); not tried elsewhere. */
  | 'refused'
  /** Failed, or was saturated; the exchange moved on or ended. */
  | 'failed'
  /** The client went away first. */
  | 'abandoned'
  /** The gateway died first; written at the next start. */
  | 'interrupted'

export interface AttemptClosed {
  readonly kind: 'closed'
  readonly attempt: AttemptId
  readonly exchange: ExchangeId
  readonly atMs: number
  readonly outcome: AttemptOutcome
  /** HTTP status of the provider; null when none came. */
  readonly status: number | null
  /** Why it did not answer: the provider's error code, or ours; null when it answered. */
  readonly reason: string | null
  /** Null where nothing was used and nothing is billed. */
  readonly usage: Usage | null
  /** `measured`: the provider's own figures. `estimated`: ours, because it gave none. */
  readonly quality: 'measured' | 'estimated' | 'none'
  /** Price of `usage` where it was served; null when no price is known (unpriced usage is reported as such). */
  readonly nanoUsd: number | null
  /** The deployment that truly served, by the provider's word, when the provider spilled it; null otherwise. */
  readonly spilledTo: string | null
  readonly serviceTier: string | null
  /** The model and version the provider says answered. */
  readonly servedModel: string | null
  /** The provider's own request id. */
  readonly providerRequest: string | null
  /** From sending to first byte of an answer, and to its end, in milliseconds; null when none came. */
  readonly firstByteMs: number | null
  readonly totalMs: number
}

export interface ExchangeSettled {
  readonly kind: 'settled'
  readonly exchange: ExchangeId
  readonly atMs: number
  /** Null when the exchange ended before the consumer was known. */
  readonly consumer: ConsumerPath | null
  readonly costCenter: string | null
  readonly asked: string | null
  readonly operation: string
  readonly stream: boolean
  /** What the client saw. */
  readonly status: number
  /** Null when answered; otherwise why not. `client_closed`, `upstream_cut` and their like stand here too. */
  readonly failure: FailureCode | null
  readonly detail: string | null
  readonly attempts: number
  /** Id of the deployment whose answer the client got. */
  readonly deployment: string | null
  /** Deployments that were not candidates, and why: `ptu-swc: soft cap 0.93`. Empty when all were. */
  readonly skipped: readonly string[]
  /** Candidates in the order in which they stood. */
  readonly candidates: readonly string[]
  readonly totalMs: number
  /** The gateway's own share of `totalMs`. */
  readonly overheadMs: number
  readonly planRevision: string
  /** Id of its trace, kept or not: 32 hexadecimal digits. Left out where nothing is traced. */
  readonly trace?: string
  /** Milliseconds since the epoch: its text is kept until then, in a record of its own. Left out where none is. */
  readonly textUntilMs?: number
}

export interface KeptText {
  readonly kind: 'text'
  readonly exchange: ExchangeId
  readonly atMs: number
  readonly untilMs: number
  /** Messages as JSON text, redacted, sealed (`text-keys.ts`); null where they are not kept, or there were none. */
  readonly prompt: string | null
  readonly answer: string | null
  /** Something of them is missing, for its length. */
  readonly isCut: boolean
}

/** In bytes, of a prompt and of an answer each. */
export const MAX_KEPT_TEXT_BYTES = 262_144

export interface KeyUsed {
  readonly kind: 'used'
  /** Id of the key. */
  readonly key: string
  readonly atMs: number
}
