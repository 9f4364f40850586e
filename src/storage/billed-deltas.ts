import type { AttemptClosed, AttemptOpened, UseKey } from '../ledger/index.ts'
import { HOUR_MS, isProvisioned } from '../ledger/index.ts'
import { clean } from './clean-text.ts'

/**
 * From how many input tokens on a price for long prompts may hold: attempts of a group lie between the same two of
 * these, so that its prices can be looked up later. Another threshold is answered from the attempts.
 */
export const LONG_PROMPT_STEPS: readonly number[] = [128_000, 199_999, 200_000, 256_000, 272_000]

/** Names of the values of a group, in their order; `fromInput` is the highest step that the prompts reach, or 0. */
export const GROUP_FIELDS = [
  'consumer',
  'costCenter',
  'asked',
  'model',
  'baseModel',
  'deployment',
  'deploymentType',
  'account',
  'region',
  'outcome',
  'serviceTier',
  'isSpilled',
  'isPriced',
  'fromInput',
] as const
export type GroupValues = readonly [
  consumer: string,
  costCenter: string | null,
  asked: string,
  model: string,
  baseModel: string,
  deployment: string,
  deploymentType: string | null,
  account: string,
  region: string | null,
  outcome: UseKey['outcome'],
  serviceTier: string | null,
  isSpilled: boolean,
  isPriced: boolean,
  fromInput: number,
]

/** Columns of a month, in the order of their places in a sum; money stands behind them, in two places. */
export const MONTH_COUNTERS = [
  'attempts',
  'input',
  'cached',
  'output',
  'reasoning',
  'audio_input',
  'audio_output',
  'estimated',
] as const
const MONEY = MONTH_COUNTERS.length
const MONTH_PLACES = MONEY + 2
/** A double holds whole numbers up to 2^53, and a sum of money may be larger: it is kept as how often this, and the rest. */
const MONEY_UNIT = 2 ** 26
export const HOUR_COUNTERS = ['attempts', 'fresh_input', 'output'] as const

export type BilledOpening = Pick<
  AttemptOpened,
  | 'atMs'
  | 'consumer'
  | 'costCenter'
  | 'asked'
  | 'model'
  | 'baseModel'
  | 'deployment'
  | 'deploymentType'
  | 'account'
  | 'region'
>
export type BilledEnd = Pick<
  AttemptClosed,
  'outcome' | 'usage' | 'quality' | 'nanoUsd' | 'spilledTo' | 'serviceTier'
>

export interface BilledGroup {
  readonly values: GroupValues
  /** By the first instant of the month, and by that of the hour. */
  readonly months: Map<number, Float64Array>
  readonly hours: Map<number, Float64Array>
}

type Row = readonly [group: number, atMs: number, ...sums: number[]]
export interface BilledBody {
  readonly groups: readonly GroupValues[]
  readonly months: readonly Row[]
  readonly hours: readonly Row[]
}

/** What attempts add to what statements add up; or take away. */
export class BilledDeltas {
  /** By consumer, then by deployment: of these two few groups are alike. */
  readonly #groups = new Map<string, Map<string, BilledGroup[]>>()
  /** The month last asked for. */
  #monthMs = 0
  #monthEndMs = 0

