import { FAILURES } from '../base/index.ts'
import type { AttemptRecords } from './record-store.ts'
import type { ExchangeSettled } from './records.ts'

export const EXCHANGE_OUTCOMES = ['answered', 'refused', 'failed'] as const
/**
 * `refused`: by a limit, a right, or the provider for what was asked, or the client left: the client's matter. `failed`:
 * a fault of the gateway or of all providers.
 */
export type ExchangeOutcome = (typeof EXCHANGE_OUTCOMES)[number]

export function exchangeOutcome({
  failure,
  status,
}: Pick<ExchangeSettled, 'failure' | 'status'>): ExchangeOutcome {
  if (failure === null) return status < 400 ? 'answered' : 'refused'
  // A record of another program may name a failure that this one does not know.
  const known: { readonly status: number } | undefined = FAILURES[failure]
  return (known?.status ?? status) >= 500 ? 'failed' : 'refused'
}

/** Why an exchange was not answered, in a word: the failure, or that the provider refused it. Null when answered. */
export function exchangeFailure({
  failure,
  status,
}: Pick<ExchangeSettled, 'failure' | 'status'>): string | null {
  return failure ?? (status < 400 ? null : `provider_${status}`)
}

/** What a settled exchange is searched by and counted under; of the settlement and its attempts. */
export interface ExchangeSummary {
  readonly exchange: string
  /** When it ended. */
  readonly atMs: number
  readonly consumer: string | null
  readonly costCenter: string | null
  readonly asked: string | null
  readonly operation: string
  readonly outcome: ExchangeOutcome
  /** As `exchangeFailure` names it. */
  readonly failure: string | null
  readonly status: number
  readonly attempts: number
  readonly totalMs: number
  /** Null where it used tokens and no price is known. */
  readonly nanoUsd: number | null
  /** Of all its attempts, tokens. */
  readonly input: number
  readonly cached: number
  readonly output: number
  /** Deployments of its attempts, each once: first the one under which it is counted. */
  readonly deployments: readonly string[]
  /** Of these deployments, each in its place. */
  readonly regions: readonly (string | null)[]
  /** Under which it is counted; null where it named none that is known. */
  readonly model: string | null
  /** Id of its trace, 32 hexadecimal digits; null where nothing is traced. */
  readonly trace: string | null
}

/** An exchange is counted where its answer came from, or else where it was tried last. */
export function summaryOf(settled: ExchangeSettled, attempts: readonly AttemptRecords[]): ExchangeSummary {
  const last =
    attempts.findLast(({ opened }) => opened.deployment === settled.deployment) ??
    attempts[attempts.length - 1]
  const places = new Map<string, string | null>()
  if (last !== undefined) places.set(last.opened.deployment, last.opened.region)
  for (const { opened } of attempts)
    if (!places.has(opened.deployment)) places.set(opened.deployment, opened.region)
  return {
    exchange: settled.exchange,
    atMs: settled.atMs,
    consumer: settled.consumer,
    costCenter: settled.costCenter,
    asked: settled.asked,
    operation: settled.operation,
    outcome: exchangeOutcome(settled),
    failure: exchangeFailure(settled),
    status: settled.status,
    attempts: attempts.length,
    totalMs: settled.totalMs,
    nanoUsd: costOf(attempts),
    input: tokensOf(attempts, 'input'),
    cached: tokensOf(attempts, 'cached'),
    output: tokensOf(attempts, 'output'),
    deployments: [...places.keys()],
    regions: [...places.values()],
    model: last?.opened.model ?? askedModel(settled),
    trace: settled.trace !== undefined && isTraceId(settled.trace) ? settled.trace : null,
  }
}

/** As W3C Trace Context writes it. */
export function isTraceId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}

function tokensOf(attempts: readonly AttemptRecords[], of: 'input' | 'cached' | 'output'): number {
  return attempts.reduce((sum, { closed }) => sum + (closed?.usage?.[of] ?? 0), 0)
}

function costOf(attempts: readonly AttemptRecords[]): number | null {
  let sum = 0
  let isPriced = false
  let isUnpriced = false
  for (const { closed } of attempts) {
    if (closed === null) continue
    if (closed.nanoUsd !== null) {
      sum += closed.nanoUsd
      isPriced = true
    } else if (closed.usage !== null) isUnpriced = true
  }
  return isUnpriced && !isPriced ? null : sum
}

/** What a client asks for may be any text; after these failures it was a model of the file. */
function askedModel({ asked, failure, status }: ExchangeSettled): string | null {
  if (failure === null) return null
  const known: { readonly status: number } | undefined = FAILURES[failure]
  const code = known?.status ?? status
  return code === 403 || code === 429 || code === 503 ? asked : null
}
