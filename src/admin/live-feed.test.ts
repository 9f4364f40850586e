import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { ManualClock, silentLog } from '../base/index.ts'
import { loadDesign } from '../workload/index.ts'
import { between, type Live, LiveFeed, type LiveTotals, quantileMs } from './live-feed.ts'
import type { ApiPorts } from './ports.ts'

const EXAMPLE = new URL('../../examples/quickstart/workload.yaml', import.meta.url)
const NOTHING: LiveTotals = {
  exchangesUnderWay: 0,
  waiting: 0,
  answered: 0,
  refused: 0,
  failed: 0,
  tokens: 0,
  nanoUsd: 0,
  boundsSeconds: [0.1, 1],
  firstTokenCounts: [0, 0, 0],
  totalCounts: [0, 0, 0],
  deployments: {},
}
const REPORT = {
  deployment: 'one',
  region: 'swedencentral',
  status: 'healthy' as const,
  reason: null,
  breaker: 'closed',
  inFlight: 2,
  ptuUtilization: null,
  isDrained: false,
  drainReason: null,
  tokensLeft: 250,
}
const MODEL = { model: 'gpt', status: 'healthy' as const, deployments: [REPORT] }
const MODELS = [MODEL]
const QUOTAS = new Map([['one', 1000]])

test('rates are of the time between two looks', () => {
  const now: LiveTotals = {
    ...NOTHING,
    answered: 10,
    failed: 2,
    refused: 4,
    tokens: 600,
    nanoUsd: 2e9,
    totalCounts: [8, 2, 0],
    deployments: { one: { attempts: 12, failed: 2, firstTokenCounts: [12, 0, 0] } },
  }
  const live = between({ totals: NOTHING, atMs: 1000 }, { totals: now, atMs: 3000 }, MODELS, QUOTAS)
  assert.equal(live.exchangesPerSecond, 8)
  assert.equal(live.failedPerSecond, 1)
  assert.equal(live.refusedPerSecond, 2)
  assert.equal(live.tokensPerSecond, 300)
  assert.equal(live.usdPerHour, 3600)
  assert.equal(live.firstTokenP50Ms, null)
  assert.equal(live.totalP50Ms, 62.5)
  assert.deepEqual(live.regions, [
    { region: 'swedencentral', status: 'healthy', attemptsPerSecond: 6, failedPerSecond: 1, inFlight: 2 },
  ])
  assert.equal(live.deployments[0]?.quotaUsed, 0.75)
})

test('a region of which all deployments fail is out', () => {
  const now = { totals: NOTHING, atMs: 2000 }
  const statusOf = (...breakers: readonly string[]) => {
    const deployments = breakers.map((breaker, at) => ({
      ...REPORT,
      deployment: `${at}`,
      status: breaker === 'open' ? ('degraded' as const) : REPORT.status,
      breaker,
    }))
    const [region] = between({ totals: NOTHING, atMs: 0 }, now, [{ ...MODEL, deployments }], QUOTAS).regions
    return region?.status
  }
  assert.equal(statusOf('open', 'open'), 'unavailable')
  assert.equal(statusOf('open', 'closed'), 'degraded')
  assert.equal(statusOf('closed'), 'healthy')
})

test('a process that began anew has no rates below zero', () => {
  const now: LiveTotals = { ...NOTHING, answered: 4 }
  const before = { totals: { ...NOTHING, answered: 100 }, atMs: 0 }
  assert.equal(between(before, { totals: now, atMs: 2000 }, MODELS, QUOTAS).exchangesPerSecond, 2)
})

test('who begins to look is shown nothing before there are rates, so that no figure reads 0 that is not', async () => {
  const design = loadDesign(readFileSync(EXAMPLE, 'utf8'), { source: 'workload.yaml' })
  assert.ok(design.ok)
  const clock = new ManualClock()
  let answered = 100
  const looks: LiveTotals[] = []
  const look = () => {
    looks.push({ ...NOTHING, answered: (answered += 5) })
    return { totals: looks.at(-1), models: MODELS, alerts: [] }
  }
  const ports: Pick<ApiPorts, 'audit' | 'clock' | 'control' | 'design' | 'log'> = {
    clock,
    log: silentLog,
    design: () => design,
    audit: { append: () => Promise.resolve(), read: () => Promise.resolve([]) },
    control: {
      ask: (_method, path) =>
        Promise.resolve({
          status: 200,
          body: path.endsWith('/live') ? look() : { incidents: [], alerts: [] },
        }),
    },
  }
  const leaving = new AbortController()
  const shown: Live[] = []
  const viewing = new LiveFeed(ports as ApiPorts).show({
    signal: leaving.signal,
    send: (name, data) => {
      if (name === 'live') shown.push(data as Live)
    },
  })
  const quiet = () => new Promise((resolve) => setImmediate(resolve))
  await quiet()
  assert.deepEqual([looks.length, shown.length], [1, 0])
  clock.advance(1_000)
  await quiet()
  assert.deepEqual(
    shown.map(({ exchangesPerSecond }) => exchangesPerSecond),
    [5],
  )
  leaving.abort()
  await viewing
})

test('a quantile lies in the bucket that holds it', () => {
  assert.equal(quantileMs([0, 0, 0], [0.1, 1], 0.5), null)
  assert.equal(quantileMs([2, 0, 0], [0.1, 1], 0.5), 50)
  assert.equal(quantileMs([0, 10, 0], [0.1, 1], 0.5), 550)
  assert.equal(quantileMs([0, 0, 1], [0.1, 1], 0.95), 1000)
})
