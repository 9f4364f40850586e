import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { silentLog, systemClock, systemRandom } from '../base/index.ts'
import type { CountedLimit, Decision, Reservation } from '../limits/index.ts'
import { atOnce, perMinute, perMonth } from '../limits/counted-limit.fixture.ts'
import { RedisServer, withoutRedis } from './redis-server.fixture.ts'
import { SharedCounters, type SharedCountersOptions } from './shared-counters.ts'
import { PATIENCE_MS, REPLICA_LEASE_MS, REPLICA_LIMITS } from './shared-replica.fixture.ts'

const GIVE_UP_MS = 60_000

let server: RedisServer
const opened: SharedCounters[] = []
const children: ChildProcess[] = []

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + GIVE_UP_MS
  while (!(await isSo())) {
    if (Date.now() > endMs) assert.fail(`not within ${GIVE_UP_MS} ms: ${what}`)
    await systemClock.sleep(5)
  }
}

/** One that hangs is given up soon. */
const IMPATIENCE_MS = 1_500

function open(limits: readonly CountedLimit[], more: Partial<SharedCountersOptions> = {}): SharedCounters {
  const counters = new SharedCounters({
    url: server.url,
    workload: 'replicas',
    leaseMs: REPLICA_LEASE_MS,
    timeoutMs: PATIENCE_MS,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    whenAway: () => 'last-share',
    limits: () => limits,
    ...more,
  })
  opened.push(counters)
  return counters
}

/** As many replicas, each knowing of all the others. */
async function openShared(
  replicas: number,
  limits: readonly CountedLimit[],
  more: Partial<SharedCountersOptions> = {},
): Promise<SharedCounters[]> {
  const all = Array.from({ length: replicas }, () => open(limits, more))
  await until('shared', () => all.every(({ state }) => state.mode === 'shared'))
  for (const one of all) await one.left(limits, Date.now())
  return all
}

const isAdmitted = ({ kind }: Decision): boolean => kind === 'admitted'

async function reserveAll(
  all: readonly SharedCounters[],
  limits: readonly CountedLimit[],
  calls: number,
): Promise<{ counters: SharedCounters; reservation: Reservation }[]> {
  const decisions = await Promise.all(
    Array.from({ length: calls }, async (_, i) => {
      const counters = all[i % all.length] as SharedCounters
      const decision = await counters.reserve(
        limits,
        limits.map(() => 1),
        Date.now(),
      )
      return { counters, decision }
    }),
  )
  return decisions.flatMap(({ counters, decision }) =>
    decision.kind === 'admitted' ? [{ counters, reservation: decision.reservation }] : [],
  )
}

async function used(counters: SharedCounters, limits: readonly CountedLimit[]): Promise<number[]> {
  assert.equal(counters.state.mode, 'shared')
  return (await counters.left(limits, Date.now())).map((one) => one.used)
}

