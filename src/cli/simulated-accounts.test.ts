import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { ManualClock, seededRandom, silentLog } from '../base/index.ts'
import { NO_LATENCY } from '../simulator/index.ts'
import type { Capacity, Deployment, Plan } from '../workload/index.ts'
import { latencyOf, SimulatedAccounts, simulatorSettings } from './simulated-accounts.ts'

const OPTIONS = { host: '127.0.0.1', port: 0, seed: 3, latency: NO_LATENCY, limits: 'sliding' } as const

/** As much of a plan as the mapping reads: one model, whose deployments are given as account and capacity. */
function planWith(deployments: Readonly<Record<string, { account: string; capacity: Capacity }>>): Plan {
  const all = Object.entries(deployments).map(([id, { account, capacity }]) => ({
    id,
    model: 'chat',
    account,
    type: capacity.kind === 'provisioned' ? 'provisioned-managed' : 'standard',
    upstreamName: `${id}-upstream`,
    capacity,
    version: '2025-04-14',
  }))
  const part = {
    accounts: new Map(
      [
        { name: 'sim-a', provider: 'simulated', region: 'swedencentral' },
        { name: 'real', provider: 'azure-openai', region: 'francecentral' },
        { name: 'sim-b', provider: 'simulated', region: 'francecentral' },
      ].map((account) => [account.name, account]),
    ),
    models: new Map([['chat', { name: 'chat', baseModel: 'gpt-4.1' }]]),
    deployments: new Map(all.map((deployment) => [deployment.id, deployment as Deployment])),
  }
  return part as unknown as Plan
}

const TOKENS: Capacity = { kind: 'tokens', tokensPerMinute: 1_000, requestsPerMinute: 6 }
const UNITS: Capacity = {
  kind: 'provisioned',
  units: 50,
  inputTokensPerMinute: 900,
  outputWeight: 4,
  softCap: 0.9,
}

test('simulated accounts, and no others, become accounts of the simulator, with their deployments', () => {
  const plan = planWith({
    ptu: { account: 'sim-a', capacity: UNITS },
    std: { account: 'sim-b', capacity: TOKENS },
    elsewhere: { account: 'real', capacity: TOKENS },
    free: { account: 'sim-b', capacity: { kind: 'unlimited' } },
    unknown: { account: 'sim-b', capacity: { ...UNITS, inputTokensPerMinute: null } },
  })
  const settings = simulatorSettings(plan, OPTIONS)
  assert.equal(settings.seed, 3)
  assert.deepEqual(
    settings.accounts.map(({ name, region }) => [name, region]),
    [
      ['sim-a', 'swedencentral'],
      ['sim-b', 'francecentral'],
    ],
  )
  const [a, b] = settings.accounts
  assert.deepEqual(a?.deployments, [
    {
      name: 'ptu-upstream',
      model: 'gpt-4.1',
      version: '2025-04-14',
      type: 'provisioned-managed',
      tokensPerMinute: null,
      requestsPerMinute: null,
      ptu: { inputTokensPerMinute: 900, outputWeight: 4 },
      spillover: null,
    },
  ])
  assert.deepEqual(
    b?.deployments.map(({ name, tokensPerMinute, requestsPerMinute, ptu }) => [
      name,
      tokensPerMinute,
      requestsPerMinute,
      ptu,
    ]),
    [
      ['std-upstream', 1_000, 6, null],
      ['free-upstream', null, null, null],
      ['unknown-upstream', null, null, null],
    ],
  )
})

test('the latencies have names', () => {
  assert.equal(latencyOf('none'), NO_LATENCY)
  assert.ok(latencyOf('realistic').firstTokenMs > 0)
})

const open: SimulatedAccounts[] = []
afterEach(async () => {
  for (const simulated of open.splice(0)) await simulated.close()
})

function simulatedAccounts(): SimulatedAccounts {
  const simulated = new SimulatedAccounts(
    { clock: new ManualClock(), random: seededRandom(1), log: silentLog },
    { latency: NO_LATENCY },
  )
  open.push(simulated)
  return simulated
}

async function answers(url: string): Promise<number | 'nothing'> {
  return await fetch(`${url}/openai/v1/models`, { headers: { 'api-key': 'any' } }).then(
    (response) => response.status,
    () => 'nothing' as const,
  )
}

test('without simulated accounts nothing runs', async () => {
  const simulated = simulatedAccounts()
  const plan = planWith({})
  await simulated.serve({ ...plan, accounts: new Map() })
  assert.equal(simulated.simulator, null)
  assert.throws(() => simulated.url('sim-a'), /no simulated account is called sim-a/)
})

test('the simulator outlives a reload that leaves its accounts alone', async () => {
  const simulated = simulatedAccounts()
  await simulated.serve(planWith({ std: { account: 'sim-a', capacity: TOKENS } }))
  const first = simulated.simulator
  await simulated.serve(planWith({ std: { account: 'sim-a', capacity: TOKENS } }))
  assert.equal(simulated.simulator, first)
  assert.equal(await answers(simulated.url('sim-a')), 200)
})

test('a changed account moves to a new simulator with the faults of the old, which lives on until the next change', async () => {
  const simulated = simulatedAccounts()
  const plan = (tokensPerMinute: number) =>
    planWith({ std: { account: 'sim-a', capacity: { ...TOKENS, tokensPerMinute } } })
  await simulated.serve(plan(1))
  const first = simulated.url('sim-a')
  simulated.simulator?.faults.add({ kind: 'forbidden', scope: { account: 'sim-b' } })
  await simulated.serve(plan(2))
  const second = simulated.url('sim-a')
  assert.notEqual(second, first)
  assert.equal(await answers(first), 200)
  assert.equal(await answers(second), 200)
  assert.equal(await answers(simulated.url('sim-b')), 403)
  await simulated.serve(plan(3))
  assert.equal(await answers(first), 'nothing')
  assert.equal(await answers(second), 200)
  await simulated.close()
  assert.equal(await answers(second), 'nothing')
})
