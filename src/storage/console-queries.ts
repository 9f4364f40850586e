import {
  type ConsoleReader,
  type ConsumersQuery,
  type ConsumerUse,
  type CostQuery,
  type ExchangePage,
  type ExchangeSearch,
  type FailureQuery,
  type FailureRow,
  HOUR_MS,
  type KeptTextQuery,
  LATENCY_BUCKETS,
  type ModelsQuery,
  latencyPercentileMs,
  type Span,
  type TrafficQuery,
  type TrafficRow,
} from '../ledger/index.ts'
import { searchExchanges } from './exchange-search.ts'
import { keptText, type StoredText } from './kept-texts.ts'
import type { SqlClient } from './sql-client.ts'
import { clean } from './clean-text.ts'
import { USE_COUNTERS } from './use-deltas.ts'
import { UseSums } from './use-sums.ts'

/** What the records process is asked for the console, and answers. */
export interface ConsoleRequests {
  traffic: { readonly asks: TrafficQuery; readonly answers: readonly TrafficRow[] }
  failures: { readonly asks: FailureQuery; readonly answers: readonly FailureRow[] }
  searchExchanges: { readonly asks: ExchangeSearch; readonly answers: ExchangePage }
  consumersOf: { readonly asks: ConsumersQuery; readonly answers: readonly ConsumerUse[] }
  modelsOf: { readonly asks: ModelsQuery; readonly answers: readonly TrafficRow[] }
  costs: { readonly asks: CostQuery; readonly answers: readonly number[] }
  keptText: { readonly asks: KeptTextQuery; readonly answers: StoredText | null }
  recordedMonths: { readonly asks: null; readonly answers: readonly string[] }
  recordedFromMs: { readonly asks: null; readonly answers: number | null }
  revision: { readonly asks: Span; readonly answers: string }
}
type Handlers = {
  readonly [Name in keyof ConsoleRequests]: (
    asks: ConsoleRequests[Name]['asks'],
  ) => Promise<ConsoleRequests[Name]['answers']>
}

/** Whatever is asked for: an answer stays within some megabytes. */
const MAX_ROWS = 10_000
const MAX_NAMES = 1_000

const BUCKETS = Array.from({ length: LATENCY_BUCKETS }, (_, bucket) => bucket)
const SUMS = USE_COUNTERS.map((name) => `coalesce(sum(${name}), 0)::float8 AS ${name}`).join(', ')
const histogram = (letter: string): string =>
  `ARRAY[${BUCKETS.map((bucket) => `coalesce(sum(${letter}${bucket}), 0)::float8`).join(', ')}]`
const COLUMNS = `${SUMS}, ${histogram('f')} AS first, ${histogram('t')} AS total`

/** Each subject is looked up by its key; how many rows it has, Postgres need not know. */
const SUBJECTS = `use_subjects s WHERE s.kind = $1 AND ($2::text[] IS NULL OR s.name = ANY($2))`

/** Whole hours by the hour, what is left at both ends by the minute. */
const whole = (columns: string): string => `
SELECT s.name, NULL::float8 AS "atMs", u.* FROM ${SUBJECTS.replace(
  ' WHERE',
  ` CROSS JOIN LATERAL (
  SELECT ${columns} FROM (
    SELECT * FROM use_hours h WHERE h.subject = s.id AND h.at_ms >= $3 AND h.at_ms < $4
    UNION ALL SELECT * FROM use_minutes m WHERE m.subject = s.id AND m.at_ms >= $5 AND m.at_ms < $6
    UNION ALL SELECT * FROM use_minutes m WHERE m.subject = s.id AND m.at_ms >= $7 AND m.at_ms < $8
  ) AS parts
) AS u WHERE (u.exchanges <> 0 OR u.attempts <> 0) AND`,
)}
ORDER BY u.nano_usd DESC, u.exchanges DESC, s.name LIMIT $9`

const WHOLE = whole(COLUMNS)
const WITHOUT_TIMES = whole(`${SUMS}, ARRAY[]::float8[] AS first, ARRAY[]::float8[] AS total`)

const stepped = (table: string): string => `
SELECT s.name, u.* FROM ${SUBJECTS.replace(
  ' WHERE',
  ` CROSS JOIN LATERAL (
  SELECT (at_ms / $5::bigint * $5::bigint)::float8 AS "atMs", ${COLUMNS} FROM ${table} t
  WHERE t.subject = s.id AND t.at_ms >= $3 AND t.at_ms < $4 GROUP BY 1
) AS u WHERE (u.exchanges <> 0 OR u.attempts <> 0) AND`,
)}
ORDER BY s.name, u."atMs" LIMIT $6`

