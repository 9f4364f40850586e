import type { Clock } from './clock.ts'

/**
 * The series of one metric, bounded: label sets that are too many are counted under "other", and how often that
 * happened is counted too. Series of what is gone stay for as long as a reader may need to see their last value.
 */
export type Labels = Readonly<Record<string, string>>

export const OTHER = 'other'
/** What a label says where there is nothing to name. */
export const NONE = 'none'
/** Prometheus looks back five minutes for a sample; nobody should scrape, and few push, less often. */
export const GONE_SERIES_STAY_MS = 300_000
/** Kept of `maxSeries` for those in which the first label alone is "other". */
const FOLDED_SHARE = 0.1

export interface Series<C> {
  readonly labels: Labels
  readonly text: string
  readonly sinceMs: number
  readonly child: C
}

interface Held<C> extends Series<C> {
  goneMs: number | null
}

export interface SeriesBounds {
  readonly first?: { readonly label: string; readonly maxValues: number }
  readonly keeps?: readonly string[]
}

export class SeriesSet<C> {
  dropped = 0
  readonly #make: () => C
  readonly #first: { readonly label: string; readonly maxValues: number } | null
  readonly #keeps: ReadonlySet<string>
  readonly #clock: Clock
  readonly #maxSeries: number
  readonly #series = new Map<string, Held<C>>()
  /** Values of the first label, with how many series have them. */
  readonly #values = new Map<string, number>()
  #gone = 0

  constructor(
    make: () => C,
    { first, keeps }: SeriesBounds,
    { clock, maxSeries }: { readonly clock: Clock; readonly maxSeries: number },
  ) {
    this.#make = make
    this.#first = first ?? null
    this.#keeps = new Set(keeps)
    this.#clock = clock
    this.#maxSeries = maxSeries
  }

  get size(): number {
    return this.#series.size
  }

  all(): readonly Series<C>[] {
    return [...this.#series.values()]
  }

  of(labels: Labels): C {
    const known = this.#known(labels)
    if (known !== null) return known
    if (this.#hasRoom(labels)) return this.#add(labels)
    this.dropped++
    if (this.#first !== null) {
      const folded = { ...labels, [this.#first.label]: OTHER }
      const child = this.#known(folded)
      if (child !== null) return child
      if (this.size < this.#maxSeries) return this.#add(folded)
    }
    const folded = Object.fromEntries(
      Object.entries(labels).map(([name, value]) => [name, this.#keeps.has(name) ? value : OTHER]),
    )
    return this.#known(folded) ?? this.#add(folded)
  }

  clear(): void {
    for (const [text, series] of this.#series) this.#remove(text, series)
  }

  release(living: Readonly<Record<string, ReadonlySet<string>>>, atOnce: boolean): void {
    const nowMs = this.#clock.nowMs()
    for (const [text, series] of this.#series) {
      const isGone = Object.entries(series.labels).some(
        ([name, value]) => value !== OTHER && value !== NONE && living[name]?.has(value) === false,
      )
      if (isGone && atOnce) this.#remove(text, series)
      else if (isGone) this.#mark(series, series.goneMs ?? nowMs)
      else this.#mark(series, null)
    }
  }

  #mark(series: Held<C>, goneMs: number | null): void {
    this.#gone += Number(goneMs !== null) - Number(series.goneMs !== null)
    series.goneMs = goneMs
  }

  /** Those that every reader has seen. */
  removeGone(): void {
    if (this.#gone === 0) return
    const beforeMs = this.#clock.nowMs() - GONE_SERIES_STAY_MS
    for (const [text, series] of this.#series)
      if (series.goneMs !== null && series.goneMs <= beforeMs) this.#remove(text, series)
  }

  #known(labels: Labels): C | null {
    const series = this.#series.get(labelText(labels))
    if (series === undefined) return null
    this.#mark(series, null)
    return series.child
  }

  #hasRoom(labels: Labels): boolean {
    const first = this.#first
    const most = first === null ? this.#maxSeries : Math.floor(this.#maxSeries * (1 - FOLDED_SHARE))
    const isFull = () => this.size >= most || (first !== null && this.#hasTooMany(first, labels))
    if (isFull() && this.#gone > 0) this.#makeRoom()
    return !isFull()
  }

  #hasTooMany({ label, maxValues }: { label: string; maxValues: number }, labels: Labels): boolean {
    const value = labels[label]
    return value !== undefined && !this.#values.has(value) && this.#values.size >= maxValues
  }

  /** What is gone makes room before its time. */
  #makeRoom(): void {
    for (const [text, series] of this.#series) if (series.goneMs !== null) this.#remove(text, series)
  }

  #add(labels: Labels): C {
    const text = labelText(labels)
    const child = this.#make()
    this.#series.set(text, { labels, text, child, sinceMs: this.#clock.nowMs(), goneMs: null })
    const value = this.#firstValue(labels)
    if (value !== null) this.#values.set(value, (this.#values.get(value) ?? 0) + 1)
    return child
  }

  #remove(text: string, series: Held<C>): void {
    this.#series.delete(text)
    this.#mark(series, null)
    const value = this.#firstValue(series.labels)
    if (value === null) return
    const left = (this.#values.get(value) ?? 1) - 1
    if (left === 0) this.#values.delete(value)
    else this.#values.set(value, left)
  }

  /** Null where it is "other", which is not one of the many. */
  #firstValue(labels: Labels): string | null {
    const value = this.#first === null ? undefined : labels[this.#first.label]
    return value === undefined || value === OTHER ? null : value
  }
}

function labelText(labels: Labels): string {
  const parts: string[] = []
  for (const [name, value] of Object.entries(labels)) {
    parts.push(`${name}="${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`)
  }
  return parts.join(',')
}
