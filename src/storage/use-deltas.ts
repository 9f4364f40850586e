import {
  type AttemptClosed,
  type AttemptOpened,
  type ExchangeSummary,
  latencyBucket,
} from '../ledger/index.ts'
import { HOUR_MS, LATENCY_BUCKETS, MINUTE_MS } from '../ledger/index.ts'
import { type BilledBody, BilledDeltas, type BilledEnd, type BilledOpening } from './billed-deltas.ts'
import { clean } from './clean-text.ts'
import { type Subject, SubjectKeys, subjectOf } from './subject-keys.ts'
import { SumRows } from './sum-rows.ts'

/** Columns of sums, in the order of their places in a sum. */
export const USE_COUNTERS = [
  'exchanges',
  'answered',
  'refused',
  'failed',
  'attempts',
  'input',
  'cached',
  'output',
  'nano_usd',
] as const
const FIRST_TOKEN = USE_COUNTERS.length
const TOTAL = FIRST_TOKEN + LATENCY_BUCKETS
export const USE_COLUMNS: readonly string[] = [
  ...USE_COUNTERS,
  ...Array.from({ length: LATENCY_BUCKETS }, (_, bucket) => `f${bucket}`),
  ...Array.from({ length: LATENCY_BUCKETS }, (_, bucket) => `t${bucket}`),
]
const OUTCOME_PLACES = { answered: 1, refused: 2, failed: 3 } as const

/** Reasons are words of providers; nobody's word is longer. */
const MAX_REASON_CHARACTERS = 100

/** Where and for whom an attempt was. */
export type AttemptPlace = BilledOpening & Pick<AttemptOpened, 'model' | 'region'>
export type AttemptEnd = BilledEnd & Pick<AttemptClosed, 'atMs' | 'reason' | 'firstByteMs' | 'totalMs'>

/** What records add to the sums; or take away, where they turn out to be about something else. */
export class UseDeltas {
  readonly billed = new BilledDeltas()
  readonly #keys: SubjectKeys
  readonly #sums = new SumRows(USE_COLUMNS.length)
  /** Where the sum is, by minute, then by subject. */
  readonly #minutes = new Map<number, Map<string, number>>()
  readonly #failures = new Map<number, Map<string, Map<string, number>>>()

  constructor(keys = new SubjectKeys()) {
    this.#keys = keys
  }

  addAttempt(place: AttemptPlace, end: AttemptEnd, sign: 1 | -1 = 1): void {
    this.billed.add(place, end, sign)
    this.addTraffic(place, end, sign)
  }

  /** Without what statements add up. */
  addTraffic(place: AttemptPlace, end: AttemptEnd, sign: 1 | -1): void {
    const minute = minuteOf(end.atMs)
    const places = this.#placesOf(minute)
    const { consumer, model, deployment, region } = place
    for (const key of this.#keys.payers(consumer)) this.#addEnd(this.#sumAt(places, key), end, sign)
    this.#addEnd(this.#sumAt(places, this.#keys.key('model', model)), end, sign)
    this.#addEnd(this.#sumAt(places, this.#keys.key('region', region ?? '')), end, sign)
    const key = this.#keys.key('deployment', deployment)
    this.#addEnd(this.#sumAt(places, key), end, sign)
    if (end.outcome !== 'answered') this.#addFailure(minute, [key], end.reason ?? end.outcome, sign)
  }

  #addEnd(at: number, { outcome, usage, nanoUsd, firstByteMs, totalMs }: AttemptEnd, sign: 1 | -1): void {
    const sums = this.#sums
    sums.add(at, 4, sign)
    if (usage !== null) {
      sums.add(at, 5, sign * usage.input)
      sums.add(at, 6, sign * usage.cached)
      sums.add(at, 7, sign * usage.output)
    }
    if (nanoUsd !== null) sums.add(at, 8, sign * nanoUsd)
    if (outcome !== 'answered') return
    if (firstByteMs !== null) sums.add(at, FIRST_TOKEN + latencyBucket(firstByteMs), sign)
    sums.add(at, TOTAL + latencyBucket(totalMs), sign)
  }

