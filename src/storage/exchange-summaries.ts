import {
  type AttemptRecords,
  type ExchangeSettled,
  type ExchangeSummary,
  summaryOf,
} from '../ledger/index.ts'
import { line } from './copy-text.ts'
import type { SqlSession } from './sql-client.ts'
import { attemptOf, type AttemptRow } from './attempt-row.ts'
import { clean } from './clean-text.ts'
import type { UseNotes } from './use-notes.ts'

/** The narrow rows that exchanges are searched by. */
const COPY_SUMMARIES = `COPY exchange_summaries (at_ms, exchange, status, attempts, nano_usd, input, cached, output, total_ms, outcome, operation,
  consumer, cost_center, asked, model, failure, deployments, regions, trace)`

const ATTEMPTS_OF = `
SELECT * FROM attempts WHERE exchange = ANY($1::text[]) ORDER BY length(attempt), attempt`

/** Rows of exchanges that are new. */
export async function copySummaries(
  session: SqlSession,
  summaries: readonly ExchangeSummary[],
): Promise<void> {
  if (summaries.length === 0) return
  await session.copy(COPY_SUMMARIES, summaries.map(summaryLine).join(''))
}

export async function attemptsOf(
  session: SqlSession,
  exchanges: readonly string[],
): Promise<ReadonlyMap<string, readonly AttemptRecords[]>> {
  if (exchanges.length === 0) return new Map()
  const { rows } = await session.query<AttemptRow>(ATTEMPTS_OF, [exchanges])
  return Map.groupBy(rows.map(attemptOf), ({ opened }) => opened.exchange as string)
}

const LOCK_SUMMARIES = `
SELECT e.exchange, e.settled, s.at_ms::float8 AS "atMs", s.consumer, s.cost_center AS "costCenter", s.asked, s.operation,
  s.outcome, s.failure, s.status, s.attempts, s.total_ms AS "totalMs", s.nano_usd::float8 AS "nanoUsd", s.input::float8 AS input,
  s.cached::float8 AS cached, s.output::float8 AS output, s.deployments,
  s.regions, s.model, replace(s.trace::text, '-', '') AS trace
FROM exchanges e JOIN exchange_summaries s ON s.at_ms = e.at_ms AND s.exchange = e.exchange
WHERE e.exchange = ANY($1::text[])
ORDER BY s.exchange FOR UPDATE OF s`

/** Puts right what exchanges are found by and counted under, whose attempts changed after they had been settled. */
export async function refreshSummaries(
  session: SqlSession,
  exchanges: readonly string[],
  notes: UseNotes,
): Promise<void> {
  if (exchanges.length === 0) return
  const { rows } = await session.query<ExchangeSummary & { readonly settled: string }>(LOCK_SUMMARIES, [
    exchanges,
  ])
  if (rows.length === 0) return
  const attempts = await attemptsOf(
    session,
    rows.map(({ exchange }) => exchange),
  )
  const changed: ExchangeSummary[] = []
  for (const { settled, ...before } of rows) {
    const after = summaryOf(JSON.parse(settled) as ExchangeSettled, attempts.get(before.exchange) ?? [])
    if (summaryLine(before) === summaryLine(after)) continue
    notes.addExchange(before, -1)
    notes.addExchange(after)
    changed.push(after)
  }
  if (changed.length === 0) return
  await session.query(
    `DELETE FROM exchange_summaries s USING json_to_recordset($1::json) AS r("atMs" bigint, exchange text)
    WHERE s.at_ms = r."atMs" AND s.exchange = r.exchange`,
    [JSON.stringify(changed.map(({ atMs, exchange }) => ({ atMs, exchange })))],
  )
  await copySummaries(session, changed)
}

function summaryLine(summary: ExchangeSummary): string {
  const { consumer, costCenter, asked, model, failure } = summary
  return line([
    summary.atMs,
    summary.exchange,
    summary.status,
    summary.attempts,
    summary.nanoUsd,
    summary.input,
    summary.cached,
    summary.output,
    summary.totalMs,
    summary.outcome,
    clean(summary.operation),
    ...[consumer, costCenter, asked, model, failure].map((text) => (text === null ? null : clean(text))),
    arrayText(summary.deployments),
    arrayText(summary.regions),
    summary.trace,
  ])
}

/** An array of texts as Postgres writes it (PostgreSQL documentation, "Arrays", section 8.15.6). */
function arrayText(values: readonly (string | null)[]): string {
  const quoted = values.map((value) =>
    value === null ? 'NULL' : `"${clean(value).replace(/["\\]/g, (found) => `\\${found}`)}"`,
  )
  return `{${quoted.join(',')}}`
}
