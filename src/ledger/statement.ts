import { NANO_USD_PER_USD } from '../base/index.ts'
import type { Plan } from '../workload/index.ts'
import { businessUnitOf } from './business-unit.ts'
import { billedType, priceBook, type PriceBookEntry } from './price-book.ts'
import { isProvisioned, pricing } from './prices.ts'
import { type ProvisionedCost, provisionedCosts } from './provisioned-cost.ts'
import { spread } from './spread.ts'
import { finishedLines, type UnfinishedLine } from './statement-lines.ts'
import { totalOf, type Totals, totalsOf } from './statement-totals.ts'
import type { BilledUse, ProvisionedUse, Span, UseKey } from './statement-reader.ts'
import { type LineMeter, tokenLining } from './token-lines.ts'

/**
 * A statement: what each cost center pays for a span of time, line by line. Amounts are whole nano-dollars; the lines
 * of a group of attempts add up to what the ledger holds for them, and those of a provisioned deployment to its hours.
 */
export interface Statement extends Span {
  readonly workload: string
  readonly planRevision: string
  /** End of the billing period that the span lies in; after `toMs` while the month is under way. */
  readonly periodEndMs: number
  readonly currency: string
  readonly conversion: Plan['chargeback']['conversion']
  readonly lines: readonly StatementLine[]
  readonly costCenters: readonly CostCenterTotal[]
  readonly total: Totals
  readonly provisioned: readonly ProvisionedCost[]
  readonly prices: readonly PriceBookEntry[]
  /** What a reader has to know before trusting the sum, in sentences. */
  readonly notes: readonly string[]
}

export interface StatementLine {
  readonly kind: 'tokens' | 'provisioned' | 'idle'
  readonly costCenter: string
  readonly businessUnit: string | null
  readonly consumer: string | null
  readonly model: string
  readonly baseModel: string
  /** The model asked for, where a fallback served another. */
  readonly asked: string | null
  readonly deployment: string
  readonly deploymentType: string | null
  readonly account: string
  readonly region: string | null
  readonly outcome: BilledUse['outcome'] | null
  readonly isSpilled: boolean
  readonly serviceTier: string | null
  readonly meter: LineMeter
  /** Tokens, or units times hours. */
  readonly quantity: number
  readonly attempts: number
  /** Of `quantity`, tokens that are an estimate; of the whole group, on its first line. */
  readonly estimatedTokens: number
  /** False where nobody knows a price: the amounts are then zero. */
  readonly isPriced: boolean
  readonly nanoUsd: bigint
  /** At list price; null where no list has it. */
  readonly listNanoUsd: bigint | null
  readonly cacheSavedNanoUsd: bigint
  /** What flex, batch or another tier with a lower price saved. */
  readonly tierSavedNanoUsd: bigint
  /** `nanoUsd` in the statement's currency, in billionths. */
  readonly amount: bigint
  /** Attempts that the line rests on. */
  readonly follow: Partial<UseKey>
}

export interface CostCenterTotal extends Totals {
  readonly costCenter: string
}

export interface StatementMatter extends Span {
  readonly plan: Plan
  readonly uses: readonly BilledUse[]
  readonly provisionedUses: readonly ProvisionedUse[]
  readonly periodEndMs?: number
}

const MICRO = 1_000_000

export function makeStatement(matter: StatementMatter): Statement {
  const { plan, uses, provisionedUses, fromMs, toMs } = matter
  const findListed = plan.facts.prices.find
  const { chargeback } = plan
  const addTokenLines = tokenLining(pricing(plan.prices, findListed), findListed, chargeback)
  const provisioned = provisionedCosts(plan, provisionedUses, { fromMs, toMs })
  const unfinished: UnfinishedLine[] = []
  for (const use of uses) {
    // What a provisioned deployment served itself is in the lines of its hours.
    if (isProvisioned(use.deploymentType) && !use.isSpilled && use.isPriced && use.nanoUsd === 0n) continue
    addTokenLines(use, unfinished)
  }
  for (const cost of provisioned) unfinished.push(...provisionedLines(cost, plan))
  const lines = finishedLines(unfinished, chargeback.conversion?.nanoPerUsd ?? NANO_USD_PER_USD)
  const byCenter = Map.groupBy(lines, ({ costCenter }) => costCenter)
  const used = uses.map(({ baseModel, deploymentType, isSpilled, serviceTier }) => ({
    baseModel,
    type: billedType(deploymentType, isSpilled),
    serviceTier,
  }))
  const costCenters = [...byCenter].map(([costCenter, own]) => ({ costCenter, ...totalsOf(own) }))
  const total = totalOf(costCenters)
  return {
    fromMs,
    toMs,
    periodEndMs: matter.periodEndMs ?? toMs,
    workload: plan.workload,
    planRevision: plan.revision,
    currency: chargeback.currency,
    conversion: chargeback.conversion,
    lines,
    costCenters: dearestFirst(costCenters),
    total,
    provisioned,
    prices: priceBook(used, plan.prices, findListed),
    notes: notesOf(total, provisioned, provisionedUses),
  }
}

