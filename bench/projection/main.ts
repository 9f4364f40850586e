import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { silentLog, systemRandom } from '../../src/base/index.ts'
import { Projector, type RecordStore } from '../../src/ledger/index.ts'
import { SqlRecordStore } from '../../src/storage/index.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openPglite } from '../../src/storage/pglite-client.ts'
import { UseSums } from '../../src/storage/use-sums.ts'
import { median } from '../measure/statistics.ts'
import { prepareJournal, RECORDS_PER_EXCHANGE } from './prepared-journal.ts'

/**
 * How fast a journal goes into PGlite, with nothing else on: `bash scripts/run.sh bench/projection/main.ts [EXCHANGES]`.
 * The sums for the console are part of it. Beside it what reading the lines alone costs, which the database has no part in, and what the process grew to.
 */
const DEFAULT_EXCHANGES = 60_000
const ROUNDS = 3

const exchanges = Number(process.argv[2] ?? DEFAULT_EXCHANGES)
if (!Number.isSafeInteger(exchanges) || exchanges <= 0) throw new Error('how many exchanges?')

interface Cost {
  readonly wallMs: number
  readonly cpuUs: number
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage()
  const startMs = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs: performance.now() - startMs, cpuUs: user + system }
}

/** Takes batches and keeps none: what is left is reading, checking and parsing. */
const NO_STORE: RecordStore = {
  cursor: () => Promise.resolve({ segment: 0, offset: 0 }),
  project: () => Promise.resolve(),
  usage: () => Promise.resolve([]),
  exchange: () => Promise.resolve(null),
  attempts: () => Promise.resolve([]),
  close: () => Promise.resolve(),
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-projection-'))
  try {
    const database = path.join(folder, 'database')
    // In a process of its own, as the program does: making one takes memory that is not given back.
    execFileSync(process.execPath, [
      path.join(import.meta.dirname, '../../src/storage/create-database.ts'),
      database,
    ])
    const client = await openPglite(database)
    await migrate(client)
    const emptyRssBytes = process.memoryUsage.rss()
    const store = new SqlRecordStore(client)
    const sums = new UseSums(client)
    const totals: Cost[] = []
    const readings: Cost[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const journal = path.join(folder, `journal-${round}`)
      const { bytes } = prepareJournal(journal, exchanges, Date.UTC(2026, 0, 1 + round))
      const parts = { log: silentLog, random: systemRandom }
      const reading = new Projector(journal, { ...parts, store: NO_STORE })
      readings.push(await costOf(() => reading.catchUp()))
      const projector = new Projector(journal, { ...parts, store })
      let projected = 0
      const total = await costOf(async () => {
        projected = await projector.catchUp()
        await sums.fold()
      })
      totals.push(total)
      if (projected !== exchanges * RECORDS_PER_EXCHANGE)
        throw new Error(`${projected} records were projected`)
      if (round === 0)
        console.log(`${exchanges} exchanges in a journal of ${megabytes(bytes)} MB, three times`)
      rmSync(journal, { recursive: true })
    }
    const records = exchanges * RECORDS_PER_EXCHANGE
    const middle = (costs: readonly Cost[], of: (cost: Cost) => number) => median(costs.map(of))
    for (const [name, costs] of [
      ['reading and parsing', readings],
      ['into PGlite, reading included', totals],
    ] as const) {
      const rate = (records / middle(costs, ({ wallMs }) => wallMs)) * 1000
      const perExchangeUs = middle(costs, ({ cpuUs }) => cpuUs) / exchanges
      console.log(
        `${name.padEnd(30)} ${rate.toFixed(0).padStart(8)} records/s ${perExchangeUs.toFixed(1).padStart(7)} us of processor each exchange`,
      )
    }
    console.log(
      `memory: ${megabytes(emptyRssBytes)} MB with an empty database, ${megabytes(process.resourceUsage().maxRSS * 1024)} MB at most, ${megabytes(process.memoryUsage.rss())} MB at the end`,
    )
    await client.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
