import type {
  AttemptClosed,
  AttemptRecords,
  Cursor,
  ExchangeRecords,
  ExchangeSettled,
  LedgerRecord,
  RecordStore,
  UsageKey,
  UsageQuery,
  UsageRow,
} from '../ledger/index.ts'
import { attemptOf, type AttemptRow } from './attempt-row.ts'
import { noteKeyUses } from './key-uses.ts'
import { completeFromSettlements, lostOpening, noteWaiting, waitingForSettlement } from './lost-origins.ts'
import { attemptLine, COPY_ATTEMPTS, COPY_EXCHANGES, exchangeLine } from './copy-text.ts'
import { keepTexts } from './kept-texts.ts'
import { ProjectedUse } from './projected-use.ts'
import type { SqlClient, SqlSession } from './sql-client.ts'

/**
 * Records in Postgres, embedded or not: the same SQL. A batch goes in as one JSON text for each kind, which costs a
 * fraction of a statement a row.
 */
const OPENED_COLUMNS = `attempt text, exchange text, "atMs" bigint, consumer text, "costCenter" text, asked text,
  model text, "baseModel" text, operation text, deployment text, "deploymentType" text, account text, region text,
  "estimatedInput" bigint, "estimatedOutput" bigint, "originLost" boolean`
const CLOSED_COLUMNS = `"closedMs" bigint, outcome text, status integer, reason text, input bigint, cached bigint, output bigint,
  reasoning bigint, "audioInput" bigint, "audioOutput" bigint, quality text,
  "nanoUsd" bigint, "spilledTo" text, "serviceTier" text, "servedModel" text, "providerRequest" text,
  "firstByteMs" double precision, "totalMs" double precision`

/**
 * Most attempts end in the batch in which they begin: one row written once costs half of one written and changed. An
 * opening that is repeated, at the head of a segment, may bring the end of a row that stands open.
 */
const OPEN = `
INSERT INTO attempts (attempt, exchange, at_ms, consumer, cost_center, asked, model, base_model, operation, deployment,
  deployment_type, account, region, estimated_input, estimated_output, origin_lost, closed_ms, outcome, status, reason, input, cached,
  output, reasoning, audio_input, audio_output, quality, nano_usd, spilled_to, service_tier, served_model,
  provider_request, first_byte_ms, total_ms)
SELECT attempt, exchange, "atMs", consumer, "costCenter", asked, model, "baseModel", operation, deployment,
  "deploymentType", account, region, "estimatedInput", "estimatedOutput", coalesce("originLost", false), "closedMs", outcome,
  status, reason, input, cached,
  output, reasoning, "audioInput", "audioOutput", quality, "nanoUsd",
  "spilledTo", "serviceTier", "servedModel", "providerRequest", "firstByteMs", "totalMs"
FROM json_to_recordset($1::json) AS r(${OPENED_COLUMNS}, ${CLOSED_COLUMNS})
ON CONFLICT (attempt) DO UPDATE SET
  closed_ms = EXCLUDED.closed_ms, outcome = EXCLUDED.outcome, status = EXCLUDED.status, reason = EXCLUDED.reason,
  input = EXCLUDED.input, cached = EXCLUDED.cached, output = EXCLUDED.output, reasoning = EXCLUDED.reasoning,
  audio_input = EXCLUDED.audio_input, audio_output = EXCLUDED.audio_output, quality = EXCLUDED.quality, nano_usd =
  EXCLUDED.nano_usd, spilled_to = EXCLUDED.spilled_to, service_tier = EXCLUDED.service_tier, served_model =
  EXCLUDED.served_model, provider_request = EXCLUDED.provider_request, first_byte_ms = EXCLUDED.first_byte_ms,
  total_ms = EXCLUDED.total_ms
WHERE attempts.outcome IS NULL AND EXCLUDED.outcome IS NOT NULL
RETURNING *`

const CLOSE = `
UPDATE attempts SET closed_ms = r."closedMs", outcome = r.outcome, status = r.status, reason = r.reason,
  input = r.input, cached = r.cached, output = r.output, reasoning = r.reasoning, audio_input = r."audioInput",
  audio_output = r."audioOutput", quality = r.quality, nano_usd = r."nanoUsd",
  spilled_to = r."spilledTo", service_tier = r."serviceTier", served_model = r."servedModel",
  provider_request = r."providerRequest", first_byte_ms = r."firstByteMs", total_ms = r."totalMs"
FROM json_to_recordset($1::json) AS r(attempt text, ${CLOSED_COLUMNS})
WHERE attempts.attempt = r.attempt AND attempts.outcome IS NULL
RETURNING attempts.*`

