import { createHash } from 'node:crypto'

import { type BilledDeltas, HOUR_COUNTERS, MONTH_COUNTERS } from './billed-deltas.ts'
import type { SqlSession } from './sql-client.ts'

/**
 * Writes what statements add up. A group has a number, so that its texts are written once; all who write take rows in
 * the order of these.
 */
const ROWS_AT_ONCE = 2_000

const FIND = `
SELECT g.id, g.about FROM billed_groups g
JOIN json_to_recordset($1::json) AS r(hash text, about text) ON g.hash = decode(r.hash, 'hex')`
const MAKE = `
INSERT INTO billed_groups (hash, about)
SELECT decode(hash, 'hex'), about FROM json_to_recordset($1::json) AS r(hash text, about text)
ON CONFLICT (hash) DO NOTHING`

const upsert = (table: string, time: string, columns: readonly (readonly [string, string])[]): string => `
INSERT INTO ${table} AS u (${time}, billed_group, ${columns.map(([name]) => name).join(', ')})
SELECT m, g, ${columns.map((_, place) => `c${place}`).join(', ')}
FROM json_to_recordset($1::json) AS r(m bigint, g integer, ${columns.map(([, type], place) => `c${place} ${type}`).join(', ')})
ON CONFLICT (${time}, billed_group) DO UPDATE SET
  ${columns.map(([name]) => `${name} = u.${name} + EXCLUDED.${name}`).join(', ')}`

const MONTHS = upsert('billed_months', 'month_ms', [
  ...MONTH_COUNTERS.map((name) => [name, 'bigint'] as const),
  ['nano_usd', 'numeric'],
])
const HOURS = upsert(
  'provisioned_hours',
  'hour_ms',
  HOUR_COUNTERS.map((name) => [name, 'bigint'] as const),
)

/** Gives the numbers of groups that were not known. */
export async function writeBilled(
  session: SqlSession,
  deltas: BilledDeltas,
  known: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const groups = deltas.all()
  const fresh = await numbersOf(
    session,
    groups.map(({ about }) => about).filter((about) => !known.has(about)),
  )
  const months: SumRow[] = []
  const hours: SumRow[] = []
  for (const { about, group } of groups) {
    const id = known.get(about) ?? fresh.get(about)
    if (id === undefined) throw new Error(`there is no group ${about}`)
    for (const [atMs, at] of group.months) months.push({ id, atMs, values: deltas.monthAt(at) })
    for (const [atMs, at] of group.hours) hours.push({ id, atMs, values: deltas.hourAt(at) })
  }
  await writeRows(session, MONTHS, months)
  await writeRows(session, HOURS, hours)
  return fresh
}

interface SumRow {
  readonly id: number
  readonly atMs: number
  readonly values: bigint[]
}

async function writeRows(session: SqlSession, text: string, rows: readonly SumRow[]): Promise<void> {
  const changed = together(rows).filter(({ values }) => values.some((value) => value !== 0n))
  for (let from = 0; from < changed.length; from += ROWS_AT_ONCE) {
    const some = changed
      .slice(from, from + ROWS_AT_ONCE)
      .map(
        ({ id, atMs, values }) =>
          `{"m":${atMs},"g":${id},${values.map((value, place) => `"c${place}":${value}`).join(',')}}`,
      )
    await session.query(text, [`[${some.join(',')}]`])
  }
}

/** In order, and each once: a row cannot be written twice at once. */
function together(rows: readonly SumRow[]): readonly SumRow[] {
  const ordered = rows.toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)
  const once: SumRow[] = []
  for (const row of ordered) {
    const last = once[once.length - 1]
    if (last?.atMs !== row.atMs || last.id !== row.id) once.push(row)
    else
      for (const [place, value] of row.values.entries())
        last.values[place] = (last.values[place] ?? 0n) + value
  }
  return once
}

async function numbersOf(
  session: SqlSession,
  abouts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const fresh = new Map<string, number>()
  const wanted = [...new Set(abouts)]
    .map((about) => ({ hash: createHash('sha256').update(about).digest('hex'), about }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
  for (let from = 0; from < wanted.length; from += ROWS_AT_ONCE) {
    const some = JSON.stringify(wanted.slice(from, from + ROWS_AT_ONCE))
    await session.query(MAKE, [some])
    const { rows } = await session.query<{ readonly id: number; readonly about: string }>(FIND, [some])
    for (const { id, about } of rows) fresh.set(about, id)
  }
  return fresh
}
