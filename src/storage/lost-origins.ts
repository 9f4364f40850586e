import { type AttemptClosed, type ExchangeSettled, UNKNOWN_ORIGIN } from '../ledger/index.ts'
import type { SqlClient } from './sql-client.ts'

/**
 * Ends of attempts without a beginning: the line that opened them is damaged in the journal, and they are billed all the
 * same. Each is kept as an attempt of unknown origin; what the settlement of its exchange knows is put in when it comes.
 */
type Transaction = Pick<SqlClient, 'query'>

/** More damage than this is no longer put right; its attempts stay without a consumer. */
const MAX_WAITING = 10_000

/** What stands for the opening in the row of an attempt. */
export function lostOpening({ attempt, exchange, atMs, totalMs }: AttemptClosed): object {
  return {
    attempt,
    exchange,
    atMs: Math.round(atMs - totalMs),
    consumer: UNKNOWN_ORIGIN,
    costCenter: null,
    asked: UNKNOWN_ORIGIN,
    model: UNKNOWN_ORIGIN,
    baseModel: UNKNOWN_ORIGIN,
    operation: UNKNOWN_ORIGIN,
    deployment: UNKNOWN_ORIGIN,
    deploymentType: null,
    account: UNKNOWN_ORIGIN,
    region: null,
    estimatedInput: 0,
    estimatedOutput: 0,
    originLost: true,
  }
}

const WAITING = `SELECT DISTINCT exchange FROM attempts WHERE origin_lost AND consumer = $1 LIMIT ${MAX_WAITING}`

/** Exchanges whose settlement has not told yet whose they are. */
export async function waitingForSettlement(client: Transaction): Promise<Set<string>> {
  const { rows } = await client.query<{ exchange: string }>(WAITING, [UNKNOWN_ORIGIN])
  return new Set(rows.map(({ exchange }) => exchange))
}

const SETTLED = `
SELECT settled FROM exchanges WHERE exchange IN (SELECT value FROM json_array_elements_text($1::json))`

/** The deployment of a settlement is that of the last attempt. */
const COMPLETE = `
UPDATE attempts SET consumer = coalesce($2, consumer), cost_center = $3, asked = coalesce($4, asked), operation = $5,
  deployment = CASE WHEN attempt = $6 THEN coalesce($7, deployment) ELSE deployment END
WHERE exchange = $1 AND origin_lost`

/** Puts in what the settlements of these exchanges know, and says which of them are settled. */
export async function completeFromSettlements(
  client: Transaction,
  exchanges: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ settled: string }>(SETTLED, [JSON.stringify(exchanges)])
  const settlements = rows.map(({ settled }) => JSON.parse(settled) as ExchangeSettled)
  for (const { exchange, consumer, costCenter, asked, operation, attempts, deployment } of settlements) {
    const text = (value: string | null) => value?.toWellFormed().replaceAll('\0', '\uFFFD') ?? null
    const last = `${exchange}.${attempts}`
    await client.query(COMPLETE, [exchange, consumer, costCenter, text(asked), operation, last, deployment])
  }
  return settlements.map(({ exchange }) => exchange)
}

/** Keeps the set to what still waits, and to its bound. */
export function noteWaiting(
  waiting: Set<string>,
  looked: readonly string[],
  settled: readonly string[],
): void {
  for (const exchange of looked) if (waiting.size < MAX_WAITING) waiting.add(exchange)
  for (const exchange of settled) waiting.delete(exchange)
}
