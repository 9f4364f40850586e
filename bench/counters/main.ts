import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Counters, type CountedLimit, MemoryCounterStore } from '../../src/limits/index.ts'
import { silentLog, systemClock, systemRandom } from '../../src/base/index.ts'
import { atOnce, perMinute, perMonth } from '../../src/limits/counted-limit.fixture.ts'
import { SharedCounters, WorkerCounters } from '../../src/storage/index.ts'
import { RedisServer, withoutRedis } from '../../src/storage/redis-server.fixture.ts'

/**
 * What a reservation and its settlement cost this process: in memory, as a worker whose parent counts, and with a real
 * Redis on the same machine: `bash scripts/run.sh bench/counters/main.ts [EXCHANGES]`. Processor time of this process,
 * all threads, user and system; of the parent, which is a process of its own here too, its own is told beside it.
 */
const DEFAULT_EXCHANGES = 100_000
const IN_FLIGHT = 64
const ROUNDS = 3
const MANY = 1_000_000_000_000_000

/** As many as bind an exchange of a consumer with a business unit above it. */
const LIMITS: readonly CountedLimit[] = [
  perMonth(MANY, { key: '/contoso|budget_per_month', thresholds: [50, 80, 100] }),
  perMinute(MANY, { key: '/contoso/claims|tokens_per_minute' }),
  perMinute(MANY, { key: '/contoso/claims/intake-bot|requests_per_minute' }),
  atOnce(MANY, { key: '/contoso/claims/intake-bot|concurrent' }),
]
const ASKED = [120_000, 900, 1, 1]
const USED = [80_000, 600, 1, 1]

const exchanges = Number(process.argv[2] ?? DEFAULT_EXCHANGES)
if (!Number.isSafeInteger(exchanges) || exchanges <= 0) throw new Error('how many exchanges?')

async function microsPerExchange(counters: Counters, count: number): Promise<{ cpu: number; wall: number }> {
  let started = 0
  const one = async (): Promise<void> => {
    while (started++ < count) {
      const decision = await counters.reserve(LIMITS, ASKED, Date.now())
      if (decision.kind === 'refused') throw new Error('refused')
      await counters.settle(decision.reservation, USED, Date.now())
    }
  }
  const cpu = process.cpuUsage()
  const wall = performance.now()
  await Promise.all(Array.from({ length: IN_FLIGHT }, one))
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: (user + system) / count, wall: (1000 * (performance.now() - wall)) / count }
}

async function measure(
  name: string,
  counters: Counters,
  otherMicros: () => Promise<number> = () => Promise.resolve(0),
): Promise<void> {
  await microsPerExchange(counters, Math.min(exchanges, 20_000))
  for (let round = 0; round < ROUNDS; round++) {
    const before = await otherMicros()
    const { cpu, wall } = await microsPerExchange(counters, exchanges)
    const other = ((await otherMicros()) - before) / exchanges
    const beside = other > 0 ? `, ${other.toFixed(1)} us CPU of the parent` : ''
    console.log(
      `${name.padEnd(8)} ${cpu.toFixed(1).padStart(6)} us CPU, ${wall.toFixed(1).padStart(6)} us elapsed, per exchange${beside}`,
    )
  }
}

async function measureWorker(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'counters-'))
  const socketPath = path.join(folder, 'limits.sock')
  const parent = fork(path.join(import.meta.dirname, 'parent.ts'), [socketPath])
  const said = async (): Promise<number> => ((await once(parent, 'message')) as [number])[0]
  await said()
  const counters = new WorkerCounters({ socketPath, clock: systemClock, log: silentLog })
  await measure('worker', counters, () => {
    const answer = said()
    parent.send('how much?')
    return answer
  })
  await counters.close(Date.now())
  parent.kill()
  rmSync(folder, { recursive: true, force: true })
}

console.log(`${LIMITS.length} limits, ${IN_FLIGHT} exchanges under way, ${exchanges} in each round`)
await measure('memory', new MemoryCounterStore().open())
await measureWorker()
if (withoutRedis !== false) console.log(withoutRedis)
else {
  await using server = await RedisServer.start()
  const counters = new SharedCounters({
    url: server.url,
    workload: 'bench',
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    whenAway: () => 'refuse',
    limits: () => LIMITS,
  })
  while (counters.state.mode !== 'shared') await systemClock.sleep(5)
  await measure('redis', counters)
  await counters.close(Date.now())
}