  addExchange(summary: ExchangeSummary, sign: 1 | -1 = 1): void {
    const { consumer, model, failure, outcome } = summary
    const minute = minuteOf(summary.atMs)
    const places = this.#placesOf(minute)
    const [deployment] = summary.deployments
    const payers = this.#keys.payers(consumer)
    const count = (key: string): void => {
      const at = this.#sumAt(places, key)
      this.#sums.add(at, 0, sign)
      this.#sums.add(at, OUTCOME_PLACES[outcome], sign)
    }
    for (const key of payers) count(key)
    if (model !== null) count(this.#keys.key('model', model))
    if (deployment !== undefined) {
      count(this.#keys.key('deployment', deployment))
      count(this.#keys.key('region', summary.regions[0] ?? ''))
    }
    if (failure !== null) this.#addFailure(minute, payers, failure, sign)
  }

  #placesOf(minute: number): Map<string, number> {
    let places = this.#minutes.get(minute)
    if (places === undefined) this.#minutes.set(minute, (places = new Map()))
    return places
  }

  #sumAt(places: Map<string, number>, key: string): number {
    let at = places.get(key)
    if (at === undefined) places.set(key, (at = this.#sums.make()))
    return at
  }

  #addFailure(minute: number, keys: readonly string[], reason: string, sign: number): void {
    const word = clean(reason).slice(0, MAX_REASON_CHARACTERS).toWellFormed()
    let byKey = this.#failures.get(minute)
    if (byKey === undefined) this.#failures.set(minute, (byKey = new Map()))
    for (const key of keys) {
      let counts = byKey.get(key)
      if (counts === undefined) byKey.set(key, (counts = new Map()))
      counts.set(word, (counts.get(word) ?? 0) + sign)
    }
  }

  get isEmpty(): boolean {
    return this.#minutes.size === 0 && this.billed.isEmpty
  }

  /** As text, of what is not zero. */
  toBody(): string {
    const { values, width } = this.#sums
    const sums: [number, string, ...number[]][] = []
    for (const [minute, places] of this.#minutes) {
      for (const [key, at] of places) {
        const row: [number, string, ...number[]] = [minute, key]
        for (let place = 0; place < width; place++) {
          const value = values[at + place] as number
          if (value !== 0) row.push(place, value)
        }
        sums.push(row)
      }
    }
    const failures: [number, string, string, number][] = []
    for (const [minute, byKey] of this.#failures)
      for (const [key, counts] of byKey)
        for (const [reason, count] of counts) failures.push([minute, key, reason, count])
    return JSON.stringify({ sums, failures, billed: this.billed.toBody() })
  }

  addBody(body: string): void {
    const { sums, failures, billed } = JSON.parse(body) as {
      readonly sums: readonly [number, string, ...number[]][]
      readonly failures: readonly [number, string, string, number][]
      /** Not in what a program of before left: that is summed with all that was there before. */
      readonly billed?: BilledBody
    }
    if (billed !== undefined) this.billed.addBody(billed)
    for (const row of sums) {
      const at = this.#sumAt(this.#placesOf(row[0]), row[1])
      for (let i = 2; i < row.length; i += 2) this.#sums.add(at, row[i] as number, row[i + 1] as number)
    }
    for (const [minute, key, reason, count] of failures) this.#addFailure(minute, [key], reason, count)
  }

  subjects(): readonly Subject[] {
    const keys = new Set<string>()
    for (const places of this.#minutes.values()) for (const key of places.keys()) keys.add(key)
    return [...keys].sort().map(subjectOf)
  }

  /** Rows of the columns, by minute or by hour, in the order in which all who write them take them. */
  rows(stepMs: number, fromMs: number, idOf: (key: string) => number): readonly UseRow[] {
    const sums = stepMs === MINUTE_MS ? this.#sums : new SumRows(USE_COLUMNS.length)
    const byStep = new Map<number, Map<number, number>>()
    for (const [minute, places] of this.#minutes) {
      const atMs = minute - modulo(minute, stepMs)
      if (atMs < fromMs) continue
      let own = byStep.get(atMs)
      if (own === undefined) byStep.set(atMs, (own = new Map()))
      for (const [key, from] of places) {
        const id = idOf(key)
        if (sums === this.#sums) {
          own.set(id, from)
          continue
        }
        let at = own.get(id)
        if (at === undefined) own.set(id, (at = sums.make()))
        sums.addRow(at, this.#sums, from)
      }
    }
    const rows: UseRow[] = []
    for (const [atMs, own] of byStep)
      for (const [subject, at] of own) if (!sums.isZero(at)) rows.push({ subject, atMs, sums, at })
    return rows.sort((a, b) => a.subject - b.subject || a.atMs - b.atMs)
  }

  failureRows(stepMs: number, fromMs: number, idOf: (key: string) => number): readonly FailureDelta[] {
    const rows = new Map<string, { subject: number; at_ms: number; reason: string; count: number }>()
    for (const [minute, byKey] of this.#failures) {
      const atMs = minute - modulo(minute, stepMs)
      if (atMs < fromMs) continue
      for (const [key, counts] of byKey) {
        const subject = idOf(key)
        for (const [reason, count] of counts) {
          const about = `${subject} ${atMs} ${reason}`
          const row = rows.get(about)
          if (row === undefined) rows.set(about, { subject, at_ms: atMs, reason, count })
          else row.count += count
        }
      }
    }
    return [...rows.values()]
      .filter(({ count }) => count !== 0)
      .sort((a, b) => a.subject - b.subject || a.at_ms - b.at_ms || (a.reason < b.reason ? -1 : 1))
  }
}

export interface UseRow {
  readonly subject: number
  readonly atMs: number
  readonly sums: SumRows
  /** Where it begins in these. */
  readonly at: number
}

export interface FailureDelta {
  readonly subject: number
  readonly at_ms: number
  readonly reason: string
  readonly count: number
}

export const USE_STEPS = { minutes: MINUTE_MS, hours: HOUR_MS } as const

function minuteOf(atMs: number): number {
  return atMs - modulo(atMs, MINUTE_MS)
}

/** The remainder that is never below zero, also of moments before 1970. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
