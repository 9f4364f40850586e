import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { LedgerRecord } from '../../src/ledger/index.ts'
import { SqlRecordStore } from '../../src/storage/index.ts'
import { ProjectedUse } from '../../src/storage/projected-use.ts'
import { fillUse } from '../../src/storage/fill-use.ts'
import { silentLog, systemClock } from '../../src/base/index.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openPglite } from '../../src/storage/pglite-client.ts'
import type { SqlClient, SqlSession } from '../../src/storage/sql-client.ts'
import { UseSums } from '../../src/storage/use-sums.ts'
import { median } from '../measure/statistics.ts'
import { largeLedger, type MadeExchange } from '../console/large-ledger.ts'

/**
 * What the sums for the console and for statements cost: the same batches projected with them and without, by turns, in two
 * embedded databases of one process: `bash scripts/run.sh bench/projection/ratio.ts [EXCHANGES]`. Of 2,000 consumers and 200
 * deployments at 500 exchanges a second. Processor time, of all threads.
 */
const DEFAULT_EXCHANGES = 60_000
const BATCH_EXCHANGES = 2_000
const PER_SECOND = 500
/** Each this many batches are folded together, as by the records process. */
const FOLD_BATCHES = 8
const WARM_UP_BATCHES = 8

const exchanges = Number(process.argv[2] ?? DEFAULT_EXCHANGES)
if (!Number.isSafeInteger(exchanges) || exchanges <= 0) throw new Error('how many exchanges?')

interface Side {
  readonly client: SqlClient
  readonly costsUs: number[]
}

/** Keeps the records and nothing beside them. */
class RecordsAlone extends ProjectedUse {
  override noteAllNew(): void {}
  override noteRows(): void {}
  override noteSettled(): void {}
  override changing<Result>(
    _: SqlSession,
    __: readonly string[],
    change: () => Promise<Result>,
  ): Promise<Result> {
    return change()
  }
  override write(): Promise<void> {
    return Promise.resolve()
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'causeway-ratio-'))
try {
  const summed = await open('with')
  const without = await open('without')
  const store = new SqlRecordStore(summed.client)
  const alone = new SqlRecordStore(without.client, (records) => new RecordsAlone(records))
  const sums = new UseSums(summed.client)
  let offset = 0
  let unfolded = 0
  for (const batch of batches()) {
    offset += 1
    const isMeasured = offset > WARM_UP_BATCHES
    const records = batch.flatMap(recordsOf)
    await measured(without, isMeasured, () => alone.project('bench', records, { segment: 1, offset }))
    await measured(summed, isMeasured, async () => {
      await store.project('bench', records, { segment: 1, offset })
      unfolded += 1
      if (unfolded < FOLD_BATCHES) return
      unfolded = 0
      await sums.fold()
    })
  }
  const each = (side: Side): number =>
    side.costsUs.reduce((sum, cost) => sum + cost, 0) / (side.costsUs.length * BATCH_EXCHANGES)
  const ratios = chunks(summed.costsUs).map((cost, at) => cost / (chunks(without.costsUs)[at] ?? 1))
  console.log(
    [
      `${exchanges.toLocaleString('en-US')} exchanges in batches of ${BATCH_EXCHANGES.toLocaleString('en-US')}`,
      `records alone        ${each(without).toFixed(1)} us of processor each exchange`,
      `with sums            ${each(summed).toFixed(1)} us`,
      `ratio                ${median(ratios).toFixed(2)}, median of ${ratios.length}`,
    ].join('\n'),
  )
  await summed.client.close()
  await without.client.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function open(name: string): Promise<Side> {
  const at = path.join(folder, name)
  const create = path.join(import.meta.dirname, '../../src/storage/create-database.ts')
  execFileSync(process.execPath, [create, at])
  const client = await openPglite(at)
  await migrate(client)
  await fillUse(client, { log: silentLog, clock: systemClock })
  return { client, costsUs: [] }
}

function* batches(): Generator<readonly MadeExchange[]> {
  const fromMs = Date.UTC(2026, 9, 5)
  const all = exchanges + WARM_UP_BATCHES * BATCH_EXCHANGES
  let batch: MadeExchange[] = []
  for (const made of largeLedger(all, { fromMs, toMs: fromMs + (all / PER_SECOND) * 1_000 })) {
    batch.push(made)
    if (batch.length < BATCH_EXCHANGES) continue
    yield batch
    batch = []
  }
}

function recordsOf({ attempts, settled }: MadeExchange): readonly LedgerRecord[] {
  return [...attempts.flatMap(({ opened, closed }) => [opened, closed]), settled]
}

async function measured(side: Side, isMeasured: boolean, work: () => Promise<void>): Promise<void> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  if (isMeasured) side.costsUs.push(user + system)
}

/** Sums of as many batches as are folded together. */
function chunks(costsUs: readonly number[]): readonly number[] {
  const sums: number[] = []
  for (let from = 0; from + FOLD_BATCHES <= costsUs.length; from += FOLD_BATCHES)
    sums.push(costsUs.slice(from, from + FOLD_BATCHES).reduce((sum, cost) => sum + cost, 0))
  return sums
}
