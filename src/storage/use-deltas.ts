import {
  type AttemptClosed,
  type AttemptOpened,
  type ExchangeSummary,
  latencyBucket,
} from '../ledger/index.ts'
import { HOUR_MS, LATENCY_BUCKETS, MINUTE_MS } from '../ledger/index.ts'
import { BilledDeltas, type BilledEnd, type BilledOpening } from './billed-deltas.ts'
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
export type CountedExchange = Pick<
  ExchangeSummary,
  'atMs' | 'consumer' | 'model' | 'failure' | 'outcome' | 'deployments' | 'regions'
>

/** Where something was tried, as far as that is known. */
interface Place {
  readonly model: string | null
  readonly deployment: string | null
  readonly region: string | null
  /** Where its sum is. */
  readonly at: number
}

/** Each end is added to the sums of its payer and of its place alone: what is above these is made of them in the end. */
interface Minute {
  readonly payers: Map<string | null, number>
  /** By deployment, of which nearly all are in one place. */
  readonly places: Map<string | null, Place[]>
}

/** What records add to the sums; or take away, where they turn out to be about something else. */
export class UseDeltas {
  readonly billed = new BilledDeltas()
  readonly #keys: SubjectKeys
  readonly #sums = new SumRows(USE_COLUMNS.length)
  readonly #minutes = new Map<number, Minute>()
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
    const atMs = minuteOf(end.atMs)
    const minute = this.#minuteAt(atMs)
    const { consumer, model, deployment, region } = place
    this.#addEnd(this.#payerAt(minute, consumer), end, sign)
    this.#addEnd(this.#placeAt(minute, model, deployment, region ?? ''), end, sign)
    if (end.outcome !== 'answered')
      this.#addFailure(atMs, [this.#keys.key('deployment', deployment)], end.reason ?? end.outcome, sign)
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

  addExchange(exchange: CountedExchange, sign: 1 | -1 = 1): void {
    const { consumer, model, failure, outcome } = exchange
    const atMs = minuteOf(exchange.atMs)
    const minute = this.#minuteAt(atMs)
    const deployment = exchange.deployments[0] ?? null
    const region = deployment === null ? null : (exchange.regions[0] ?? '')
    for (const at of [this.#payerAt(minute, consumer), this.#placeAt(minute, model, deployment, region)]) {
      this.#sums.add(at, 0, sign)
      this.#sums.add(at, OUTCOME_PLACES[outcome], sign)
    }
    if (failure !== null) this.#addFailure(atMs, this.#keys.payers(consumer), failure, sign)
  }

  #minuteAt(atMs: number): Minute {
    let minute = this.#minutes.get(atMs)
    if (minute === undefined) this.#minutes.set(atMs, (minute = { payers: new Map(), places: new Map() }))
    return minute
  }

  #payerAt({ payers }: Minute, consumer: string | null): number {
    let at = payers.get(consumer)
    if (at === undefined) payers.set(consumer, (at = this.#sums.make()))
    return at
  }

  #placeAt(
    { places }: Minute,
    model: string | null,
    deployment: string | null,
    region: string | null,
  ): number {
    let alike = places.get(deployment)
    if (alike === undefined) places.set(deployment, (alike = []))
    for (const place of alike) if (place.model === model && place.region === region) return place.at
    const at = this.#sums.make()
    alike.push({ model, deployment, region, at })
    return at
  }

  #keysOf({ model, deployment, region }: Place): readonly string[] {
    const keys: string[] = []
    if (model !== null) keys.push(this.#keys.key('model', model))
    if (deployment !== null) keys.push(this.#keys.key('deployment', deployment))
    if (region !== null) keys.push(this.#keys.key('region', region))
    return keys
  }

  /** Each sum of a minute, with those whose part it is. */
  *#parts({ payers, places }: Minute): Generator<readonly [at: number, keys: readonly string[]]> {
    for (const [consumer, at] of payers) yield [at, this.#keys.payers(consumer)]
    for (const alike of places.values()) for (const place of alike) yield [place.at, this.#keysOf(place)]
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

  subjects(): readonly Subject[] {
    const keys = new Set<string>()
    for (const minute of this.#minutes.values())
      for (const [, own] of this.#parts(minute)) for (const key of own) keys.add(key)
    return [...keys].sort().map(subjectOf)
  }

  /** Rows of the columns, by minute or by hour, in the order in which all who write them take them. */
  rows(stepMs: number, fromMs: number, idOf: (key: string) => number): readonly UseRow[] {
    const sums = new SumRows(USE_COLUMNS.length)
    const byStep = new Map<number, Map<number, number>>()
    for (const [minuteMs, minute] of this.#minutes) {
      const atMs = minuteMs - modulo(minuteMs, stepMs)
      if (atMs < fromMs) continue
      let own = byStep.get(atMs)
      if (own === undefined) byStep.set(atMs, (own = new Map()))
      for (const [from, keys] of this.#parts(minute)) {
        for (const key of keys) {
          const id = idOf(key)
          let at = own.get(id)
          if (at === undefined) own.set(id, (at = sums.make()))
          sums.addRow(at, this.#sums, from)
        }
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
