import type { Exposition, Series } from './exposition.ts'
import type { FindingPlace, Observation, Severity } from './finding.ts'

type Labels = Readonly<Record<string, string>>

/** Shares of fewer calls than this say nothing. */
export const LEAST_CALLS = 100
/** The label of calls that ended before their model was known. */
export const NO_MODEL = 'none'
/** What is not used is only known of a program that ran this long. */
const LEAST_IDLE_HOURS = 24
const HOUR_MS = 3_600_000

/** A series, or all series of a metric with these labels. */
export interface SeriesAt {
  readonly metric: string
  readonly labels?: Labels
}

/**
 * A running program as rules see it: what its metrics said when it was asked, and words to speak of them. Counters count
 * since its start.
 */
export class Running {
  readonly kind = 'running'
  /** Where it was asked. */
  readonly file: string
  /** How long it has counted; null where it does not say. */
  readonly observedMs: number | null
  readonly #exposition: Exposition

  constructor(address: string, exposition: Exposition, nowMs: number) {
    this.file = address
    this.#exposition = exposition
    const [start] = exposition.get('process_start_time_seconds') ?? []
    const observedMs = start === undefined ? Number.NaN : nowMs - start.value * 1000
    this.observedMs = observedMs > 0 ? observedMs : null
  }

  get minutes(): number | null {
    return this.observedMs === null ? null : this.observedMs / 60_000
  }

  /** Long enough that what was not used is not needed. */
  get isLong(): boolean {
    return this.observedMs !== null && this.observedMs >= LEAST_IDLE_HOURS * HOUR_MS
  }

  /** `in 26 h`, for the end of a sentence. */
  get period(): string {
    const { observedMs } = this
    if (observedMs === null) return 'since its start'
    const hours = observedMs / HOUR_MS
    if (hours >= 48) return `in ${Math.floor(hours / 24)} days`
    return hours >= 1 ? `in ${Math.floor(hours)} h` : `in ${Math.max(1, Math.round(observedMs / 60_000))} min`
  }

  series({ metric, labels = {} }: SeriesAt): readonly Series[] {
    const wanted = Object.entries(labels)
    return (this.#exposition.get(metric) ?? []).filter((one) =>
      wanted.every(([name, value]) => one.labels.get(name) === value),
    )
  }

  /** 0 where there is none: counters begin with their first use. */
  sum(at: SeriesAt): number {
    return this.series(at).reduce((sum, { value }) => sum + value, 0)
  }

  /** Null where there is none. */
  gauge(at: SeriesAt): number | null {
    return this.series(at)[0]?.value ?? null
  }

  /** The values of a label, in the order in which they come. */
  values(metric: string, label: string): readonly string[] {
    return [...new Set(this.series({ metric }).flatMap(({ labels }) => labels.get(label) ?? []))]
  }

  /** Bounds of a histogram with how many were observed up to each, all together last. */
  buckets({ metric, labels = {} }: SeriesAt): readonly { readonly most: number; readonly count: number }[] {
    const byBound = new Map<number, number>()
    for (const one of this.series({ metric: `${metric}_bucket`, labels })) {
      const most = one.labels.get('le') === '+Inf' ? Infinity : Number(one.labels.get('le'))
      byBound.set(most, (byBound.get(most) ?? 0) + one.value)
    }
    return [...byBound].map(([most, count]) => ({ most, count })).sort((a, b) => a.most - b.most)
  }

  pass(subject: string, at: SeriesAt, message: string): Observation {
    return this.#observed('pass', subject, at, message)
  }

  fail(subject: string, at: SeriesAt, message: string, atMost?: Severity): Observation {
    const observed = this.#observed('fail', subject, at, message)
    return atMost === undefined ? observed : { ...observed, atMost }
  }

  unknown(subject: string, at: SeriesAt, message: string): Observation {
    return this.#observed('undetermined', subject, at, message)
  }

  /** Judges what share of calls came to something bad; of few calls nothing is said. */
  judgeShare(subject: string, at: SeriesAt, { part, whole, most, calls, bad }: Share): Observation {
    if (whole < LEAST_CALLS)
      return this.unknown(subject, at, `only ${whole} ${calls} ${this.period}: too few to say`)
    const told = `${part} of ${whole} ${calls} ${this.period} ${bad} (${percent(part / whole)})`
    return part > whole * most ? this.fail(subject, at, told) : this.pass(subject, at, told)
  }

  #observed(
    verdict: Observation['verdict'],
    subject: string,
    { metric, labels = {} }: SeriesAt,
    message: string,
  ): Observation {
    const inside = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    const series = inside.length === 0 ? metric : `${metric}{${inside.join(',')}}`
    const place: FindingPlace = { file: this.file, line: null, column: null, pointer: series }
    return { verdict, subject, property: metric, place, message }
  }
}

export interface Share {
  readonly part: number
  readonly whole: number
  /** Above this share it is a finding. */
  readonly most: number
  /** What `whole` counts. */
  readonly calls: string
  /** What became of `part`. */
  readonly bad: string
}

/** `3.5 %`; small shares keep a digit that says something. */
export function percent(share: number): string {
  const hundredths = share * 100
  return `${hundredths >= 10 || hundredths === 0 ? Math.round(hundredths) : Number(hundredths.toPrecision(2))} %`
}
