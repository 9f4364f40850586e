import type { Clock, FinishedSpan, Log, MetricRegistry, SpanSink } from '../base/index.ts'
import {
  ExportQueue,
  type OtlpMetrics,
  otlpSpanExporter,
  spanExport,
  startOtlpMetrics,
} from '../telemetry/index.ts'
import type { Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { VERSION } from './help.ts'
import { isTelemetryDisabled, otlpOptions, pushIntervalMs, resourceOf } from './otlp-settings.ts'
import type { Resolver } from './resolution.ts'

/**
 * What a process tells of itself to others. Queues are there from the start, so that the first request is traced like
 * any other; exporters are made when the address is known that tells this process from its siblings.
 */
export interface OpenedTelemetry {
  /** Null where nothing is traced. */
  readonly spans: SpanSink | null
  /** `instance` tells this process from the others of the workload, such as `causeway-0:8080`. */
  start(instance: string): Promise<void>
  /** Sends what is left, within some seconds. */
  close(): Promise<void>
}

export interface TelemetryParts {
  readonly registry: MetricRegistry
  readonly resolver: Pick<Resolver, 'value'>
  readonly environment: Pick<Environment, 'env'> & { readonly clock: Clock }
  readonly log: Log
}

export function openTelemetry(plan: Plan, parts: TelemetryParts): OpenedTelemetry {
  const { registry, environment, log } = parts
  const { clock } = environment
  const isOff = isTelemetryDisabled(environment)
  const otlp = isOff ? null : plan.telemetry.otlp
  const traces =
    otlp === null || plan.telemetry.traces === null
      ? null
      : new ExportQueue<FinishedSpan>({ signal: 'traces', exporter: 'otlp', registry, clock, log })
  let metrics: OtlpMetrics | null = null
  return {
    spans: traces === null ? null : { take: (spans) => spans.forEach((span) => traces.put(span)) },
    async start(instance) {
      if (otlp === null) return
      const resource = resourceOf(plan, instance, environment)
      const intervalMs = pushIntervalMs(otlp.intervalMs, parts)
      const to = await otlpOptions(otlp, 'metrics', parts)
      const timeoutMs = Math.min(to.timeoutMs, intervalMs)
      const common = { resource, version: VERSION }
      metrics = await startOtlpMetrics({ ...to, ...common, timeoutMs, registry, intervalMs, clock, log })
      if (traces === null) return
      const exporter = await otlpSpanExporter(await otlpOptions(otlp, 'traces', parts))
      traces.open(await spanExport({ exporter, ...common }))
    },
    async close() {
      await Promise.all([metrics?.close(), traces?.close()])
    },
  }
}
