import type { Tracer } from '@opentelemetry/api'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import type { FinishedSpan } from '../base/index.ts'
import { exportOnce } from './export-call.ts'
import type { ExportBatch } from './export-queue.ts'

/**
 * Finished spans in the SDK of OpenTelemetry: its tracer makes each with the ids and times that it had, and its exporter
 * sends them. Made when a batch is sent, so that the path of a request pays for none of it.
 */
export interface SpanExportOptions {
  readonly exporter: SpanExporter
  readonly resource: Readonly<Record<string, string>>
  /** Of the program. */
  readonly version: string
}

const MAX_ATTRIBUTES = 64

export async function spanExport(options: SpanExportOptions): Promise<ExportBatch<FinishedSpan>> {
  const { exporter, resource, version } = options
  const api = await import('@opentelemetry/api')
  const { AlwaysOnSampler, TracerProvider } = await import('@opentelemetry/sdk-trace')
  const { resourceFromAttributes } = await import('@opentelemetry/resources')
  const ids = { traceId: '', spanId: '' }
  let made: ReadableSpan[] = []
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    resource: resourceFromAttributes({ ...resource }),
    idGenerator: { generateTraceId: () => ids.traceId, generateSpanId: () => ids.spanId },
    spanLimits: { attributeCountLimit: MAX_ATTRIBUTES },
    spanProcessors: [
      {
        onStart: () => {},
        onEnd: (span) => made.push(span),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  })
  const tracer = provider.getTracer('causeway', version)
  return (batch) => {
    for (const span of batch) {
      ids.traceId = span.traceId
      ids.spanId = span.spanId
      make(tracer, span, api)
    }
    const spans = made
    made = []
    return exportOnce(exporter, spans)
  }
}

type Api = Pick<
  typeof import('@opentelemetry/api'),
  'createTraceState' | 'ROOT_CONTEXT' | 'SpanKind' | 'SpanStatusCode' | 'trace' | 'TraceFlags'
>

const KINDS = { server: 'SERVER', client: 'CLIENT', internal: 'INTERNAL' } as const

function make(tracer: Tracer, span: FinishedSpan, api: Api): void {
  const parent =
    span.parentSpanId === null
      ? api.ROOT_CONTEXT
      : api.trace.setSpanContext(api.ROOT_CONTEXT, {
          traceId: span.traceId,
          spanId: span.parentSpanId,
          traceFlags: api.TraceFlags.SAMPLED,
          isRemote: span.hasRemoteParent,
          ...(span.traceState === null ? {} : { traceState: api.createTraceState(span.traceState) }),
        })
  const attributes: Record<string, string | number | boolean | string[]> = {}
  for (const name in span.attributes) {
    const value = span.attributes[name]
    if (value !== undefined) attributes[name] = typeof value === 'object' ? [...value] : value
  }
  const one = tracer.startSpan(
    span.name,
    { kind: api.SpanKind[KINDS[span.kind]], attributes, startTime: hrTime(span.startMs) },
    parent,
  )
  if (span.isFailed) one.setStatus({ code: api.SpanStatusCode.ERROR })
  one.end(hrTime(span.endMs))
}

function hrTime(ms: number): [seconds: number, nanoseconds: number] {
  const seconds = Math.floor(ms / 1000)
  return [seconds, Math.min(999_999_999, Math.round((ms - seconds * 1000) * 1_000_000))]
}
