import { type KeptText, type LedgerRecord, unsealedTexts } from '../ledger/index.ts'
import type { SqlClient, SqlSession } from './sql-client.ts'

/**
 * Text of exchanges, each row until its moment. It is never read but by the id of its exchange. The embedded database has
 * it sealed, so that nothing of it is left in files that a deleted row was in.
 */
const KEEP = `
INSERT INTO kept_texts (exchange, until_ms, prompt, answer, is_cut)
SELECT exchange, "untilMs", prompt, answer, "isCut"
FROM json_to_recordset($1::json) AS r(exchange text, "untilMs" bigint, prompt text, answer text, "isCut" boolean)
ON CONFLICT (exchange) DO NOTHING`

const READ = `
SELECT exchange, until_ms::float8 AS "untilMs", prompt, answer, is_cut AS "isCut" FROM kept_texts WHERE exchange = $1`

/** By their places, which no plan reads the table for; another replica may have been there first. */
const FORGET = `
DELETE FROM kept_texts WHERE ctid = ANY(ARRAY(SELECT ctid FROM kept_texts WHERE until_ms <= $1 LIMIT $2)) RETURNING 1`
const FORGOTTEN_AT_ONCE = 1_000

export type StoredText = Omit<KeptText, 'kind' | 'atMs'>

/** A text that is repeated changes nothing. */
export async function keepTexts(session: SqlSession, records: readonly LedgerRecord[]): Promise<void> {
  const texts = records.filter((record) => record.kind === 'text')
  // JSON within JSON: what Postgres cannot hold of it is an escape there, and stays one.
  if (texts.length > 0) await session.query(KEEP, [JSON.stringify(texts)])
}

/** Null where there is none, also where it only was not deleted yet. */
export async function keptText(
  session: SqlSession,
  exchange: string,
  nowMs: number,
): Promise<StoredText | null> {
  const { rows } = await session.query<StoredText>(READ, [exchange])
  const [text] = rows
  return text === undefined || text.untilMs <= nowMs ? null : text
}

/**
 * For a database of several replicas, which have no keys of each other: in the clear, as the database encrypts and backs up
 * all of it. What is over has no key, and is left out.
 */
export async function withTextsUnsealed(
  folder: string,
  records: readonly LedgerRecord[],
): Promise<readonly LedgerRecord[]> {
  const texts = records.filter((record) => record.kind === 'text')
  if (texts.length === 0) return records
  const unsealed = await unsealedTexts(folder, texts)
  return [...records.filter(({ kind }) => kind !== 'text'), ...unsealed.filter((text) => text !== null)]
}

/** Deletes what is over, a bounded number; true where there may be more. */
export function forgetTexts(client: SqlClient, nowMs: number): Promise<boolean> {
  return client.transaction(async (session) => {
    // Where there are no statistics a third of all rows seems to be over, and reading all of them cheap.
    await session.exec('SET LOCAL enable_seqscan = off')
    const { rows } = await session.query(FORGET, [Math.floor(nowMs), FORGOTTEN_AT_ONCE])
    return rows.length === FORGOTTEN_AT_ONCE
  })
}
