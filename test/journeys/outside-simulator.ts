import { seededRandom, silentLog, systemClock } from '../../src/base/index.ts'
import { type Latency, type Simulator, startSimulator } from '../../src/simulator/index.ts'

/** Two regions of Azure in this process, and a workload file that has a gateway in another process call them. */
export const MODEL = 'gpt-4.1'
const KEY = 'simulated-account-key'

export interface Outside {
  readonly simulator: Simulator
  readonly workload: string
  readonly env: Readonly<Record<string, string>>
}

export interface OutsideOptions {
  readonly latency?: Latency
  /** Settings under `gateway:`, each line indented by two. */
  readonly gateway?: string
  /** Tokens that the provisioned deployment drains in a minute; without it both regions are pay-as-you-go. */
  readonly ptuTokensPerMinute?: number
  readonly outputTokens?: number
}

export async function startOutside(options: OutsideOptions = {}): Promise<Outside> {
  const { ptuTokensPerMinute } = options
  const provisioned = ptuTokensPerMinute !== undefined
  const deployment = {
    model: MODEL,
    version: null,
    tokensPerMinute: null,
    requestsPerMinute: null,
    spillover: null,
  }
  const first = {
    ...deployment,
    name: 'first',
    type: provisioned ? 'provisioned-managed' : 'standard',
    ptu: provisioned ? { inputTokensPerMinute: ptuTokensPerMinute, outputWeight: 4 } : null,
  }
  const simulator = await startSimulator(
    {
      host: '127.0.0.1',
      port: 0,
      seed: 1,
      latency: options.latency ?? { firstTokenMs: 0, perTokenMs: 0, jitter: 0 },
      limits: 'reset-each-minute',
      outputTokens: options.outputTokens ?? 20,
      accounts: [
        { name: 'swc', region: 'swedencentral', keys: [KEY], deployments: [first] },
        {
          name: 'frc',
          region: 'francecentral',
          keys: [KEY],
          deployments: [{ ...deployment, name: 'second', type: 'standard', ptu: null }],
        },
      ],
    },
    { clock: systemClock, random: seededRandom(1), log: silentLog },
  )
  const capacity = provisioned
    ? `type: provisioned-managed, ptu: 50, input_tokens_per_minute: ${ptuTokensPerMinute}, output_weight: 4`
    : 'type: standard, tpm: 1000M'
  const workload = `
workload: outside
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:AZURE_KEY } }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: { key: env:AZURE_KEY } }
models:
  ${MODEL}:
    task: generate
    deployments:
      - { id: first, account: swc, ${capacity}, priority: 1 }
      - { id: second, account: frc, type: standard, tpm: 1000M, priority: ${provisioned ? 2 : 1} }
consumers:
  /contoso/bot:
    cost_center: CC-1
    models: [${MODEL}]
gateway:
  listen: 127.0.0.1:8080
  log: { requests: false }
${options.gateway ?? ''}
`
  return {
    simulator,
    workload,
    env: { SWC: simulator.url('swc'), FRC: simulator.url('frc'), AZURE_KEY: KEY },
  }
}
