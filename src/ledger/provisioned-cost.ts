import type { AzureFacts } from '../azure/index.ts'
import { NANO_USD_PER_USD } from '../base/index.ts'
import type { ChargebackSettings, Deployment, Plan, ProvisionedPrice } from '../workload/index.ts'
import { spread } from './spread.ts'
import type { ProvisionedUse, Span } from './statement-reader.ts'

/**
 * What provisioned throughput cost and who used it. It is paid by the hour, used or not: of each hour, a consumer pays
 * the share of the bucket that its weighted tokens filled, and what nobody filled is idle.
 */
export interface ProvisionedCost {
  readonly deployment: Deployment
  /** Null where nobody says what a PTU costs: then the amounts are zero and the statement says so. */
  readonly price: PtuHourPrice | null
  readonly hours: number
  /** Units times hours. */
  readonly unitHours: number
  readonly idleUnitHours: number
  /** The same hours at list price; null where no list has it. */
  readonly listNanoUsd: bigint | null
  readonly nanoUsd: bigint
  readonly shares: readonly ProvisionedShare[]
  readonly idleNanoUsd: bigint
  /** Share of all that the bucket could have carried, from 0; null where Azure publishes no figure for the model. */
  readonly utilization: number | null
}

/** On whose word a PTU costs what it does. */
export interface PtuHourPrice {
  readonly nanoUsdPerUnitHour: number
  readonly origin: 'file' | 'list'
  readonly source: string | null
  readonly asOf: string | null
}

export interface ProvisionedShare {
  readonly consumer: string
  readonly costCenter: string | null
  readonly attempts: number
  readonly freshInput: number
  readonly output: number
  /** In thousandths: output weights need not be whole. */
  readonly weightedMilliTokens: bigint
  readonly unitHours: number
  readonly nanoUsd: bigint
}

const HOUR_MS = 3_600_000
const MINUTES_PER_HOUR = 60
const MILLI = 1_000
const MICRO = 1_000_000

export function provisionedCosts(
  { deployments, models, chargeback, facts }: Pick<Plan, 'deployments' | 'models' | 'chargeback' | 'facts'>,
  uses: readonly ProvisionedUse[],
  span: Span,
): readonly ProvisionedCost[] {
  const byDeployment = Map.groupBy(uses, ({ deployment }) => deployment)
  return [...deployments.values()].flatMap((deployment) => {
    if (deployment.capacity.kind !== 'provisioned') return []
    const baseModel = models.get(deployment.model)?.baseModel ?? deployment.model
    const price = priceOf(deployment, baseModel, { chargeback, facts })
    const listed = deployment.type === null ? null : facts.ptuPrices.find(baseModel, deployment.type)
    const cost = costOf(deployment, price, chargeback, byDeployment.get(deployment.id) ?? [], span)
    return [{ ...cost, listNanoUsd: listed === null ? null : atList(cost.unitHours, listed.usdPerHour) }]
  })
}

/** The file's own before the list; of those the most particular: of the deployment, of the base model, of the type. */
export interface PriceSources {
  readonly chargeback: Pick<ChargebackSettings, 'provisioned'>
  readonly facts: AzureFacts
}

export function priceOf(
  { id, type }: Pick<Deployment, 'id' | 'type'>,
  baseModel: string,
  { chargeback, facts }: PriceSources,
): PtuHourPrice | null {
  const rank = (row: ProvisionedPrice): number =>
    (row.deployment === null ? 0 : 2) + (row.baseModel === null ? 0 : 1)
  const fitting = chargeback.provisioned.filter(
    (row) =>
      row.type === type &&
      (row.deployment ?? id) === id &&
      (row.baseModel ?? baseModel).toLowerCase() === baseModel.toLowerCase(),
  )
  const own = fitting.reduce<ProvisionedPrice | null>(
    (best, row) => (best === null || rank(row) > rank(best) ? row : best),
    null,
  )
  if (own !== null) {
    const { nanoUsdPerUnitHour, source, asOf } = own
    return { nanoUsdPerUnitHour, origin: 'file', source, asOf }
  }
  const listed = type === null ? null : facts.ptuPrices.find(baseModel, type)
  if (listed === null) return null
  const { usdPerHour, source, asOf } = listed
  return { nanoUsdPerUnitHour: Math.round(usdPerHour * NANO_USD_PER_USD), origin: 'list', source, asOf }
}

