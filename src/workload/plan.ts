import type { AzureFacts } from '../azure/index.ts'
import type { ConsumerPath } from '../base/index.ts'
import type { AdminSettings } from './plan-admin.ts'
import type { ChargebackSettings } from './plan-chargeback.ts'
import type { PlanLimits } from './plan-limits.ts'
import type { StorageSettings } from './plan-storage.ts'
import type { CaptureSettings, TelemetrySettings } from './plan-telemetry.ts'

/**
 * The plan: the workload file after loading, checked, resolved and immutable. Everything that runs reads it; a reload
 * makes a new one and swaps it. Names here are the vocabulary of the product.
 */
export interface Plan {
  /** The file it came from, as given. */
  readonly source: string
  /** First 12 hex digits of the SHA-256 of the file's text, and of the facts that it names: tells two plans apart in logs and on `/readyz`. */
  readonly revision: string
  readonly workload: string
  readonly exposure: Exposure
  readonly environment: Environment
  readonly residency: Residency
  readonly regions: { readonly primary: string; readonly secondary: string | null } | null
  readonly accounts: ReadonlyMap<string, Account>
  readonly models: ReadonlyMap<string, Model>
  /** Every deployment of every model, by its id, which is unique in the file. */
  readonly deployments: ReadonlyMap<string, Deployment>
  readonly consumers: ReadonlyMap<ConsumerPath, Consumer>
  readonly limits: PlanLimits
  readonly gateway: GatewaySettings
  /** Null where the admin API is on its socket alone. */
  readonly admin: AdminSettings | null
  readonly storage: StorageSettings
  readonly telemetry: TelemetrySettings
  readonly prices: readonly PriceOverride[]
  readonly chargeback: ChargebackSettings
  /** Azure as the file was held against it. */
  readonly facts: AzureFacts
}

export type Exposure = 'online' | 'corp'
export type Environment = 'production' | 'staging' | 'development'

/**
 * Where prompts and completions may be processed. `global`: anywhere. `eu`, `us`: the data zone. Otherwise the slug of
 * an Azure geography (`switzerland`, `united-kingdom`), which only regional deployment types satisfy.
 */
export type Residency = string

export const PROVIDER_NAMES = ['azure-openai', 'openai', 'simulated'] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]

/** Where a value stands: in the file itself, or referred to, so that no secret is ever in the file. */
export type Reference =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'keyvault'; readonly vaultUrl: string; readonly secret: string }

/** A value that the file may not hold itself. */
export type SecretReference = Exclude<Reference, { kind: 'literal' }>

export type AuthSetting =
  | { readonly kind: 'managed-identity'; readonly clientId: string | null }
  | { readonly kind: 'default-azure' }
  | { readonly kind: 'key'; readonly secret: SecretReference }
  | { readonly kind: 'none' }

export interface Account {
  readonly name: string
  readonly provider: ProviderName
  /** Azure region; null only for providers outside Azure. */
  readonly region: string | null
  /** Where processing outside Azure happens, as the file claims it; null means unknown. */
  readonly processedIn: Residency | null
  /** Base URL; null for `simulated`, whose address is known when the simulator runs. */
  readonly endpoint: Reference | null
  readonly auth: AuthSetting
  /** Azure shares Standard quota within one subscription, region, model and type. */
  readonly subscription: string
  readonly api: { readonly kind: 'v1' } | { readonly kind: 'classic'; readonly apiVersion: string }
}

export const DEPLOYMENT_TYPES = [
  'standard',
  'global-standard',
  'data-zone-standard',
  'provisioned-managed',
  'global-provisioned-managed',
  'data-zone-provisioned-managed',
  'global-batch',
  'data-zone-batch',
  'developer',
] as const
export type DeploymentType = (typeof DEPLOYMENT_TYPES)[number]

export type Capacity =
  | { readonly kind: 'tokens'; readonly tokensPerMinute: number; readonly requestsPerMinute: number | null }
  | {
      readonly kind: 'provisioned'
      readonly units: number
      /** Input tokens a minute that all units together drain; null where Azure publishes no figure for the model. */
      readonly inputTokensPerMinute: number | null
      /** How many input tokens one output token counts as. */
      readonly outputWeight: number
      /** The share of the bucket, above 0 and at most 1, past which calls spill to the next candidate. */
      readonly softCap: number
    }
  | { readonly kind: 'unlimited' }

export interface Deployment {
  /** Unique in the file; also its name in logs, metrics, reports and, unless `upstreamName` differs, upstream. */
  readonly id: string
  readonly model: string
  readonly account: string
  /** Null for providers outside Azure. */
  readonly type: DeploymentType | null
  /** Name at the account. */
  readonly upstreamName: string
  readonly capacity: Capacity
  /** 1 is tried first. */
  readonly priority: number
  /** Model version, when the file says it. */
  readonly version: string | null
  /** Where a call may be processed, from type and region: what residency is checked against; null means unknown. */
  readonly processing: Processing | null
  /** Deployments with the same group share one quota and are no fail-over for each other. */
  readonly quotaGroup: string
}