  /** An attempt that used nothing is billed nothing. */
  add(opened: BilledOpening, end: BilledEnd, sign: 1 | -1): void {
    const { usage, nanoUsd, spilledTo } = end
    if (usage === null) return
    const { atMs, deploymentType } = opened
    const group = this.#groupOf([
      opened.consumer,
      opened.costCenter,
      opened.asked,
      opened.model,
      opened.baseModel,
      opened.deployment,
      deploymentType,
      opened.account,
      opened.region,
      end.outcome,
      end.serviceTier,
      spilledTo !== null,
      nanoUsd !== null,
      stepOf(usage.input),
    ])
    const sums = sumsAt(group.months, this.#monthOf(atMs), MONTH_PLACES)
    const money = nanoUsd ?? 0
    const high = Math.floor(money / MONEY_UNIT)
    addAt(sums, 0, sign)
    addAt(sums, 1, sign * usage.input)
    addAt(sums, 2, sign * usage.cached)
    addAt(sums, 3, sign * usage.output)
    addAt(sums, 4, sign * usage.reasoning)
    addAt(sums, 5, sign * usage.audioInput)
    addAt(sums, 6, sign * usage.audioOutput)
    if (end.quality === 'estimated') addAt(sums, 7, sign * (usage.input + usage.output))
    addAt(sums, MONEY, sign * high)
    addAt(sums, MONEY + 1, sign * (money - high * MONEY_UNIT))
    if (spilledTo !== null || !isProvisioned(deploymentType)) return
    const hour = sumsAt(group.hours, atMs - (atMs % HOUR_MS), HOUR_COUNTERS.length)
    addAt(hour, 0, sign)
    addAt(hour, 1, sign * (usage.input - usage.cached))
    addAt(hour, 2, sign * usage.output)
  }

  #groupOf(values: GroupValues): BilledGroup {
    const [consumer, , , , , deployment] = values
    let byDeployment = this.#groups.get(consumer)
    if (byDeployment === undefined) this.#groups.set(consumer, (byDeployment = new Map()))
    let alike = byDeployment.get(deployment)
    if (alike === undefined) byDeployment.set(deployment, (alike = []))
    let group = alike.find((one) => isSame(one.values, values))
    if (group === undefined) alike.push((group = { values, months: new Map(), hours: new Map() }))
    return group
  }

  #monthOf(atMs: number): number {
    if (atMs < this.#monthMs || atMs >= this.#monthEndMs) {
      const date = new Date(atMs)
      this.#monthMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
      this.#monthEndMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    }
    return this.#monthMs
  }

  *#all(): Generator<BilledGroup> {
    for (const byDeployment of this.#groups.values()) for (const alike of byDeployment.values()) yield* alike
  }

  get isEmpty(): boolean {
    return this.#groups.size === 0
  }

  toBody(): BilledBody {
    const groups: GroupValues[] = []
    const months: Row[] = []
    const hours: Row[] = []
    for (const group of this.#all()) {
      const number = groups.length
      groups.push(group.values)
      for (const [atMs, sums] of group.months) months.push([number, atMs, ...sums])
      for (const [atMs, sums] of group.hours) hours.push([number, atMs, ...sums])
    }
    return { groups, months, hours }
  }

  addBody({ groups, months, hours }: BilledBody): void {
    const own = groups.map((values) => this.#groupOf(values))
    for (const [number, atMs, ...sums] of months)
      addAll(sumsAt((own[number] as BilledGroup).months, atMs, MONTH_PLACES), sums)
    for (const [number, atMs, ...sums] of hours)
      addAll(sumsAt((own[number] as BilledGroup).hours, atMs, HOUR_COUNTERS.length), sums)
  }

  /** As what a group is known by, each once. */
  byAbout(): ReadonlyMap<string, BilledGroup> {
    const found = new Map<string, BilledGroup>()
    for (const group of this.#all()) {
      const about = JSON.stringify(
        group.values.map((value) => (typeof value === 'string' ? clean(value) : value)),
      )
      const known = found.get(about)
      found.set(about, known === undefined ? group : together(known, group))
    }
    return found
  }
}

export function moneyOf(sums: Float64Array): bigint {
  return BigInt(sums[MONEY] ?? 0) * BigInt(MONEY_UNIT) + BigInt(sums[MONEY + 1] ?? 0)
}

function stepOf(input: number): number {
  return LONG_PROMPT_STEPS.findLast((step) => input >= step) ?? 0
}

function isSame(a: GroupValues, b: GroupValues): boolean {
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false
  return true
}

function together(a: BilledGroup, b: BilledGroup): BilledGroup {
  const both: BilledGroup = { values: a.values, months: new Map(), hours: new Map() }
  for (const { months, hours } of [a, b]) {
    for (const [atMs, sums] of months) addAll(sumsAt(both.months, atMs, MONTH_PLACES), sums)
    for (const [atMs, sums] of hours) addAll(sumsAt(both.hours, atMs, HOUR_COUNTERS.length), sums)
  }
  return both
}

function sumsAt(byTime: Map<number, Float64Array>, atMs: number, places: number): Float64Array {
  let sums = byTime.get(atMs)
  if (sums === undefined) byTime.set(atMs, (sums = new Float64Array(places)))
  return sums
}

function addAll(sums: Float64Array, more: ArrayLike<number>): void {
  for (let place = 0; place < more.length; place++) addAt(sums, place, more[place] ?? 0)
}

function addAt(sums: Float64Array, place: number, amount: number): void {
  sums[place] = (sums[place] ?? 0) + amount
}
