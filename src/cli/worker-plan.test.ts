import assert from 'node:assert/strict'
import { test } from 'node:test'

import { NegativeAnswer } from './exit-code.ts'
import { workerPlan } from './worker-plan.ts'

const WORKLOAD = (gateway: string, more = '') => ({
  factsFiles: new Map(),
  text: `
workload: workers
exposure: corp
environment: development
residency: eu
accounts:
  sim: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: gpt, account: sim, type: standard, tpm: 100k }
gateway: { listen: 127.0.0.1:8080, operations: 127.0.0.1:9090, ${gateway} }
${more}`,
})

const OPTIONS = {
  shownAs: 'workload.yaml',
  nowMs: Date.UTC(2026, 10, 21),
  workers: 4,
  listen: { host: '127.0.0.1', port: 4711 },
  operations: null,
}

test('bounds are divided among the workers, and listeners are those of the group', () => {
  const gateway =
    'bodies_limit: 400MB, body_limit: 32MB, max_connections_per_account: 10, queue: { max_waiting: 0 }'
  const plan = workerPlan(WORKLOAD(gateway), OPTIONS).gateway
  assert.equal(plan.bodiesLimitBytes, 100_000_000)
  assert.equal(plan.maxConnectionsPerAccount, 3)
  assert.equal(plan.queue.maxWaiting, 0)
  assert.deepEqual(plan.listen, OPTIONS.listen)
  assert.equal(plan.operations, null)
})

test('a body of the largest size fits, however many workers there are', () => {
  const plan = workerPlan(WORKLOAD('bodies_limit: 64MB, body_limit: 32MB'), OPTIONS)
  assert.equal(plan.gateway.bodiesLimitBytes, plan.gateway.bodyLimitBytes)
})

test('the revision is that of the file, the same in all processes', () => {
  const two = workerPlan(WORKLOAD('body_limit: 1MB'), { ...OPTIONS, workers: 2 })
  assert.equal(two.revision, workerPlan(WORKLOAD('body_limit: 1MB'), OPTIONS).revision)
})

test('a file with errors is refused with all of them', () => {
  assert.throws(() => workerPlan(WORKLOAD('body_limit: much'), OPTIONS), NegativeAnswer)
})
