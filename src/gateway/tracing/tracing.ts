import type { Clock, Counter, MetricRegistry, Random, SpanSink } from '../../base/index.ts'
import type { TraceSettings } from '../../workload/index.ts'
import type { Exchange } from '../exchange.ts'
import { exchangeSpans, type Outcome } from './exchange-spans.ts'
import {
  type CallerContext,
  isWithinRatio,
  newSpanId,
  newTraceId,
  readTraceparent,
  readTracestate,
} from './trace-context.ts'

/**
 * Traces of exchanges. While one is under way nothing is kept but its ids, which go to the provider; spans are made of
 * what the exchange knows when it has ended, and only where it is kept: by the ratio, because it failed or was slow, or
 * because its caller asks. Callers whom nobody knows decide nothing and are not traced.
 */
export interface Trace {
  readonly traceId: string
  /** Of the exchange. */
  readonly spanId: string
  readonly caller: CallerContext | null
  readonly state: string | null
  /** Known when it began; providers are told. */
  readonly isSampled: boolean
  readonly isAskedFor: boolean
}

const BURST_MS = 1_000
const WORDS = ['sampled', 'asked', 'failed', 'slow', 'too_many'] as const

export interface TracingParts {
  readonly settings: TraceSettings
  readonly random: Random
  readonly clock: Clock
  readonly registry: MetricRegistry
  readonly sink: SpanSink
}

export class Tracing {
  readonly #settings: TraceSettings
  readonly #random: Random
  readonly #clock: Clock
  readonly #sink: SpanSink
  readonly #counts: Readonly<Record<(typeof WORDS)[number], Counter>>
  /** Exchanges that may be kept beside those of the ratio, as of `#refilledMs`. */
  #left: number
  #refilledMs: number

  constructor({ settings, random, clock, registry, sink }: TracingParts) {
    this.#settings = settings
    this.#random = random
    this.#clock = clock
    this.#sink = sink
    this.#left = settings.keptPerSecond
    this.#refilledMs = clock.monotonicMs()
    const traces = registry.counter(
      'causeway_traces_total',
      'Exchanges whose trace was kept, by the reason; too_many: not kept, for want of telemetry.traces.kept_per_second',
      { keeps: ['reason'] },
    )
    const counter = (reason: string) => traces.with({ reason })
    this.#counts = {
      sampled: counter('sampled'),
      asked: counter('asked'),
      failed: counter('failed'),
      slow: counter('slow'),
      too_many: counter('too_many'),
    }
  }

  begin(headers: Readonly<Record<string, string | undefined>>): Trace {
    const caller = readTraceparent(headers['traceparent'])
    const traceId = caller?.traceId ?? newTraceId(this.#random)
    const { callersDecide, sampleRatio } = this.#settings
    const isDecided = caller !== null && callersDecide
    const isAskedFor = isDecided && caller.isSampled
    return {
      traceId,
      spanId: newSpanId(this.#random),
      caller,
      state: caller === null ? null : readTracestate(headers['tracestate']),
      isSampled: isDecided ? isAskedFor : isWithinRatio(traceId, sampleRatio),
      isAskedFor,
    }
  }

  newSpanId(): string {
    return newSpanId(this.#random)
  }

  /** Once for each exchange, when nothing more of it will happen; whether its trace is kept. */
  ended(x: Exchange, trace: Trace, outcome: Outcome): boolean {
    if (x.consumer === null) return false
    const reason = this.#reason(x, trace, outcome)
    if (reason === null) return false
    if (reason !== 'sampled' && !this.#mayKeep()) {
      this.#counts.too_many.add()
      return false
    }
    this.#counts[reason].add()
    this.#sink.take(exchangeSpans(x, trace, outcome, { clock: this.#clock, random: this.#random }))
    return true
  }

  #reason(x: Exchange, trace: Trace, { word, totalMs }: Outcome): (typeof WORDS)[number] | null {
    if (trace.isAskedFor) return 'asked'
    if (trace.isSampled) return 'sampled'
    if (word !== 'answered' || x.attempts.some(({ failureReason }) => failureReason !== null)) return 'failed'
    return totalMs > this.#settings.slowMs ? 'slow' : null
  }

  #mayKeep(): boolean {
    const nowMs = this.#clock.monotonicMs()
    const { keptPerSecond } = this.#settings
    const gained = ((nowMs - this.#refilledMs) / BURST_MS) * keptPerSecond
    this.#left = Math.min(keptPerSecond, this.#left + gained)
    this.#refilledMs = nowMs
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