describe('counters that replicas share', { skip: withoutRedis }, () => {
  beforeEach(async () => {
    server = await RedisServer.start()
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const counters of opened.splice(0)) await counters.close(Date.now())
    await server[Symbol.asyncDispose]()
  })

  test('three processes that ask 500 times at once get exactly what there is; one killed gives all back', async () => {
    const file = path.join(import.meta.dirname, 'shared-replica.fixture.ts')
    const calls = [167, 167, 166]
    const replicas = calls.map((count) => {
      const child = spawn(process.execPath, [file, server.url, `${count}`], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      children.push(child)
      return child
    })
    await Promise.all(replicas.map(async ({ stdout }) => once(stdout, 'data')))
    const answers = Promise.all(
      replicas.map(async ({ stdout }) => Number(String((await once(stdout, 'data'))[0]))),
    )
    for (const { stdin } of replicas) stdin.write('go\n')
    const admitted = await answers
    assert.equal(
      admitted.reduce((sum, one) => sum + one, 0),
      100,
      admitted.join(' '),
    )
    const [watcher] = await openShared(1, REPLICA_LIMITS)
    assert.ok(watcher !== undefined)
    assert.deepEqual(await used(watcher, REPLICA_LIMITS), [100, 100, 300])
    // The one that got the most: another may have come too late for any.
    const most = Math.max(...admitted)
    replicas[admitted.indexOf(most)]?.kill('SIGKILL')
    const others = 100 - most
    await until('given back', async () => (await used(watcher, REPLICA_LIMITS))[1] !== 100)
    assert.deepEqual(await used(watcher, REPLICA_LIMITS), [others, others, 3 * others])
  })

  test('a store killed under load opens no door, and is exact when it is back with nothing', async () => {
    const limits = [perMonth(300), perMinute(300), atOnce(1000)]
    const all = await openShared(3, limits, { timeoutMs: IMPATIENCE_MS })
    const before = await reserveAll(all, limits, 90)
    assert.equal(before.length, 90)
    // 60 are settled, 30 stay open throughout.
    for (const { counters, reservation } of before.slice(0, 60))
      await counters.settle(reservation, [1, 1, 0], Date.now())
    for (const one of all) await one.left(limits, Date.now())

    await server.kill()
    await until('away', () => all.every(({ state }) => state.mode === 'away'))
    const away = await reserveAll(all, limits, 500)
    assert.ok(away.length > 0 && away.length <= 210, `${away.length} were admitted with 210 left`)
    assert.ok(away.length >= 207, `${away.length}: each replica has a third of what was left`)
    for (const { counters, reservation } of away.slice(0, 50))
      await counters.settle(reservation, [1, 1, 0], Date.now())
    for (const { counters, reservation } of before.slice(60, 70))
      await counters.settle(reservation, [1, 1, 0], Date.now())

    await server.start()
    await until('shared again', () => all.every(({ state }) => state.mode === 'shared'))
    assert.deepEqual(
      all.map(({ state }) => state.losses),
      [1, 1, 1],
    )
    const total = 90 + away.length
    for (const one of all) assert.deepEqual(await used(one, limits), [total, total, total - 60 - 60])
    const after = await reserveAll(all, limits, 500)
    assert.equal(total + after.length, 300)

    // None is left behind.
    const ends = [...before.slice(70), ...away.slice(50), ...after]
    for (const { counters, reservation } of ends) await counters.settle(reservation, [1, 1, 0], Date.now())
    assert.deepEqual(await used(all[0] as SharedCounters, limits), [300, 300, 0])
  })

  test('a store that comes back with what it once wrote to a disk is told what came after', async () => {
    const limits = [perMonth(300), perMinute(300), atOnce(1000)]
    const all = await openShared(2, limits)
    const early = await reserveAll(all, limits, 20)
    await server.save()
    for (const { counters, reservation } of early) await counters.settle(reservation, [1, 1, 0], Date.now())
    const late = await reserveAll(all, limits, 100)
    for (const { counters, reservation } of late.slice(0, 50))
      await counters.settle(reservation, [1, 1, 0], Date.now())
    await server.kill()
    await server.start()
    await until('shared again', () => all.every(({ state }) => state.mode === 'shared' && state.losses === 1))
    for (const one of all) assert.deepEqual(await used(one, limits), [120, 120, 50])
    assert.equal((await reserveAll(all, limits, 500)).length, 180)
  })

  test('killed while 500 are on their way, it admits no more than there is', async () => {
    const limits = [perMonth(200)]
    const all = await openShared(3, limits)
    const asked = reserveAll(all, limits, 250)
    const killed = server.kill()
    const admitted = await asked
    await killed
    await until('away', () => all.every(({ state }) => state.mode === 'away'))
    admitted.push(...(await reserveAll(all, limits, 250)))
    await server.start()
    await until('shared again', () => all.every(({ state }) => state.mode === 'shared'))
    assert.deepEqual(await used(all[0] as SharedCounters, limits), [admitted.length])
    admitted.push(...(await reserveAll(all, limits, 500)))
    assert.deepEqual(await used(all[0] as SharedCounters, limits), [admitted.length])
    // Shares are parts of what each replica saw last, and here none saw what the others got at the same time.
    assert.ok(admitted.length <= 2 * 200, String(admitted.length))
    for (const { counters, reservation } of admitted) await counters.settle(reservation, [0], Date.now())
    assert.deepEqual(await used(all[0] as SharedCounters, limits), [0])
  })

  test('a store that hangs is given up in time, and counts nothing twice when it goes on', async () => {
    const limits = [perMonth(100), atOnce(100)]
    const [counters] = await openShared(1, limits, { timeoutMs: IMPATIENCE_MS })
    assert.ok(counters !== undefined)
    const early = await reserveAll([counters], limits, 10)
    server.signal('SIGSTOP')
    // Sent, and answered by nobody: decided here in the end.
    const during = await reserveAll([counters], limits, 10)
    assert.equal(counters.state.mode, 'away')
    assert.equal(during.length, 10)
    for (const { reservation } of during.slice(0, 4)) await counters.settle(reservation, [1, 0], Date.now())
    for (const { reservation } of early.slice(0, 4)) await counters.settle(reservation, [1, 0], Date.now())
    for (const { reservation } of early.slice(4, 6)) await counters.release(reservation, Date.now())
    server.signal('SIGCONT')
    await until('shared again', () => counters.state.mode === 'shared')
    assert.equal(counters.state.losses, 0)
    // What the store did late of what nobody waited for any more ends with the lease of an earlier name.
    await until('counted once', async () => {
      const [month, open] = await used(counters, limits)
      return month === 18 && open === 10
    })
  })

  test('a settlement that was sent and not answered is counted once', async () => {
    const limits = [perMonth(100), perMinute(100)]
    const [counters] = await openShared(1, limits, { timeoutMs: IMPATIENCE_MS })
    assert.ok(counters !== undefined)
    const [one] = await reserveAll([counters], limits, 1)
    assert.ok(one !== undefined)
    server.signal('SIGSTOP')
    assert.deepEqual(await counters.settle(one.reservation, [7, 7], Date.now()), [])
    assert.equal(counters.state.unsent, 1)
    server.signal('SIGCONT')
    await until('shared again', () => counters.state.mode === 'shared' && counters.state.unsent === 0)
    assert.deepEqual(await used(counters, limits), [7, 7])
  })

  test('what is written to be refused is refused while the store is away', async () => {
    const limits = [perMinute(100), perMonth(100)]
    const whenAway = ({ window }: CountedLimit): 'refuse' | 'last-share' =>
      window.kind === 'calendar' ? 'refuse' : 'last-share'
    const [counters] = await openShared(1, limits, { whenAway })
    assert.ok(counters !== undefined)
    await server.kill()
    await until('away', () => counters.state.mode === 'away')
    const decision = await counters.reserve(limits, [1, 1], Date.now())
    assert.ok(decision.kind === 'refused')
    assert.deepEqual(
      decision.refusals.map(({ index, wait }) => [index, wait.kind]),
      [[1, 'when-one-ends']],
    )
    assert.ok(isAdmitted(await counters.reserve(limits.slice(0, 1), [1], Date.now())))
  })

  test('a replica that never reached the store admits nothing, and says why', async () => {
    await server.kill()
    const limits = [perMinute(100)]
    const counters = open(limits)
    await until('an error', () => counters.state.lastError !== null)
    assert.equal((await counters.reserve(limits, [1], Date.now())).kind, 'refused')
    assert.equal(counters.state.replicas, null)
    await server.start()
    await until('shared', () => counters.state.mode === 'shared')
    assert.ok(isAdmitted(await counters.reserve(limits, [1], Date.now())))
  })

  test('a password is asked for', async () => {
    const guarded = await RedisServer.start('--requirepass', 'let-me-in')
    const limits = [perMinute(100)]
    const shut = open(limits, { url: guarded.url })
    const letIn = open(limits, { url: guarded.url.replace('//', '//:let-me-in@') })
    await until('let in', () => letIn.state.mode === 'shared')
    await until('kept out', () => /NOAUTH|auth/i.test(shut.state.lastError ?? ''))
    assert.equal(shut.state.mode, 'away')
    await guarded[Symbol.asyncDispose]()
  })
})
