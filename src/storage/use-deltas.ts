import {
  type AttemptClosed,
  type AttemptOpened,
  type ExchangeSummary,
  latencyBucket,
} from '../ledger/index.ts'
import { HOUR_MS, LATENCY_BUCKETS, MINUTE_MS, pathsAbove, type TrafficKind } from '../ledger/index.ts'
import { type BilledBody, BilledDeltas, type BilledEnd, type BilledOpening } from './billed-deltas.ts'
import { clean } from './clean-text.ts'

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

export interface Subject {
  readonly kind: TrafficKind
  readonly name: string
}

/** What records add to the sums; or take away, where they turn out to be about something else. */
export class UseDeltas {
  /** By minute, then by subject. */
  readonly #minutes = new Map<number, Map<string, Float64Array>>()
  readonly #failures = new Map<number, Map<string, Map<string, number>>>()
  readonly billed = new BilledDeltas()
  /** Subjects of the attempts of one place: nearly all are of a few. */
  readonly #keysOf = new Map<string, readonly string[]>()

  addAttempt(place: AttemptPlace, end: AttemptEnd, sign: 1 | -1 = 1): void {
    this.billed.add(place, end, sign)
    this.addTraffic(place, end, sign)
  }

  /** Without what statements add up. */
  addTraffic(place: AttemptPlace, end: AttemptEnd, sign: 1 | -1): void {
    const minute = minuteOf(end.atMs)
    const sums = this.#sumsOf(minute)
    const isAnswered = end.outcome === 'answered'
    const { usage, nanoUsd, firstByteMs } = end
    const firstPlace = firstByteMs === null ? -1 : FIRST_TOKEN + latencyBucket(firstByteMs)
    const totalPlace = TOTAL + latencyBucket(end.totalMs)
    for (const key of this.#attemptKeys(place)) {
      const sum = sumOf(sums, key)
      add(sum, 4, sign)
      if (usage !== null) {
        add(sum, 5, sign * usage.input)
        add(sum, 6, sign * usage.cached)
        add(sum, 7, sign * usage.output)
      }
      if (nanoUsd !== null) add(sum, 8, sign * nanoUsd)
      if (!isAnswered) continue
      if (firstPlace !== -1) add(sum, firstPlace, sign)
      add(sum, totalPlace, sign)
    }
    if (!isAnswered)
      this.#addFailure(minute, [`deployment ${place.deployment}`], end.reason ?? end.outcome, sign)
  }

