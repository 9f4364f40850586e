import type { Clock, FinishedSpan, Log, MetricRegistry, SpanSink } from '../base/index.ts'
import {
  azureMonitorExporters,
  exportedLog,
  ExportQueue,
  logExport,
  type LoggedLine,
  NO_STATISTICS,
  type OtlpMetrics,
  otlpLogExporter,
  otlpMetricExporter,
  otlpSpanExporter,
  spanExport,
  startOtlpMetrics,
  type TelemetryExporters,
  textInLine,
} from '../telemetry/index.ts'
import type { AzureMonitorSettings, OtlpSettings, Plan } from '../workload/index.ts'
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
  /** What was given, and where the file says so its lines are sent, too. */
  readonly log: Log
  /** `instance` tells this process from the others of the workload, such as `causeway-0:8080`. */
  start(instance: string): Promise<void>
  /** Sends what is left, within some seconds. */
  close(): Promise<void>
}

export interface TelemetryParts {
  readonly registry: MetricRegistry
  readonly resolver: Pick<Resolver, 'value' | 'tokens'>
  readonly environment: Pick<Environment, 'env'> & { readonly clock: Clock }
  readonly log: Log
}

/** One back end, and what waits for it. */
interface Destination {
  readonly name: 'otlp' | 'azure_monitor'
  readonly intervalMs: number
  readonly traces: ExportQueue<FinishedSpan> | null
  readonly logs: ExportQueue<LoggedLine> | null
  readonly exporters: () => Promise<TelemetryExporters>
  metrics: OtlpMetrics | null
}

export function openTelemetry(plan: Plan, parts: TelemetryParts): OpenedTelemetry {
  const destinations = isTelemetryDisabled(parts.environment) ? [] : destinationsOf(plan, parts)
  const { clock } = parts.environment
  const { traces, logs } = plan.telemetry
  const isSending = destinations.length > 0
  return {
    spans: traces === null || !isSending ? null : { take: (spans) => putSpans(destinations, spans) },
    log:
      logs === null || !isSending
        ? parts.log
        : exportedLog({
            log: parts.log,
            level: logs.level,
            clock,
            take: (line) => destinations.forEach((to) => to.logs?.put(line)),
          }),
    async start(instance) {
      const resource = resourceOf(plan, instance, parts.environment)
      for (const to of destinations) await begin(to, { ...parts, resource })
    },
    async close() {
      await Promise.all(destinations.map(end))
    },
  }
}

async function end({ metrics, traces, logs }: Destination): Promise<void> {
  await Promise.all([metrics?.close() ?? null, traces?.close() ?? null, logs?.close() ?? null])
}

function putSpans(destinations: readonly Destination[], spans: readonly FinishedSpan[]): void {
  for (const { traces } of destinations) for (const span of spans) traces?.put(span)
}

function destinationsOf(plan: Plan, parts: TelemetryParts): readonly Destination[] {
  const { registry, environment, log } = parts
  const { otlp, azureMonitor, traces, logs } = plan.telemetry
  const to = (
    name: Destination['name'],
    intervalMs: number,
    exporters: Destination['exporters'],
  ): Destination => {
    const common = { exporter: name, registry, clock: environment.clock, log }
    return {
      name,
      intervalMs,
      traces:
        traces === null
          ? null
          : new ExportQueue<FinishedSpan>({ signal: 'traces', textOf: capturedText, ...common }),
      logs:
        logs === null ? null : new ExportQueue<LoggedLine>({ signal: 'logs', textOf: textInLine, ...common }),
      exporters,
      metrics: null,
    }
  }
  const found: Destination[] = []
  if (otlp !== null) {
    const intervalMs = pushIntervalMs(otlp.intervalMs, parts)
    found.push(to('otlp', intervalMs, () => otlpExporters(otlp, intervalMs, parts)))
  }
  if (azureMonitor !== null)
    found.push(to('azure_monitor', azureMonitor.intervalMs, () => azureExporters(azureMonitor, parts)))
  return found
}

/** What spans hold of prompts and answers, which is most of them where they hold any. */
function capturedText({ attributes }: FinishedSpan): number {
  const input = attributes['gen_ai.input.messages']
  const output = attributes['gen_ai.output.messages']
  return (typeof input === 'string' ? input.length : 0) + (typeof output === 'string' ? output.length : 0)
}

async function begin(
  to: Destination,
  { registry, environment, log, resource }: TelemetryParts & { readonly resource: Record<string, string> },
): Promise<void> {
  const exporters = await to.exporters()
  const common = { resource, version: VERSION }
  to.metrics = await startOtlpMetrics({
    ...common,
    exporter: await exporters.metrics(),
    destination: to.name,
    collector: exporters.shownAs,
    intervalMs: to.intervalMs,
    registry,
    clock: environment.clock,
    log,
  })
  to.traces?.open(await spanExport({ ...common, exporter: await exporters.spans() }))
  to.logs?.open(await logExport({ ...common, exporter: await exporters.logs() }))
}

async function otlpExporters(
  otlp: OtlpSettings,
  intervalMs: number,
  parts: TelemetryParts,
): Promise<TelemetryExporters> {
  const metrics = await otlpOptions(otlp, 'metrics', parts)
  return {
    shownAs: new URL(metrics.url).origin,
    metrics: () => otlpMetricExporter({ ...metrics, timeoutMs: Math.min(metrics.timeoutMs, intervalMs) }),
    spans: async () => otlpSpanExporter(await otlpOptions(otlp, 'traces', parts)),
    logs: async () => otlpLogExporter(await otlpOptions(otlp, 'logs', parts)),
  }
}

const AZURE_TIMEOUT_MS = 10_000

async function azureExporters(
  { connectionString, auth }: AzureMonitorSettings,
  { resolver }: TelemetryParts,
): Promise<TelemetryExporters> {
  // The exporters read it where nothing can be handed to them.
  process.env[NO_STATISTICS] = 'true'
  return azureMonitorExporters({
    connectionString: await resolver.value(connectionString),
    timeoutMs: AZURE_TIMEOUT_MS,
    tokens: auth === null ? null : resolver.tokens(auth),
  })
}
