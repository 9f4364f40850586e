import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import type { SqlClient } from './sql-client.ts'

const FOLDER = path.join(import.meta.dirname, 'migrations')
const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/

/** Brings the database to the newest version, each step in a transaction of its own. A newer database is refused. */
export async function migrate(client: SqlClient): Promise<void> {
  await client.exec('CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY, name text NOT NULL)')
  const { rows } = await client.query<{ version: number }>(
    'SELECT coalesce(max(version), 0)::int AS version FROM migrations',
  )
  const current = rows[0]?.version ?? 0
  const steps = readdirSync(FOLDER)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => ({ name, version: Number(NAME.exec(name)?.[1]) }))
  const newest = steps[steps.length - 1]?.version ?? 0
  if (current > newest) {
    throw new Error(
      `the database is of version ${current}, made by a newer program; this one knows ${newest}`,
    )
  }
  for (const { name, version } of steps) {
    if (version <= current) continue
    await client.transaction(async (step) => {
      await step.exec(readFileSync(path.join(FOLDER, name), 'utf8'))
      await step.query('INSERT INTO migrations (version, name) VALUES ($1, $2)', [version, name])
    })
  }
}
