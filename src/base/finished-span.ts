/**
 * A span that has ended, as plain data: what a part of the program did, when, and below what. Whoever makes them names
 * their attributes after OpenTelemetry's conventions; the adapter in `src/telemetry` hands them to exporters.
 */
export interface FinishedSpan {
  /** 32 and 16 hexadecimal digits in small letters, as W3C Trace Context writes them. */
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | null
  /** The parent is a caller's, of another program. */
  readonly hasRemoteParent: boolean
  /** As the caller sent it. */
  readonly traceState: string | null
  readonly name: string
  readonly kind: 'server' | 'client' | 'internal'
  /** Since the Unix epoch, with fractions. */
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Readonly<Record<string, SpanValue>>
  readonly isFailed: boolean
}

export type SpanValue = string | number | boolean | readonly string[]

export interface SpanSink {
  /** All of one exchange; never waits, and never throws. */
  take(spans: readonly FinishedSpan[]): void
}
