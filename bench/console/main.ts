import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { ApiPorts } from '../../src/admin/index.ts'
import { silentLog, systemClock } from '../../src/base/index.ts'
import type { LedgerRecord } from '../../src/ledger/index.ts'
import { runningRecords, SqlRecordStore } from '../../src/storage/index.ts'
import { consoleHandlers } from '../../src/storage/console-queries.ts'
import { attemptLine, COPY_ATTEMPTS, COPY_EXCHANGES, exchangeLine } from '../../src/storage/copy-text.ts'
import { fillUse } from '../../src/storage/fill-use.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openPglite } from '../../src/storage/pglite-client.ts'
import { PostgresServer, withoutPostgres } from '../../src/storage/postgres-server.fixture.ts'
import { serveRecords } from '../../src/storage/records-protocol.ts'
import { sharedDatabaseAt } from '../../src/storage/shared-database.fixture.ts'
import { openSharedDatabase } from '../../src/storage/shared-database.ts'
import { statementHandlers } from '../../src/storage/statement-queries.ts'
import type { SqlClient } from '../../src/storage/sql-client.ts'
import { UseSums } from '../../src/storage/use-sums.ts'
import { UseUpkeep } from '../../src/storage/use-upkeep.ts'
import { loadDesign } from '../../src/workload/index.ts'
import { largeLedger } from './large-ledger.ts'
import { largeWorkload } from './large-workload.ts'
import { firstLook, pageQueries, type PageQuery, pagesOn } from './page-queries.ts'

/**
 * How long the console's pages wait for a large ledger: `npm run bench:console`, or with another number of exchanges,
 * `npm run bench:console -- 100000`; `--postgres` or `--embedded` for one of the two alone. The ledger is written as a
 * program of before had it and then summed as an upgrade does, which is held to what projection makes of a sample. Fails
 * where a page waits longer than it may. Cold is the first time after the database was opened.
 */
const DEFAULT_EXCHANGES = 1_000_000
const MOST_MS = { postgres: 500, embedded: 2_000 } as const
const SAMPLE = 20_000
const WRITTEN_AT_ONCE = 5_000
const WARM_ROUNDS = 3
const MONTH = '2026-10'
const NOW_MS = Date.UTC(2026, 9, 31, 23, 30)
const SPAN = { fromMs: Date.UTC(2026, 9, 1, 12), toMs: NOW_MS - 60_000 }

const SUMMED = [
  'SELECT kind, name, u.* FROM use_hours u JOIN use_subjects s ON s.id = u.subject ORDER BY kind, name, at_ms',
  'SELECT kind, name, u.* FROM use_minutes u JOIN use_subjects s ON s.id = u.subject ORDER BY kind, name, at_ms',
  'SELECT kind, name, at_ms, reason, count FROM failure_hours u JOIN use_subjects s ON s.id = u.subject ORDER BY 1, 2, 3, 4',
  'SELECT * FROM exchange_summaries ORDER BY at_ms, exchange',
  'SELECT about, m.* FROM billed_months m JOIN billed_groups g ON g.id = m.billed_group ORDER BY about, month_ms',
  'SELECT about, h.* FROM provisioned_hours h JOIN billed_groups g ON g.id = h.billed_group ORDER BY about, hour_ms',
] as const

const FIRST_LOOK = firstLook(MONTH)

type Kind = keyof typeof MOST_MS

interface Place {
  open(): Promise<SqlClient>
  close(): Promise<void>
}

const words = process.argv.slice(2)
const exchanges = Number(words.find((word) => !word.startsWith('--')) ?? DEFAULT_EXCHANGES)
if (!Number.isSafeInteger(exchanges) || exchanges <= 0) throw new Error('how many exchanges?')
const only = (['postgres', 'embedded'] as const).filter((kind) => words.includes(`--${kind}`))
const design = loadDesign(largeWorkload(), { source: 'large.yaml', nowMs: NOW_MS })
if (!design.ok) throw new Error(JSON.stringify(design))

for (const kind of only.length === 0 ? (['postgres', 'embedded'] as const) : only) {
  if (kind === 'postgres' && withoutPostgres !== false) console.log(withoutPostgres)
  else await measure(kind)
}

