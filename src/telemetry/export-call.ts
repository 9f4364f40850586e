import type { LogRecordExporter } from '@opentelemetry/sdk-logs'
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { SpanExporter } from '@opentelemetry/sdk-trace'

/** What sends one call; an exporter of OpenTelemetry, or a test's. */
export interface Exporter<Data> {
  export(data: Data, done: (result: { code: number; error?: Error }) => void): void
  shutdown(): Promise<void>
}

/** What one back end takes; each is made where it is asked for. */
export interface TelemetryExporters {
  /** In the log: where it is, without what opens it. */
  readonly shownAs: string
  readonly metrics: () => Promise<Exporter<ResourceMetrics>>
  readonly spans: () => Promise<SpanExporter>
  readonly logs: () => Promise<LogRecordExporter>
}

/** Null, or why it was not taken; that never holds what a header holds. */
export function exportOnce<Data>(exporter: Exporter<Data>, data: Data): Promise<string | null> {
  return new Promise((resolve) => {
    exporter.export(data, ({ code, error }) => resolve(code === 0 ? null : reasonOf(error)))
  })
}

/** Messages of the network may hold what was sent; status and code do not. */
function reasonOf(error: Error | undefined): string {
  const code = error !== undefined && 'code' in error ? error.code : undefined
  if (typeof code === 'number') return `it answered ${code}`
  if (typeof code === 'string') return code
  return error?.message === 'Request timed out' ? 'no answer in time' : 'the call failed'
}