const SETTLE = `
INSERT INTO exchanges (exchange, at_ms, consumer, settled)
SELECT exchange, "atMs", consumer, settled
FROM json_to_recordset($1::json) AS r(exchange text, "atMs" bigint, consumer text, settled text)
ON CONFLICT (exchange) DO NOTHING
RETURNING exchange`

/**
 * The rows of a batch are found by their keys. Where there are no statistics yet, and in the embedded database there are
 * none, Postgres takes a two-hundredth of all attempts for those of one exchange, and reads all.
 */
const BY_KEYS =
  'SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off'

/**
 * From where it was known to stand: a database that lost its last commits in a failover, or came back from a backup,
 * stands elsewhere, and takes only what begins there.
 */
const MOVE_CURSOR = `
UPDATE journal_positions SET segment = $2, next_offset = $3
WHERE journal = $1 AND segment = $4 AND next_offset = $5
RETURNING 1`
/** Of one that stands nowhere yet; apart, since it costs three times as much, at each batch. */
const BEGIN_CURSOR = `
INSERT INTO journal_positions (journal, segment, next_offset) VALUES ($1, $2, $3)
ON CONFLICT (journal) DO NOTHING
RETURNING 1`

const KEYS: Readonly<Record<UsageKey, string>> = {
  consumer: 'consumer',
  'cost-center': 'cost_center',
  model: 'model',
  deployment: 'deployment',
  region: 'region',
  day: "to_char(to_timestamp(at_ms / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
}

/** Sums are cast to double: exact up to 2^53, which is nine million dollars in nano-dollars. */
const usageSql = (by: UsageKey) => `
SELECT ${KEYS[by]} AS key,
  count(DISTINCT exchange)::float8 AS exchanges,
  count(*)::float8 AS attempts,
  count(*) FILTER (WHERE outcome IS DISTINCT FROM 'answered' AND outcome IS NOT NULL)::float8 AS failed,
  coalesce(sum(input), 0)::float8 AS input,
  coalesce(sum(cached), 0)::float8 AS cached,
  coalesce(sum(output), 0)::float8 AS output,
  coalesce(sum(reasoning), 0)::float8 AS reasoning,
  coalesce(sum(nano_usd), 0)::float8 AS "nanoUsd",
  coalesce(sum(input + output) FILTER (WHERE nano_usd IS NULL), 0)::float8 AS unpriced,
  coalesce(sum(input + output) FILTER (WHERE quality = 'estimated'), 0)::float8 AS estimated
FROM attempts
WHERE ($1::bigint IS NULL OR at_ms >= $1) AND ($2::bigint IS NULL OR at_ms < $2)
GROUP BY 1 ORDER BY "nanoUsd" DESC, input DESC, key`

/** Makes of a batch what is kept beside its records. */
export type UseOf = (records: readonly LedgerRecord[]) => ProjectedUse

export class SqlRecordStore implements RecordStore {
  readonly #client: SqlClient
  readonly #useOf: UseOf
  #waiting: Set<string> | null = null
  /** Where journals stood when the database last said so. */
  readonly #cursors = new Map<string, Cursor>()

  constructor(client: SqlClient, useOf?: UseOf) {
    this.#client = client
    this.#useOf = useOf ?? ((records) => new ProjectedUse(records))
  }

