import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MetricRegistry, silentLog, systemClock, systemRandom } from '../base/index.ts'
import { type BoundLimit, LimitBook } from '../limits/index.ts'
import { RedisServer, withoutRedis } from '../storage/redis-server.fixture.ts'
import { loadWorkload, type Plan } from '../workload/index.ts'
import { COUNTERS_AWAY, openCounters, type OpenedCounters } from './counters.ts'
import { NegativeAnswer } from './exit-code.ts'

const SHARED = 'storage: { counters: { redis: env:REDIS, when_away: { budgets: refuse } } }'

function planOf(storage: string): Plan {
  const loaded = loadWorkload(
    `
workload: contoso
accounts: { sim: { provider: simulated, region: swedencentral } }
models:
  gpt-4.1: { deployments: [{ id: d1, account: sim, type: standard, tpm: 10k }] }
consumers:
  /contoso/bot:
    models: all
    limits: { concurrent: 5, tokens: { amount: 1M, per: day }, budget: { usd: 5, per: month } }
${storage}
`,
    { source: 'workload.yaml' },
  )
  assert.ok(loaded.ok)
  return loaded.plan
}

function limitsOf(plan: Plan): readonly BoundLimit[] {
  return new LimitBook(plan).all()
}

function openFor(
  plan: Plan,
  address: string,
  registry: MetricRegistry | null = null,
): Promise<OpenedCounters> {
  return openCounters(plan, {
    resolver: {
      value: () => Promise.resolve(address),
      tokens: () => ({ getToken: () => Promise.reject(new Error('no identity')) }),
    },
    environment: { clock: systemClock, random: systemRandom },
    log: silentLog,
    limits: () => limitsOf(plan),
    registry,
  })
}

test('limits are counted in memory where the file names no Redis', async () => {
  const plan = planOf('')
  const opened = await openFor(plan, 'never asked for')
  const limits = limitsOf(plan)
  const decision = opened.counters.reserve(limits, [1, 1, 1], 0)
  assert.ok(!(decision instanceof Promise) && decision.kind === 'admitted')
  assert.equal(opened.state(), null)
  await opened.close()
})

test('what is no address of a Redis is told without being shown', async () => {
  for (const address of ['verysecret', 'https://verysecret@example.com', 'redis://'])
    await assert.rejects(openFor(planOf(SHARED), address), (error: Error) => {
      assert.ok(error instanceof NegativeAnswer)
      assert.doesNotMatch(error.message, /verysecret/)
      return true
    })
})

test('each class of limits does what the file says while Redis is away', { skip: withoutRedis }, async () => {
  await using server = await RedisServer.start()
  const plan = planOf(SHARED)
  const registry = new MetricRegistry({ clock: systemClock, maxSeries: 100 })
  const opened = await openFor(plan, server.url, registry)
  assert.match(registry.expose(), /^causeway_shared_counters_up 1$/m)
  assert.match(registry.expose(), /^causeway_shared_counters_replicas 1$/m)
  assert.deepEqual([opened.state()?.mode, opened.warnings()], ['shared', []])
  await server.kill()
  const limits = limitsOf(plan)
  const isAdmitted = await Promise.all(
    limits.map(async (limit) => (await opened.counters.reserve([limit], [1], Date.now())).kind),
  )
  assert.deepEqual(
    limits.map(({ name }, i) => [name, isAdmitted[i]]),
    [
      ['concurrent', 'admitted'],
      ['tokens_per_day', 'admitted'],
      ['budget_per_month', 'refused'],
    ],
  )
  assert.deepEqual(opened.warnings(), [COUNTERS_AWAY])
  assert.match(registry.expose(), /^causeway_shared_counters_up 0$/m)
  assert.match(registry.expose(), /^causeway_shared_counters_falls_total 1$/m)
  await opened.close()
})
