import type { OtlpOptions } from '../telemetry/index.ts'
import {
  formatReference,
  otlpEndpoint,
  type OtlpProtocol,
  type OtlpSettings,
  type OtlpSignal,
  type Plan,
} from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { NegativeAnswer } from './exit-code.ts'
import { VERSION } from './help.ts'
import type { Resolver } from './resolution.ts'

/**
 * Where telemetry is sent, and as whose: the workload file first, then the variables of OpenTelemetry
 * (opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables and .../protocol/exporter, November 2026).
 * Without `telemetry.otlp` in the file no variable turns anything on.
 */
export interface OtlpParts {
  readonly resolver: Pick<Resolver, 'value'>
  readonly environment: Pick<Environment, 'env'>
}

const DEFAULT_ENDPOINTS: Readonly<Record<OtlpProtocol, string>> = {
  'http/protobuf': 'http://localhost:4318',
  grpc: 'http://localhost:4317',
}
const DEFAULT_INTERVAL_MS = 60_000
const LEAST_INTERVAL_MS = 1_000
const DEFAULT_TIMEOUT_MS = 10_000

/** Whether the standard's own switch turns all of it off. */
export function isTelemetryDisabled({ env }: Pick<Environment, 'env'>): boolean {
  return env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true'
}

/** Throws `NegativeAnswer`, and whatever following a reference throws. */
export async function otlpOptions(
  otlp: OtlpSettings,
  signal: OtlpSignal,
  parts: OtlpParts,
): Promise<OtlpOptions> {
  const { env } = parts.environment
  const headers: Record<string, string> = {}
  for (const [name, reference] of otlp.headers) headers[name] = await parts.resolver.value(reference)
  if (otlp.headers.size === 0) Object.assign(headers, pairs(ofSignal(env, signal, 'HEADERS')))
  const protocol = otlp.protocol ?? protocolOf(ofSignal(env, signal, 'PROTOCOL'))
  const use = { signal, protocol, hasHeaders: Object.keys(headers).length > 0 }
  return {
    protocol,
    url: await endpointOf(otlp, use, parts),
    headers,
    timeoutMs: milliseconds(ofSignal(env, signal, 'TIMEOUT')) ?? DEFAULT_TIMEOUT_MS,
  }
}

/** Between two pushes of metrics. */
export function pushIntervalMs(
  wantedMs: number | null,
  { environment: { env } }: Pick<OtlpParts, 'environment'>,
): number {
  const intervalMs = wantedMs ?? milliseconds(env['OTEL_METRIC_EXPORT_INTERVAL']) ?? DEFAULT_INTERVAL_MS
  return Math.max(LEAST_INTERVAL_MS, intervalMs)
}

/**
 * What an operator says in the variables goes before what the program knows of itself. `instance` tells this process
 * from the others of the workload, such as `causeway-0:8080`.
 */
export function resourceOf(
  plan: Plan,
  instance: string,
  { env }: Pick<Environment, 'env'>,
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

async function endpointOf(
  { endpoint }: OtlpSettings,
  use: Parameters<typeof otlpEndpoint>[1],
  { resolver, environment: { env } }: OtlpParts,
): Promise<string> {
  const text =
    endpoint === null
      ? (ofSignal(env, use.signal, 'ENDPOINT') ?? DEFAULT_ENDPOINTS[use.protocol])
      : await resolver.value(endpoint)
  const made = otlpEndpoint(text, use)
  if (made.ok) return made.url
  const where = endpoint === null ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : formatReference(endpoint)
  throw new NegativeAnswer(`telemetry.otlp.endpoint: ${where} ${made.problem}`)
}

function protocolOf(text: string | undefined): OtlpProtocol {
  if (text === undefined || text === 'http/protobuf') return 'http/protobuf'
  if (text === 'grpc') return text
  throw new NegativeAnswer(
    'OTEL_EXPORTER_OTLP_PROTOCOL is neither http/protobuf nor grpc; write telemetry.otlp.protocol',
  )
}

type Variables = Environment['env']

function ofSignal(
  env: Variables,
  signal: OtlpSignal,
  what: 'ENDPOINT' | 'HEADERS' | 'PROTOCOL' | 'TIMEOUT',
): string | undefined {
  const own = env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${what}`]
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
