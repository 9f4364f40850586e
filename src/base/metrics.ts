import type { Clock } from './clock.ts'
import { prometheusText } from './prometheus-text.ts'
import { type Labels, SeriesSet } from './series-set.ts'

/**
 * Counters, gauges and histograms as plain numbers that the path of a request adds to without a look-up: whoever
 * observes holds the child of its own labels. One registry is the source of every way to tell: Prometheus text is made
 * by `expose`, and other formats from what `collect` gives.
 */
export const SERIES_DROPPED = 'causeway_metric_series_dropped_total'

export class Counter {
  value = 0
  add(by: number = 1): void {
    this.value += by
  }
}

export class Gauge {
  value = 0
  set(value: number): void {
    this.value = value
  }
}

export class Histogram {
  readonly bounds: readonly number[]
  readonly counts: Float64Array
  sum = 0
  count = 0

  constructor(bounds: readonly number[]) {
    this.bounds = bounds
    this.counts = new Float64Array(bounds.length + 1)
  }

  observe(value: number): void {
    let low = 0
    let high = this.bounds.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (value <= (this.bounds[middle] as number)) high = middle
      else low = middle + 1
    }
    this.counts[low] = (this.counts[low] as number) + 1
    this.sum += value
    this.count++
  }
}

export type MetricType = 'counter' | 'gauge' | 'histogram'
type Child = Counter | Gauge | Histogram

/** What becomes of label sets that are too many. */
export interface Folding {
  /** Becomes "other" before the other labels do, so that sums over these stay whole. */
  readonly first?: { readonly label: string; readonly maxValues: number }
  /** Labels whose values are words of the code, and few: they never become "other". */
  readonly keeps?: readonly string[]
}

export interface Family<C extends Child = Child> {
  readonly name: string
  readonly help: string
  readonly type: MetricType
  /** The child of these labels, made on first use. Hold on to it; do not call this for each request. */
  with(labels?: Labels): C
  /** Lets go of all series: for gauges that are read anew for each look. */
  clear(): void
}

/** A metric as it stands, for whoever tells of it. */
export interface CollectedFamily {
  readonly name: string
  readonly help: string
  readonly type: MetricType
  readonly series: readonly CollectedSeries[]
}

export interface CollectedSeries {
  readonly labels: Labels
  /** The labels as Prometheus writes them, without braces. */
  readonly text: string
  /** Since when it counts, in milliseconds of the clock. */
  readonly sinceMs: number
  readonly child: Child
}

export interface MetricRegistryOptions {
  readonly clock: Clock
  /** Of one metric. */
  readonly maxSeries: number
}

class Metric<C extends Child> implements Family<C> {
  readonly name: string
  readonly help: string
  readonly type: MetricType
  readonly series: SeriesSet<C>

  constructor(name: string, help: string, type: MetricType, series: SeriesSet<C>) {
    this.name = name
    this.help = help
    this.type = type
    this.series = series
  }

  with(labels: Labels = {}): C {
    return this.series.of(labels)
  }

  clear(): void {
    this.series.clear()
  }
}

export class MetricRegistry {
  /** Nothing was counted before, in milliseconds of the clock. */
  readonly sinceMs: number
  readonly #options: MetricRegistryOptions
  readonly #metrics = new Map<string, Metric<Child>>()
  readonly #beforeCollect: (() => void)[] = []
  readonly #dropped: Metric<Counter>

  constructor(options: MetricRegistryOptions) {
    this.#options = options
    this.sinceMs = options.clock.nowMs()
    const help = 'Look-ups of label sets that are counted under "other", because a metric has too many'
    // As many as there are metrics, which are words of the code.
    const bounds = { clock: options.clock, maxSeries: Number.POSITIVE_INFINITY }
    this.#dropped = new Metric(
      SERIES_DROPPED,
      help,
      'counter',
      new SeriesSet(() => new Counter(), {}, bounds),
    )
    this.#metrics.set(SERIES_DROPPED, this.#dropped)
  }

  counter(name: string, help: string, folding: Folding = {}): Family<Counter> {
    return this.#metric(name, help, 'counter', folding, () => new Counter())
  }

  gauge(name: string, help: string, folding: Folding = {}): Family<Gauge> {
    return this.#metric(name, help, 'gauge', folding, () => new Gauge())
  }

  /** `bounds` ascend, in the unit that the name ends with. */
  histogram(name: string, help: string, bounds: readonly number[], folding: Folding = {}): Family<Histogram> {
    return this.#metric(name, help, 'histogram', folding, () => new Histogram(bounds))
  }

  /** Runs before each look, for gauges that are read from state rather than set when it changes. */
  beforeCollect(callback: () => void): void {
    this.#beforeCollect.push(callback)
  }

  /**
   * Lets go of series of what is gone: those with a label of `living` whose value is not in the set. Gauges go at once;
   * counters and histograms stay a while, so that every reader sees where they ended.
   */
  release(living: Readonly<Record<string, ReadonlySet<string>>>): void {
    for (const { series, type } of this.#metrics.values()) series.release(living, type === 'gauge')
  }

  /** All metrics that have series; their values are those of the moment in which they are read. */
  collect(): readonly CollectedFamily[] {
    for (const callback of this.#beforeCollect) callback()
    for (const { name, series } of this.#metrics.values()) {
      series.removeGone()
      this.#dropped.with({ metric: name }).value = series.dropped
    }
    return [...this.#metrics.values()]
      .filter(({ series }) => series.size > 0)
      .map(({ name, help, type, series }) => ({ name, help, type, series: series.all() }))
  }

  /** What counts, of these metrics, as it stands; gauges that are read for each look are not read anew. */
  counted(names: ReadonlySet<string>): readonly CollectedFamily[] {
    return [...this.#metrics.values()]
      .filter(({ name }) => names.has(name))
      .map(({ name, help, type, series }) => ({ name, help, type, series: series.all() }))
  }

  /** The Prometheus text format 0.0.4. */
  expose(): string {
    return prometheusText(this.collect())
  }

  #metric<C extends Child>(
    name: string,
    help: string,
    type: MetricType,
    folding: Folding,
    make: () => C,
  ): Family<C> {
    const known = this.#metrics.get(name)
    if (known !== undefined) {
      if (known.type !== type) throw new Error(`metric ${name} is a ${known.type} already, not a ${type}`)
      return known as unknown as Metric<C>
    }
    const metric = new Metric(name, help, type, new SeriesSet(make, folding, this.#options))
    this.#metrics.set(name, metric)
    return metric
  }
}
