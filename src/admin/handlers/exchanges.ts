import type { z } from 'zod'

import { FAILURES, NANO_USD_PER_USD } from '../../base/index.ts'
import {
  type AttemptRecords,
  type ExchangeOrTrace,
  type ExchangePlace,
  type ExchangeRecords,
  type ExchangeSettled,
  whatHappened,
  isTraceId,
  summaryOf,
} from '../../ledger/index.ts'
import { traceLink } from '../../workload/index.ts'
import type { attemptDetail, exchangeRow } from '../api/exchanges.ts'
import { ApiProblem } from '../api-problem.ts'
import type { AnswerOf, Handlers } from '../call.ts'
import type { ApiPorts } from '../ports.ts'
import { failureMeaning } from '../failure-meaning.ts'
import { textOf, textState, withoutText } from '../kept-text.ts'

type Row = z.output<typeof exchangeRow>
type Detail = AnswerOf<'exchanges.show'>
type Attempt = z.output<typeof attemptDetail>

export const EXCHANGE_HANDLERS: Handlers<'exchanges.search' | 'exchanges.show' | 'exchanges.text'> = {
  async 'exchanges.search'({ query, ports: { ledger } }) {
    const { consumer, minUsd, cursor } = query
    const page = await ledger.searchExchanges({
      fromMs: query.fromMs ?? null,
      toMs: query.toMs ?? null,
      consumer: consumer?.replace(/\/+$/, '') ?? null,
      costCenter: query.costCenter ?? null,
      asked: query.model ?? null,
      deployment: query.deployment ?? null,
      region: query.region ?? null,
      operation: query.operation ?? null,
      outcome: query.outcome ?? null,
      failure: query.failure ?? null,
      status: query.status ?? null,
      minTotalMs: query.minTotalMs ?? null,
      minAttempts: query.minAttempts ?? null,
      minNanoUsd: minUsd === undefined ? null : minUsd * NANO_USD_PER_USD,
      id: query.id === undefined ? null : namedBy(query.id),
      after: cursor === undefined ? null : placeOf(cursor),
      limit: query.limit,
    })
    return {
      rows: page.found.flatMap(({ settled, attempts }) =>
        settled === null ? [] : [rowOf(settled, attempts)],
      ),
      next: page.next === null ? null : cursorOf(page.next),
    }
  },
  async 'exchanges.show'({ params: { id }, ports }) {
    return detailOf(id, await recordsOf(id, ports), ports)
  },
  async 'exchanges.text'({ params: { id }, ports, note }) {
    const { settled } = await recordsOf(id, ports)
    const nowMs = ports.clock.nowMs()
    const kept = await ports.ledger.keptText({ exchange: id, nowMs })
    if (kept === null) throw withoutText(id, settled, nowMs)
    note({ details: { consumer: settled?.consumer ?? null } })
    return textOf(kept)
  },
}

async function recordsOf(id: string, { ledger }: Pick<ApiPorts, 'ledger'>): Promise<ExchangeRecords> {
  const records = await ledger.exchange(id)
  if (records !== null) return records
  throw new ApiProblem(
    'not_found',
    `the ledger has no exchange ${id}`,
    'Use the id of the header x-request-id; one that was refused before its consumer was known is in the log alone.',
  )
}

export function detailOf(
  id: string,
  records: ExchangeRecords,
  { clock, design }: Pick<ApiPorts, 'clock' | 'design'>,
): Detail {
  const { settled, attempts } = records
  const traceId = settled?.trace ?? null
  const link = design().plan.telemetry.traces?.link ?? null
  const beganMs = beginningOf(records)
  return {
    row: settled === null ? rowUnderWay(id, attempts, clock.nowMs() - beganMs) : rowOf(settled, attempts),
    isUnderWay: settled === null,
    beganMs: Math.max(0, Math.round(beganMs)),
    verdict: whatHappened(records),
    detail: settled?.detail ?? null,
    ...remediesOf(settled),
    candidates: [...(settled?.candidates ?? [])],
    skipped: (settled?.skipped ?? []).map(skippedOf),
    planRevision: settled?.planRevision ?? '',
    attempts: attempts.map((attempt) => attemptOf(attempt, beganMs)),
    traceId,
    traceLink: traceId === null || link === null ? null : traceLink(link, traceId),
    text:
      settled === null
        ? null
        : { state: textState(settled, clock.nowMs()), untilMs: settled.textUntilMs ?? null },
  }
}

function rowOf(settled: ExchangeSettled, attempts: readonly AttemptRecords[]): Row {
  const summary = summaryOf(settled, attempts)
  const { failure, nanoUsd } = summary
  return {
    exchange: settled.exchange,
    atMs: settled.atMs,
    consumer: settled.consumer,
    costCenter: settled.costCenter,
    asked: settled.asked,
    operation: settled.operation,
    isStream: settled.stream,
    outcome: summary.outcome,
    status: settled.status,
    failure,
    meaning: failure === null ? null : failureMeaning(failure),
    deployment: summary.deployments[0] ?? null,
    region: summary.regions[0] ?? null,
    attempts: attempts.length,
    ...tokensOf(attempts),
    usd: nanoUsd === null ? null : nanoUsd / NANO_USD_PER_USD,
    totalMs: settled.totalMs,
    firstTokenMs: firstTokenOf(attempts, beginningOf({ settled, attempts })),
    overheadMs: settled.overheadMs,
  }
}

