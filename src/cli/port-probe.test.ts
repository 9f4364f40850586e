import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'

import { loadWorkload, type Plan } from '../workload/index.ts'
import { CouldNotRun } from './exit-code.ts'
import { refuseTakenPorts } from './port-probe.ts'

function planFor(port: number): Plan {
  const text = `
workload: ports
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
`
  const loaded = loadWorkload(text, { source: 'workload.yaml', nowMs: Date.UTC(2026, 10, 21) })
  assert.ok(loaded.ok)
  const { plan } = loaded
  return { ...plan, gateway: { ...plan.gateway, listen: { host: '127.0.0.1', port } } }
}

test('a port that others share among them is taken all the same', async () => {
  const other = createServer()
  other.listen({ host: '127.0.0.1', port: 0, reusePort: true })
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await assert.rejects(
    refuseTakenPorts(planFor(port)),
    (error) => error instanceof CouldNotRun && /another program listens there/.test(error.message),
  )
  other.close()
  await once(other, 'close')
  await refuseTakenPorts(planFor(port))
})
