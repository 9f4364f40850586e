import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'

import { ManualClock, silentLog, systemClock } from '../base/index.ts'
import { atOnce, perMinute, perMonth } from '../limits/counted-limit.fixture.ts'
import { countersContract } from '../limits/counters.contract.ts'
import { type Decision, MemoryCounterStore } from '../limits/index.ts'
import { type CounterServer, serveCounters } from './counter-server.ts'
import { LEASE_MS, runSchedule } from './counter-schedules.fixture.ts'
import { WorkerCounters } from './worker-counters.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'counters-'))
let sockets = 0
after(() => rmSync(folder, { recursive: true, force: true }))

function newPath(): string {
  return path.join(folder, `${sockets++}.sock`)
}

async function parent(store = new MemoryCounterStore({ leaseMs: Number.MAX_SAFE_INTEGER })): Promise<{
  server: CounterServer
  store: MemoryCounterStore
  socketPath: string
}> {
  const socketPath = newPath()
  return {
    server: await serveCounters(socketPath, { store, clock: systemClock, log: silentLog }),
    store,
    socketPath,
  }
}

function worker(socketPath: string): WorkerCounters {
  return new WorkerCounters({ socketPath, clock: systemClock, log: silentLog })
}

async function reservationOf(decision: Decision | Promise<Decision>) {
  const decided = await decision
  assert.equal(decided.kind, 'admitted', JSON.stringify(decided))
  return decided.reservation
}

countersContract('workers and their parent', async () => {
  const { server, socketPath } = await parent(new MemoryCounterStore({ leaseMs: LEASE_MS }))
  const workers: WorkerCounters[] = []
  return {
    leaseMs: LEASE_MS,
    open() {
      const one = new WorkerCounters({ socketPath, clock: systemClock, log: silentLog, time: 'caller' })
      workers.push(one)
      return one
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((one) => one.close(0)))
      await server.close()
    },
  }
})

test('workers and their parent agree with the model, whatever happens in whatever order', async () => {
  let admissions = 0
  for (let schedule = 1; schedule <= 60; schedule++) {
    const { server, socketPath } = await parent(new MemoryCounterStore({ leaseMs: LEASE_MS }))
    const workers: WorkerCounters[] = []
    admissions += await runSchedule(schedule, () => {
      const one = new WorkerCounters({ socketPath, clock: systemClock, log: silentLog, time: 'caller' })
      workers.push(one)
      return one
    })
    // Together: the end of one is a call too, at a time of its own.
    await server.close()
    await Promise.all(workers.map((one) => one.close(0)))
  }
  assert.ok(admissions > 300, String(admissions))
})

describe('a worker', () => {
  test('that is told of ever more lists begins anew, and counts as before', async () => {
    const { server, socketPath } = await parent()
    const counters = worker(socketPath)
    const one = perMonth(1_000_000)
    await reservationOf(counters.reserve([one], [1], 0))
    let last: Promise<Decision> | Decision | null = null
    for (let i = 0; i < 50_001; i++) {
      last = counters.reserve([one], [1], 0)
      if (i % 5_000 === 0) await last
    }
    assert.equal((await (last as Promise<Decision>)).kind, 'admitted')
    assert.equal((await counters.left([one], 0))[0]?.used, 50_002)
    await counters.close(0)
    await server.close()
  })

  test('whose parent dies refuses what is limited, lets pass what no limit refuses, and hangs nowhere', async () => {
    const { server, socketPath } = await parent()
    const { promise: isLost, resolve: lost } = Promise.withResolvers<void>()
    const counters = new WorkerCounters({ socketPath, clock: systemClock, log: silentLog, lost })
    const reservation = await reservationOf(counters.reserve([perMinute(10)], [1], Date.now()))
    await server.close()
    await isLost
    const refused = await counters.reserve([perMinute(10, { enforced: false }), perMonth(5)], [1, 1], 0)
    assert.equal(refused.kind, 'refused')
    assert.deepEqual(
      refused.refusals.map(({ index, wait }) => [index, wait.kind]),
      [[1, 'when-one-ends']],
    )
    const shadow = await counters.reserve([perMinute(10, { enforced: false })], [1], 0)
    const uncounted = await reservationOf(shadow)
    assert.deepEqual(await counters.settle(uncounted, [1], 0), [])
    assert.deepEqual(await counters.settle(reservation, [1], 0), [])
    await assert.rejects(counters.left([perMinute(10)], 0), /gone/)
    await counters.close(0)
  })
})

