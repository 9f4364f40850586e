import { type KeyUseReader, type KeyUses, type LedgerRecord, MOST_KEYS_ASKED } from '../ledger/index.ts'
import type { SqlClient, SqlSession } from './sql-client.ts'

/** When keys of consumers were used last: a row for each key that ever was. */
export interface KeyUseRequests {
  keyUses: { readonly asks: { readonly ids: readonly string[] }; readonly answers: KeyUses }
}

const NOTE = `
INSERT INTO key_uses AS k (key, last_ms)
SELECT key, "lastMs" FROM json_to_recordset($1::json) AS r(key text, "lastMs" bigint)
ON CONFLICT (key) DO UPDATE SET last_ms = EXCLUDED.last_ms WHERE k.last_ms < EXCLUDED.last_ms`
const FROM = 'SELECT from_ms::float8 AS "fromMs" FROM key_uses_known'
const USES = 'SELECT key, last_ms::float8 AS "lastMs" FROM key_uses WHERE key = ANY($1)'

/** In the transaction of the records. Replicas take rows in the same order, so that none waits for another in a circle. */
export async function noteKeyUses(session: SqlSession, records: readonly LedgerRecord[]): Promise<void> {
  const lasts = new Map<string, number>()
  for (const record of records)
    if (record.kind === 'used') lasts.set(record.key, Math.max(lasts.get(record.key) ?? 0, record.atMs))
  if (lasts.size === 0) return
  const rows = [...lasts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, lastMs]) => ({ key, lastMs }))
  await session.query(NOTE, [JSON.stringify(rows)])
}

export function sqlKeyUseReader(client: SqlClient): KeyUseReader {
  return {
    async keyUses(ids) {
      const [known] = (await client.query<{ fromMs: number }>(FROM)).rows
      if (known === undefined)
        throw new Error('the database does not say from when on uses of keys are known')
      const { rows } = await client.query<KeyUses['uses'][number]>(USES, [ids.slice(0, MOST_KEYS_ASKED)])
      return { fromMs: known.fromMs, uses: rows }
    },
  }
}
