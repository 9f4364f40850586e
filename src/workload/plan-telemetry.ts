/** The part of the plan that says what is told of the running gateway, and to whom. */
export interface TelemetrySettings {
  readonly metrics: MetricSettings
}

/** How finely metrics are told apart. */
export interface MetricSettings {
  /** Of one metric. */
  readonly maxSeries: number
  readonly maxConsumers: number
  /** Segments of a consumer's path that its label keeps. */
  readonly consumerDepth: number
}