/** What is known of one that has not ended; that it has not is said beside it. */
function rowUnderWay(exchange: string, attempts: readonly AttemptRecords[], sinceMs: number): Row {
  const first = attempts[0]?.opened
  const last = attempts[attempts.length - 1]?.opened
  return {
    exchange,
    atMs: first?.atMs ?? 0,
    consumer: first?.consumer ?? null,
    costCenter: first?.costCenter ?? null,
    asked: first?.asked ?? null,
    operation: first?.operation ?? '',
    isStream: false,
    outcome: 'answered',
    status: 0,
    failure: null,
    meaning: null,
    deployment: last?.deployment ?? null,
    region: last?.region ?? null,
    attempts: attempts.length,
    ...tokensOf(attempts),
    usd: null,
    totalMs: Math.max(0, sinceMs),
    firstTokenMs: null,
    overheadMs: 0,
  }
}

function tokensOf(attempts: readonly AttemptRecords[]): { input: number; output: number } {
  let input = 0
  let output = 0
  for (const { closed } of attempts) {
    input += closed?.usage?.input ?? 0
    output += closed?.usage?.output ?? 0
  }
  return { input, output }
}

function beginningOf({ settled, attempts }: ExchangeRecords): number {
  return settled === null ? (attempts[0]?.opened.atMs ?? 0) : settled.atMs - settled.totalMs
}

/** Since the exchange began; of the last attempt that answered. */
function firstTokenOf(attempts: readonly AttemptRecords[], beganMs: number): number | null {
  const answered = attempts.findLast(({ closed }) => closed?.outcome === 'answered')
  const firstByteMs = answered?.closed?.firstByteMs ?? null
  return answered === undefined || firstByteMs === null
    ? null
    : Math.max(0, answered.opened.atMs - beganMs) + firstByteMs
}

function remediesOf(settled: ExchangeSettled | null): Pick<Detail, 'remedy' | 'remedyInConsole'> {
  const failure = settled?.failure ?? null
  // A record of another program may name a failure that this one does not know.
  const known: { readonly remedy: string; readonly inConsole?: string } | undefined =
    failure === null ? undefined : FAILURES[failure]
  return { remedy: known?.remedy ?? null, remedyInConsole: known?.inConsole ?? null }
}

/** As routing writes it: `ptu-swc: soft cap 0.93`. */
function skippedOf(text: string): { deployment: string; reason: string } {
  const end = text.indexOf(': ')
  return end === -1
    ? { deployment: text, reason: '' }
    : { deployment: text.slice(0, end), reason: text.slice(end + 2) }
}

function attemptOf({ opened, closed, originLost }: AttemptRecords, beganMs: number): Attempt {
  return {
    attempt: opened.attempt,
    model: opened.model,
    deployment: opened.deployment,
    deploymentType: opened.deploymentType,
    account: opened.account,
    region: opened.region,
    startMs: originLost === true ? null : Math.max(0, opened.atMs - beganMs),
    firstByteMs: closed?.firstByteMs ?? null,
    totalMs: closed?.totalMs ?? null,
    outcome: closed?.outcome ?? null,
    status: closed?.status ?? null,
    reason: closed?.reason ?? null,
    estimatedInput: opened.estimate.input,
    estimatedOutput: opened.estimate.output,
    input: closed?.usage?.input ?? null,
    cached: closed?.usage?.cached ?? null,
    output: closed?.usage?.output ?? null,
    reasoning: closed?.usage?.reasoning ?? null,
    quality: closed?.quality ?? null,
    usd: closed === null || closed.nanoUsd === null ? null : closed.nanoUsd / NANO_USD_PER_USD,
    servedModel: closed?.servedModel ?? null,
    spilledTo: closed?.spilledTo ?? null,
    serviceTier: closed?.serviceTier ?? null,
    providerRequest: closed?.providerRequest ?? null,
  }
}

/** As a header `traceparent` has it; its second part is the trace. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/
/** Attempts are named after their exchange: `req_….2`. */
const ATTEMPT = /^(req_[0-9a-z]+)\.\d+$/

function namedBy(given: string): ExchangeOrTrace {
  const text = given.trim()
  const trace = TRACEPARENT.exec(text.toLowerCase())?.[1] ?? text.toLowerCase()
  if (isTraceId(trace)) return { kind: 'trace', id: trace }
  return { kind: 'exchange', id: ATTEMPT.exec(text)?.[1] ?? text }
}

const CURSOR = /^(\d{1,16})\.(.{1,100})$/s

function cursorOf({ atMs, exchange }: ExchangePlace): string {
  return Buffer.from(`${atMs}.${exchange}`).toString('base64url')
}

function placeOf(cursor: string): ExchangePlace {
  const [, atMs, exchange] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (atMs === undefined || exchange === undefined)
    throw new ApiProblem('bad_request', 'cursor is none that a page has given', 'Begin without a cursor.')
  return { atMs: Number(atMs), exchange }
}