async function measure(kind: Kind): Promise<void> {
  const place = kind === 'postgres' ? await postgresPlace() : embeddedPlace()
  try {
    console.log(`\n${kind}, ${exchanges.toLocaleString('en-US')} exchanges`)
    let client = await place.open()
    await requireSame(kind, client)
    const cursor = await fill(client)
    // As the records process does when it has started, and every now and then.
    await new UseUpkeep(client, new UseSums(client)).run({ nowMs: NOW_MS, monotonicMs: 0 })
    await client.close()
    client = await place.open()
    await askAll(kind, client, cursor)
    await client.close()
  } finally {
    await place.close()
  }
}

async function postgresPlace(): Promise<Place> {
  const server = await PostgresServer.start()
  const at = sharedDatabaseAt(await server.database())
  return {
    async open() {
      const database = openSharedDatabase(at)
      await database.prepare()
      return database.client
    },
    close: () => server[Symbol.asyncDispose](),
  }
}

function embeddedPlace(): Place {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-console-'))
  const at = path.join(folder, 'database')
  execFileSync(process.execPath, [path.join(import.meta.dirname, '../../src/storage/create-database.ts'), at])
  return {
    async open() {
      const client = await openPglite(at)
      await migrate(client)
      return client
    },
    close: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  }
}

interface Found {
  readonly exchange: string
  readonly deepCursor: string
}

/** Writes the ledger as a program of before had it, and sums it as an upgrade does. */
async function fill(client: SqlClient): Promise<Found> {
  await forgetAll(client)
  const startedMs = performance.now()
  let attempts = ''
  let settled = ''
  let count = 0
  let middle: Found | null = null
  const write = async (): Promise<void> => {
    if (attempts !== '') await client.copy(COPY_ATTEMPTS, attempts)
    if (settled !== '') await client.copy(COPY_EXCHANGES, settled)
    attempts = ''
    settled = ''
  }
  for (const made of largeLedger(exchanges, SPAN)) {
    for (const { opened, closed } of made.attempts) attempts += attemptLine(opened, closed)
    settled += exchangeLine(made.settled)
    count++
    if (middle === null && count > exchanges / 10) {
      const { exchange, atMs } = made.settled
      middle = { exchange, deepCursor: Buffer.from(`${atMs}.${exchange}`).toString('base64url') }
    }
    if (count % WRITTEN_AT_ONCE === 0) await write()
  }
  await write()
  const writtenMs = performance.now()
  await fillUse(client, { log: silentLog, clock: { ...systemClock, nowMs: () => NOW_MS } })
  const seconds = (ms: number): string => (ms / 1_000).toFixed(1)
  console.log(
    `written in ${seconds(writtenMs - startedMs)} s, summed in ${seconds(performance.now() - writtenMs)} s`,
  )
  if (middle === null) throw new Error('there is no exchange in the middle')
  return middle
}

async function forgetAll(client: SqlClient): Promise<void> {
  await client.exec(`TRUNCATE attempts, exchanges, exchange_summaries, use_minutes, use_hours, failure_minutes, failure_hours,
    use_notes, use_subjects, billed_months, billed_groups, provisioned_hours;
    INSERT INTO use_fill (what) VALUES ('attempts'), ('billed'), ('exchanges') ON CONFLICT (what) DO UPDATE SET after_key = NULL`)
}

