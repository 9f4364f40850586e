/**
 * Counters, gauges and histograms as plain numbers that the path of a request adds to without a look-up: whoever
 * observes holds the child of its own labels. Printing is done when asked, by `expose` (Prometheus text format 0.0.4).
 * Label sets are bounded: past `MAX_SERIES` a family gives one shared child labelled "other", and says so in
 * `causeway_metric_series_dropped_total`.
 */
export const MAX_SERIES = 2_000

export type Labels = Readonly<Record<string, string>>

function labelText(labels: Labels): string {
  const parts: string[] = []
  for (const [name, value] of Object.entries(labels)) {
    parts.push(`${name}="${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`)
  }
  return parts.join(',')
}

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

type Child = Counter | Gauge | Histogram

export class Family<C extends Child> {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly children = new Map<string, C>()
  dropped = 0
  readonly #make: () => C

  constructor(name: string, help: string, type: 'counter' | 'gauge' | 'histogram', make: () => C) {
    this.name = name
    this.help = help
    this.type = type
    this.#make = make
  }

  /** The child of these labels, made on first use. Hold on to it; do not call this for each request. */
  with(labels: Labels = {}): C {
    let key = labelText(labels)
    const known = this.children.get(key)
    if (known !== undefined) return known
    if (this.children.size >= MAX_SERIES) {
      this.dropped++
      key = labelText(Object.fromEntries(Object.keys(labels).map((name) => [name, 'other'])))
      const other = this.children.get(key)
      if (other !== undefined) return other
    }
    const child = this.#make()
    this.children.set(key, child)
    return child
  }
}

export class MetricRegistry {
  readonly #families = new Map<string, Family<Child>>()
  readonly #beforeExpose: (() => void)[] = []

  counter(name: string, help: string): Family<Counter> {
    return this.#family(name, help, 'counter', () => new Counter())
  }

  gauge(name: string, help: string): Family<Gauge> {
    return this.#family(name, help, 'gauge', () => new Gauge())
  }

  /** `bounds` ascend, in the unit that the name ends with. */
  histogram(name: string, help: string, bounds: readonly number[]): Family<Histogram> {
    return this.#family(name, help, 'histogram', () => new Histogram(bounds))
  }

  /** Runs before each scrape, for gauges that are read from state rather than set when it changes. */
  beforeExpose(callback: () => void): void {
    this.#beforeExpose.push(callback)
  }

  expose(): string {
    for (const callback of this.#beforeExpose) callback()
    const lines: string[] = []
    let dropped = 0
    for (const family of this.#families.values()) {
      dropped += family.dropped
      if (family.children.size === 0) continue
      lines.push(`# HELP ${family.name} ${family.help}`, `# TYPE ${family.name} ${family.type}`)
      for (const [labels, child] of family.children) exposeChild(lines, family.name, labels, child)
    }
    lines.push(
      '# TYPE causeway_metric_series_dropped_total counter',
      `causeway_metric_series_dropped_total ${dropped}`,
    )
    return `${lines.join('\n')}\n`
  }

  #family<C extends Child>(name: string, help: string, type: Family<C>['type'], make: () => C): Family<C> {
    const known = this.#families.get(name)
    if (known !== undefined) {
      if (known.type !== type) throw new Error(`metric ${name} is a ${known.type} already, not a ${type}`)
      return known as Family<C>
    }
    const family = new Family(name, help, type, make)
    this.#families.set(name, family)
    return family
  }
}

function exposeChild(lines: string[], name: string, labels: string, child: Child): void {
  const braces = labels === '' ? '' : `{${labels}}`
  if (!(child instanceof Histogram)) {
    lines.push(`${name}${braces} ${child.value}`)
    return
  }
  const before = labels === '' ? '' : `${labels},`
  let running = 0
  child.bounds.forEach((bound, i) => {
    running += child.counts[i] as number
    lines.push(`${name}_bucket{${before}le="${bound}"} ${running}`)
  })
  lines.push(`${name}_bucket{${before}le="+Inf"} ${child.count}`)
  lines.push(`${name}_sum${braces} ${child.sum}`, `${name}_count${braces} ${child.count}`)
}