  async cursor(journal: string): Promise<Cursor> {
    // The position of the time before journals had names is that of the first one that asks.
    const { rows } = await this.#client.query<{ segment: number; next_offset: number }>(
      `WITH named AS (
        UPDATE journal_positions SET journal = $1
        WHERE journal = '' AND NOT EXISTS (SELECT FROM journal_positions WHERE journal = $1)
        RETURNING segment, next_offset)
      SELECT segment::float8 AS segment, next_offset::float8 AS next_offset FROM named
      UNION ALL SELECT segment::float8, next_offset::float8 FROM journal_positions WHERE journal = $1`,
      [journal],
    )
    const cursor = { segment: rows[0]?.segment ?? 0, offset: rows[0]?.next_offset ?? 0 }
    this.#cursors.set(journal, cursor)
    return cursor
  }

  async project(journal: string, records: readonly LedgerRecord[], next: Cursor): Promise<void> {
    const from = this.#cursors.get(journal) ?? (await this.cursor(journal))
    try {
      await this.#project(records, (client) => moveCursor(client, journal, from, next))
      this.#cursors.set(journal, next)
    } catch (error) {
      // It may have been taken all the same, or the database be another than before.
      this.#cursors.delete(journal)
      this.#waiting = null
      throw error
    }
  }

  async #project(records: readonly LedgerRecord[], move: MoveCursor): Promise<void> {
    const ends = firstEnds(records)
    if (await this.#copy(records, ends, move)) return
    const opened = new Map<string, object>()
    for (const record of records) {
      if (record.kind !== 'opened' || opened.has(record.attempt)) continue
      const end = ends.get(record.attempt)
      const { estimate, ...beginning } = record
      const row = { ...beginning, estimatedInput: estimate.input, estimatedOutput: estimate.output }
      opened.set(record.attempt, end === undefined ? row : { ...endColumns(end), ...row })
    }
    const closed = [...ends.values()].filter(({ attempt }) => !opened.has(attempt))
    const settled = records.filter((record) => record.kind === 'settled')
    const waiting = (this.#waiting ??= await waitingForSettlement(this.#client))
    const looked = settled
      .map(({ exchange }) => exchange as string)
      .filter((exchange) => waiting.has(exchange))
    const known = await this.#client.transaction(async (client) => {
      await client.exec(BY_KEYS)
      const use = this.#useOf(records)
      if (opened.size > 0) use.noteRows(await write(client, OPEN, [...opened.values()]))
      if (closed.length > 0) {
        const ended = await close(client, closed)
        use.noteRows(ended.met)
        if (ended.missing.length > 0) {
          const lost = ended.missing.map((end) => ({ ...endColumns(end), ...lostOpening(end) }))
          use.noteRows(await write(client, OPEN, lost))
          looked.push(...ended.missing.map(({ exchange }) => exchange))
        }
      }
      if (settled.length > 0) {
        const rows = settled.map((record) => ({
          exchange: record.exchange,
          atMs: record.atMs,
          consumer: record.consumer,
          settled: JSON.stringify(record),
        }))
        const { rows: fresh } = await client.query<{ exchange: string }>(SETTLE, [asJson(rows)])
        use.noteSettled(fresh.map(({ exchange }) => exchange))
      }
      await keepTexts(client, records)
      await move(client)
      const told =
        looked.length === 0
          ? []
          : await use.changing(client, looked, () => completeFromSettlements(client, looked))
      await use.write(client)
      await noteKeyUses(client, records)
      return told
    })
    noteWaiting(waiting, looked, known)
  }

  /**
   * The common case, at half the cost: a batch of which nothing is in the database yet. False, and nothing done, for
   * any other.
   */
  async #copy(
    records: readonly LedgerRecord[],
    ends: ReadonlyMap<string, AttemptClosed>,
    move: MoveCursor,
  ): Promise<boolean> {
    const waiting = (this.#waiting ??= await waitingForSettlement(this.#client))
    const opened = new Set<string>()
    const settled = new Set<string>()
    const attemptLines: string[] = []
    const exchangeLines: string[] = []
    for (const record of records) {
      if (record.kind === 'opened') {
        if (opened.has(record.attempt)) return false
        opened.add(record.attempt)
        attemptLines.push(attemptLine(record, ends.get(record.attempt)))
      } else if (record.kind === 'settled') {
        if (settled.has(record.exchange) || waiting.has(record.exchange)) return false
        settled.add(record.exchange)
        exchangeLines.push(exchangeLine(record))
      }
    }
    const closed = [...ends.values()].filter(({ attempt }) => !opened.has(attempt))
    const attempts = attemptLines.join('')
    const exchanges = exchangeLines.join('')
    const use = this.#useOf(records)
    use.noteAllNew(ends)
    if (hasWhatPostgresCannotHold(attempts) || hasWhatPostgresCannotHold(exchanges)) return false
    try {
      await this.#client.transaction(async (client) => {
        await client.exec(BY_KEYS)
        if (attempts !== '') await client.copy(COPY_ATTEMPTS, attempts)
        if (exchanges !== '') await client.copy(COPY_EXCHANGES, exchanges)
        await keepTexts(client, records)
        if (closed.length > 0) {
          const { met, missing } = await close(client, closed)
          if (missing.length > 0) throw new NotCommon()
          use.noteRows(met)
        }
        await move(client)
        await use.write(client)
        await noteKeyUses(client, records)
      })
      return true
    } catch (error) {
      if (error instanceof NotCommon || isUniqueViolation(error)) return false
      throw error
    }
  }

  async usage({ by, fromMs, toMs }: UsageQuery): Promise<readonly UsageRow[]> {
    const { rows } = await this.#client.query<UsageRow>(usageSql(by), [fromMs, toMs])
    return rows
  }

  async exchange(id: string): Promise<ExchangeRecords | null> {
    const { rows } = await this.#client.query<{ settled: string }>(
      'SELECT settled FROM exchanges WHERE exchange = $1',
      [id],
    )
    const attempts = await this.#client.query<AttemptRow>(
      'SELECT * FROM attempts WHERE exchange = $1 ORDER BY length(attempt), attempt',
      [id],
    )
    if (rows.length === 0 && attempts.rows.length === 0) return null
    return {
      settled: rows[0] === undefined ? null : (JSON.parse(rows[0].settled) as ExchangeSettled),
      attempts: attempts.rows.map(attemptOf),
    }
  }

  async attempts(after: string | null, limit: number): Promise<readonly AttemptRecords[]> {
    const { rows } = await this.#client.query<AttemptRow>(
      'SELECT * FROM attempts WHERE $1::text IS NULL OR attempt > $1 ORDER BY attempt LIMIT $2',
      [after, limit],
    )
    return rows.map(attemptOf)
  }

  close(): Promise<void> {
    return this.#client.close()
  }
}

