import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type ConsumerPath, ManualClock, silentLog } from '../base/index.ts'
import { LimitBook, MemoryCounterStore, type UsedSince } from '../limits/index.ts'
import { loadWorkload } from '../workload/index.ts'
import { UseRestorer } from './use-restorer.ts'

const WORKLOAD = `
workload: restorer
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: first, account: swc, type: standard, tpm: 1M }
consumers:
  /contoso:
    models: all
    limits: { budget: { usd: 1, per: day } }
`

const SUM: UsedSince = {
  consumer: '/contoso',
  model: 'gpt-4.1',
  deployment: 'first',
  lastMs: 0,
  plainInput: 1,
  cached: 0,
  soundInput: 0,
  plainOutput: 1,
  reasoning: 0,
  soundOutput: 0,
  nanoUsd: 400_000_000,
}

function parts(answer: (asked: number) => Promise<readonly UsedSince[]>) {
  const loaded = loadWorkload(WORKLOAD, { source: 'workload.yaml' })
  assert.ok(loaded.ok)
  const clock = new ManualClock()
  const counters = new MemoryCounterStore().open()
  let asked = 0
  const found: [string, number, number, number][] = []
  const restorer = new UseRestorer({
    counters,
    reader: { usedSince: () => answer(++asked) },
    clock,
    log: silentLog,
    notices: {
      found: (limit, { percent, used, most }) => found.push([limit.key, percent, used / 1e9, most / 1e9]),
    },
  })
  const book = new LimitBook(loaded.plan)
  const binding = book.binding('/contoso' as ConsumerPath, 'gpt-4.1', 'first')
  return {
    clock,
    restorer,
    limits: book.all(),
    used: () => counters.left(binding, clock.nowMs())[0]?.used,
    asked: () => asked,
    found,
  }
}

const settle = (): Promise<void> => new Promise((next) => setImmediate(next))

test('a ledger that does not answer in time is asked until it does, and what it says then counts', async () => {
  const { clock, restorer, limits, used, asked } = parts(async (count) => {
    if (count < 4) throw new Error('nobody listens')
    return [{ ...SUM, lastMs: clock.nowMs() }]
  })
  const bringing = restorer.bring(limits, 500)
  await settle()
  assert.equal(asked(), 1)
  clock.advance(200)
  await settle()
  assert.equal(asked(), 2)
  clock.advance(300)
  assert.equal(await bringing, false)
  assert.equal(restorer.isBehind, true)
  assert.equal(used(), 0)
  for (let i = 0; i < 4; i++) {
    clock.advance(2_000)
    await settle()
  }
  assert.equal(asked(), 4)
  assert.equal(restorer.isBehind, false)
  assert.equal(used(), 400_000_000)
})

test('what is there already is not asked again, and what nobody used before is taken at its word', async () => {
  const brought = parts(async () => [SUM])
  assert.equal(await brought.restorer.bring(brought.limits, 500), true)
  assert.equal(await brought.restorer.bring(brought.limits, 500), true)
  assert.equal(brought.asked(), 1)
  const fresh = parts(async () => [SUM])
  fresh.restorer.assume(fresh.limits)
  assert.equal(await fresh.restorer.bring(fresh.limits, 500), true)
  assert.equal(fresh.asked(), 0)
})

test('closing it ends the asking', async () => {
  const { clock, restorer, limits, asked } = parts(() => Promise.reject(new Error('nobody listens')))
  const bringing = restorer.bring(limits, 500)
  await settle()
  const closing = restorer.close()
  clock.advance(500)
  await Promise.all([closing, bringing])
  clock.advance(60_000)
  await settle()
  assert.equal(asked(), 1)
})

test('an answer that comes after the end changes nothing, and the end does not wait for it', async () => {
  let tell: (sums: readonly UsedSince[]) => void = () => {}
  const { clock, restorer, limits, used } = parts(() => new Promise((resolve) => (tell = resolve)))
  void restorer.bring(limits, 60_000)
  await settle()
  const closing = restorer.close()
  clock.advance(2_000)
  await closing
  tell([{ ...SUM, lastMs: clock.nowMs() }])
  await settle()
  assert.equal(used(), 0)
})

test('thresholds that were reached before are found, by what the limit allows now', async () => {
  const used = async () => [{ ...SUM, nanoUsd: 850_000_000 }]
  const plain = parts(async () => (await used()).map((sum) => ({ ...sum, lastMs: plain.clock.nowMs() })))
  assert.equal(await plain.restorer.bring(plain.limits, 1_000), true)
  assert.deepEqual(plain.found, [
    ['/contoso|budget_per_day', 50, 0.85, 1],
    ['/contoso|budget_per_day', 80, 0.85, 1],
  ])
  const raised = parts(async () => (await used()).map((sum) => ({ ...sum, lastMs: raised.clock.nowMs() })))
  const untilMs = raised.clock.nowMs() + 3_600_000
  const raise = { fromMs: raised.clock.nowMs(), untilMs, amount: 2_000_000_000 }
  const limits = raised.limits.map((limit) => ({ ...limit, raises: [raise] }))
  assert.equal(await raised.restorer.bring(limits, 1_000), true)
  assert.deepEqual(raised.found, [])
})
