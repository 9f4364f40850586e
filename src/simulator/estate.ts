import { isBatchType } from '../azure/index.ts'
import type { BatchJob } from './batch-jobs.ts'
import { FileStore } from './file-store.ts'
import { type ModelTraits, traitsOf } from './model-traits.ts'
import { PromptCache } from './prompt-cache.ts'
import { PtuBucket } from './ptu-bucket.ts'
import { ResponseStore } from './response-store.ts'
import type { SimulatedAccount, SimulatedDeployment, SimulatorSettings } from './settings.ts'
import { type RateWindow, rateWindow } from './tpm-window.ts'

/** The accounts and deployments that are simulated, with all that changes while they run. */
export class Estate {
  readonly accounts: ReadonlyMap<string, AccountState>

  constructor(settings: SimulatorSettings) {
    const accounts = new Map<string, AccountState>()
    for (const account of settings.accounts) {
      if (accounts.has(account.name)) throw new TypeError(`two simulated accounts are called ${account.name}`)
      accounts.set(account.name, new AccountState(account, settings))
    }
    this.accounts = accounts
  }

  /** As on the first day: windows, buckets, caches and stored responses are empty. */
  reset(): void {
    for (const account of this.accounts.values()) account.reset()
  }
}

export class AccountState {
  readonly name: string
  readonly region: string
  readonly keys: ReadonlySet<string>
  /** By name in lower case: Azure compares names without case. */
  readonly #deployments: ReadonlyMap<string, DeploymentState>
  readonly promptCache = new PromptCache()
  readonly responses = new ResponseStore()
  readonly files = new FileStore()
  readonly batches = new Map<string, BatchJob>()

  constructor(account: SimulatedAccount, settings: SimulatorSettings) {
    this.name = account.name
    this.region = account.region
    this.keys = new Set(account.keys)
    const deployments = new Map<string, DeploymentState>()
    for (const deployment of account.deployments) {
      const key = deployment.name.toLowerCase()
      if (deployments.has(key))
        throw new TypeError(`two deployments of ${account.name} are called ${deployment.name}`)
      deployments.set(key, new DeploymentState(deployment, settings))
    }
    this.#deployments = deployments
    for (const { name, spillover } of account.deployments) {
      if (spillover === null) continue
      const target = this.deployment(spillover)
      if (target === null)
        throw new TypeError(`${name} spills to ${spillover}, which ${account.name} has not`)
      if (target.bucket !== null)
        throw new TypeError(`${name} spills to ${spillover}, which is provisioned itself`)
    }
  }

  deployments(): Iterable<DeploymentState> {
    return this.#deployments.values()
  }

  deployment(name: string): DeploymentState | null {
    return this.#deployments.get(name.toLowerCase()) ?? null
  }

  reset(): void {
    for (const deployment of this.deployments()) deployment.reset()
    this.promptCache.clear()
    this.responses.clear()
    this.files.clear()
    this.batches.clear()
  }
}

export class DeploymentState {
  readonly name: string
  readonly settings: SimulatedDeployment
  readonly traits: ModelTraits
  /** Takes batches, and no calls by themselves. */
  readonly isBatch: boolean
  /** As answers name it: with its version. */
  readonly modelName: string
  readonly counts = { answered: 0, refused: 0, saturated: 0, active: 0, spilled: 0 }
  /** Null when there is nothing to limit. */
  window: RateWindow | null = null
  bucket: PtuBucket | null = null
  /** Of the limits that hold now; below 1 while a fault lowers them. */
  limitShare = 1
  readonly #mode: SimulatorSettings['limits']

  constructor(settings: SimulatedDeployment, simulator: SimulatorSettings) {
    this.name = settings.name
    this.settings = settings
    this.#mode = simulator.limits
    this.isBatch = isBatchType(settings.type)
    const traits = traitsOf(settings.model)
    this.traits = { ...traits, contextTokens: settings.contextTokens ?? traits.contextTokens }
    this.modelName = settings.version === null ? settings.model : `${settings.model}-${settings.version}`
    this.reset()
  }

  reset(): void {
    const { ptu, tokensPerMinute, requestsPerMinute } = this.settings
    this.bucket = ptu === null ? null : new PtuBucket(ptu)
    const isLimited = ptu === null && (tokensPerMinute !== null || requestsPerMinute !== null)
    this.window = isLimited ? rateWindow(this.#mode, { tokensPerMinute, requestsPerMinute }) : null
    Object.assign(this.counts, { answered: 0, refused: 0, saturated: 0, spilled: 0 })
  }
}