const FAILURES = `
SELECT reason, sum(count)::float8 AS count FROM (
  SELECT reason, count FROM use_subjects s JOIN failure_hours h ON h.subject = s.id
  WHERE s.kind = $1 AND s.name = $2 AND h.at_ms >= $3 AND h.at_ms < $4
  UNION ALL SELECT reason, count FROM use_subjects s JOIN failure_minutes m ON m.subject = s.id
  WHERE s.kind = $1 AND s.name = $2 AND (m.at_ms >= $5 AND m.at_ms < $6 OR m.at_ms >= $7 AND m.at_ms < $8)
) AS parts GROUP BY reason HAVING sum(count) > 0 ORDER BY 2 DESC, 1 LIMIT $9`

const CONSUMERS = `
SELECT consumer, count(*)::float8 AS exchanges, coalesce(sum(nano_usd), 0)::float8 AS "nanoUsd"
FROM exchange_summaries
WHERE at_ms >= $1 AND at_ms < $2 AND consumer IS NOT NULL AND $3 = ANY(deployments)
GROUP BY consumer ORDER BY 3 DESC, 2 DESC, 1 LIMIT $4`

const MODELS = `
SELECT model AS name, count(*)::float8 AS exchanges, sum(attempts)::float8 AS attempts,
  count(*) FILTER (WHERE outcome = 'answered')::float8 AS answered,
  count(*) FILTER (WHERE outcome = 'refused')::float8 AS refused,
  count(*) FILTER (WHERE outcome = 'failed')::float8 AS failed,
  sum(input)::float8 AS input, sum(cached)::float8 AS cached, sum(output)::float8 AS output,
  coalesce(sum(nano_usd), 0)::float8 AS nano_usd
FROM exchange_summaries
WHERE at_ms >= $1 AND at_ms < $2 AND model IS NOT NULL AND (consumer = $3 OR starts_with(consumer, $3 || '/'))
GROUP BY model ORDER BY nano_usd DESC, exchanges DESC, model LIMIT $4`

const COSTS = `
SELECT coalesce(sum(h.nano_usd), 0)::float8 AS "nanoUsd"
FROM json_to_recordset($2::json) AS r("fromMs" bigint, "toMs" bigint, place integer)
LEFT JOIN (SELECT id FROM use_subjects WHERE kind = 'path' AND name = $1) s ON true
LEFT JOIN LATERAL (
  SELECT sum(nano_usd) AS nano_usd FROM use_hours WHERE subject = s.id AND at_ms >= r."fromMs" AND at_ms < r."toMs"
) AS h ON true
GROUP BY r.place ORDER BY r.place`

const MONTHS = `
SELECT DISTINCT to_char(to_timestamp(h.at_ms / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM') AS month
FROM use_subjects s JOIN use_hours h ON h.subject = s.id
WHERE s.kind = 'all' AND s.name = '' AND h.attempts > 0 ORDER BY 1 DESC`

const FIRST = `
SELECT min(h.at_ms)::float8 AS "fromMs" FROM use_subjects s JOIN use_hours h ON h.subject = s.id
WHERE s.kind = 'all' AND s.name = ''`

/** What is in the sums of the span, and of the hours after it in which its last attempts ended. */
const REVISION = `
SELECT concat_ws('-', coalesce(sum(exchanges), 0), coalesce(sum(attempts), 0), coalesce(sum(input), 0),
  coalesce(sum(output), 0), coalesce(sum(nano_usd), 0)) AS revision
FROM use_subjects s JOIN use_hours h ON h.subject = s.id
WHERE s.kind = 'all' AND s.name = '' AND h.at_ms >= $1 AND h.at_ms < $2`
const LAST_ATTEMPTS_MS = 24 * HOUR_MS

const PATH = `SELECT id FROM use_subjects WHERE kind = 'path' AND name = $1`

const SETTINGS = 'SET LOCAL jit = off'

type SumRow = Readonly<Record<Exclude<(typeof USE_COUNTERS)[number], 'nano_usd'>, number>> & {
  readonly name: string
  readonly atMs: number | null
  readonly nano_usd: number
  readonly first: readonly number[]
  readonly total: readonly number[]
}

