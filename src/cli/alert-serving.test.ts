import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { ManualClock, silentLog } from '../base/index.ts'
import { createKey } from '../identity/index.ts'
import { openKeyFile } from '../storage/index.ts'
import { type AlertReceiver, startAlertReceiver } from '../telemetry/alert-receiver.fixture.ts'
import { pinoLog } from '../telemetry/index.ts'
import { fakeEnvironment, type FakeEnvironment } from './environment.fixture.ts'
import { startGroup } from './serving-group.ts'
import { type Serving, startServing } from './serving.ts'

const DAY_MS = 86_400_000

let folder: string
let receiver: AlertReceiver
let serving: Serving | null = null

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cw-'))
  receiver = await startAlertReceiver()
})

afterEach(async () => {
  await serving?.stop()
  serving = null
  await receiver.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(environment: FakeEnvironment): Promise<Serving> {
  serving = await startServing({ ...options(), log: silentLog }, environment)
  return serving
}

function options() {
  const file = path.join(folder, 'workload.yaml')
  writeFileSync(
    file,
    `
workload: watched
exposure: corp
environment: development
residency: eu
accounts:
  sim: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    task: generate
    version: '2025-04-14'
    deployments:
      - { id: gpt, account: sim, type: standard, tpm: 100k }
consumers:
  /contoso: { models: all }
gateway: { breaker: { failures: 100 } }
telemetry:
  alerts:
    webhooks: [{ url: env:HOOK }]
operations:
  objectives: { availability: 0.99 }
`,
  )
  return { file, port: 0, stateFolder: null, records: false, admin: null }
}

async function keyFor(expiresMs: number | null, environment: FakeEnvironment): Promise<string> {
  const { clock, pid } = environment
  const keys = await openKeyFile(path.join(folder, '.causeway', 'keys.json'), { pid, clock, log: silentLog })
  try {
    return await keys.change((known) => {
      const consumer = '/contoso' as Parameters<typeof createKey>[1]['consumer']
      const change = createKey(known, { consumer, label: null, expiresMs }, clock.nowMs())
      assert.ok(change.ok)
      return { keys: change.keys, result: change.key }
    })
  } finally {
    keys.close()
  }
}

/** Time passes while the gateway tries again, or waits for a deployment. */
async function ask(address: string, key: string, { clock }: FakeEnvironment): Promise<number> {
  const ticking = setInterval(() => clock.advance(1_000), 5)
  try {
    const response = await fetch(`${address}/v1/chat/completions`, {
      signal: AbortSignal.timeout(60_000),
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hello' }] }),
    })
    await response.arrayBuffer()
    return response.status
  } finally {
    clearInterval(ticking)
  }
}

/** Real sockets: looks are let pass until `isTrue`, a while at most. */
async function until(environment: FakeEnvironment, isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 6_000 && !isTrue(); i++) {
    environment.clock.advance(15_000)
    await new Promise((next) => setTimeout(next, 10))
  }
  assert.ok(isTrue(), receiver.taken().join('\n'))
}

test('an outage of the provider is told to the webhook of the file, and over when it is over', async () => {
  const environment = fakeEnvironment([], { cwd: folder, env: { HOOK: receiver.address } })
  const key = await keyFor(null, environment)
  const { address, simulated, gateway } = await start(environment)
  assert.equal(await ask(address, key, environment), 200)
  environment.clock.advance(15_000)
  const faults = new URL('/control/v1/faults', simulated.url('sim'))
  await fetch(faults, { method: 'POST', body: JSON.stringify({ kind: 'outage' }) })
  for (let i = 0; i < 6; i++) assert.equal(await ask(address, key, environment), 503)
  const fast = (status: string) => receiver.taken().includes(`availability-fast-burn gpt-4.1 ${status}`)
  // Time goes on while the webhook is told, and ends the alert at last.
  let isShown = false
  await until(environment, () => {
    isShown ||= /^causeway_alerts_in_force\{alert="availability-fast-burn",/m.test(gateway.metricsText())
    return isShown && fast('firing')
  })
  await fetch(faults, { method: 'DELETE' })
  await until(environment, () => fast('resolved'))
  assert.equal(receiver.taken().filter((one) => one.includes('fast-burn')).length, 2)
})

test('keys that end, and models that retire, are told from the files themselves', async () => {
  const environment = fakeEnvironment([], { cwd: folder, env: { HOOK: receiver.address } })
  await keyFor(environment.clock.nowMs() + 3 * DAY_MS, environment)
  const { gateway } = await start(environment)
  await until(environment, () => receiver.taken().includes('consumer-keys-end /contoso firing'))
  assert.match(gateway.metricsText(), /^causeway_model_retirement_timestamp_seconds\{deployment="gpt",/m)
  await keyFor(null, environment)
  await until(environment, () => receiver.taken().includes('consumer-keys-end /contoso resolved'))
})

test('of several workers the parent tells once', async () => {
  // Workers are processes of their own, with the clock of the machine.
  const clock = new ManualClock(Date.now())
  const environment = { ...fakeEnvironment([], { cwd: folder, env: { HOOK: receiver.address } }), clock }
  await keyFor(environment.clock.nowMs() + 3 * DAY_MS, environment)
  const log = pinoLog({ level: 'error', clock: environment.clock, destination: { write: () => {} } })
  const group = await startGroup({ ...options(), log, workers: 2 }, environment)
  try {
    const fired = 'consumer-keys-end /contoso firing'
    await until(environment, () => receiver.taken().includes(fired))
    for (let i = 0; i < 10; i++) {
      environment.clock.advance(15_000)
      await new Promise((next) => setTimeout(next, 10))
    }
    assert.deepEqual(
      receiver.taken().filter((one) => one.startsWith('consumer-keys-end')),
      [fired],
    )
  } finally {
    await group.stop()
  }
})
