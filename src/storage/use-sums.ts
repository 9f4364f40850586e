import { HOUR_MS, MINUTE_MS } from '../ledger/index.ts'
import { writeBilled } from './billed-sums.ts'
import type { SqlClient, SqlSession } from './sql-client.ts'
import { keyOf, type Subject, SubjectKeys } from './subject-keys.ts'
import { USE_COLUMNS, UseDeltas, type UseRow } from './use-deltas.ts'
import { addNotes, type UseNotes } from './use-notes.ts'

/**
 * Sums by minute and by hour. What a batch of records adds to them is noted in its transaction as one text, so each
 * record is in them once, as it is in the ledger; notes are folded into the sums many at once, since most batches add to
 * the same rows. All who write take rows in the same order, so that none waits for another in a circle.
 */
/** Batches folded in one transaction. */
const MAX_NOTES = 128
const ROWS_AT_ONCE = 2_000
/** Far more than one workload file names; past it the names are asked for again. */
const MAX_KNOWN_SUBJECTS = 50_000
/** Some 300 bytes each. */
const MAX_KNOWN_GROUPS = 50_000

const SHORT = USE_COLUMNS.map((_, place) => `c${place}`)
const TYPES = USE_COLUMNS.map((_, place) => `c${place} bigint`).join(', ')

const upsert = (table: string): string => `
INSERT INTO ${table} AS u (subject, at_ms, ${USE_COLUMNS.join(', ')})
SELECT s, m, ${SHORT.join(', ')}
FROM json_to_recordset($1::json) AS r(s integer, m bigint, ${TYPES})
ON CONFLICT (subject, at_ms) DO UPDATE SET
  ${USE_COLUMNS.map((name) => `${name} = coalesce(u.${name} + EXCLUDED.${name}, u.${name}, EXCLUDED.${name})`).join(', ')}`

const upsertFailures = (table: string): string => `
INSERT INTO ${table} AS u (subject, at_ms, reason, count)
SELECT subject, at_ms, reason, count
FROM json_to_recordset($1::json) AS r(subject integer, at_ms bigint, reason text, count bigint)
ON CONFLICT (subject, at_ms, reason) DO UPDATE SET count = u.count + EXCLUDED.count`

const TABLES = [
  { stepMs: MINUTE_MS, use: upsert('use_minutes'), failures: upsertFailures('failure_minutes') },
  { stepMs: HOUR_MS, use: upsert('use_hours'), failures: upsertFailures('failure_hours') },
] as const

const FIND_SUBJECTS = `
SELECT s.id, s.kind, s.name FROM use_subjects s
JOIN json_to_recordset($1::json) AS r(kind text, name text) ON r.kind = s.kind AND r.name = s.name`
const MAKE_SUBJECTS = `
INSERT INTO use_subjects (kind, name)
SELECT kind, name FROM json_to_recordset($1::json) AS r(kind text, name text)
ON CONFLICT (kind, name) DO NOTHING`

const NOTE = 'INSERT INTO use_notes (body) VALUES ($1)'

/** In the transaction of the records. */
export async function writeNotes(session: SqlSession, notes: UseNotes): Promise<void> {
  if (!notes.isEmpty) await session.query(NOTE, [notes.toBody()])
}

const LAST = 'SELECT max(id)::text AS last FROM use_notes'
const TAKE = `
DELETE FROM use_notes WHERE id IN (
  SELECT id FROM use_notes WHERE id <= $1 ORDER BY id LIMIT ${MAX_NOTES} FOR UPDATE SKIP LOCKED)
RETURNING body`
/** Waits for whoever folds them. */
const WAIT = 'SELECT FROM use_notes WHERE id <= $1 FOR UPDATE'

/** Numbers of subjects and of groups, by what they are known by. */
export interface Numbers {
  readonly subjects: ReadonlyMap<string, number>
  readonly groups: ReadonlyMap<string, number>
}

export const NO_NUMBERS: Numbers = { subjects: new Map(), groups: new Map() }

export class UseSums {
  readonly #client: SqlClient
  readonly #keys = new SubjectKeys()
  readonly #subjects = new Map<string, number>()
  readonly #groups = new Map<string, number>()
  #folding: Promise<void> | null = null

  constructor(client: SqlClient) {
    this.#client = client
  }

