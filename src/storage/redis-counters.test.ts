import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { silentLog, systemClock, systemRandom } from '../base/index.ts'
import type { Counters, Reservation } from '../limits/index.ts'
import { atOnce, perMinute, perMonth } from '../limits/counted-limit.fixture.ts'
import { countersContract } from '../limits/counters.contract.ts'
import { RedisCounters } from './redis-counters.ts'
import { RedisLink } from './redis-link.ts'
import { RedisServer, withoutRedis } from './redis-server.fixture.ts'

const LEASE_MS = 10_000
const START_MS = Date.UTC(2026, 10, 21, 12)

let server: RedisServer
let workloads = 0

async function linkTo(url: string): Promise<RedisLink> {
  const link = new RedisLink({ url, clock: systemClock, random: systemRandom, log: silentLog })
  const up = new Promise<void>((resolve) => link.onChange((isUp) => isUp && resolve()))
  link.connect()
  await up
  return link
}

/** Joins with its first call, so that a test may open one without waiting. */
function joining(link: RedisLink, workload: string, owner: string): Counters {
  const counters = new RedisCounters({ link, workload, owner, leaseMs: LEASE_MS, clock: 'caller' })
  let joined: Promise<unknown> | null = null
  const join = (nowMs: number): Promise<unknown> =>
    (joined ??= counters.join(owner, { hadEpoch: null, newEpoch: 'first', shutMs: 0 }, nowMs))
  return {
    reserve: async (limits, amounts, nowMs) => {
      await join(nowMs)
      return counters.reserve(limits, amounts, nowMs)
    },
    settle: async (reservation: Reservation, actual, nowMs) => counters.settle(reservation, actual, nowMs),
    release: (reservation, nowMs) => counters.release(reservation, nowMs),
    left: async (limits, nowMs) => {
      await join(nowMs)
      return counters.left(limits, nowMs)
    },
    restore: async (uses, nowMs) => {
      await join(nowMs)
      await counters.restore(uses, nowMs)
    },
    beat: async (nowMs) => {
      await join(nowMs)
      await counters.beat(nowMs)
    },
    close: (nowMs) => counters.close(nowMs),
  }
}

describe('counters in Redis', { skip: withoutRedis }, () => {
  before(async () => {
    server = await RedisServer.start()
  })
  after(() => server[Symbol.asyncDispose]())

  countersContract('redis', async () => {
    const link = await linkTo(server.url)
    const workload = `w${workloads++}`
    let owners = 0
    return {
      leaseMs: LEASE_MS,
      open: () => joining(link, workload, `owner-${owners++}`),
      [Symbol.asyncDispose]: () => Promise.resolve(link.close()),
    }
  })

  test('whole numbers are exact to 2^53', async () => {
    const link = await linkTo(server.url)
    const counters = joining(link, 'large', 'one')
    const most = Number.MAX_SAFE_INTEGER
    const limits = [perMonth(most), perMinute(most)]
    const first = await counters.reserve(limits, [most - 3, most - 3], START_MS)
    assert.ok(first.kind === 'admitted')
    assert.deepEqual(first.left, [3, 3])
    const second = await counters.reserve(limits, [2, 2], START_MS)
    assert.ok(second.kind === 'admitted')
    assert.deepEqual(second.left, [1, 1])
    assert.equal((await counters.reserve(limits, [2, 2], START_MS)).kind, 'refused')
    await counters.settle(first.reservation, [most - 4, most - 4], START_MS)
    assert.deepEqual(
      (await counters.left(limits, START_MS)).map(({ left }) => left),
      [2, 2],
    )
    link.close()
  })

  test('three connections that ask 500 times at once get exactly what there is', async () => {
    const links = await Promise.all([1, 2, 3].map(() => linkTo(server.url)))
    const owners = links.map((link, i) => joining(link, 'three', `owner-${i}`))
    const limits = [perMinute(70), atOnce(1000), perMonth(1000)]
    const decisions = await Promise.all(
      Array.from({ length: 500 }, async (_, i) =>
        (owners[i % owners.length] as Counters).reserve(limits, [1, 1, 3], START_MS),
      ),
    )
    assert.equal(decisions.filter(({ kind }) => kind === 'admitted').length, 70)
    for (const link of links) link.close()
  })
})
