import assert from 'node:assert/strict'
import { test } from 'node:test'

import { between, type LiveTotals, quantileMs } from './live-feed.ts'

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
  tokensLeft: 250,
}
const MODELS = [{ model: 'gpt', status: 'healthy' as const, deployments: [REPORT] }]
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

test('the first look has no rates, and a process that began anew none below zero', () => {
  const now: LiveTotals = { ...NOTHING, answered: 4 }
  assert.equal(between(null, { totals: now, atMs: 0 }, MODELS, QUOTAS).exchangesPerSecond, 0)
  const before = { totals: { ...NOTHING, answered: 100 }, atMs: 0 }
  assert.equal(between(before, { totals: now, atMs: 2000 }, MODELS, QUOTAS).exchangesPerSecond, 2)
})

test('a quantile lies in the bucket that holds it', () => {
  assert.equal(quantileMs([0, 0, 0], [0.1, 1], 0.5), null)
  assert.equal(quantileMs([2, 0, 0], [0.1, 1], 0.5), 50)
  assert.equal(quantileMs([0, 10, 0], [0.1, 1], 0.5), 550)
  assert.equal(quantileMs([0, 0, 1], [0.1, 1], 0.95), 1000)
})
