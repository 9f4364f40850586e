import {
  type Clock,
  ManualClock,
  MemoryReplicas,
  MetricRegistry,
  noReplicas,
  type Random,
  type ReplicaLink,
  seededRandom,
  silentLog,
} from '../../base/index.ts'
import { pricing } from '../../ledger/index.ts'
import { credentialFor } from '../../providers/index.ts'
import { loadWorkload } from '../../workload/index.ts'
import { Deadlines } from '../deadlines.ts'
import { buildFleet, type Fleet, type FleetDeployment } from '../fleet.ts'
import { gatewayMetrics } from '../metrics.ts'
import { WaitingLines } from '../waiting-lines.ts'
import { SharedHealth } from './shared-health.ts'

const WORKLOAD = `workload: contoso
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: 'https://swc.openai.azure.com', auth: { key: env:KEY } }
  frc: { provider: azure-openai, region: francecentral, endpoint: 'https://frc.openai.azure.com', auth: { key: env:KEY } }
models:
  gpt-4.1:
    deployments:
      - { id: ptu, account: swc, type: provisioned-managed, ptu: 50, input_tokens_per_minute: 60k, output_weight: 4 }
      - { id: std, account: frc, type: standard, tpm: 60k, priority: 2 }
consumers:
  /contoso/flood: { models: [gpt-4.1] }
  /contoso/guest: { models: [gpt-4.1] }
  /contoso/clerk: { models: [gpt-4.1], priority: interactive }
gateway:
  breaker: { failures: 3, open_for: 10s }
  queue: { max_waiting: 2000, interactive: 10m, standard: 10m, batch: 10m }
`

/** What a gateway knows, without its listener and its calls. */
export interface ReplicaUnderTest {
  readonly fleet: Fleet
  readonly lines: WaitingLines
  readonly health: SharedHealth
  deployment(id: string): FleetDeployment
}

/** So long it takes until all heard what is told at once. */
export const HEARD_MS = 60

export function replicaWith(link: ReplicaLink, clock: Clock, random: Random): ReplicaUnderTest {
  const loaded = loadWorkload(WORKLOAD, { source: 'workload.yaml' })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics, null, 2))
  const { plan } = loaded
  const metrics = gatewayMetrics(new MetricRegistry({ clock, maxSeries: 2_000 }), plan.telemetry.metrics)
  const resolved = new Map(
    [...plan.accounts.values()].map((account) => {
      const credential = credentialFor(account, 'key', { clock, log: silentLog })
      return [account.name, { baseUrl: `https://${account.name}.openai.azure.com`, credential }]
    }),
  )
  const prices = pricing(plan.prices, () => null)
  const fleet = buildFleet(plan, resolved, null, { clock, metrics, pricing: prices, raises: new Map() })
  const lines = new WaitingLines(clock, new Deadlines(clock), metrics, link !== noReplicas)
  const health = new SharedHealth({ link, clock, random, fleet: () => fleet, lines })
  return {
    fleet,
    lines,
    health,
    deployment: (id) => fleet.deployments.get(id) as FleetDeployment,
  }
}

export class ReplicasUnderTest {
  readonly clock = new ManualClock()
  readonly group = new MemoryReplicas(this.clock, 2)
  #seed = 1

  join(): ReplicaUnderTest {
    return replicaWith(this.group.join(), this.clock, seededRandom(this.#seed++))
  }
}
