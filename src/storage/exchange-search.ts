import type {
  AttemptRecords,
  ExchangeOrTrace,
  ExchangePage,
  ExchangeSearch,
  ExchangeSettled,
  ExchangeSummary,
} from '../ledger/index.ts'
import { attemptsOf } from './exchange-summaries.ts'
import type { SqlClient } from './sql-client.ts'
import { clean } from './clean-text.ts'

const MAX_PAGE = 200

/** Each condition, and the value that it stands for where it is asked. */
const CONDITIONS: readonly {
  readonly asked: (search: ExchangeSearch) => readonly unknown[] | null
  readonly sql: (...places: readonly string[]) => string
}[] = [
  { asked: ({ fromMs }) => one(fromMs), sql: (from) => `s.at_ms >= ${from}` },
  { asked: ({ toMs }) => one(toMs), sql: (to) => `s.at_ms < ${to}` },
  {
    asked: ({ after }) => (after === null ? null : [after.atMs, clean(after.exchange)]),
    // Said twice, so that the index on the time alone begins there.
    sql: (at, exchange) => `s.at_ms <= ${at} AND (s.at_ms < ${at} OR s.exchange < ${exchange})`,
  },
  {
    asked: ({ consumer }) => one(consumer),
    sql: (path) => `(s.consumer = ${path} OR starts_with(s.consumer, ${path} || '/'))`,
  },
  { asked: ({ costCenter }) => one(costCenter), sql: (value) => `s.cost_center = ${value}` },
  { asked: ({ asked }) => one(asked), sql: (value) => `s.asked = ${value}` },
  { asked: ({ deployment }) => one(deployment), sql: (value) => `${value} = ANY(s.deployments)` },
  { asked: ({ region }) => one(region), sql: (value) => `${value} = ANY(s.regions)` },
  { asked: ({ operation }) => one(operation), sql: (value) => `s.operation = ${value}` },
  { asked: ({ outcome }) => one(outcome), sql: (value) => `s.outcome = ${value}` },
  { asked: ({ failure }) => one(failure), sql: (value) => `s.failure = ${value}` },
  { asked: ({ status }) => one(status), sql: (value) => `s.status = ${value}` },
  { asked: ({ minTotalMs }) => one(minTotalMs), sql: (value) => `s.total_ms >= ${value}` },
  { asked: ({ minAttempts }) => one(minAttempts), sql: (value) => `s.attempts >= ${value}` },
  { asked: ({ minNanoUsd }) => one(minNanoUsd), sql: (value) => `s.nano_usd >= ${value}::float8` },
]

/**
 * Along the index from the newest on: a page of what is found often costs a page, and of what is not there a look at
 * each row. Left to itself Postgres would, without statistics, sort all that it believes to find.
 */
const SETTINGS = 'SET LOCAL jit = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off'

/** The filters of a range index answer with whole ranges. */
const TRACE_SETTINGS = 'SET LOCAL jit = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off'

export function searchExchanges(client: SqlClient, search: ExchangeSearch): Promise<ExchangePage> {
  const values: unknown[] = []
  const conditions = CONDITIONS.flatMap(({ asked, sql }) => {
    const own = asked(search)
    if (own === null) return []
    return [sql(...own.map((value) => `$${values.push(value)}`))]
  })
  const most = Math.min(search.limit, MAX_PAGE)
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const { rows, settings } = rowsOf(search.id, values)
  const text = `
SELECT f.*, e.settled FROM (
  SELECT s.at_ms::float8 AS "atMs", s.exchange, s.consumer, s.cost_center AS "costCenter", s.asked, s.operation, s.outcome,
    s.failure, s.status, s.attempts, s.total_ms AS "totalMs", s.nano_usd::float8 AS "nanoUsd", s.input::float8 AS input,
    s.cached::float8 AS cached, s.output::float8 AS output, s.deployments, s.regions,
    s.model, replace(s.trace::text, '-', '') AS trace
  FROM ${rows} s ${where} ORDER BY s.at_ms DESC, s.exchange DESC LIMIT $${values.push(most + 1)}
) AS f LEFT JOIN exchanges e ON e.exchange = f.exchange
ORDER BY f."atMs" DESC, f.exchange DESC`
  return client.transaction(async (session) => {
    await session.exec(settings)
    const { rows: found } = await session.query<ExchangeSummary & { readonly settled: string }>(text, values)
    const page = found.slice(0, most)
    const attempts = await attemptsOf(
      session,
      page.map(({ exchange }) => exchange),
    )
    const whole = page.map(({ settled, ...summary }) => ({
      summary,
      settled: JSON.parse(settled) as ExchangeSettled,
      attempts: attempts.get(summary.exchange) ?? ([] as readonly AttemptRecords[]),
    }))
    const last = page[page.length - 1]
    const isLast = found.length <= most || last === undefined
    return { found: whole, next: isLast ? null : { atMs: last.atMs, exchange: last.exchange } }
  })
}

/** Rows of one exchange or of one trace are looked up first, by their own index, and are few. */
function rowsOf(
  of: ExchangeOrTrace | null,
  values: unknown[],
): { readonly rows: string; readonly settings: string } {
  if (of === null) return { rows: 'exchange_summaries', settings: SETTINGS }
  if (of.kind === 'trace')
    return {
      rows: `(SELECT * FROM exchange_summaries WHERE trace = $${values.push(of.id)}::uuid OFFSET 0)`,
      settings: TRACE_SETTINGS,
    }
  return {
    rows: `(SELECT o.* FROM exchanges x JOIN exchange_summaries o ON o.at_ms = x.at_ms AND o.exchange = x.exchange
  WHERE x.exchange = $${values.push(clean(of.id))} OFFSET 0)`,
    settings: SETTINGS,
  }
}

function one(value: string | number | null): readonly unknown[] | null {
  // What Postgres cannot hold stands in the rows as something else, and is looked for as that.
  return value === null ? null : [typeof value === 'string' ? clean(value) : value]
}
