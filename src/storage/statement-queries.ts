import {
  type AttemptRecords,
  type BilledUse,
  type BilledUseQuery,
  type GroupQuery,
  type MinuteDemand,
  type ProvisionedUse,
  type Span,
  type StatementReader,
  type UseKey,
} from '../ledger/index.ts'
import { attemptOf, type AttemptRow } from './attempt-row.ts'
import {
  areBilledSumsWhole,
  areWholeHours,
  billedInMonth,
  isInBilledSums,
  provisionedInHours,
} from './billed-use.ts'
import {
  type InText,
  packHours,
  type PackedHours,
  type PackedUses,
  packUses,
  unpackHours,
  unpackUses,
} from './packed-use.ts'
import type { SqlClient } from './sql-client.ts'
import { UseSums } from './use-sums.ts'

/**
 * The records as statements need them: whole months and whole hours out of the sums that are kept beside the records,
 * everything else summed in the database when it is asked for. Money leaves as text, which holds any amount; counts as
 * doubles, exact up to 2^53.
 */
const KEYS: Readonly<Record<keyof UseKey, string>> = {
  consumer: 'a.consumer',
  costCenter: 'a.cost_center',
  asked: 'a.asked',
  model: 'a.model',
  baseModel: 'a.base_model',
  deployment: 'a.deployment',
  deploymentType: 'a.deployment_type',
  account: 'a.account',
  region: 'a.region',
  outcome: 'a.outcome',
  serviceTier: 'a.service_tier',
  isSpilled: '(a.spilled_to IS NOT NULL)',
  isPriced: '(a.nano_usd IS NOT NULL)',
  isLong: 'coalesce(a.input >= l.from_input, false)',
}
const KEY_NAMES = Object.keys(KEYS) as readonly (keyof UseKey)[]

/** An attempt that used nothing is billed nothing. */
const BILLED = `FROM attempts a
LEFT JOIN json_to_recordset($3::json) AS l("baseModel" text, from_input bigint) ON l."baseModel" = a.base_model
WHERE a.at_ms >= $1 AND a.at_ms < $2 AND a.input IS NOT NULL`

const BILLED_USE = `
SELECT ${KEY_NAMES.map((name) => `${KEYS[name]} AS "${name}"`).join(', ')},
  count(*)::float8 AS attempts,
  sum(a.input)::float8 AS input,
  sum(a.cached)::float8 AS cached,
  sum(a.output)::float8 AS output,
  sum(a.reasoning)::float8 AS reasoning,
  sum(a.audio_input)::float8 AS "audioInput",
  sum(a.audio_output)::float8 AS "audioOutput",
  coalesce(sum(a.input + a.output) FILTER (WHERE a.quality = 'estimated'), 0)::float8 AS estimated,
  coalesce(sum(a.nano_usd), 0)::text AS "nanoUsd"
${BILLED}
GROUP BY ${KEY_NAMES.map((_, index) => index + 1).join(', ')}`

const SERVED_PROVISIONED = `deployment_type LIKE '%provisioned-managed' AND spilled_to IS NULL`

const PROVISIONED_USE = `
SELECT deployment, (at_ms / 3600000 * 3600000)::float8 AS "hourMs", consumer, cost_center AS "costCenter",
  count(*)::float8 AS attempts,
  sum(input - cached)::float8 AS "freshInput",
  sum(output)::float8 AS output
FROM attempts
WHERE at_ms >= $1 AND at_ms < $2 AND input IS NOT NULL AND ${SERVED_PROVISIONED}
GROUP BY 1, 2, 3, 4`

const DEMAND = `
SELECT model, (slot / 6 * 60000)::float8 AS "minuteMs",
  sum(attempts)::float8 AS attempts,
  sum(fresh)::float8 AS "freshInput",
  sum(cached)::float8 AS cached,
  sum(output)::float8 AS output,
  sum(provisioned_fresh)::float8 AS "provisionedFreshInput",
  sum(provisioned_output)::float8 AS "provisionedOutput",
  max(fresh)::float8 AS "peakFreshInput",
  max(output)::float8 AS "peakOutput",
  sum(nano_usd)::text AS "nanoUsd"
FROM (
  SELECT model, at_ms / 10000 AS slot, count(*) AS attempts,
    sum(input - cached) AS fresh, sum(cached) AS cached, sum(output) AS output,
    coalesce(sum(input - cached) FILTER (WHERE ${SERVED_PROVISIONED}), 0) AS provisioned_fresh,
    coalesce(sum(output) FILTER (WHERE ${SERVED_PROVISIONED}), 0) AS provisioned_output,
    coalesce(sum(nano_usd), 0) AS nano_usd
  FROM attempts
  WHERE at_ms >= $1 AND at_ms < $2 AND input IS NOT NULL
  GROUP BY 1, 2
) AS slots
GROUP BY 1, 2 ORDER BY 1, 2`