/** A batch that has to go the long way; its transaction is taken back. */
class NotCommon extends Error {}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}

type MoveCursor = (client: SqlSession) => Promise<void>

async function moveCursor(client: SqlSession, journal: string, from: Cursor, next: Cursor): Promise<void> {
  const to = [journal, next.segment, next.offset]
  const moved = await client.query(MOVE_CURSOR, [...to, from.segment, from.offset])
  if (moved.rows.length > 0) return
  const isFirst = from.segment === 0 && from.offset === 0
  const begun = isFirst ? await client.query(BEGIN_CURSOR, to) : moved
  if (begun.rows.length === 0)
    throw new Error(`journal ${journal} does not stand where it was left in the database`)
}

interface Ended {
  readonly met: readonly AttemptRecords[]
  /** Ends of attempts that never began. */
  readonly missing: readonly AttemptClosed[]
}

async function close(client: SqlSession, closed: readonly AttemptClosed[]): Promise<Ended> {
  const rows = closed.map((end) => ({ attempt: end.attempt, ...endColumns(end) }))
  const met = await write(client, CLOSE, rows)
  if (met.length === closed.length) return { met, missing: [] }
  // What is missing has ended before, and stays as it is, or never began.
  const ended = new Set(met.map(({ opened }) => opened.attempt))
  return { met, missing: closed.filter(({ attempt }) => !ended.has(attempt)) }
}

async function write(
  client: SqlSession,
  text: string,
  rows: readonly object[],
): Promise<readonly AttemptRecords[]> {
  return (await client.query<AttemptRow>(text, [asJson(rows)])).rows.map(attemptOf)
}

/** Of two ends of one attempt the first counts. */
function firstEnds(records: readonly LedgerRecord[]): ReadonlyMap<string, AttemptClosed> {
  const ends = new Map<string, AttemptClosed>()
  for (const record of records) {
    if (record.kind === 'closed' && !ends.has(record.attempt)) ends.set(record.attempt, record)
  }
  return ends
}

/** What both records have, such as the time, means the opening's in the row: the end's go by names of their own. */
function endColumns(end: AttemptClosed): object {
  const { kind: _kind, attempt: _attempt, exchange: _exchange, atMs, usage, ...rest } = end
  return { ...rest, ...usage, closedMs: atMs }
}

/**
 * Text of clients may hold what Postgres cannot (the character NUL, half of a surrogate pair); one such text must not
 * keep all records after it out of the database.
 */
function asJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows)
  if (!/\\u(?:0000|d[89a-f])/i.test(json)) return json
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  )
}

/** NUL as itself, half of a surrogate pair as itself or, within JSON, written as an escape. */
function hasWhatPostgresCannotHold(text: string): boolean {
  if (text.includes('\0') || !text.isWellFormed()) return true
  return text.includes('\\u') && /\\u(?:0000|d[89a-f])/i.test(text)
}
