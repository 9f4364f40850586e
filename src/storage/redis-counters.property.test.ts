import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog, systemClock, systemRandom } from '../base/index.ts'
import { LEASE_MS, runSchedule } from './counter-schedules.fixture.ts'
import { RedisCounters } from './redis-counters.ts'
import { RedisLink } from './redis-link.ts'
import { RedisServer, withoutRedis } from './redis-server.fixture.ts'

const SCHEDULES = 60

test('Redis agrees with the model, whatever happens in whatever order', { skip: withoutRedis }, async () => {
  await using server = await RedisServer.start()
  const link = new RedisLink({ url: server.url, clock: systemClock, random: systemRandom, log: silentLog })
  const up = new Promise<void>((resolve) => link.onChange((isUp) => isUp && resolve()))
  link.connect()
  await up
  let admissions = 0
  try {
    for (let schedule = 1; schedule <= SCHEDULES; schedule++) {
      const open = async (owner: string, nowMs: number): Promise<RedisCounters> => {
        const workload = `schedule-${schedule}`
        const counters = new RedisCounters({ link, workload, owner, leaseMs: LEASE_MS, clock: 'caller' })
        await counters.join(owner, { hadEpoch: null, newEpoch: 'first', shutMs: 0 }, nowMs)
        return counters
      }
      admissions += await runSchedule(schedule, open)
    }
  } finally {
    link.close()
  }
  assert.ok(admissions > 300, String(admissions))
})
