import { type BilledUse, HOUR_MS, type ProvisionedUse } from '../ledger/index.ts'
import { Names, summedRows } from './placed-rows.ts'

/**
 * Rows of statements as they go from process to process: who pays, and for what, once each, all else as one list of
 * numbers. As objects a large month would be eight megabytes of JSON, mostly names. They are in order: the same statement
 * has the same lines in the same order, whoever makes it.
 */
export interface PackedUses {
  readonly payers: readonly Payer[]
  readonly kinds: readonly UseKind[]
  /** One row after the other: places of its payer and its kind, then its counts. */
  readonly numbers: readonly number[]
  /** An amount for each row: JSON has no large whole numbers. */
  readonly money: readonly string[]
}

export interface PackedHours {
  readonly deployments: readonly ProvisionedName[]
  readonly payers: readonly Payer[]
  readonly firstHour: number
  /** One row after the other: place of its deployment, its hour after the first, place of its payer, then its counts. */
  readonly numbers: readonly number[]
}

/** Money as text, which holds any amount. */
export type InText<Row> = Omit<Row, 'nanoUsd'> & { readonly nanoUsd: string }

export type Payer = readonly [consumer: string, costCenter: string | null]
export type ProvisionedName = readonly [deployment: string]
/** All else that the attempts of a group have in common. */
export type UseKind = readonly [
  asked: string,
  model: string,
  baseModel: string,
  deployment: string,
  deploymentType: string | null,
  account: string,
  region: string | null,
  outcome: BilledUse['outcome'],
  serviceTier: string | null,
  isSpilled: boolean,
  isPriced: boolean,
  isLong: boolean,
]

const USE_COUNTS = 8
const USE_WIDTH = 2 + USE_COUNTS

/** Uses as they are found, in any order; those of one payer and kind are added up. */
export class FoundUses {
  readonly payers = new Names<Payer>()
  readonly kinds = new Names<UseKind>()
  readonly #payers: number[] = []
  readonly #kinds: number[] = []
  readonly #money: string[] = []

  add(payer: number, kind: number, nanoUsd: string): void {
    this.#payers.push(payer)
    this.#kinds.push(kind)
    this.#money.push(nanoUsd)
  }

  /** `counts` of one use after the other. */
  packed(counts: readonly number[]): PackedUses {
    const payers = this.payers.inOrder(this.#payers)
    const kinds = this.kinds.inOrder(this.#kinds)
    const { numbers, rowOf } = summedRows([payers.key, kinds.key], counts, USE_COUNTS)
    const money: string[] = []
    for (const [use, row] of rowOf.entries()) {
      const own = this.#money[use] as string
      const other = money[row]
      money[row] = other === undefined ? own : String(BigInt(other) + BigInt(own))
    }
    return { payers: payers.names, kinds: kinds.names, numbers, money }
  }
}

export function packUses(uses: readonly InText<BilledUse>[]): PackedUses {
  const found = new FoundUses()
  const counts: number[] = []
  for (const use of uses) {
    const { asked, model, baseModel, deployment, deploymentType, account, region } = use
    const { outcome, serviceTier, isSpilled, isPriced, isLong } = use
    const where = [asked, model, baseModel, deployment, deploymentType, account, region] as const
    const kind = found.kinds.placeOf([...where, outcome, serviceTier, isSpilled, isPriced, isLong])
    found.add(found.payers.placeOf([use.consumer, use.costCenter]), kind, use.nanoUsd)
    counts.push(use.attempts, use.input, use.cached, use.output, use.reasoning)
    counts.push(use.audioInput, use.audioOutput, use.estimated)
  }
  return found.packed(counts)
}

export function unpackUses({ payers, kinds, numbers, money }: PackedUses): BilledUse[] {
  return money.map((nanoUsd, row) => {
    const at = row * USE_WIDTH
    const [consumer, costCenter] = payers[numbers[at] as number] as Payer
    const kind = kinds[numbers[at + 1] as number] as UseKind
    return {
      consumer,
      costCenter,
      asked: kind[0],
      model: kind[1],
      baseModel: kind[2],
      deployment: kind[3],
      deploymentType: kind[4],
      account: kind[5],
      region: kind[6],
      outcome: kind[7],
      serviceTier: kind[8],
      isSpilled: kind[9],
      isPriced: kind[10],
      isLong: kind[11],
      attempts: numbers[at + 2] as number,
      input: numbers[at + 3] as number,
      cached: numbers[at + 4] as number,
      output: numbers[at + 5] as number,
      reasoning: numbers[at + 6] as number,
      audioInput: numbers[at + 7] as number,
      audioOutput: numbers[at + 8] as number,
      estimated: numbers[at + 9] as number,
      nanoUsd: BigInt(nanoUsd),
    }
  })
}

const HOUR_COUNTS = 3
const HOUR_WIDTH = 3 + HOUR_COUNTS

/** Hours as they are found, in any order; those of one deployment, hour and payer are added up. */
export class FoundHours {
  readonly deployments = new Names<ProvisionedName>()
  readonly payers = new Names<Payer>()
  readonly #deployments: number[] = []
  readonly #hours: number[] = []
  readonly #payers: number[] = []
  readonly #counts: number[] = []

  /** `hour` since 1970. */
  add(
    { deployment, payer }: { readonly deployment: number; readonly payer: number },
    hour: number,
    counts: readonly [attempts: number, freshInput: number, output: number],
  ): void {
    this.#deployments.push(deployment)
    this.#hours.push(hour)
    this.#payers.push(payer)
    this.#counts.push(...counts)
  }

  packed(): PackedHours {
    const deployments = this.deployments.inOrder(this.#deployments)
    const payers = this.payers.inOrder(this.#payers)
    let [firstHour = 0, lastHour = 0] = this.#hours
    for (const hour of this.#hours) {
      firstHour = Math.min(firstHour, hour)
      lastHour = Math.max(lastHour, hour)
    }
    const hours = { places: this.#hours.map((hour) => hour - firstHour), size: lastHour - firstHour + 1 }
    const keys = [deployments.key, hours, payers.key]
    const { numbers } = summedRows(keys, this.#counts, HOUR_COUNTS)
    return { deployments: deployments.names, payers: payers.names, firstHour, numbers }
  }
}

export function packHours(uses: readonly ProvisionedUse[]): PackedHours {
  const found = new FoundHours()
  for (const { deployment, hourMs, consumer, costCenter, attempts, freshInput, output } of uses) {
    const payer = found.payers.placeOf([consumer, costCenter])
    const owner = { deployment: found.deployments.placeOf([deployment]), payer }
    found.add(owner, hourMs / HOUR_MS, [attempts, freshInput, output])
  }
  return found.packed()
}

export function unpackHours({ deployments, payers, firstHour, numbers }: PackedHours): ProvisionedUse[] {
  return Array.from({ length: numbers.length / HOUR_WIDTH }, (_, row) => {
    const at = row * HOUR_WIDTH
    const [deployment] = deployments[numbers[at] as number] as ProvisionedName
    const [consumer, costCenter] = payers[numbers[at + 2] as number] as Payer
    return {
      deployment,
      hourMs: (firstHour + (numbers[at + 1] as number)) * HOUR_MS,
      consumer,
      costCenter,
      attempts: numbers[at + 3] as number,
      freshInput: numbers[at + 4] as number,
      output: numbers[at + 5] as number,
    }
  })
}
