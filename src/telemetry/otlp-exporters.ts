import { createRequire } from 'node:module'

import type { LogRecordExporter } from '@opentelemetry/sdk-logs'
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { Exporter } from './export-call.ts'

/**
 * OpenTelemetry's own exporters, over HTTP with protobuf or over gRPC. Each package is loaded where it is used, and not
 * before. All that they would read of the environment is handed to them.
 */
export interface OtlpOptions {
  readonly protocol: 'http/protobuf' | 'grpc'
  /** In full, such as `http://127.0.0.1:4318/v1/metrics`; for gRPC without a path. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

/** Batches come one at a time, and the last ones of a push may meet the first of the next. */
const CONCURRENT_CALLS = 2

export async function otlpSpanExporter(options: OtlpOptions): Promise<SpanExporter> {
  if (options.protocol === 'grpc') {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-grpc')
    return new OTLPTraceExporter(grpcConfig(options))
  }
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto')
  return new OTLPTraceExporter(httpConfig(options))
}

export async function otlpMetricExporter(options: OtlpOptions): Promise<Exporter<ResourceMetrics>> {
  if (options.protocol === 'grpc') {
    const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-grpc')
    return new OTLPMetricExporter(grpcConfig(options))
  }
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-proto')
  return new OTLPMetricExporter(httpConfig(options))
}

export async function otlpLogExporter(options: OtlpOptions): Promise<LogRecordExporter> {
  if (options.protocol === 'grpc') {
    const { OTLPLogExporter } = await import('@opentelemetry/exporter-logs-otlp-grpc')
    return new OTLPLogExporter(grpcConfig(options))
  }
  const { OTLPLogExporter } = await import('@opentelemetry/exporter-logs-otlp-proto')
  return new OTLPLogExporter(httpConfig(options))
}

function httpConfig({ url, headers, timeoutMs }: OtlpOptions) {
  return { url, headers: { ...headers }, timeoutMillis: timeoutMs, concurrencyLimit: CONCURRENT_CALLS }
}

type GrpcConfig = NonNullable<
  ConstructorParameters<typeof import('@opentelemetry/exporter-trace-otlp-grpc').OTLPTraceExporter>[0]
>

/** What is used of @grpc/grpc-js. */
interface Grpc {
  readonly credentials: {
    createSsl(): NonNullable<GrpcConfig['credentials']>
    createInsecure(): NonNullable<GrpcConfig['credentials']>
  }
  readonly Metadata: new () => NonNullable<GrpcConfig['metadata']>
}

/** Headers travel as metadata of gRPC, an object of the very copy of @grpc/grpc-js that the exporters use. */
function grpcConfig({ url, headers, timeoutMs }: OtlpOptions): GrpcConfig {
  const ofExporters = createRequire(import.meta.resolve('@opentelemetry/exporter-trace-otlp-grpc'))
  const { credentials, Metadata } = ofExporters('@grpc/grpc-js') as Grpc
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value)
  return {
    url,
    metadata,
    credentials: url.startsWith('https:') ? credentials.createSsl() : credentials.createInsecure(),
    timeoutMillis: timeoutMs,
    concurrencyLimit: CONCURRENT_CALLS,
  }
}
