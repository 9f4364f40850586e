import type { AttemptClosed, AttemptOpened, UseKey } from '../ledger/index.ts'
import { HOUR_MS, isProvisioned } from '../ledger/index.ts'
import { clean } from './clean-text.ts'
import { SumRows } from './sum-rows.ts'

/**
 * From how many input tokens on a price for long prompts may hold: attempts of a group lie between the same two of
 * these, so that its prices can be looked up later. Another threshold is answered from the attempts.
 */
export const LONG_PROMPT_STEPS: readonly number[] = [128_000, 199_999, 200_000, 256_000, 272_000]

/** What all attempts of a group have in common; `fromInput` is the highest step that their prompts reach, or 0. */
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
  /** Where the sums are, by the first instant of the month, and by that of the hour. */
  readonly months: Map<number, number>
  readonly hours: Map<number, number>
}

/** What attempts add to what statements add up; or take away. */
export class BilledDeltas {
  /** By consumer, then by deployment: of these two few groups are alike. */
  readonly #groups = new Map<string, Map<string, BilledGroup[]>>()
  readonly #months = new SumRows(MONTH_PLACES)
  readonly #hours = new SumRows(HOUR_COUNTERS.length)
  /** The month last asked for. */
  #monthMs = 0
  #monthEndMs = 0

  /** An attempt that used nothing is billed nothing. */
  add(opened: BilledOpening, end: BilledEnd, sign: 1 | -1): void {
    const { usage, nanoUsd, spilledTo } = end
    if (usage === null) return
    const { atMs, deploymentType } = opened
    const group = this.#groupOf(opened, end, stepOf(usage.input))
    const sums = this.#months
    const at = rowAt(sums, group.months, this.#monthOf(atMs))
    const money = nanoUsd ?? 0
    const high = Math.floor(money / MONEY_UNIT)
    sums.add(at, 0, sign)
    sums.add(at, 1, sign * usage.input)
    sums.add(at, 2, sign * usage.cached)
    sums.add(at, 3, sign * usage.output)
    sums.add(at, 4, sign * usage.reasoning)
    sums.add(at, 5, sign * usage.audioInput)
    sums.add(at, 6, sign * usage.audioOutput)
    if (end.quality === 'estimated') sums.add(at, 7, sign * (usage.input + usage.output))
    sums.add(at, MONEY, sign * high)
    sums.add(at, MONEY + 1, sign * (money - high * MONEY_UNIT))
    if (spilledTo !== null || !isProvisioned(deploymentType)) return
    const hour = rowAt(this.#hours, group.hours, atMs - (atMs % HOUR_MS))
    this.#hours.add(hour, 0, sign)
    this.#hours.add(hour, 1, sign * (usage.input - usage.cached))
    this.#hours.add(hour, 2, sign * usage.output)
  }

  #groupOf(opened: BilledOpening, end: BilledEnd, fromInput: number): BilledGroup {
    const alike = this.#alike(opened.consumer, opened.deployment)
    for (const group of alike) if (isOf(group.values, opened, end, fromInput)) return group
    const values: GroupValues = [
      opened.consumer,
      opened.costCenter,
      opened.asked,
      opened.model,
      opened.baseModel,
      opened.deployment,
      opened.deploymentType,
      opened.account,
      opened.region,
      end.outcome,
      end.serviceTier,
      end.spilledTo !== null,
      end.nanoUsd !== null,
      fromInput,
    ]
    const group = { values, months: new Map(), hours: new Map() }
    alike.push(group)
    return group
  }

  #alike(consumer: string, deployment: string): BilledGroup[] {
    let byDeployment = this.#groups.get(consumer)
    if (byDeployment === undefined) this.#groups.set(consumer, (byDeployment = new Map()))
    let alike = byDeployment.get(deployment)
    if (alike === undefined) byDeployment.set(deployment, (alike = []))
    return alike
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

  /** With what each is known by; of texts that the database holds as the same there may be several. */
  all(): readonly { readonly about: string; readonly group: BilledGroup }[] {
    return [...this.#all()].map((group) => ({ about: aboutOf(group.values), group }))
  }

  /** Values of the columns of a month; money is the last. */
  monthAt(at: number): bigint[] {
    const sums = rowOf(this.#months, at).map(BigInt)
    const [high = 0n, low = 0n] = sums.splice(MONEY)
    return [...sums, high * BigInt(MONEY_UNIT) + low]
  }

  hourAt(at: number): bigint[] {
    return rowOf(this.#hours, at).map(BigInt)
  }
}

function aboutOf(values: GroupValues): string {
  const about = JSON.stringify(values)
  // What cannot be held is written as an escape, and few texts have any.
  if (!about.includes('\\u')) return about
  return JSON.stringify(values.map((value) => (typeof value === 'string' ? clean(value) : value)))
}

function rowOf({ values, width }: SumRows, at: number): number[] {
  return Array.from(values.subarray(at, at + width))
}

function stepOf(input: number): number {
  return LONG_PROMPT_STEPS.findLast((step) => input >= step) ?? 0
}

function isOf(values: GroupValues, opened: BilledOpening, end: BilledEnd, fromInput: number): boolean {
  return (
    values[3] === opened.model &&
    values[9] === end.outcome &&
    values[2] === opened.asked &&
    values[1] === opened.costCenter &&
    values[4] === opened.baseModel &&
    values[6] === opened.deploymentType &&
    values[7] === opened.account &&
    values[8] === opened.region &&
    values[10] === end.serviceTier &&
    values[11] === (end.spilledTo !== null) &&
    values[12] === (end.nanoUsd !== null) &&
    values[13] === fromInput
  )
}

function rowAt(sums: SumRows, byTime: Map<number, number>, atMs: number): number {
  let at = byTime.get(atMs)
  if (at === undefined) byTime.set(atMs, (at = sums.make()))
  return at
}
