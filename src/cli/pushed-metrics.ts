import type { Log, MetricRegistry } from '../base/index.ts'
import { type OtlpMetrics, type OtlpMetricsOptions, startOtlpMetrics } from '../telemetry/index.ts'
import { formatReference, otlpEndpoint, type OtlpSettings, type Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { NegativeAnswer } from './exit-code.ts'
import { VERSION } from './help.ts'
import type { Resolver } from './resolution.ts'

/**
 * Where metrics are pushed, and as whose: the workload file first, then the variables of OpenTelemetry
 * (opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables and .../protocol/exporter, November 2026).
 * Without `telemetry.otlp` in the file no variable turns anything on.
 */
export interface PushedMetricsParts {
  readonly registry: MetricRegistry
  readonly resolver: Pick<Resolver, 'value'>
  readonly environment: Pick<Environment, 'env' | 'clock'>
  readonly log: Log
  /** Tells this process from the others of the workload, such as `causeway-0:8080`. */
  readonly instance: string
}

const DEFAULT_ENDPOINT = 'http://localhost:4318'
const DEFAULT_INTERVAL_MS = 60_000
const LEAST_INTERVAL_MS = 1_000
const DEFAULT_TIMEOUT_MS = 10_000

/** Null where the file asks for none. Throws `NegativeAnswer`, and whatever following a reference throws. */
export async function pushMetrics(plan: Plan, parts: PushedMetricsParts): Promise<OtlpMetrics | null> {
  const options = await otlpOptions(plan, parts)
  return options === null ? null : startOtlpMetrics(options)
}

export async function otlpOptions(plan: Plan, parts: PushedMetricsParts): Promise<OtlpMetricsOptions | null> {
  const { otlp } = plan.telemetry
  const { env, clock } = parts.environment
  if (otlp === null || env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return null
  const headers: Record<string, string> = {}
  for (const [name, reference] of otlp.headers) headers[name] = await parts.resolver.value(reference)
  if (otlp.headers.size === 0) Object.assign(headers, pairs(ofMetrics(env, 'HEADERS')))
  const wantedMs = otlp.intervalMs ?? milliseconds(env['OTEL_METRIC_EXPORT_INTERVAL']) ?? DEFAULT_INTERVAL_MS
  const intervalMs = Math.max(LEAST_INTERVAL_MS, wantedMs)
  const timeoutMs = milliseconds(ofMetrics(env, 'TIMEOUT')) ?? DEFAULT_TIMEOUT_MS
  return {
    registry: parts.registry,
    url: await endpointOf(otlp, Object.keys(headers).length > 0, parts),
    headers,
    intervalMs,
    timeoutMs: Math.min(timeoutMs, intervalMs),
    resource: resourceOf(plan, parts),
    version: VERSION,
    clock,
    log: parts.log,
  }
}

async function endpointOf(
  { endpoint }: OtlpSettings,
  hasHeaders: boolean,
  { resolver, environment: { env } }: PushedMetricsParts,
): Promise<string> {
  const text =
    endpoint === null ? (ofMetrics(env, 'ENDPOINT') ?? DEFAULT_ENDPOINT) : await resolver.value(endpoint)
  const made = otlpEndpoint(text, hasHeaders)
  if (made.ok) return made.url
  const where = endpoint === null ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : formatReference(endpoint)
  throw new NegativeAnswer(`telemetry.otlp.endpoint: ${where} ${made.problem}`)
}

/** What an operator says in the variables goes before what the program knows of itself. */
function resourceOf(
  plan: Plan,
  { environment: { env }, instance }: PushedMetricsParts,
): Record<string, string> {
  const name = env['OTEL_SERVICE_NAME']
  return {
    'service.name': 'causeway',
    'service.version': VERSION,
    'service.instance.id': instance,
    'deployment.environment.name': plan.environment,
    'causeway.workload': plan.workload,
    ...pairs(env['OTEL_RESOURCE_ATTRIBUTES']),
    ...(name === undefined || name === '' ? {} : { 'service.name': name }),
  }
}

type Variables = Environment['env']

function ofMetrics(env: Variables, what: 'ENDPOINT' | 'HEADERS' | 'TIMEOUT'): string | undefined {
  const own = env[`OTEL_EXPORTER_OTLP_METRICS_${what}`]
  const shared = env[`OTEL_EXPORTER_OTLP_${what}`]
  return own !== undefined && own !== '' ? own : shared === '' ? undefined : shared
}

/** `name=value,name=value` with percent signs, as in W3C Baggage; what is not of that form is passed over. */
function pairs(text: string | undefined): Record<string, string> {
  const found: Record<string, string> = {}
  for (const part of (text ?? '').split(',')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim()
    if (at > 0 && name !== '') found[name] = decoded(part.slice(at + 1).trim())
  }
  return found
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that begins nothing is meant as itself.
    return text
  }
}

function milliseconds(text: string | undefined): number | null {
  const value = Number(text)
  return text !== undefined && Number.isSafeInteger(value) && value > 0 ? value : null
}
