import type { KnownRule, Severity } from '../monitoring/index.ts'
import type { Reference, SecretReference } from './plan.ts'
import type { EntraSetting } from './plan-storage.ts'

/** The part of the plan that says what is told of the running gateway, and to whom. */
export interface TelemetrySettings {
  readonly metrics: MetricSettings
  /** Null where nothing is pushed. */
  readonly otlp: OtlpSettings | null
  /** Null where nothing is traced. */
  readonly traces: TraceSettings | null
  /** Null where the log is not sent. */
  readonly logs: { readonly level: 'debug' | 'info' | 'warn' | 'error' } | null
  /** Null where nothing is sent to it. */
  readonly azureMonitor: AzureMonitorSettings | null
  readonly objectives: Objectives
  readonly alerts: AlertSettings
}

/** Who is told of alerts by the program itself, and of what. */
export interface AlertSettings {
  readonly webhooks: readonly {
    readonly address: Reference
    /** Null where calls are not signed. */
    readonly secret: SecretReference | null
    /** The least that it is told of. */
    readonly severity: Severity
  }[]
  /** Those that are not off, as the file has them. */
  readonly rules: readonly KnownRule[]
  /** Why nobody is told of the others, by their names. */
  readonly off: ReadonlyMap<string, string>
}

/** What callers may expect; what falls behind raises alerts. */
export interface Objectives {
  /** The share of calls that are served, below 1. */
  readonly availability: number
  /** Within what time an answer begins, and for what share of answers. */
  readonly firstTokenMs: number
  readonly firstTokenShare: number
}

/** Which exchanges are traced. */
export interface TraceSettings {
  /** From 0 to 1. */
  readonly sampleRatio: number
  readonly slowMs: number
  /** Beside those of the ratio. */
  readonly keptPerSecond: number
  readonly callersDecide: boolean
  /** An address with `{trace_id}` in it; null where the file says none. */
  readonly link: string | null
}

/** Text of a consumer's exchanges, in its traces and in the ledger. */
export interface CaptureSettings {
  readonly prompts: boolean
  readonly answers: boolean
  /** Of a prompt, and of an answer. */
  readonly mostCharacters: number
  /** How long the ledger has it; null where it is for traces alone. */
  readonly keepMs: number | null
  /** What is taken out beside what is known by its form; see `redaction.ts`. */
  readonly masks: readonly string[]
}

/** Application Insights, and how to sign in there; null where the connection string is enough. */
export interface AzureMonitorSettings {
  readonly connectionString: SecretReference
  readonly auth: EntraSetting | null
  readonly intervalMs: number
}

export type OtlpProtocol = 'http/protobuf' | 'grpc'

/** Where metrics are pushed, and traces sent; what is null is said by the environment, or by the standard. */
export interface OtlpSettings {
  readonly endpoint: Reference | null
  readonly headers: ReadonlyMap<string, SecretReference>
  readonly protocol: OtlpProtocol | null
  readonly intervalMs: number | null
}

/** How finely metrics are told apart. */
export interface MetricSettings {
  /** Of one metric. */
  readonly maxSeries: number
  readonly maxConsumers: number
  /** Segments of a consumer's path that its label keeps. */
  readonly consumerDepth: number
}