/** The part of a statement that has these lines, with its sums; null where there are none. */
export function restrictTo(
  statement: Statement,
  isWanted: (line: StatementLine) => boolean,
): Statement | null {
  const lines = statement.lines.filter(isWanted)
  if (lines.length === 0) return null
  const byCenter = Map.groupBy(lines, ({ costCenter }) => costCenter)
  const costCenters = [...byCenter].map(([costCenter, own]) => ({ costCenter, ...totalsOf(own) }))
  const deployments = new Set(lines.map(({ deployment }) => deployment))
  return {
    ...statement,
    lines,
    costCenters: dearestFirst(costCenters),
    total: totalOf(costCenters),
    provisioned: statement.provisioned.filter(({ deployment }) => deployments.has(deployment.id)),
  }
}

function dearestFirst(costCenters: readonly CostCenterTotal[]): readonly CostCenterTotal[] {
  return costCenters.toSorted((a, b) => (a.nanoUsd === b.nanoUsd ? 0 : a.nanoUsd < b.nanoUsd ? 1 : -1))
}

function provisionedLines(cost: ProvisionedCost, { chargeback, accounts, models }: Plan): UnfinishedLine[] {
  const { deployment, price, nanoUsd, shares, idleNanoUsd, idleUnitHours } = cost
  const base = {
    model: deployment.model,
    baseModel: models.get(deployment.model)?.baseModel ?? deployment.model,
    asked: null,
    deployment: deployment.id,
    deploymentType: deployment.type,
    account: deployment.account,
    region: accounts.get(deployment.account)?.region ?? null,
    outcome: null,
    isSpilled: false,
    serviceTier: null,
    meter: 'ptu-hours',
    estimatedTokens: 0,
    isPriced: price !== null,
    cacheSavedNanoUsd: 0n,
    tierSavedNanoUsd: 0n,
  } as const
  const listOf = (amount: bigint): bigint | null =>
    cost.listNanoUsd === null || nanoUsd === 0n ? null : (amount * cost.listNanoUsd) / nanoUsd
  const follow = { deployment: deployment.id, isSpilled: false }
  const lines: UnfinishedLine[] = shares.map((share) => ({
    ...base,
    kind: 'provisioned',
    costCenter: share.costCenter ?? chargeback.pool,
    businessUnit: businessUnitOf(share.consumer, chargeback.unitDepth),
    consumer: share.consumer,
    quantity: share.unitHours,
    attempts: share.attempts,
    nanoUsd: share.nanoUsd,
    listNanoUsd: listOf(share.nanoUsd),
    follow: { ...follow, consumer: share.consumer, costCenter: share.costCenter },
    amount: share.nanoUsd,
  }))
  const idle = (
    costCenter: string,
    consumer: string | null,
    amount: bigint,
    hours: number,
  ): UnfinishedLine => ({
    ...base,
    kind: 'idle',
    costCenter,
    businessUnit: consumer === null ? null : businessUnitOf(consumer, chargeback.unitDepth),
    consumer,
    quantity: hours,
    attempts: 0,
    nanoUsd: amount,
    listNanoUsd: listOf(amount),
    follow,
    amount,
  })
  const used = shares.map(({ weightedMilliTokens }) => weightedMilliTokens)
  if (chargeback.idle === 'proportional' && used.some((weight) => weight > 0n)) {
    const parts = spread(idleNanoUsd, used)
    const hours = spread(BigInt(Math.round(idleUnitHours * MICRO)), used)
    for (const [index, { costCenter, consumer }] of shares.entries()) {
      const ownHours = Number(hours[index] ?? 0n) / MICRO
      lines.push(idle(costCenter ?? chargeback.pool, consumer, parts[index] ?? 0n, ownHours))
    }
  } else {
    const owner = chargeback.idle === 'owner' ? chargeback.owners.get(deployment.id) : undefined
    lines.push(idle(owner ?? chargeback.pool, null, idleNanoUsd, idleUnitHours))
  }
  return lines
}

function notesOf(
  { unpricedTokens, estimatedTokens }: Totals,
  provisioned: readonly ProvisionedCost[],
  uses: readonly ProvisionedUse[],
): readonly string[] {
  const notes: string[] = []
  const count = (value: number): string => value.toLocaleString('en-US')
  if (unpricedTokens > 0)
    notes.push(`${count(unpricedTokens)} tokens have no known price and are not in the amounts; set prices.`)
  if (estimatedTokens > 0)
    notes.push(`${count(estimatedTokens)} tokens are estimates, of calls whose provider told no figure.`)
  for (const { deployment, price, utilization } of provisioned) {
    if (price === null)
      notes.push(
        `${deployment.id} has no price per PTU and hour, so its hours are not in the amounts; set chargeback.provisioned.`,
      )
    if (price?.origin === 'list')
      notes.push(
        `${deployment.id}: $${price.nanoUsdPerUnitHour / NANO_USD_PER_USD} per PTU and hour is by list (${price.source ?? ''}); what you pay is yours to say: set chargeback.provisioned.`,
      )
    if (utilization === null)
      notes.push(
        `${deployment.id}: nobody publishes what a PTU carries of its model, so who used it pays all; set input_tokens_per_minute.`,
      )
  }
  const known = new Set(provisioned.map(({ deployment }) => deployment.id))
  const gone = new Set(uses.map(({ deployment }) => deployment).filter((id) => !known.has(id)))
  for (const id of gone)
    notes.push(
      `${id} served as a provisioned deployment and is none in the file, so its hours are missing here.`,
    )
  return notes
}
