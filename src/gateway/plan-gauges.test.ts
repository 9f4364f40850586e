import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ManualClock, MetricRegistry } from '../base/index.ts'
import { loadWorkload, type Plan } from '../workload/index.ts'
import { DeploymentMetrics, gatewayMetrics } from './metrics.ts'
import { readPlanGauges } from './plan-gauges.ts'

function planOf(more: object, version = '2025-04-14'): Plan {
  const loaded = loadWorkload(
    JSON.stringify({
      workload: 'gauges',
      exposure: 'corp',
      environment: 'development',
      residency: 'global',
      accounts: {
        swc: {
          provider: 'azure-openai',
          region: 'swedencentral',
          endpoint: 'env:E',
          auth: 'managed-identity',
        },
        own: { provider: 'openai', endpoint: 'env:E', processed_in: 'us' },
      },
      models: {
        'gpt-4.1': {
          task: 'generate',
          version,
          deployments: [
            { id: 'azure', account: 'swc', type: 'standard', tpm: '1M' },
            { id: 'elsewhere', account: 'own' },
          ],
        },
      },
      consumers: { '/contoso': { models: 'all' } },
      ...more,
    }),
    { source: 'workload.yaml' },
  )
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  return loaded.plan
}

test('the objectives of the file, or those of a file that says none', () => {
  const registry = new MetricRegistry({ clock: new ManualClock(), maxSeries: 100 })
  const shown = (plan: Plan): string[] => {
    readPlanGauges(plan, gatewayMetrics(registry, plan.telemetry.metrics))
    return registry
      .expose()
      .split('\n')
      .filter((line) => line.startsWith('causeway_objective'))
  }
  assert.deepEqual(shown(planOf({})), [
    'causeway_objective_ratio{objective="availability"} 0.995',
    'causeway_objective_ratio{objective="first-token"} 0.95',
  ])
  assert.deepEqual(shown(planOf({ operations: { objectives: { availability: 0.999, within: 0.9 } } })), [
    'causeway_objective_ratio{objective="availability"} 0.999',
    'causeway_objective_ratio{objective="first-token"} 0.9',
  ])
})

test('the day on which Azure retires a version, of deployments of Azure alone, and of those of the plan in force', () => {
  const registry = new MetricRegistry({ clock: new ManualClock(), maxSeries: 100 })
  const metrics = gatewayMetrics(registry, planOf({}).telemetry.metrics)
  const plan = planOf({})
  const day = plan.facts.retirements.last('gpt-4.1', '2025-04-14')?.retiresOn
  assert.ok(typeof day === 'string')
  const shown = () =>
    registry
      .expose()
      .split('\n')
      .filter((line) => line.startsWith('causeway_model_retirement'))
  readPlanGauges(plan, metrics)
  assert.deepEqual(shown(), [
    `causeway_model_retirement_timestamp_seconds{deployment="azure",model="gpt-4.1"} ${Date.parse(day) / 1000}`,
  ])
  readPlanGauges(planOf({}, '1999-01-01'), metrics)
  assert.deepEqual(shown(), [])
})

test('an answer is late past the objective, and not at it', () => {
  const registry = new MetricRegistry({ clock: new ManualClock(), maxSeries: 100 })
  const metrics = gatewayMetrics(registry, planOf({}).telemetry.metrics)
  const labels = { deployment: 'd', model: 'm', region: null, provider: 'simulated' } as const
  const deployment = new DeploymentMetrics(metrics, labels, 2_000)
  for (const afterMs of [10, 2_000, 2_001]) deployment.began(afterMs)
  assert.match(registry.expose(), /^causeway_first_tokens_late_total\{deployment="d"\} 1$/m)
  assert.match(registry.expose(), /^causeway_first_token_seconds_count\{deployment="d"\} 3$/m)
})
