import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import path from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'

import { seededRandom, silentLog, systemClock } from '../../src/base/index.ts'
import { openRecords } from '../../src/storage/index.ts'
import { askAll } from './clients.ts'
import { compare, projectedAttempts } from './ledger-and-bills.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running, withoutSharedPorts } from './program.ts'
import { admin, assertWhole, journal, until } from './state.ts'

/** Workers are killed in the middle of their work, and so is their parent: nothing is lost, and nothing stays set aside. */
const WORKERS = 3
const KILLS = 8
const CLIENTS = 16

interface WorkerState {
  readonly worker: number
  readonly pid: number | null
  readonly restarts: number
  readonly plan: string | null
}

let outside: Outside
let folder: Folder
let key: string
let running: Running | null = null

before(async () => {
  outside = await startOutside({
    latency: { firstTokenMs: 40, perTokenMs: 1, jitter: 0.8 },
    gateway: '  deadlines: { drain: 10s }\n',
  })
  const limited = outside.workload.replace(
    `    models: [${MODEL}]\n`,
    `    models: [${MODEL}]\n    limits: { concurrent: 1000, tokens_per_minute: 100M, budget: { usd: 100000, per: month } }\n`,
  )
  folder = await folderWith(limited)
  key = await folder.key('/contoso/bot')
})

afterEach(async () => {
  await running?.stop('SIGKILL')
  running = null
})

after(async () => {
  await outside.simulator.close()
  await folder.remove()
})

async function serve(): Promise<Running> {
  running = await folder.start({
    env: outside.env,
    args: ['--no-records', '--workers', `${WORKERS}`],
    database: 'made',
  })
  return running
}

async function workers(): Promise<readonly WorkerState[]> {
  return ((await admin(folder, 'GET', '/admin/v1/status')) as { workers: readonly WorkerState[] }).workers
}

function load({ address }: Running, signal: AbortSignal) {
  return askAll({
    address,
    key,
    model: MODEL,
    clients: CLIENTS,
    requestsEach: 10_000,
    signal,
    stream: (client, request) => (client + request) % 2 === 0,
  })
}

async function usedOf({ address }: Running, unit: 'concurrent' | 'usd'): Promise<number> {
  const response = await fetch(`${address}/v1/limits`, { headers: { authorization: `Bearer ${key}` } })
  const { data } = (await response.json()) as { data: { unit: string; used: number }[] }
  return data.find((limit) => limit.unit === unit)?.used ?? Number.NaN
}

/** In US dollars, interrupted attempts by their estimates. */
function costInLedger(): number {
  const closed = [...journal(folder).closed.values()]
  return closed.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0), 0) / 1e9
}

describe('workers', { skip: withoutSharedPorts }, () => {
  test(`killed ${KILLS} times under load, leave the ledger as the bills are and nothing set aside`, async (t) => {
    const random = seededRandom(11)
    const served = await serve()
    const stop = new AbortController()
    const asking = load(served, stop.signal)
    for (let killed = 0; killed < KILLS;) {
      await new Promise((next) => setTimeout(next, 50 + random.next() * 100))
      const living = (await workers()).filter(({ plan }) => plan !== null)
      const { pid } = living[Math.floor(random.next() * living.length)] ?? { pid: null }
      // Another one serves meanwhile.
      if (living.length < 2 || pid === null) continue
      process.kill(pid, 'SIGKILL')
      killed++
    }
    stop.abort()
    const outcomes = await asking
    await until('all workers serve', async () => (await workers()).every(({ plan }) => plan !== null))
    await until('nothing is set aside', async () => (await usedOf(served, 'concurrent')) === 0)
    const cost = costInLedger()
    await until(
      'the budget counts what was interrupted',
      async () => (await usedOf(served, 'usd')) > cost - 1e-6,
    )
    const restarts = (await workers()).reduce((sum, { restarts: count }) => sum + count, 0)
    assert.ok(restarts >= KILLS, `${restarts} restarts`)
    const metrics = await (await served.get('/metrics')).text()
    assert.match(metrics, new RegExp(`^causeway_workers ${WORKERS}$`, 'm'))
    assert.equal(await served.stop(), 0, served.errors())

    const ledger = journal(folder)
    assertWhole(ledger)
    const { problems, measured, interrupted } = compare(ledger.closed, outside.simulator.bills())
    assert.deepEqual(problems, [])
    assert.ok(measured > 50 && interrupted > 0, `${measured} measured, ${interrupted} interrupted`)

    const records = await openRecords({
      database: null,
      stateFolder: path.join(folder.path, '.causeway'),
      log: silentLog,
      clock: systemClock,
    })
    try {
      const projected = await projectedAttempts(records)
      assert.equal(projected.size, ledger.closed.size)
      for (const [attempt, end] of ledger.closed) assert.deepEqual(projected.get(attempt), end)
    } finally {
      await records.close()
    }
    t.diagnostic(`${outcomes.length} requests, ${measured} equal, ${interrupted} interrupted`)
  })

  test('whose parent is killed end what they have and leave the port; fewer that follow close what is open', async () => {
    const served = await serve()
    const pids = (await workers()).map(({ pid }) => pid as number)
    const stop = new AbortController()
    const asking = load(served, stop.signal)
    await until('calls are under way', async () => (await usedOf(served, 'concurrent')) > 0)
    await served.stop('SIGKILL')
    await until('all workers have gone', () => pids.every((pid) => !isAlive(pid)))
    stop.abort()
    await asking
    await new Promise<void>((resolve, reject) => {
      const server = createServer().once('error', reject)
      server.listen(served.port, '127.0.0.1', () => server.close(() => resolve()))
    })
    running = null

    const alone = await folder.start({ env: outside.env, args: ['--no-records'] })
    running = alone
    assert.equal(await alone.stop(), 0, alone.errors())
    const ledger = journal(folder)
    assertWhole(ledger)
    assert.deepEqual(compare(ledger.closed, outside.simulator.bills()).problems, [])
  })

  test('and their parent killed at once leave journals that one process closes at its start', async () => {
    const served = await serve()
    const pids = (await workers()).map(({ pid }) => pid as number)
    const stop = new AbortController()
    const asking = load(served, stop.signal)
    await until('calls are under way', async () => (await usedOf(served, 'concurrent')) > 0)
    for (const pid of [served.pid, ...pids]) process.kill(pid, 'SIGKILL')
    stop.abort()
    await asking
    const alone = await folder.start({ env: outside.env, args: ['--no-records'] })
    running = alone
    assert.equal(await alone.stop(), 0, alone.errors())
    const ledger = journal(folder)
    assertWhole(ledger)
    assert.deepEqual(compare(ledger.closed, outside.simulator.bills()).problems, [])
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
