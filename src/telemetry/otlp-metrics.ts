import type { ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { Clock, CollectedFamily, Counter, Log, MetricRegistry } from '../base/index.ts'
import { type Exporter, exportOnce } from './export-call.ts'
import { otlpMetric, type OtlpWords } from './otlp-data.ts'

/**
 * Pushes the metrics of the registry to a collector, over OTLP. Nothing happens between two pushes:
 * what is counted costs no more than without it. One push at a time, and none is kept for later: values are cumulative,
 * so the next one that arrives says all. The packages are loaded with the first exporter.
 */
export interface OtlpMetricsOptions {
  readonly exporter: Exporter<ResourceMetrics>
  /** Of the metric that counts pushes: `otlp` or its like. */
  readonly destination: string
  /** As the log shows it, such as the origin of a URL. */
  readonly collector: string
  readonly registry: MetricRegistry
  readonly intervalMs: number
  readonly resource: Readonly<Record<string, string>>
  /** Of the program. */
  readonly version: string
  readonly clock: Clock
  readonly log: Log
}

export interface OtlpMetrics {
  /** Tells once more, within some seconds, and ends. */
  close(): Promise<void>
}

/** Of one call, which holds the event loop for some 2 ms; and collectors refuse what is too large. */
const POINTS_PER_CALL = 500
const CLOSE_DEADLINE_MS = 3_000

export async function startOtlpMetrics(options: OtlpMetricsOptions): Promise<OtlpMetrics> {
  const { resourceFromAttributes } = await import('@opentelemetry/resources')
  const { AggregationTemporality, DataPointType } = await import('@opentelemetry/sdk-metrics')
  const words: OtlpWords = { ...DataPointType, CUMULATIVE: AggregationTemporality.CUMULATIVE }
  return new Pusher(options, words, resourceFromAttributes({ ...options.resource }))
}

class Pusher implements OtlpMetrics {
  readonly #options: OtlpMetricsOptions
  readonly #exporter: Exporter<ResourceMetrics>
  readonly #words: OtlpWords
  readonly #resource: ResourceMetrics['resource']
  readonly #outcomes: Readonly<Record<'sent' | 'failed' | 'skipped', Counter>>
  readonly #stopTicking: () => void
  #pushing: Promise<void> | null = null
  #state: 'unknown' | 'reached' | 'away' = 'unknown'

  constructor(options: OtlpMetricsOptions, words: OtlpWords, resource: ResourceMetrics['resource']) {
    this.#options = options
    this.#exporter = options.exporter
    this.#words = words
    this.#resource = resource
    const pushes = options.registry.counter(
      'causeway_otlp_pushes_total',
      'Pushes of metrics to the collector, by what became of them',
      { keeps: ['exporter', 'outcome'] },
    )
    const outcome = (word: string) => pushes.with({ exporter: options.destination, outcome: word })
    this.#outcomes = { sent: outcome('sent'), failed: outcome('failed'), skipped: outcome('skipped') }
    this.#stopTicking = options.clock.every(options.intervalMs, () => this.#tick())
  }

  async close(): Promise<void> {
    this.#stopTicking()
    let cancel = () => {}
    const late = new Promise<void>(
      (resolve) => (cancel = this.#options.clock.after(CLOSE_DEADLINE_MS, resolve)),
    )
    const last = (this.#pushing ?? Promise.resolve()).then(() => this.#push())
    await Promise.race([last.then(() => this.#exporter.shutdown()), late])
    cancel()
  }

  #tick(): void {
    if (this.#pushing !== null) {
      this.#outcomes.skipped.add()
      this.#becomes('away', 'the last push has not ended')
      return
    }
    this.#pushing = this.#push().finally(() => (this.#pushing = null))
  }

  async #push(): Promise<void> {
    const failure = await this.#pushAll().catch((error: unknown) => String(error))
    this.#outcomes[failure === null ? 'sent' : 'failed'].add()
    this.#becomes(failure === null ? 'reached' : 'away', failure)
  }

  /** Null, or why not all went. */
  async #pushAll(): Promise<string | null> {
    for (const families of calls(this.#options.registry.collect())) {
      const failure = await this.#export(families)
      if (failure !== null) return failure
    }
    return null
  }

  /** Null, or why it was not taken; that never holds what a header holds. */
  #export(families: readonly CollectedFamily[]): Promise<string | null> {
    const { clock, version } = this.#options
    const nowMs = clock.nowMs()
    const metrics = families.map((family) => otlpMetric(family, family.series, nowMs, this.#words))
    return exportOnce(this.#exporter, {
      resource: this.#resource,
      scopeMetrics: [{ scope: { name: 'causeway', version }, metrics }],
    })
  }

  #becomes(state: 'reached' | 'away', reason: string | null): void {
    if (state === this.#state) return
    this.#state = state
    const { log, collector } = this.#options
    if (state === 'reached') log.info({ collector }, 'metrics reach the collector')
    else
      log.warn({ collector, reason }, 'metrics do not reach the collector; the next push that does says all')
  }
}

/** All series, in calls of a bounded size. */
function* calls(families: readonly CollectedFamily[]): Generator<readonly CollectedFamily[]> {
  let call: CollectedFamily[] = []
  let points = 0
  for (const family of families) {
    for (let from = 0; from < family.series.length;) {
      const series = family.series.slice(from, from + POINTS_PER_CALL - points)
      call.push({ ...family, series })
      points += series.length
      from += series.length
      if (points < POINTS_PER_CALL) continue
      yield call
      call = []
      points = 0
    }
  }
  if (call.length > 0) yield call
}
