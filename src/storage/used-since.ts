import type { UsedSince, UsedSinceQuery } from '../limits/index.ts'
import type { SqlClient } from './sql-client.ts'

/** Sound that was cached is in both figures of the provider: it counts as cached. */
const USED_SINCE = `
SELECT consumer, model, deployment,
  max(closed_ms)::float8 AS "lastMs",
  sum(greatest(0, input - cached - audio_input))::float8 AS "plainInput",
  sum(cached)::float8 AS cached,
  sum(greatest(0, least(audio_input, input - cached)))::float8 AS "soundInput",
  sum(greatest(0, output - reasoning - audio_output))::float8 AS "plainOutput",
  sum(reasoning)::float8 AS reasoning,
  sum(audio_output)::float8 AS "soundOutput",
  coalesce(sum(nano_usd), 0)::float8 AS "nanoUsd"
FROM attempts
WHERE closed_ms >= $1 AND input IS NOT NULL
GROUP BY consumer, model, deployment, CASE WHEN $2::bigint IS NULL THEN 0 ELSE closed_ms / $2::bigint END
ORDER BY consumer, model, deployment, 4`

export async function usedSince(
  client: SqlClient,
  { fromMs, stepMs }: UsedSinceQuery,
): Promise<readonly UsedSince[]> {
  const values = [Math.floor(fromMs), stepMs === null ? null : Math.max(1, Math.floor(stepMs))]
  return (await client.query<UsedSince>(USED_SINCE, values)).rows
}
