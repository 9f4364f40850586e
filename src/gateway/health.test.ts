import assert from 'node:assert/strict'
import { test } from 'node:test'

import { modelReports } from './health.ts'
import { ReplicasUnderTest } from './replicas/replica.fixture.ts'

const OPEN_MS = 10_000

test('a deployment that failed is not called well before a call has been through', () => {
  const replicas = new ReplicasUnderTest()
  const { clock } = replicas
  const replica = replicas.join()
  const { health } = replica.deployment('std')
  const report = () => {
    const [model] = modelReports(replica.fleet, clock.monotonicMs())
    const own = model?.deployments.find((one) => one.deployment === 'std')
    return { model: model?.status, status: own?.status, breaker: own?.breaker }
  }
  assert.deepEqual(report(), { model: 'healthy', status: 'healthy', breaker: 'closed' })
  for (let call = 0; call < 3; call++) health.breaker.failed(clock.monotonicMs())
  assert.deepEqual(report(), { model: 'degraded', status: 'degraded', breaker: 'open' })
  clock.advance(OPEN_MS)
  assert.deepEqual(report(), { model: 'degraded', status: 'degraded', breaker: 'half-open' })
  health.sent(1, 1, clock.monotonicMs())
  health.answered(20, clock.monotonicMs())
  assert.deepEqual(report(), { model: 'healthy', status: 'healthy', breaker: 'closed' })
})