  /** Puts all that waits into the sums: what was written before it was asked for is in them then. */
  async fold(): Promise<void> {
    // Who asks meanwhile wants what was written before he asked: a run that begins afterwards has it.
    const run = (this.#folding ?? Promise.resolve()).catch(() => {}).then(() => this.#foldAll())
    this.#folding = run
    try {
      await run
    } finally {
      if (this.#folding === run) this.#folding = null
    }
  }

  async #foldAll(): Promise<void> {
    for (;;) {
      const { rows } = await this.#client.query<{ readonly last: string | null }>(LAST)
      const last = rows[0]?.last ?? null
      if (last === null) return
      while (await this.#foldSome(last));
      // The rest is with another replica; where that one fails, it is there again.
      const { rows: left } = await this.#client.query(WAIT, [last])
      if (left.length === 0) return
    }
  }

  /** False where none was left to take. */
  async #foldSome(last: string): Promise<boolean> {
    let taken = 0
    await this.transaction(async (session) => {
      const { rows } = await session.query<{ body: string }>(TAKE, [last])
      taken = rows.length
      const deltas = new UseDeltas(this.#keys)
      for (const { body } of rows) addNotes(deltas, body)
      return this.write(session, deltas, Number.NEGATIVE_INFINITY)
    })
    return taken > 0
  }

  /** What the work says is remembered when it is through. */
  async transaction(work: (session: SqlSession) => Promise<Numbers>): Promise<void> {
    try {
      const { subjects, groups } = await this.#client.transaction(work)
      remember(this.#subjects, subjects, MAX_KNOWN_SUBJECTS)
      remember(this.#groups, groups, MAX_KNOWN_GROUPS)
    } catch (error) {
      // The database may be another than before.
      this.#subjects.clear()
      this.#groups.clear()
      throw error
    }
  }

  /** Gives the numbers that were not known; minutes before `minutesFromMs` are left out. */
  async write(session: SqlSession, deltas: UseDeltas, minutesFromMs: number): Promise<Numbers> {
    if (deltas.isEmpty) return NO_NUMBERS
    const subjects = await this.#writeTraffic(session, deltas, minutesFromMs)
    return { subjects, groups: await writeBilled(session, deltas.billed, this.#groups) }
  }

  async #writeTraffic(
    session: SqlSession,
    deltas: UseDeltas,
    minutesFromMs: number,
  ): Promise<ReadonlyMap<string, number>> {
    const subjects = deltas.subjects()
    const fresh = await this.#idsOf(
      session,
      subjects.filter((subject) => !this.#subjects.has(keyOf(subject))),
    )
    const idOf = (key: string): number => {
      const id = this.#subjects.get(key) ?? fresh.get(key)
      if (id === undefined) throw new Error(`there is no subject ${key}`)
      return id
    }
    for (const { stepMs, use, failures } of TABLES) {
      const fromMs = stepMs === MINUTE_MS ? minutesFromMs : Number.NEGATIVE_INFINITY
      const rows = deltas.rows(stepMs, fromMs, idOf)
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const some = rows.slice(from, from + ROWS_AT_ONCE)
        await session.query(use, [`[${some.map(jsonOf).join(',')}]`])
      }
      const reasons = deltas.failureRows(stepMs, fromMs, idOf)
      if (reasons.length > 0) await session.query(failures, [JSON.stringify(reasons)])
    }
    return fresh
  }

  async #idsOf(session: SqlSession, subjects: readonly Subject[]): Promise<ReadonlyMap<string, number>> {
    if (subjects.length === 0) return NO_NUMBERS.subjects
    await session.query(MAKE_SUBJECTS, [JSON.stringify(subjects)])
    const { rows } = await session.query<Subject & { readonly id: number }>(FIND_SUBJECTS, [
      JSON.stringify(subjects),
    ])
    return new Map(rows.map((row) => [keyOf(row), row.id]))
  }
}

function remember(known: Map<string, number>, fresh: ReadonlyMap<string, number>, most: number): void {
  if (known.size + fresh.size > most) known.clear()
  for (const [key, id] of fresh) known.set(key, id)
}

/** Without what is zero, which is nearly all. */
function jsonOf({ subject, atMs, sums: { values, width }, at }: UseRow): string {
  let text = `{"s":${subject},"m":${atMs}`
  for (let place = 0; place < width; place++) {
    const value = values[at + place] as number
    if (value !== 0) text += `,"c${place}":${value}`
  }
  return `${text}}`
}