export function consoleHandlers(client: SqlClient, sums = new UseSums(client)): Handlers {
  const rowsOf = async <Row>(text: string, values: readonly unknown[]): Promise<readonly Row[]> =>
    client.transaction(async (session) => {
      await session.exec(SETTINGS)
      return (await session.query<Row>(text, values.map(cleanValue))).rows
    })
  const isPath = async (name: string): Promise<boolean> => {
    const rows = () => rowsOf<{ id: number }>(PATH, [name])
    if ((await rows()).length > 0) return true
    await sums.fold()
    return (await rows()).length > 0
  }
  return {
    async traffic({ kind, names, fromMs, toMs, stepMs, withoutTimes, limit }) {
      await sums.fold()
      const asked = names === null ? null : names.slice(0, MAX_NAMES)
      const most = Math.min(limit, MAX_ROWS)
      const rows =
        stepMs === null
          ? await rowsOf<SumRow>(withoutTimes === true ? WITHOUT_TIMES : WHOLE, [
              kind,
              asked,
              ...partsOf({ fromMs, toMs }),
              most,
            ])
          : await rowsOf<SumRow>(stepped(stepMs < HOUR_MS ? 'use_minutes' : 'use_hours'), [
              kind,
              asked,
              Math.floor(fromMs),
              Math.ceil(toMs),
              stepMs,
              most,
            ])
      return rows.map(trafficOf)
    },
    async failures({ kind, name, fromMs, toMs, limit }) {
      await sums.fold()
      const most = Math.min(limit, MAX_ROWS)
      return rowsOf<FailureRow>(FAILURES, [kind, name, ...partsOf({ fromMs, toMs }), most])
    },
    async searchExchanges(query) {
      // A path that nobody ever called by is looked for in one row instead of all.
      const isKnown = query.consumer === null || (await isPath(query.consumer))
      return isKnown ? searchExchanges(client, query) : { found: [], next: null }
    },
    consumersOf: ({ deployment, fromMs, toMs, limit }) =>
      rowsOf<ConsumerUse>(CONSUMERS, [
        Math.floor(fromMs),
        Math.ceil(toMs),
        deployment,
        Math.min(limit, MAX_ROWS),
      ]),
    async modelsOf({ path, fromMs, toMs, limit }) {
      const values = [Math.floor(fromMs), Math.ceil(toMs), path, Math.min(limit, MAX_ROWS)]
      const rows = await rowsOf<Omit<SumRow, 'first' | 'total' | 'atMs'>>(MODELS, values)
      return rows.map((row) => trafficOf({ ...row, atMs: null, first: [], total: [] }))
    },
    async costs({ path, spans }) {
      await sums.fold()
      const some = spans.slice(0, MAX_NAMES).map(({ fromMs, toMs }, place) => ({
        place,
        fromMs: Math.floor(fromMs),
        toMs: Math.ceil(toMs),
      }))
      const rows = await rowsOf<{ nanoUsd: number }>(COSTS, [path, JSON.stringify(some)])
      return rows.map(({ nanoUsd }) => nanoUsd)
    },
    keptText: ({ exchange, nowMs }) => keptText(client, clean(exchange), nowMs),
    async recordedMonths() {
      await sums.fold()
      return (await rowsOf<{ month: string }>(MONTHS, [])).map(({ month }) => month)
    },
    async recordedFromMs() {
      await sums.fold()
      return (await rowsOf<{ fromMs: number | null }>(FIRST, []))[0]?.fromMs ?? null
    },
    async revision({ fromMs, toMs }) {
      await sums.fold()
      const values = [Math.floor(fromMs), Math.ceil(toMs) + LAST_ATTEMPTS_MS]
      return (await rowsOf<{ revision: string }>(REVISION, values))[0]?.revision ?? ''
    },
  }
}

type Ask = <Name extends keyof ConsoleRequests>(
  name: Name,
  asks: ConsoleRequests[Name]['asks'],
) => Promise<ConsoleRequests[Name]['answers']>

/** The port over whatever carries the questions: a socket, or the handlers themselves. */
export function consoleReader(ask: Ask): ConsoleReader {
  return {
    traffic: (query) => ask('traffic', query),
    failures: (query) => ask('failures', query),
    searchExchanges: (query) => ask('searchExchanges', query),
    consumersOf: (query) => ask('consumersOf', query),
    modelsOf: (query) => ask('modelsOf', query),
    costs: (query) => ask('costs', query),
    keptText: (query) => ask('keptText', query),
    recordedMonths: () => ask('recordedMonths', null),
    recordedFromMs: () => ask('recordedFromMs', null),
    revision: (span) => ask('revision', span),
  }
}

export function sqlConsoleReader(client: SqlClient): ConsoleReader {
  const handlers = consoleHandlers(client)
  return consoleReader((name, asks) => handlers[name](asks))
}

/** What Postgres cannot hold stands in the rows as something else, and is looked for as that. */
function cleanValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleanValue)
  return typeof value === 'string' ? clean(value) : value
}

/** Bounds of the whole hours within, and of the minutes before and after them. */
function partsOf({ fromMs, toMs }: Span): readonly number[] {
  const from = Math.floor(fromMs)
  const to = Math.ceil(toMs)
  const firstHour = Math.ceil(from / HOUR_MS) * HOUR_MS
  const endHour = Math.floor(to / HOUR_MS) * HOUR_MS
  if (firstHour >= endHour) return [0, 0, from, to, 0, 0]
  return [firstHour, endHour, from, firstHour, endHour, to]
}

function trafficOf({ name, atMs, first, total, nano_usd: nanoUsd, ...sums }: SumRow): TrafficRow {
  return {
    name,
    atMs,
    ...sums,
    nanoUsd,
    attemptsAnswered: total.length === 0 ? null : total.reduce((sum, count) => sum + count, 0),
    firstTokenP50Ms: latencyPercentileMs(first, 0.5),
    firstTokenP95Ms: latencyPercentileMs(first, 0.95),
    totalP50Ms: latencyPercentileMs(total, 0.5),
    totalP95Ms: latencyPercentileMs(total, 0.95),
  }
}
