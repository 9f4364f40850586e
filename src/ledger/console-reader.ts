import type { ExchangeRecords } from './record-store.ts'
import type { ExchangeOutcome, ExchangeSummary } from './exchange-summary.ts'
import type { KeptText } from './records.ts'
import type { Span } from './statement-reader.ts'

/** The port for who looks at what happens: sums over windows that are answered at once, however much the ledger holds. */
export interface ConsoleReader {
  /** In the order of names, then steps; without steps, dearest first. */
  traffic(query: TrafficQuery): Promise<readonly TrafficRow[]>
  /** Why exchanges (of an attempt's deployment: attempts) were not answered, most first. */
  failures(query: FailureQuery): Promise<readonly FailureRow[]>
  /** Newest first. */
  searchExchanges(query: ExchangeSearch): Promise<ExchangePage>
  /** Who used a deployment most, dearest first; each exchange with all that it cost. */
  consumersOf(query: ConsumersQuery): Promise<readonly ConsumerUse[]>
  /** What exchanges of a path and all below it used, by model, dearest first; without times of attempts. */
  modelsOf(query: ModelsQuery): Promise<readonly TrafficRow[]>
  /** What a path and all below it cost in each of the spans, whose bounds are whole hours. */
  costs(query: CostQuery): Promise<readonly number[]>
  /** Months in UTC in which attempts ended, such as `2026-11`, newest first. */
  recordedMonths(): Promise<readonly string[]>
  /** Beginning of the hour in which the first of all that is recorded ended; null where nothing is. */
  recordedFromMs(): Promise<number | null>
  /** What was asked and answered, where it is kept, and still is at `nowMs`. */
  keptText(query: KeptTextQuery): Promise<Omit<KeptText, 'kind' | 'atMs'> | null>
  /** Another text whenever what the ledger holds of the span has changed. */
  revision(span: Span): Promise<string>
}

/** `all` has the one name `''`; `path` sums a consumer's path and all below it; a region may be `''`: none. */
export const TRAFFIC_KINDS = ['all', 'region', 'model', 'deployment', 'path'] as const
export type TrafficKind = (typeof TRAFFIC_KINDS)[number]

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
/** Minutes are kept so long; older traffic is there by the hour. */
export const MINUTES_KEPT_MS = 72 * HOUR_MS

export interface TrafficQuery extends Span {
  readonly kind: TrafficKind
  /** Null is all of the kind. */
  readonly names: readonly string[] | null
  /**
   * Null sums the whole span. Steps begin at multiples of their length: whole minutes that divide an hour, or whole
   * hours. Bounds of the span are those of minutes where it lies within `MINUTES_KEPT_MS`, else of hours.
   */
  readonly stepMs: number | null
  /** Leaves percentiles out of a whole span: of many names they cost more than all the rest. */
  readonly withoutTimes?: true
  readonly limit: number
}

/** An exchange counts when it ended, an attempt and what it used when that ended. */
export interface TrafficSums {
  readonly exchanges: number
  readonly answered: number
  readonly refused: number
  readonly failed: number
  readonly attempts: number
  /** Null where percentiles are left out: both are of the same counts. */
  readonly attemptsAnswered: number | null
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly nanoUsd: number
  /** Of attempts that answered, from sending to the first byte and to the end; null where none did. */
  readonly firstTokenP50Ms: number | null
  readonly firstTokenP95Ms: number | null
  readonly totalP50Ms: number | null
  readonly totalP95Ms: number | null
}

export interface TrafficRow extends TrafficSums {
  readonly name: string
  /** Beginning of the step; null of a whole span. */
  readonly atMs: number | null
}

export interface FailureQuery extends Span {
  readonly kind: 'all' | 'deployment' | 'path'
  readonly name: string
  readonly limit: number
}

export interface FailureRow {
  readonly reason: string
  readonly count: number
}

/** Fields that are null are free. */
export interface ExchangeSearch {
  readonly fromMs: number | null
  readonly toMs: number | null
  /** This path and all below it. */
  readonly consumer: string | null
  readonly costCenter: string | null
  readonly asked: string | null
  /** Of any attempt. */
  readonly deployment: string | null
  readonly region: string | null
  readonly operation: string | null
  readonly outcome: ExchangeOutcome | null
  readonly failure: string | null
  readonly status: number | null
  readonly minTotalMs: number | null
  readonly minAttempts: number | null
  readonly minNanoUsd: number | null
  /** An exchange, or those of a trace. */
  readonly id: ExchangeOrTrace | null
  /** Goes on below this one. */
  readonly after: ExchangePlace | null
  readonly limit: number
}

export interface ExchangeOrTrace {
  readonly kind: 'exchange' | 'trace'
  readonly id: string
}

/** Where an exchange stands in the order of search. */
export interface ExchangePlace {
  readonly atMs: number
  readonly exchange: string
}

export interface FoundExchange extends ExchangeRecords {
  readonly summary: ExchangeSummary
}

export interface ExchangePage {
  readonly found: readonly FoundExchange[]
  /** Null where there are no more. */
  readonly next: ExchangePlace | null
}

export interface KeptTextQuery {
  readonly exchange: string
  readonly nowMs: number
}

export interface ConsumersQuery extends Span {
  readonly deployment: string
  readonly limit: number
}

export interface ConsumerUse {
  readonly consumer: string
  readonly exchanges: number
  readonly nanoUsd: number
}

export interface ModelsQuery extends Span {
  readonly path: string
  readonly limit: number
}

export interface CostQuery {
  readonly path: string
  readonly spans: readonly Span[]
}

/** A consumer's path and all above it: `/a/b/c`, `/a/b`, `/a`. */
export function pathsAbove(path: string): readonly string[] {
  const paths = [path]
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    paths.push(path.slice(0, at))
  return paths
}
