import type { Clock, Log } from '../base/index.ts'
import {
  type AttemptClosed,
  type AttemptOpened,
  type ExchangeSettled,
  MINUTES_KEPT_MS,
  summaryOf,
} from '../ledger/index.ts'
import { attemptOf, type AttemptRow } from './attempt-row.ts'
import { attemptsOf, copySummaries } from './exchange-summaries.ts'
import type { SqlClient, SqlSession } from './sql-client.ts'
import { UseDeltas } from './use-deltas.ts'
import { NO_NUMBERS, UseSums } from './use-sums.ts'

/**
 * Sums what a database of before the sums holds, in steps that each are a transaction: a crash goes on where it was, and
 * replicas that begin at once take turns. Nothing new is projected until all is summed, so nothing is counted twice; the
 * journals keep what comes meanwhile.
 */
const STEP_ROWS = 20_000
const TELL_MS = 5_000

const NEXT = 'SELECT after_key AS "afterKey" FROM use_fill WHERE what = $1 FOR UPDATE'
const MOVE = 'UPDATE use_fill SET after_key = $2 WHERE what = $1'
const END = 'DELETE FROM use_fill WHERE what = $1'
const ATTEMPTS = `
SELECT * FROM attempts WHERE ($1::text IS NULL OR attempt > $1) ORDER BY attempt LIMIT $2`
const EXCHANGES = `
SELECT exchange, settled FROM exchanges WHERE ($1::text IS NULL OR exchange > $1) ORDER BY exchange LIMIT $2`
/** Rows are found by their keys: see the projection. */
const BY_KEYS = 'SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_sort = on'

type What = 'attempts' | 'billed' | 'exchanges'

export interface FillParts {
  readonly log: Log
  readonly clock: Clock
  readonly stepRows?: number
}

export async function fillUse(client: SqlClient, parts: FillParts): Promise<void> {
  const { rows } = await client.query<{ what: What }>('SELECT what FROM use_fill ORDER BY what')
  if (rows.length === 0) return
  const { log, clock, stepRows = STEP_ROWS } = parts
  const sums = new UseSums(client)
  const minutesFromMs = clock.nowMs() - MINUTES_KEPT_MS
  const startedMs = clock.monotonicMs()
  let toldMs = startedMs
  let done = 0
  for (const { what } of rows) {
    for (;;) {
      const filled = await step(sums, what, { minutesFromMs, stepRows })
      done += filled ?? 0
      if (filled === null) break
      if (clock.monotonicMs() - toldMs < TELL_MS) continue
      toldMs = clock.monotonicMs()
      log.info(
        { what, rows: done },
        'summing what the database holds already, for the console; the journals wait',
      )
    }
  }
  if (done > 0) {
    const seconds = Math.round((clock.monotonicMs() - startedMs) / 1000)
    log.info({ rows: done, seconds }, 'what the database held already is summed')
  }
}

/** Rows that were summed; null when there are no more. */
async function step(
  sums: UseSums,
  what: What,
  { minutesFromMs, stepRows }: { readonly minutesFromMs: number; readonly stepRows: number },
): Promise<number | null> {
  let filled: number | null = null
  await sums.transaction(async (session) => {
    await session.exec(BY_KEYS)
    const [place] = (await session.query<{ afterKey: string | null }>(NEXT, [what])).rows
    if (place === undefined) return NO_NUMBERS
    const deltas = new UseDeltas()
    const { count, last } = await SUMMED[what](session, [place.afterKey, stepRows], deltas)
    if (last === null) await session.query(END, [what])
    else await session.query(MOVE, [what, last])
    filled = last === null ? null : count
    return sums.write(session, deltas, minutesFromMs)
  })
  return filled
}

/** After which key, and how many. */
type Page = readonly [after: string | null, rows: number]

interface Summed {
  readonly count: number
  /** Null where there was nothing. */
  readonly last: string | null
}

const SUMMED: Readonly<
  Record<What, (session: SqlSession, page: Page, deltas: UseDeltas) => Promise<Summed>>
> = {
  attempts: (session, page, deltas) =>
    sumAttempts(session, page, (opened, closed) => deltas.addTraffic(opened, closed, 1)),
  billed: (session, page, { billed }) =>
    sumAttempts(session, page, (opened, closed) => billed.add(opened, closed, 1)),
  exchanges: sumExchanges,
}

async function sumAttempts(
  session: SqlSession,
  page: Page,
  add: (opened: AttemptOpened, closed: AttemptClosed) => void,
): Promise<Summed> {
  const { rows } = await session.query<AttemptRow>(ATTEMPTS, page)
  for (const { opened, closed } of rows.map(attemptOf)) if (closed !== null) add(opened, closed)
  return { count: rows.length, last: (rows[rows.length - 1]?.['attempt'] as string | undefined) ?? null }
}

async function sumExchanges(session: SqlSession, page: Page, deltas: UseDeltas): Promise<Summed> {
  const { rows } = await session.query<{ exchange: string; settled: string }>(EXCHANGES, page)
  const attempts = await attemptsOf(
    session,
    rows.map(({ exchange }) => exchange),
  )
  const summaries = rows.map(({ exchange, settled }) =>
    summaryOf(JSON.parse(settled) as ExchangeSettled, attempts.get(exchange) ?? []),
  )
  for (const summary of summaries) deltas.addExchange(summary)
  await copySummaries(session, summaries)
  return { count: rows.length, last: rows[rows.length - 1]?.exchange ?? null }
}