/** What an upgrade sums, and what projection does, of the same exchanges: the same, or the bench measures another ledger. */
async function requireSame(kind: Kind, client: SqlClient): Promise<void> {
  const span = { fromMs: NOW_MS - 40 * 3_600_000, toMs: NOW_MS - 60_000 }
  const sample = [...largeLedger(Math.min(SAMPLE, exchanges), span)]
  const look = async (): Promise<string> => {
    const all: unknown[] = []
    for (const text of SUMMED) {
      const { rows } = await client.query<Record<string, unknown>>(text)
      all.push(rows.map(({ subject: _subject, billed_group: _group, ...row }) => row))
    }
    return JSON.stringify(all, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  }
  await forgetAll(client)
  await client.exec('DELETE FROM use_fill')
  const store = new SqlRecordStore(client)
  for (let from = 0; from < sample.length; from += 2_000) {
    const some = sample.slice(from, from + 2_000)
    const records = some.flatMap(({ attempts, settled }): LedgerRecord[] => [
      ...attempts.flatMap(({ opened, closed }) => [opened, closed]),
      settled,
    ])
    await store.project('sample', records, { segment: 1, offset: from + 1 })
  }
  await new UseSums(client).fold()
  const projected = await look()
  await forgetAll(client)
  await client.copy(
    COPY_ATTEMPTS,
    sample
      .flatMap(({ attempts }) => attempts.map(({ opened, closed }) => attemptLine(opened, closed)))
      .join(''),
  )
  await client.copy(COPY_EXCHANGES, sample.map(({ settled }) => exchangeLine(settled)).join(''))
  await fillUse(client, { log: silentLog, clock: { ...systemClock, nowMs: () => NOW_MS } })
  if ((await look()) !== projected)
    throw new Error(`${kind}: an upgrade sums something else than projection does`)
  console.log(`an upgrade sums ${sample.length.toLocaleString('en-US')} exchanges as projection does`)
}

async function askAll(kind: Kind, client: SqlClient, found: Found): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-asked-'))
  const store = new SqlRecordStore(client)
  const sums = new UseSums(client)
  const handlers: Readonly<Record<string, (asks: never) => Promise<unknown>>> = {
    exchange: ({ id }: { id: string }) => store.exchange(id),
    ...statementHandlers(client, sums),
    ...consoleHandlers(client, sums),
  }
  const server = await serveRecords(path.join(folder, 'records.sock'), async (name, asks) => {
    const handler = handlers[name]
    if (handler === undefined) throw new Error(`no page asks ${name}`)
    return handler(asks as never)
  })
  try {
    await askPages(
      kind,
      runningRecords(folder, (error) => new Error(String(error))),
      found,
    )
  } finally {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function askPages(
  kind: Kind,
  ledger: ApiPorts['ledger'],
  { exchange, deepCursor }: Found,
): Promise<void> {
  if (!design.ok) return
  const slowest = new Map<string, { coldMs: number; warmMs: number; what: string }>()
  const tell = (query: PageQuery, coldMs: number, warmMs: number): void => {
    note(slowest, query, coldMs, warmMs)
    if (words.includes('--all'))
      console.log(`  ${query.id} ${query.what}: ${coldMs.toFixed(0)} / ${warmMs.toFixed(0)} ms`)
  }
  // Nobody has asked for the month before; each round is an admin process that has just started.
  const looks: (readonly number[])[] = []
  for (let round = 0; round <= WARM_ROUNDS; round++) {
    const pages = pagesOn(ledger, design, NOW_MS)
    const tookMs: number[] = []
    for (const query of FIRST_LOOK) tookMs.push(await pages.ask(query))
    looks.push(tookMs)
  }
  for (const [index, query] of FIRST_LOOK.entries()) {
    const [coldMs = 0, ...warm] = looks.map((tookMs) => tookMs[index] ?? 0)
    tell(query, coldMs, Math.max(...warm))
  }
  const pages = pagesOn(ledger, design, NOW_MS)
  for (const query of pageQueries(MONTH, exchange, deepCursor)) {
    const coldMs = await pages.ask(query)
    let warmMs = 0
    for (let round = 0; round < WARM_ROUNDS; round++) warmMs = Math.max(warmMs, await pages.ask(query))
    tell(query, coldMs, warmMs)
  }
  for (const [id, { coldMs, warmMs, what }] of slowest) {
    const isSlow = Math.max(coldMs, warmMs) > MOST_MS[kind]
    if (isSlow) process.exitCode = 1
    const figures = `${coldMs.toFixed(0).padStart(6)} ms cold ${warmMs.toFixed(0).padStart(6)} ms warm`
    console.log(
      `${id.padEnd(20)} ${figures}  slowest: ${what}${isSlow ? `  MORE THAN ${MOST_MS[kind]} ms` : ''}`,
    )
  }
}

function note(
  slowest: Map<string, { coldMs: number; warmMs: number; what: string }>,
  { id, what }: PageQuery,
  coldMs: number,
  warmMs: number,
): void {
  const known = slowest.get(id)
  const isSlower = known === undefined || Math.max(coldMs, warmMs) > Math.max(known.coldMs, known.warmMs)
  slowest.set(id, {
    coldMs: Math.max(coldMs, known?.coldMs ?? 0),
    warmMs: Math.max(warmMs, known?.warmMs ?? 0),
    what: isSlower ? what : (known?.what ?? what),
  })
}
