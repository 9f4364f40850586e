import type { Clock, Log, Random } from '../base/index.ts'
import {
  type Latency,
  NO_LATENCY,
  type SimulatedAccount,
  type SimulatedDeployment,
  type Simulator,
  type SimulatorSettings,
  startSimulator,
  type WindowMode,
} from '../simulator/index.ts'
import type { Account, Deployment, Plan, ProviderName } from '../workload/index.ts'

/** The accounts of a plan with `provider: simulated`, as the simulator takes them. */
export interface SimulationOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly seed: number
  readonly latency: Latency
  readonly limits: WindowMode
}

export const LATENCIES = ['realistic', 'none'] as const

/** About what a model of the GPT-4.1 class takes in a region that is not crowded. */
const REALISTIC_LATENCY: Latency = { firstTokenMs: 350, perTokenMs: 12, jitter: 0.3 }

export function latencyOf(name: (typeof LATENCIES)[number]): Latency {
  return name === 'none' ? NO_LATENCY : REALISTIC_LATENCY
}

/** `providers`: whose accounts to stand in for. */
export function simulatorSettings(
  plan: Plan,
  options: SimulationOptions,
  providers: readonly ProviderName[] = ['simulated'],
): SimulatorSettings {
  const accounts = [...plan.accounts.values()].filter(({ provider }) => providers.includes(provider))
  return { ...options, accounts: accounts.map((account) => simulatedAccount(account, plan)) }
}

function simulatedAccount(account: Account, plan: Plan): SimulatedAccount {
  const own = [...plan.deployments.values()].filter((deployment) => deployment.account === account.name)
  return {
    name: account.name,
    region: account.region ?? 'unknown',
    // Any credential will do: the file's references are for the gateway to resolve, and a drill needs no secrets.
    keys: [],
    deployments: own.map((deployment) => simulatedDeployment(deployment, plan)),
  }
}

function simulatedDeployment(deployment: Deployment, plan: Plan): SimulatedDeployment {
  const { capacity } = deployment
  const tokens = capacity.kind === 'tokens' ? capacity : null
  return {
    name: deployment.upstreamName,
    model: plan.models.get(deployment.model)?.baseModel ?? deployment.model,
    version: deployment.version,
    type: deployment.type ?? 'standard',
    tokensPerMinute: tokens?.tokensPerMinute ?? null,
    requestsPerMinute: tokens?.requestsPerMinute ?? null,
    // Units of a model for which Azure publishes no throughput never fill up here.
    ptu:
      capacity.kind === 'provisioned' && capacity.inputTokensPerMinute !== null
        ? { inputTokensPerMinute: capacity.inputTokensPerMinute, outputWeight: capacity.outputWeight }
        : null,
    spillover: null,
  }
}

const IN_PROCESS: SimulationOptions = {
  host: '127.0.0.1',
  port: 0,
  seed: 1,
  latency: REALISTIC_LATENCY,
  limits: 'reset-each-minute',
}

/**
 * The simulator beside a gateway in the same process, for as long as plans name simulated accounts. A reload that
 * changes them starts a new one; the one before lives on for the exchanges that began with it, until the next change.
 */
export class SimulatedAccounts {
  readonly #deps: { readonly clock: Clock; readonly random: Random; readonly log: Log }
  readonly #options: SimulationOptions
  #current: { readonly simulator: Simulator; readonly accounts: string } | null = null
  #previous: Simulator | null = null

  constructor(
    deps: { readonly clock: Clock; readonly random: Random; readonly log: Log },
    options: Partial<SimulationOptions> = {},
  ) {
    this.#deps = deps
    this.#options = { ...IN_PROCESS, ...options }
  }

  /** The one that serves the newest plan; null while no plan named a simulated account. */
  get simulator(): Simulator | null {
    return this.#current?.simulator ?? null
  }

  async serve(plan: Plan): Promise<void> {
    const settings = simulatorSettings(plan, this.#options)
    const accounts = JSON.stringify(settings.accounts)
    if (settings.accounts.length === 0 || accounts === this.#current?.accounts) return
    // The port of the options is the first one's alone; its followers take what is free.
    const port = this.#current === null ? settings.port : 0
    const simulator = await startSimulator({ ...settings, port }, this.#deps)
    if (this.#current !== null) simulator.faults.set(this.#current.simulator.faults.all())
    await this.#previous?.close()
    this.#previous = this.#current?.simulator ?? null
    this.#current = { simulator, accounts }
  }

  /** Base URL of a simulated account of the newest plan. */
  url(account: string): string {
    if (this.#current === null) throw new TypeError(`no simulated account is called ${account}`)
    return this.#current.simulator.url(account)
  }

  async close(): Promise<void> {
    await this.#previous?.close()
    await this.#current?.simulator.close()
    this.#previous = null
    this.#current = null
  }
}
