import type { Labels } from '../base/index.ts'
import { ALERT_RULES, type KnownRule } from './alert-rules.ts'
import { type Condition, countedIn, type Selection, type TooMany, type Windows } from './conditions.ts'
import type { MetricName } from './metric-table.ts'
import type { Reading, Readings } from './readings.ts'
import { LONGEST_MS, Totals } from './totals.ts'

/** The rules, held to the figures of one look after the other, as Prometheus would. */
export interface Holding {
  readonly rule: KnownRule
  /** Those that the rule tells alerts apart by. */
  readonly labels: Labels
  /** The share, the level, what it grew by, or the seconds that are left. */
  readonly value: number
}

export interface Moment {
  readonly nowMs: number
  /** Never goes back. */
  readonly monotonicMs: number
}

/** Of one selection; past it, what is new is not watched. */
const MAX_GROUPS = 500

export class RuleWatch {
  readonly #rules: readonly KnownRule[]
  /** By selection and labels, then by the values of the labels. */
  readonly #histories = new Map<string, Map<string, Totals>>()
  #lookedMs: number | null = null

  constructor(rules: readonly KnownRule[] = ALERT_RULES) {
    this.#rules = rules
  }

  /** Names of all that is looked at. */
  get metrics(): ReadonlySet<MetricName> {
    const names = this.#rules.flatMap(({ when }) => ('of' in when ? [when.of] : countedIn(when)))
    return new Set([...names.map(({ metric }) => metric), 'causeway_objective_ratio'])
  }

  look(readings: Readings, moment: Moment): readonly Holding[] {
    this.#count(readings, moment.monotonicMs)
    this.#lookedMs = moment.monotonicMs
    return this.#rules.flatMap((rule) =>
      this.#holding(rule.when, readings, moment).map(({ key, value }) => ({
        rule,
        labels: labelsOf(rule.when.by, key),
        value,
      })),
    )
  }

  #count(readings: Readings, atMs: number): void {
    const done = new Set<string>()
    for (const { when } of this.#rules) {
      for (const selection of countedIn(when)) {
        const name = historyName(selection, when.by)
        if (done.has(name)) continue
        done.add(name)
        let history = this.#histories.get(name)
        if (history === undefined) this.#histories.set(name, (history = new Map()))
        for (const [key, counted] of grouped(selection, when.by, readings, (a, b) => a + b)) {
          let totals = history.get(key)
          if (totals === undefined) {
            if (history.size >= MAX_GROUPS) continue
            // What was there at the first look may be old; what comes later began at nothing.
            totals = new Totals(this.#lookedMs === null ? counted : 0, this.#lookedMs ?? atMs)
            history.set(key, totals)
          }
          totals.add(counted, atMs)
        }
        for (const [key, { seenMs }] of history) if (seenMs < atMs - LONGEST_MS) history.delete(key)
      }
    }
  }

  #holding(when: Condition, readings: Readings, { nowMs, monotonicMs }: Moment): readonly Held[] {
    switch (when.kind) {
      case 'level': {
        const { of, by, take, is, threshold } = when
        const found = grouped(of, by, readings, take === 'highest' ? Math.max : Math.min)
        return heldWhere(found, (value) => (is === 'at least' ? value >= threshold : value <= threshold))
      }
      case 'ends-within': {
        const { of, by, withinMs } = when
        const left = [...grouped(of, by, readings, Math.min)].map(
          ([key, seconds]) => [key, seconds - nowMs / 1000] as const,
        )
        return heldWhere(left, (seconds) => seconds < withinMs / 1000)
      }
      case 'grows': {
        const { of, by, overMs, atLeast } = when
        const grew = [...this.#history(of, by)].map(
          ([key, totals]) => [key, totals.grew(overMs, monotonicMs)] as const,
        )
        return heldWhere(grew, (by) => by >= atLeast)
      }
      case 'too-many':
        return this.#tooMany(when, readings, monotonicMs)
    }
  }

  #tooMany(when: TooMany, readings: Readings, atMs: number): readonly Held[] {
    const all = this.#history(when.all, when.by)
    const held: Held[] = []
    for (const [key, bad] of this.#history(when.bad, when.by)) {
      const of = all.get(key)
      if (of === undefined) continue
      const shareOver = (ms: number) => bad.grew(ms, atMs) / of.grew(ms, atMs)
      const burnt = when.over.find(({ longMs, shortMs, above }) => {
        const most = allowed(above, readings)
        return (
          bad.grew(longMs, atMs) >= when.leastBad && shareOver(longMs) > most && shareOver(shortMs) > most
        )
      })
      if (burnt !== undefined) held.push({ key, value: shareOver(burnt.longMs) })
    }
    return held
  }

  #history(selection: Selection, by: readonly string[]): ReadonlyMap<string, Totals> {
    return this.#histories.get(historyName(selection, by)) ?? new Map()
  }
}

interface Held {
  /** Values of the labels, as JSON. */
  readonly key: string
  readonly value: number
}

function heldWhere(
  values: Iterable<readonly [string, number]>,
  holds: (value: number) => boolean,
): readonly Held[] {
  return [...values].filter(([, value]) => holds(value)).map(([key, value]) => ({ key, value }))
}

function allowed(above: Windows['above'], readings: Readings): number {
  if (above.kind === 'fixed') return above.share
  const objective = readings
    .get('causeway_objective_ratio')
    ?.find(({ labels }) => labels['objective'] === above.objective)
  // Not a number where it is not known: nothing is more than that.
  return above.times * (1 - (objective?.value ?? Number.NaN))
}

function grouped(
  selection: Selection,
  by: readonly string[],
  readings: Readings,
  combine: (a: number, b: number) => number,
): ReadonlyMap<string, number> {
  const groups = new Map<string, number>()
  for (const reading of readings.get(selection.metric) ?? []) {
    if (!isSelected(selection, reading)) continue
    const key = JSON.stringify(by.map((label) => reading.labels[label] ?? ''))
    const known = groups.get(key)
    groups.set(key, known === undefined ? reading.value : combine(known, reading.value))
  }
  return groups
}

function isSelected({ only }: Selection, { labels }: Reading): boolean {
  if (only === null) return true
  const value = labels[only.label] ?? ''
  return 'is' in only ? only.is.includes(value) : new RegExp(`^(?:${only.like})$`).test(value)
}

function historyName(selection: Selection, by: readonly string[]): string {
  return JSON.stringify([selection, by])
}

function labelsOf(by: readonly string[], key: string): Labels {
  const values = JSON.parse(key) as readonly string[]
  return Object.fromEntries(by.map((label, i) => [label, values[i] ?? '']))
}