/** A parent that keeps what it is told until it is let answer. */
async function slowParent() {
  const { server, socketPath, store } = await parent()
  const slowPath = newPath()
  let isHeld = false
  const held: { to: Socket; bytes: Buffer }[] = []
  const open: Socket[] = []
  const between = createServer((socket) => {
    const up = connect(socketPath)
    open.push(socket, up)
    socket.pipe(up)
    up.on('data', (bytes: Buffer) => {
      if (isHeld) held.push({ to: socket, bytes })
      else socket.write(bytes)
    })
    for (const one of [socket, up]) one.on('error', () => {})
  })
  between.listen(slowPath)
  await once(between, 'listening')
  return {
    store,
    socketPath,
    slowPath,
    hold: () => (isHeld = true),
    letGo() {
      isHeld = false
      for (const { to, bytes } of held.splice(0)) to.write(bytes)
    },
    cut() {
      for (const one of open) one.destroy()
    },
    async close() {
      for (const one of open) one.destroy()
      between.close()
      await server.close()
    },
  }
}

test('a parent that answers too late is not waited for, and what it admitted meanwhile is given back', async () => {
  const slow = await slowParent()
  const clock = new ManualClock()
  const counters = new WorkerCounters({ socketPath: slow.slowPath, clock, log: silentLog, timeoutMs: 400 })
  const watching = worker(slow.socketPath)
  const limits = [atOnce(1)]
  const first = await reservationOf(counters.reserve(limits, [1], Date.now()))
  await counters.release(first, Date.now())

  slow.hold()
  const late = counters.reserve(limits, [1], Date.now())
  while ((await watching.left(limits, Date.now()))[0]?.used !== 1) await systemClock.sleep(1)
  clock.advance(500)
  assert.equal((await late).kind, 'refused')
  assert.equal(counters.isUp, false)
  assert.equal((await counters.reserve(limits, [1], Date.now())).kind, 'refused', 'without asking')

  slow.letGo()
  while (!counters.isUp) await systemClock.sleep(1)
  while ((await watching.left(limits, Date.now()))[0]?.used !== 0) await systemClock.sleep(1)
  await reservationOf(counters.reserve(limits, [1], Date.now()))
  await counters.close(Date.now())
  await watching.close(Date.now())
  await slow.close()
})

test('a worker whose connection breaks has given back what it had set aside, at once', async () => {
  const slow = await slowParent()
  const [dead, living] = [worker(slow.slowPath), worker(slow.socketPath)]
  const limits = [atOnce(10), perMinute(10), perMonth(10)]
  await reservationOf(dead.reserve(limits, [10, 10, 10], Date.now()))
  assert.equal((await living.reserve(limits, [1, 1, 1], Date.now())).kind, 'refused')
  slow.cut()
  const used = async () => (await living.left(limits, Date.now())).map((one) => one.used)
  while ((await used()).some((amount) => amount > 0)) await systemClock.sleep(1)
  await reservationOf(living.reserve(limits, [10, 10, 10], Date.now()))
  await dead.close(Date.now())
  await living.close(Date.now())
  await slow.close()
})

test('settlements that the parent has not confirmed count once it is heard of again', async () => {
  const slow = await slowParent()
  const clock = new ManualClock()
  const counters = new WorkerCounters({ socketPath: slow.slowPath, clock, log: silentLog, timeoutMs: 400 })
  const limits = [perMonth(100)]
  const reservation = await reservationOf(counters.reserve(limits, [50], Date.now()))
  slow.hold()
  const settled = counters.settle(reservation, [30], Date.now())
  clock.advance(500)
  assert.equal(counters.isUp, false)
  slow.letGo()
  await settled
  assert.equal((await counters.left(limits, Date.now()))[0]?.used, 30)
  await counters.close(Date.now())
  await slow.close()
})

test('a worker that sends what is no batch loses its connection, and nobody else does', async () => {
  const { server, socketPath } = await parent()
  const counters = worker(socketPath)
  for (const bytes of [
    Buffer.from([1, 0, 0, 0, 99]),
    Buffer.from([255, 255, 255, 255]),
    Buffer.from([3, 0, 0, 0, 5, 1, 0]),
  ]) {
    const stranger = connect(socketPath)
    stranger.write(bytes)
    await once(stranger, 'close')
  }
  await reservationOf(counters.reserve([atOnce(1)], [1], Date.now()))
  await counters.close(Date.now())
  await server.close()
})