function atList(unitHours: number, usdPerHour: number): bigint {
  return BigInt(unitHours) * BigInt(Math.round(usdPerHour * NANO_USD_PER_USD))
}

function costOf(
  deployment: Deployment,
  price: PtuHourPrice | null,
  { unitChanges }: ChargebackSettings,
  uses: readonly ProvisionedUse[],
  span: Span,
): Omit<ProvisionedCost, 'listNanoUsd'> {
  const { capacity } = deployment
  if (capacity.kind !== 'provisioned') throw new Error(`${deployment.id} is not provisioned`)
  const changes = unitChanges.get(deployment.id) ?? null
  const outputMilli = BigInt(Math.round(capacity.outputWeight * MILLI))
  const capacityPerUnit =
    capacity.inputTokensPerMinute === null
      ? null
      : (capacity.inputTokensPerMinute * MINUTES_PER_HOUR * MILLI) / capacity.units
  const shares = new Map<string, { -readonly [Key in keyof ProvisionedShare]: ProvisionedShare[Key] }>()
  const byHour = Map.groupBy(uses, ({ hourMs }) => hourMs)
  let unitHours = 0
  let hours = 0
  let nanoUsd = 0n
  let idleNanoUsd = 0n
  let idleUnitHours = 0
  let capacityMilli = 0
  let usedMilli = 0n
  for (let hourMs = span.fromMs; hourMs < span.toMs; hourMs += HOUR_MS) {
    const units = unitsAt(hourMs, capacity.units, changes)
    const cost = BigInt(units) * BigInt(price?.nanoUsdPerUnitHour ?? 0)
    hours += 1
    unitHours += units
    nanoUsd += cost
    const inHour = byHour.get(hourMs) ?? []
    const weights = inHour.map(
      ({ freshInput, output }) => BigInt(freshInput * MILLI) + BigInt(output) * outputMilli,
    )
    const used = weights.reduce((sum, weight) => sum + weight, 0n)
    const room = capacityPerUnit === null ? null : Math.round(capacityPerUnit * units)
    // Without a figure for the bucket nobody can say what was idle, except where nothing was used at all.
    const idle = room === null ? (used === 0n ? 1n : 0n) : BigInt(room) > used ? BigInt(room) - used : 0n
    const parts = spread(cost, [...weights, idle])
    const microHours = spread(BigInt(units) * BigInt(MICRO), [...weights, idle])
    idleNanoUsd += parts.at(-1) ?? 0n
    idleUnitHours += Number(microHours.at(-1) ?? 0n) / MICRO
    capacityMilli += room ?? 0
    usedMilli += used
    for (const [index, use] of inHour.entries()) {
      const key = JSON.stringify([use.consumer, use.costCenter])
      const share = shares.get(key) ?? {
        consumer: use.consumer,
        costCenter: use.costCenter,
        attempts: 0,
        freshInput: 0,
        output: 0,
        weightedMilliTokens: 0n,
        unitHours: 0,
        nanoUsd: 0n,
      }
      share.attempts += use.attempts
      share.freshInput += use.freshInput
      share.output += use.output
      share.weightedMilliTokens += weights[index] ?? 0n
      share.unitHours += Number(microHours[index] ?? 0n) / MICRO
      share.nanoUsd += parts[index] ?? 0n
      shares.set(key, share)
    }
  }
  return {
    deployment,
    price,
    hours,
    unitHours,
    nanoUsd,
    shares: [...shares]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, share]) => ({ ...share, unitHours: inMicro(share.unitHours) })),
    idleNanoUsd,
    idleUnitHours: inMicro(idleUnitHours),
    utilization: capacityPerUnit === null || capacityMilli === 0 ? null : Number(usedMilli) / capacityMilli,
  }
}

/** Sums of millionths, without what doubles add below them. */
function inMicro(value: number): number {
  return Math.round(value * MICRO) / MICRO
}

function unitsAt(
  atMs: number,
  always: number,
  changes: readonly { readonly fromMs: number; readonly units: number }[] | null,
): number {
  if (changes === null) return always
  return changes.findLast(({ fromMs }) => fromMs <= atMs)?.units ?? 0
}
