import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'

import { silentLog, systemClock, systemRandom } from '../base/index.ts'
import type { CountedLimit, Crossing } from '../limits/index.ts'
import { perMonth } from '../limits/counted-limit.fixture.ts'
import { RedisCounters } from './redis-counters.ts'
import { RedisLink } from './redis-link.ts'
import { RedisServer, withoutRedis } from './redis-server.fixture.ts'
import { UntoldCrossings } from './untold-crossings.ts'

const GIVE_UP_MS = 60_000
const LIMIT: CountedLimit = perMonth(100, { thresholds: [50, 80] })

let server: RedisServer
let links: RedisLink[]
let all: UntoldCrossings[]

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + GIVE_UP_MS
  while (!(await isSo())) {
    if (Date.now() > endMs) assert.fail(`not within ${GIVE_UP_MS} ms: ${what}`)
    await systemClock.sleep(5)
  }
}

async function connected(): Promise<RedisLink> {
  const link = new RedisLink({
    url: server.url,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    timeoutMs: 10_000,
  })
  links.push(link)
  link.connect()
  await until('connected', () => link.isUp)
  return link
}

/** One replica: what counts for it, and what it takes over at once, as time for it is none. */
async function replica(name: string, takenOverAfterMs = 0) {
  const link = await connected()
  const counters = new RedisCounters({ link, workload: 'untold', owner: name })
  await counters.join(name, { hadEpoch: null, newEpoch: 'first', shutMs: 0 }, Date.now())
  const untold = new UntoldCrossings({ link, workload: 'untold', clock: systemClock, takenOverAfterMs })
  all.push(untold)
  const taken: { limit: string; crossing: Crossing }[] = []
  untold.start((limit, crossing) => taken.push({ limit, crossing }))
  const use = async (amount: number) => {
    const decision = await counters.reserve([LIMIT], [amount], Date.now())
    assert.ok(decision.kind === 'admitted')
    return counters.settle(decision.reservation, [amount], Date.now())
  }
  return { untold, taken, use }
}

describe('thresholds that nobody told of', { skip: withoutRedis }, () => {
  beforeEach(async () => {
    server = await RedisServer.start()
    links = []
    all = []
  })

  afterEach(async () => {
    for (const one of all) await one.close()
    for (const link of links) link.close()
    await server[Symbol.asyncDispose]()
  })

  test('one that a replica found and did not keep is taken over by another, as it was', async () => {
    const [dead, living] = [await replica('dead', GIVE_UP_MS), await replica('living')]
    const [crossing] = await dead.use(60)
    assert.equal(crossing?.percent, 50)
    await until('taken over', () => living.taken.length > 0)
    assert.deepEqual(living.taken[0], { limit: LIMIT.key, crossing })
    assert.deepEqual(dead.taken, [])
  })

  test('it is taken over again until somebody keeps it, and then never more', async () => {
    const [dead, living] = [await replica('dead', GIVE_UP_MS), await replica('living')]
    const [crossing] = await dead.use(60)
    assert.ok(crossing !== undefined)
    await until('taken over twice', () => living.taken.length >= 2)
    living.untold.kept(LIMIT.key, crossing)
    await living.untold.look()
    await living.untold.look()
    const before = living.taken.length
    for (let i = 0; i < 3; i++) await living.untold.look()
    assert.equal(living.taken.length, before)
  })

  test('what is kept at once is taken over by nobody, nor is what ended before it was said', async () => {
    const [one, other] = [await replica('one', GIVE_UP_MS), await replica('other')]
    // Looks of `other` in between have no time that they wait for: so all is said before the next one.
    await other.untold.close()
    for (const amount of [60, 25]) {
      for (const crossing of await one.use(amount)) one.untold.kept(LIMIT.key, crossing)
    }
    await one.untold.close()
    const third = await replica('third')
    await third.untold.look()
    await third.untold.look()
    assert.deepEqual(third.taken, [])
  })

  test('while the store is away nothing is said, and all of it afterwards', async () => {
    const one = await replica('one', GIVE_UP_MS)
    const [crossing] = await one.use(60)
    assert.ok(crossing !== undefined)
    links[0]?.close()
    one.untold.kept(LIMIT.key, crossing)
    await one.untold.look()
    const two = await replica('two')
    await until('taken over', () => two.taken.length > 0)
    assert.equal(two.taken[0]?.crossing.percent, 50)
  })
})
