import type { Reference, SecretReference } from './plan.ts'

/** The part of the plan that says what is told of the running gateway, and to whom. */
export interface TelemetrySettings {
  readonly metrics: MetricSettings
  /** Null where nothing is pushed. */
  readonly otlp: OtlpSettings | null
  /** Null where nothing is traced. */
  readonly traces: TraceSettings | null
  readonly objectives: Objectives
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