/** What the records process is asked for statements, and answers; money as text, since JSON has no large whole numbers. */
export interface StatementRequests {
  billedUse: { readonly asks: BilledUseQuery; readonly answers: PackedUses }
  provisionedUse: { readonly asks: Span; readonly answers: PackedHours }
  attemptsOf: { readonly asks: GroupQuery; readonly answers: readonly AttemptRecords[] }
  demand: { readonly asks: Span; readonly answers: readonly InText<MinuteDemand>[] }
  recorded: { readonly asks: null; readonly answers: Span | null }
}

type Handlers = {
  readonly [Name in keyof StatementRequests]: (
    asks: StatementRequests[Name]['asks'],
  ) => Promise<StatementRequests[Name]['answers']>
}

/**
 * A month has millions of attempts and some thousand groups. Without statistics of the groups Postgres would rather sort
 * the attempts than hash them, on the disk and on one core: four times as long. What it costs to compile such a query is
 * more than that gains.
 */
const BY_HASH = 'SET LOCAL enable_sort = off; SET LOCAL jit = off'
/** Slots of ten seconds are many: these are sorted, in memory. */
const BY_SORT = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"

export function statementHandlers(client: SqlClient, sums = new UseSums(client)): Handlers {
  const rowsOf = async <Row>(text: string, values: readonly unknown[]): Promise<readonly Row[]> =>
    (await client.query<Row>(text, values)).rows
  const summed = <Row>(settings: string, text: string, values: readonly unknown[]): Promise<readonly Row[]> =>
    client.transaction(async (session) => {
      await session.exec(settings)
      return (await session.query<Row>(text, values)).rows
    })
  return {
    async billedUse(query) {
      if (isInBilledSums(query) && (await areBilledSumsWhole(client))) {
        await sums.fold()
        return billedInMonth(client, query)
      }
      const { fromMs, toMs, longContext } = query
      const values = [fromMs, toMs, thresholds(longContext)]
      return packUses(await summed<InText<BilledUse>>(BY_HASH, BILLED_USE, values))
    },
    async provisionedUse(span) {
      if (areWholeHours(span) && (await areBilledSumsWhole(client))) {
        await sums.fold()
        return provisionedInHours(client, span)
      }
      return packHours(await summed<ProvisionedUse>(BY_HASH, PROVISIONED_USE, [span.fromMs, span.toMs]))
    },
    async attemptsOf({ fromMs, toMs, longContext, key, after, limit }) {
      const values: unknown[] = [fromMs, toMs, thresholds(longContext), after, limit]
      const conditions = KEY_NAMES.filter((name) => key[name] !== undefined).map((name) => {
        values.push(key[name])
        return `AND ${KEYS[name]} IS NOT DISTINCT FROM $${values.length}`
      })
      const rows = await rowsOf<AttemptRow>(
        `SELECT a.* ${BILLED} AND ($4::text IS NULL OR a.attempt > $4)
        ${conditions.join('\n')} ORDER BY a.attempt LIMIT $5`,
        values,
      )
      return rows.map(attemptOf)
    },
    demand: ({ fromMs, toMs }) => summed(BY_SORT, DEMAND, [fromMs, toMs]),
    async recorded() {
      const [row] = await rowsOf<{ first: number | null; last: number | null }>(
        'SELECT min(at_ms)::float8 AS first, max(at_ms)::float8 AS last FROM attempts',
        [],
      )
      return row === undefined || row.first === null || row.last === null
        ? null
        : { fromMs: row.first, toMs: row.last + 1 }
    },
  }
}

type Ask = <Name extends keyof StatementRequests>(
  name: Name,
  asks: StatementRequests[Name]['asks'],
) => Promise<StatementRequests[Name]['answers']>

/** The port over whatever carries the questions: a socket, or the handlers themselves. */
export function statementReader(ask: Ask): StatementReader {
  const money = <Row extends { readonly nanoUsd: string }>(row: Row) => ({
    ...row,
    nanoUsd: BigInt(row.nanoUsd),
  })
  return {
    billedUse: async (query) => unpackUses(await ask('billedUse', query)),
    provisionedUse: async (span) => unpackHours(await ask('provisionedUse', span)),
    attemptsOf: (query) => ask('attemptsOf', query),
    demand: async (span) => (await ask('demand', span)).map(money),
    recorded: () => ask('recorded', null),
  }
}

export function sqlStatementReader(client: SqlClient): StatementReader {
  const handlers = statementHandlers(client)
  return statementReader((name, asks) => handlers[name](asks))
}

function thresholds(longContext: BilledUseQuery['longContext']): string {
  return JSON.stringify(
    longContext.map(({ baseModel, fromInputTokens }) => ({ baseModel, from_input: fromInputTokens })),
  )
}
