import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { Capacity, Deployment } from '../../workload/index.ts'
import { AccountHealth, DeploymentHealth, QuotaGroup } from './deployment-health.ts'

const BREAKER = { failures: 2, openMs: 1_000 }
const TOKENS: Capacity = { kind: 'tokens', tokensPerMinute: 1_000, requestsPerMinute: null }
const UNITS: Capacity = {
  kind: 'provisioned',
  units: 50,
  inputTokensPerMinute: 60_000,
  outputWeight: 4,
  softCap: 0.9,
}

function health(
  capacity: Capacity = TOKENS,
  quota = new QuotaGroup(),
  account = new AccountHealth(),
): DeploymentHealth {
  const deployment: Deployment = {
    id: 'one',
    model: 'gpt-4.1',
    account: 'swc',
    type: 'standard',
    upstreamName: 'one',
    capacity,
    priority: 1,
    version: null,
    processing: null,
    quotaGroup: 'group',
  }
  return new DeploymentHealth(deployment, quota, account, BREAKER)
}

describe('what a failure says', () => {
  test('429 for tokens cools everything that shares the quota, for as long as was asked', () => {
    const quota = new QuotaGroup()
    const one = health(TOKENS, quota)
    const other = health(TOKENS, quota)
    one.failed({ kind: 'saturated', retryAfterMs: 500, scope: 'deployment', cause: 'tokens' }, 0)
    for (const each of [one, other])
      assert.deepEqual(each.availability(200, 0), { kind: 'saturated', reason: '429 (tokens)', waitMs: 300 })
    assert.equal(other.availability(500, 0).kind, 'ready')
  })

  test('429 of provisioned units cools that deployment alone, and fills the model of its bucket', () => {
    const quota = new QuotaGroup()
    const one = health(UNITS, quota)
    const other = health(UNITS, quota)
    one.failed({ kind: 'saturated', retryAfterMs: 100, scope: 'deployment', cause: 'provisioned' }, 0)
    assert.equal(one.availability(0, 0).kind, 'saturated')
    assert.equal(other.availability(0, 0).kind, 'ready')
    assert.equal(one.availability(100, 0).kind, 'reluctant', 'it is still nearly full')
  })

  test('a refused credential takes the whole account out', () => {
    const account = new AccountHealth()
    const one = health(TOKENS, new QuotaGroup(), account)
    const other = health(TOKENS, new QuotaGroup(), account)
    one.failed({ kind: 'credential' }, 0)
    assert.equal(other.availability(0, 0).kind, 'out')
    assert.equal(other.availability(60_000, 0).kind, 'ready')
  })

  test('faults open the breaker, and an open breaker is a last resort, not an end', () => {
    const one = health()
    one.failed({ kind: 'fault', retryAfterMs: null }, 0)
    one.failed({ kind: 'fault', retryAfterMs: null }, 0)
    assert.deepEqual(one.availability(10, 0), { kind: 'reluctant', reason: 'breaker open' })
    assert.equal(one.availability(1_000, 0).kind, 'ready')
  })

  test('what the client asked wrongly says nothing against the deployment', () => {
    const one = health()
    for (let i = 0; i < 100; i++) one.failed({ kind: 'refuse', code: 'invalid', billedPrompt: false }, i)
    assert.equal(one.availability(100, 0).kind, 'ready')
  })
})

describe('capacity', () => {
  test('past the soft cap a provisioned deployment steps back before Azure says 429', () => {
    const one = health(UNITS)
    one.sent(10_000, 10_000, 0)
    assert.equal(one.availability(0, 0).kind, 'ready')
    one.sent(10_000, 0, 0)
    assert.match(JSON.stringify(one.availability(0, 0)), /soft cap 90 %/)
    // The call used a quarter of what it might have: the rest is given back.
    one.ended(30_000, 0)
    assert.equal(one.availability(0, 0).kind, 'ready')
  })

  test('a minute that is used up makes it a last resort', () => {
    const one = health()
    one.sent(600, 300, 0)
    assert.equal(one.availability(0, 50).kind, 'ready')
    assert.equal(one.availability(0, 200).kind, 'reluctant')
    assert.equal(one.availability(60_000, 200).kind, 'ready')
  })

  test('a slow deployment is forgiven with time', () => {
    const slow = health()
    const idle = health()
    slow.answered(1_000, 0)
    assert.ok(slow.load(0) > idle.load(0) * 100)
    assert.ok(slow.load(200_000) < idle.load(200_000) * 2)
  })

  test('drained is out until it is put back', () => {
    const one = health()
    one.drain = { reason: null }
    assert.equal(one.availability(0, 0).kind, 'out')
  })
})