export type Processing =
  | { readonly scope: 'region'; readonly geography: string; readonly dataZone: string | null }
  | { readonly scope: 'data-zone'; readonly dataZone: string }
  | { readonly scope: 'global' }

export const TASKS = ['generate', 'embed', 'image', 'speech', 'transcribe'] as const
export type Task = (typeof TASKS)[number]

export interface Model {
  /** The name that a client asks for. */
  readonly name: string
  readonly task: Task
  /** The maker's name, for prices and limits; the same as `name` unless the file says otherwise. */
  readonly baseModel: string
  /** Reasoning models think before the first token, so they get longer deadlines. */
  readonly reasoning: boolean
  readonly deployments: readonly Deployment[]
  /** What an answer is taken to need where the client sets no limit; null for the gateway's own guess. */
  readonly expectedOutputTokens: number | null
  /** Models to go on with when no deployment of this one can serve, in order; only what the file says. */
  readonly fallback: readonly string[]
}

export interface Consumer {
  readonly path: ConsumerPath
  /** From this path or the nearest above it. */
  readonly costCenter: string | null
  /** Names of the models it may use: its own list, cut to what every path above it allows. */
  readonly models: ReadonlySet<string>
  readonly priority: 'interactive' | 'standard' | 'batch'
  /** Its share, among consumers of its priority, of what is served while capacity is short. */
  readonly queueWeight: number
  /** Residencies that bind it, its own and those above; the workload's binds always. */
  readonly residencies: readonly Residency[]
  /** Null where no text is kept. */
  readonly capture: CaptureSettings | null
}

export interface Deadlines {
  readonly connectMs: number
  readonly firstTokenMs: number
  readonly idleMs: number
  readonly totalMs: number
}

export interface GatewaySettings {
  readonly listen: { readonly host: string; readonly port: number }
  /** A second, plain listener for probes and metrics, without keys: bind it where only the cluster reaches it. */
  readonly operations: { readonly host: string; readonly port: number } | null
  readonly tls: { readonly certificate: Reference; readonly key: SecretReference } | null
  /** True where a proxy in front ends TLS, so that a public bind without a certificate is meant. */
  readonly tlsEndsInFront: boolean
  /** Addresses and ranges of them, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  readonly bodyLimitBytes: number
  /** All request bodies held at once. */
  readonly bodiesLimitBytes: number
  readonly requestDeadlineMs: number
  readonly drainDeadlineMs: number
  readonly deadlines: Deadlines
  readonly reasoningDeadlines: Deadlines
  readonly maxAttempts: number
  readonly maxConnectionsPerAccount: number
  readonly queue: {
    /** In one line; 0 for no waiting. */
    readonly maxWaiting: number
    readonly maxWaitMs: Readonly<Record<Consumer['priority'], number>>
  }
  readonly batch: BatchSettings
  readonly breaker: { readonly failures: number; readonly openMs: number }
  /** Folder of keys, signing secret, journal and embedded database. */
  readonly stateFolder: string
  readonly signingKey: SecretReference | null
  readonly journalCommit: JournalCommit
  readonly log: {
    readonly level: 'debug' | 'info' | 'warn' | 'error'
    readonly requests: boolean
    readonly prompts: boolean
  }
}

export interface BatchSettings {
  readonly fileLimitBytes: number
  readonly filesPerConsumerBytes: number
  readonly filesBytes: number
  readonly keepMs: number
  readonly batchesPerConsumer: number
  /** Sent at once, where the gateway runs a batch itself. */
  readonly linesPerBatch: number
  /** Of all batches together. */
  readonly lines: number
  readonly pollMs: number
}

/**
 * When a client's last byte may leave. `synced`: its settlement is on the disk. `written`: the operating system has
 * it, so that the death of the process loses nothing. `relaxed`: it is in the buffer.
 */
export type JournalCommit = 'synced' | 'written' | 'relaxed'

/** USD per million tokens, as integer pico-dollars per token ($1 per million tokens = 1 000 000 pico-dollars per token). */
export interface TokenPrice {
  readonly inputPicoUsd: number
  readonly cachedInputPicoUsd: number
  readonly outputPicoUsd: number
  readonly audioInputPicoUsd: number | null
  readonly audioOutputPicoUsd: number | null
}

/**
 * A price that the file sets for a base model: for all types that are paid by token, or for one type; for one service
 * tier, or for all that have no price of their own.
 */
export interface PriceOverride {
  readonly baseModel: string
  readonly type: DeploymentType | null
  readonly serviceTier: string | null
  readonly price: TokenPrice
  /** Where it stands and of what day, as the file says. */
  readonly source: string | null
  readonly asOf: string | null
}