  #attemptKeys({ consumer, model, deployment, region }: AttemptPlace): readonly string[] {
    const about = `${deployment}\n${model}\n${region ?? ''}\n${consumer}`
    let keys = this.#keysOf.get(about)
    if (keys === undefined) {
      const paths = pathsAbove(consumer)
      keys = [
        'all ',
        `region ${region ?? ''}`,
        `model ${model}`,
        `deployment ${deployment}`,
        ...paths.map((path) => `path ${path}`),
      ]
      this.#keysOf.set(about, (keys = keys.map(clean)))
    }
    return keys
  }

  addExchange(summary: ExchangeSummary, sign: 1 | -1 = 1): void {
    const { consumer, model, failure, outcome } = summary
    const minute = minuteOf(summary.atMs)
    const sums = this.#sumsOf(minute)
    const [deployment] = summary.deployments
    const payers = this.#payers(consumer)
    const count = (key: string): void => {
      const sum = sumOf(sums, key)
      add(sum, 0, sign)
      add(sum, OUTCOME_PLACES[outcome], sign)
    }
    for (const key of payers) count(key)
    if (model !== null) count(clean(`model ${model}`))
    if (deployment !== undefined) {
      count(clean(`deployment ${deployment}`))
      count(clean(`region ${summary.regions[0] ?? ''}`))
    }
    if (failure !== null) this.#addFailure(minute, payers, failure, sign)
  }

  #payers(consumer: string | null): readonly string[] {
    if (consumer === null) return ALL
    let keys = this.#keysOf.get(consumer)
    if (keys === undefined) this.#keysOf.set(consumer, (keys = ['all ', ...pathKeys(consumer)].map(clean)))
    return keys
  }

  #sumsOf(minute: number): Map<string, Float64Array> {
    let sums = this.#minutes.get(minute)
    if (sums === undefined) this.#minutes.set(minute, (sums = new Map()))
    return sums
  }

  #addFailure(minute: number, keys: readonly string[], reason: string, sign: number): void {
    const word = clean(reason).slice(0, MAX_REASON_CHARACTERS).toWellFormed()
    let byKey = this.#failures.get(minute)
    if (byKey === undefined) this.#failures.set(minute, (byKey = new Map()))
    for (const dirty of keys) {
      const key = clean(dirty)
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
    const sums: [number, string, ...number[]][] = []
    for (const [minute, byKey] of this.#minutes) {
      for (const [key, sum] of byKey) {
        const row: [number, string, ...number[]] = [minute, key]
        for (let place = 0; place < sum.length; place++) {
          const value = sum[place] ?? 0
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
    for (const [minute, key, ...values] of sums) {
      const sum = sumOf(this.#sumsOf(minute), key)
      for (let i = 0; i < values.length; i += 2) add(sum, values[i] ?? 0, values[i + 1] ?? 0)
    }
    for (const [minute, key, reason, count] of failures) this.#addFailure(minute, [key], reason, count)
  }

  subjects(): readonly Subject[] {
    const keys = new Set<string>()
    for (const sums of this.#minutes.values()) for (const key of sums.keys()) keys.add(key)
    return [...keys].sort().map(subjectOf)
  }

  /** Rows of the columns, by minute or by hour, in the order in which all who write them take them. */
  rows(stepMs: number, fromMs: number, idOf: (key: string) => number): readonly UseRow[] {
    const byStep = new Map<number, Map<number, Float64Array>>()
    for (const [minute, sums] of this.#minutes) {
      const atMs = minute - modulo(minute, stepMs)
      if (atMs < fromMs) continue
      let own = byStep.get(atMs)
      if (own === undefined) byStep.set(atMs, (own = new Map()))
      for (const [key, sum] of sums) {
        const id = idOf(key)
        const known = own.get(id)
        if (known === undefined) own.set(id, stepMs === MINUTE_MS ? sum : sum.slice())
        else for (let place = 0; place < sum.length; place++) add(known, place, sum[place] ?? 0)
      }
    }
    const rows: UseRow[] = []
    for (const [atMs, own] of byStep)
      for (const [subject, sums] of own)
        if (sums.some((value) => value !== 0)) rows.push({ subject, atMs, sums })
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
  readonly sums: Float64Array
}

export interface FailureDelta {
  readonly subject: number
  readonly at_ms: number
  readonly reason: string
  readonly count: number
}

export const USE_STEPS = { minutes: MINUTE_MS, hours: HOUR_MS } as const

function subjectOf(key: string): Subject {
  const end = key.indexOf(' ')
  return { kind: key.slice(0, end) as TrafficKind, name: key.slice(end + 1) }
}

const ALL: readonly string[] = ['all ']

function pathKeys(consumer: string): readonly string[] {
  return pathsAbove(consumer).map((path) => `path ${path}`)
}

export function keyOf({ kind, name }: Subject): string {
  return `${kind} ${name}`
}

function sumOf(sums: Map<string, Float64Array>, key: string): Float64Array {
  let sum = sums.get(key)
  if (sum === undefined) sums.set(key, (sum = new Float64Array(USE_COLUMNS.length)))
  return sum
}

function add(sum: Float64Array, place: number, amount: number): void {
  sum[place] = (sum[place] ?? 0) + amount
}

function minuteOf(atMs: number): number {
  return atMs - modulo(atMs, MINUTE_MS)
}

/** The remainder that is never below zero, also of moments before 1970. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
