import type { AttemptRecords } from './record-store.ts'
import type { AttemptOutcome } from './records.ts'

/** The port for whoever makes statements of the records: sums by everything that a price or a payer may hang on. */
export interface StatementReader {
  /** What was used, in groups; attempts that used nothing are in none. */
  billedUse(query: BilledUseQuery): Promise<readonly BilledUse[]>
  /** What provisioned deployments served themselves, by hour. */
  provisionedUse(span: Span): Promise<readonly ProvisionedUse[]>
  /** Attempts of one group, in the order of their ids. */
  attemptsOf(query: GroupQuery): Promise<readonly AttemptRecords[]>
  /** Demand minute by minute, for whoever asks what capacity would have done. */
  demand(span: Span): Promise<readonly MinuteDemand[]>
  /** First and last attempt; null when there is none. */
  recorded(): Promise<Span | null>
}

/** Milliseconds since the epoch, from and below. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export interface BilledUseQuery extends Span {
  /** From how many input tokens on a base model has its price for long prompts. */
  readonly longContext: readonly { readonly baseModel: string; readonly fromInputTokens: number }[]
}

/** What all attempts of a group have in common. */
export interface UseKey {
  readonly consumer: string
  readonly costCenter: string | null
  readonly asked: string
  readonly model: string
  readonly baseModel: string
  readonly deployment: string
  readonly deploymentType: string | null
  readonly account: string
  readonly region: string | null
  readonly outcome: AttemptOutcome
  readonly serviceTier: string | null
  /** Served, by the provider's word, by another deployment than the one called. */
  readonly isSpilled: boolean
  readonly isPriced: boolean
  readonly isLong: boolean
}

export interface BilledUse extends UseKey {
  readonly attempts: number
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
  readonly audioInput: number
  readonly audioOutput: number
  /** Input and output tokens that are an estimate. */
  readonly estimated: number
  readonly nanoUsd: bigint
}

export interface ProvisionedUse {
  readonly deployment: string
  /** Beginning of the hour. */
  readonly hourMs: number
  readonly consumer: string
  readonly costCenter: string | null
  readonly attempts: number
  /** Input that was not cached: what counts on the bucket, with output by its weight. */
  readonly freshInput: number
  readonly output: number
}

export interface GroupQuery extends BilledUseQuery {
  /** Fields that are left out are free. */
  readonly key: Partial<UseKey>
  /** Attempt id to go on after. */
  readonly after: string | null
  readonly limit: number
}

export interface MinuteDemand {
  readonly model: string
  readonly minuteMs: number
  readonly attempts: number
  readonly freshInput: number
  readonly cached: number
  readonly output: number
  /** Of these, what provisioned deployments served themselves. */
  readonly provisionedFreshInput: number
  readonly provisionedOutput: number
  /** The busiest ten seconds of the minute. */
  readonly peakFreshInput: number
  readonly peakOutput: number
  /** What was paid by token. */
  readonly nanoUsd: bigint
}
