import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mergedStanding, type HealthReport } from './group.ts'
import type { DeploymentReport, ModelReport } from './health.ts'

function deployment(more: Partial<DeploymentReport>): DeploymentReport {
  return {
    deployment: 'one',
    region: 'swedencentral',
    status: 'healthy',
    reason: null,
    breaker: 'closed',
    inFlight: 1,
    ptuUtilization: null,
    isDrained: false,
    drainReason: null,
    tokensLeft: null,
    ...more,
  }
}

function standing(model: Partial<ModelReport>, more: Partial<HealthReport> = {}): HealthReport {
  const whole: ModelReport = { model: 'gpt', status: 'healthy', deployments: [deployment({})], ...model }
  return { reasons: [], warnings: [], plan: 'abc', models: [whole], ...more }
}

test('a deployment is as well as the process says to which it looks worst; what is under way adds up', () => {
  const open = { status: 'unavailable', reason: 'breaker open', breaker: 'open', inFlight: 2 } as const
  const { models } = mergedStanding([
    standing({ deployments: [deployment({ ptuUtilization: 0.25 })] }),
    standing({ status: 'unavailable', deployments: [deployment({ ...open, ptuUtilization: 0.5 })] }),
    standing({ deployments: [deployment({ breaker: 'half-open' })] }),
  ])
  assert.deepEqual(models, [
    {
      model: 'gpt',
      status: 'degraded',
      deployments: [deployment({ ...open, inFlight: 4, ptuUtilization: 0.5 })],
    },
  ])
})

test('a model is unavailable where all processes say so', () => {
  const [model] = mergedStanding([
    standing({ status: 'unavailable' }),
    standing({ status: 'unavailable' }),
  ]).models
  assert.equal(model?.status, 'unavailable')
})

test('what keeps one process from serving keeps the group from it, and is said once', () => {
  const failed = { reasons: ['the journal cannot be written'], warnings: ['behind'] }
  const merged = mergedStanding([
    standing({}),
    standing({}, failed),
    standing({}, { ...failed, warnings: ['x'] }),
  ])
  assert.deepEqual(merged.reasons, ['the journal cannot be written'])
  assert.deepEqual(merged.warnings, ['behind', 'x'])
  assert.equal(merged.plan, 'abc')
})
