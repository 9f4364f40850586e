import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { DatabaseAway } from './database-problem.ts'
import type { SqlClient, SqlSession } from './sql-client.ts'

const FOLDER = path.join(import.meta.dirname, 'migrations')
const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/

/** Holds one migration at a time back behind another, whichever replica begins; "causeway" in ASCII. */
const LOCK = '7161134020979810681'

interface Step {
  readonly name: string
  readonly version: number
}

/** Brings the database to the newest version, in one transaction. A newer database is refused. */
export async function migrate(client: SqlClient): Promise<void> {
  const { steps, newest } = allSteps()
  if (isCurrent(await versionOf(client), newest)) return
  await client.transaction(async (session) => {
    await session.query('SELECT pg_advisory_xact_lock($1::bigint)', [LOCK])
    await session.exec(
      'CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY, name text NOT NULL)',
    )
    const current = await versionOf(session)
    if (isCurrent(current, newest)) return
    for (const { name, version } of steps) {
      if (version <= current) continue
      await session.exec(readFileSync(path.join(FOLDER, name), 'utf8'))
      await session.query('INSERT INTO migrations (version, name) VALUES ($1, $2)', [version, name])
    }
  })
}

/** For whoever only reads: a database that is not of this version is refused. */
export async function requireCurrent(client: SqlClient): Promise<void> {
  const { newest } = allSteps()
  const version = await versionOf(client)
  if (!isCurrent(version, newest))
    throw new DatabaseAway(
      `the database is of version ${version}, and this program knows ${newest}: a gateway of this program brings it there when it starts`,
    )
}

function allSteps(): { readonly steps: readonly Step[]; readonly newest: number } {
  const steps = readdirSync(FOLDER)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => ({ name, version: Number(NAME.exec(name)?.[1]) }))
  return { steps, newest: steps[steps.length - 1]?.version ?? 0 }
}

/** 0 for a database in which nothing is yet. */
async function versionOf(session: SqlSession): Promise<number> {
  const { rows: found } = await session.query("SELECT FROM pg_class WHERE oid = to_regclass('migrations')")
  if (found.length === 0) return 0
  const { rows } = await session.query<{ version: number }>(
    'SELECT coalesce(max(version), 0)::int AS version FROM migrations',
  )
  return rows[0]?.version ?? 0
}

function isCurrent(version: number, newest: number): boolean {
  if (version <= newest) return version === newest
  throw new DatabaseAway(
    `the database is of version ${version}, made by a newer program; this one knows ${newest}: install that one here too`,
  )
}
