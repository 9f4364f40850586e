import { seededRandom } from '../../base/index.ts'
import {
  type SimulatedAccount,
  type Simulator,
  type SimulatorSettings,
  startSimulator,
} from '../../simulator/index.ts'
import { pinoLog } from '../../telemetry/index.ts'
import type { Plan } from '../../workload/index.ts'
import type { Command } from '../command.ts'
import { type Environment, untilStopped } from '../environment.ts'
import { CouldNotRun, EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import type { Given } from '../given.ts'
import { parseListenAddress } from '../listen-address.ts'
import { LATENCIES, latencyOf, type SimulationOptions, simulatorSettings } from '../simulated-accounts.ts'
import { formatTable } from '../table.ts'
import { soundPlan } from '../workload-file.ts'

const FORMATS = ['text', 'json'] as const

/** What is simulated when no file says otherwise: one model in two regions, provisioned in the first. */
const EXAMPLE: readonly SimulatedAccount[] = [
  {
    name: 'aoai-swc',
    region: 'swedencentral',
    keys: [],
    deployments: [
      {
        name: 'gpt-4.1',
        model: 'gpt-4.1',
        version: '2025-04-14',
        type: 'provisioned-managed',
        tokensPerMinute: null,
        requestsPerMinute: null,
        ptu: { inputTokensPerMinute: 150_000, outputWeight: 4 },
        spillover: null,
      },
      standard('text-embedding-3-large', 350_000),
    ],
  },
  {
    name: 'aoai-frc',
    region: 'francecentral',
    keys: [],
    deployments: [standard('gpt-4.1', 240_000), standard('gpt-4.1-mini', 400_000)],
  },
]

function standard(model: string, tokensPerMinute: number): SimulatedAccount['deployments'][number] {
  const limits = { tokensPerMinute, requestsPerMinute: null, ptu: null, spillover: null }
  return { name: model, model, version: null, type: 'standard', ...limits }
}

export const simulate: Command = {
  name: 'simulate',
  summary: 'Run a simulated Azure OpenAI to develop and drill against',
  usage: '[FILE] [--azure] [--listen ADDRESS] [--seed N] [--latency realistic|none] [--format text|json]',
  details: `Serves the accounts of FILE whose provider is simulated, or without a file two example accounts in two
regions, until it is interrupted. Faults are put in and taken out over HTTP; the first lines show how. With --azure it
stands in for the accounts at Azure too, and prints the variables with which causeway serve takes it for them.`,
  flags: {
    azure: { kind: 'switch', summary: 'Simulate the azure-openai accounts of FILE as well' },
    listen: {
      kind: 'text',
      value: 'ADDRESS',
      default: '127.0.0.1:8090',
      summary: 'Where to listen; port 0 takes a free one',
    },
    seed: {
      kind: 'text',
      value: 'N',
      default: '1',
      summary: 'The same seed and prompt give the same words',
    },
    latency: { kind: 'choice', of: LATENCIES, default: 'realistic', summary: 'How long answers take' },
    format: { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print the addresses' },
  },
  positionals: { least: 0, most: 1 },
  async run(given, environment) {
    const { settings, plan } = await settingsOf(given, environment)
    const simulator = await start(settings, environment)
    try {
      const stopped = untilStopped(environment)
      const print = given.choice('format', FORMATS) === 'json' ? asJson : asText
      environment.stdout.write(print(simulator, settings, variablesFor(simulator, settings, plan)))
      await stopped
    } finally {
      await simulator.close()
    }
    return EXIT.ok
  },
}

interface Simulation {
  readonly settings: SimulatorSettings
  /** Null where no file was given. */
  readonly plan: Plan | null
}

async function settingsOf(given: Given, environment: Environment): Promise<Simulation> {
  const options: SimulationOptions = {
    ...parseListenAddress('listen', given.requiredText('listen')),
    seed: given.whole('seed') ?? 1,
    latency: latencyOf(given.requiredChoice('latency', LATENCIES)),
    limits: 'reset-each-minute',
  }
  const [file] = given.positionals
  const isAzureToo = given.is('azure')
  if (file === undefined) {
    if (isAzureToo) throw new WrongUse('--azure needs a workload file')
    return { settings: { ...options, accounts: EXAMPLE }, plan: null }
  }
  const plan = await soundPlan(file, environment)
  const settings = simulatorSettings(
    plan,
    options,
    isAzureToo ? ['simulated', 'azure-openai'] : ['simulated'],
  )
  if (settings.accounts.length > 0) return { settings, plan }
  const hint = isAzureToo ? '' : '; --azure stands in for its accounts at Azure'
  throw new NegativeAnswer(
    `${file} has no account with "provider: simulated", so there is nothing to simulate${hint}`,
  )
}

/** What a gateway's environment has to hold so that it takes the simulator for Azure: addresses, keys, an identity. */
function variablesFor(
  simulator: Simulator,
  { accounts }: SimulatorSettings,
  plan: Plan | null,
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>()
  for (const { name } of accounts) {
    const account = plan?.accounts.get(name)
    if (account?.endpoint?.kind === 'env') variables.set(account.endpoint.name, simulator.url(name))
    if (account?.auth.kind === 'key' && account.auth.secret.kind === 'env')
      variables.set(account.auth.secret.name, 'simulated')
    if (account?.auth.kind === 'managed-identity' || account?.auth.kind === 'default-azure') {
      variables.set('IDENTITY_ENDPOINT', simulator.identityUrl)
      variables.set('IDENTITY_HEADER', 'simulated')
    }
  }
  return variables
}

async function start(settings: SimulatorSettings, { clock, stderr }: Environment): Promise<Simulator> {
  const log = pinoLog({ level: 'warn', clock, destination: stderr })
  try {
    return await startSimulator(settings, { clock, random: seededRandom(settings.seed), log })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    const hint = code === 'EADDRINUSE' ? 'another program listens there; use --listen' : String(error)
    throw new CouldNotRun(`cannot listen on ${settings.host}:${settings.port}: ${hint}`, { cause: error })
  }
}

function asJson(
  simulator: Simulator,
  settings: SimulatorSettings,
  variables: ReadonlyMap<string, string>,
): string {
  const accounts = settings.accounts.map(({ name, region, deployments }) => ({
    name,
    region,
    baseUrl: simulator.url(name),
    deployments: deployments.map((deployment) => deployment.name),
  }))
  const { port, controlUrl } = simulator
  return `${JSON.stringify({ port, controlUrl, accounts, variables: Object.fromEntries(variables) })}\n`
}

function asText(
  simulator: Simulator,
  { accounts }: SimulatorSettings,
  variables: ReadonlyMap<string, string>,
): string {
  const rows = accounts.map(({ name, region, deployments }) => [
    name,
    region,
    simulator.url(name),
    deployments.map((deployment) => deployment.name).join(', '),
  ])
  const first = accounts[0]
  const account = first?.name ?? ''
  const model = first?.deployments[0]?.name ?? ''
  const call = JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] })
  const fault = JSON.stringify({ kind: 'outage', scope: { account } })
  const json = `-H 'content-type: application/json'`
  const exports = [...variables].map(([name, value]) => `  export ${name}=${value}\n`).join('')
  const serving = exports === '' ? '' : `Have a gateway take it for Azure:\n${exports}\n`
  return `A simulated Azure OpenAI listens on port ${simulator.port}; Ctrl-C ends it. Any key is taken.

${formatTable([{ title: 'ACCOUNT' }, { title: 'REGION' }, { title: 'BASE URL' }, { title: 'DEPLOYMENTS' }], rows)}
${serving}Call it:
  curl ${simulator.url(account)}/openai/v1/chat/completions -H 'api-key: simulated' ${json} \\
    -d '${call}'

Break it, and mend it:
  curl -X POST ${simulator.controlUrl}/faults -d '${fault}'
  curl -X DELETE ${simulator.controlUrl}/faults

See what Azure would bill:
  curl ${simulator.controlUrl}/bills
`
}
