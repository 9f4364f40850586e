import type { ModelPrice } from '../azure/index.ts'
import type { ChargebackSettings } from '../workload/index.ts'
import { businessUnitOf } from './business-unit.ts'
import { type ChargedTokens, chargedTokens, type Pricing, TOKEN_CLASSES, type TokenClass } from './prices.ts'
import { spread, spreadNumbers } from './spread.ts'
import type { BilledUse, UseKey } from './statement-reader.ts'
import type { StatementLine } from './statement.ts'
import { nanoUsdOf, type PicoUsd, type Tariff, tariffs } from './tariffs.ts'

/**
 * Lines of tokens that are paid by the token: one for each class of a group of attempts. The ledger priced each attempt
 * when it ended; its sum is divided among the classes by what they cost in the book, so that a price changed since
 * moves nothing between payers.
 */
export type LineMeter = TokenClass | 'ptu-hours'

type LineSettings = Pick<ChargebackSettings, 'pool' | 'unitDepth'>

/** Adds the lines of a use to others: a large month has tens of thousands of both. */
export function tokenLining(
  prices: Pricing,
  findListed: (baseModel: string) => ModelPrice | null,
  { pool, unitDepth }: LineSettings,
): (use: BilledUse, lines: { push(line: TokenLine): void }) => void {
  const tariffOf = tariffs(prices, findListed)
  // Uses of one consumer stand beside one another.
  let consumer = ''
  let businessUnit = businessUnitOf(consumer, unitDepth)
  return (use, lines) => {
    const tariff = tariffOf(use)
    const tokens = chargedTokens(tariff.price, use)
    const meters = TOKEN_CLASSES.filter((of) => tokens[of] > 0)
    if (use.consumer !== consumer) {
      consumer = use.consumer
      businessUnit = businessUnitOf(consumer, unitDepth)
    }
    const group = new TokenGroup(use, tariff, { costCenter: use.costCenter ?? pool, businessUnit })
    const parts = partsOf(use.nanoUsd, meters, tokens, tariff.weights)
    for (const [at, meter] of meters.entries())
      lines.push(
        new TokenLine(group, meter, { quantity: tokens[meter], isFirst: at === 0, nanoUsd: parts[at] ?? 0n }),
      )
  }
}

/** What the lines of one use have in common. */
class TokenGroup {
  readonly use: BilledUse
  readonly tariff: Tariff
  readonly costCenter: string
  readonly businessUnit: string
  #follow: UseKey | null = null

  constructor(
    use: BilledUse,
    tariff: Tariff,
    { costCenter, businessUnit }: Pick<TokenGroup, 'costCenter' | 'businessUnit'>,
  ) {
    this.use = use
    this.tariff = tariff
    this.costCenter = costCenter
    this.businessUnit = businessUnit
  }

  get follow(): UseKey {
    return (this.#follow ??= keyOf(this.use))
  }
}

/** What is its own, and the rest when it is asked for: with all of it, collecting garbage takes longer than making lines. */
class TokenLine implements StatementLine {
  readonly group: TokenGroup
  readonly meter: TokenClass
  readonly quantity: number
  readonly estimatedTokens: number
  readonly nanoUsd: bigint
  amount: bigint

  constructor(
    group: TokenGroup,
    meter: TokenClass,
    of: { readonly quantity: number; readonly isFirst: boolean; readonly nanoUsd: bigint },
  ) {
    this.group = group
    this.meter = meter
    this.quantity = of.quantity
    this.estimatedTokens = of.isFirst ? group.use.estimated : 0
    this.nanoUsd = of.nanoUsd
    this.amount = of.nanoUsd
  }

  get kind(): 'tokens' {
    return 'tokens'
  }

  get costCenter(): string {
    return this.group.costCenter
  }

  get businessUnit(): string {
    return this.group.businessUnit
  }

  get consumer(): string {
    return this.group.use.consumer
  }

  get model(): string {
    return this.group.use.model
  }

  get baseModel(): string {
    return this.group.use.baseModel
  }

  get asked(): string | null {
    const { asked, model } = this.group.use
    return asked === model ? null : asked
  }

  get deployment(): string {
    return this.group.use.deployment
  }

  get deploymentType(): string | null {
    return this.group.use.deploymentType
  }

  get account(): string {
    return this.group.use.account
  }

  get region(): string | null {
    return this.group.use.region
  }

  get outcome(): BilledUse['outcome'] {
    return this.group.use.outcome
  }

  get isSpilled(): boolean {
    return this.group.use.isSpilled
  }

  get serviceTier(): string | null {
    return this.group.use.serviceTier
  }

  get attempts(): number {
    return this.group.use.attempts
  }

  get isPriced(): boolean {
    return this.group.use.isPriced
  }

  get listNanoUsd(): bigint | null {
    const { list } = this.group.tariff
    return list === null ? null : nanoUsdOf(this.quantity, list[this.meter], 1)
  }

  get cacheSavedNanoUsd(): bigint {
    const { use, tariff } = this.group
    const { charged, halving } = tariff
    if (this.meter !== 'cached-input' || charged === null || !use.isPriced) return 0n
    const saved = charged.input - charged[this.meter]
    return saved > 0 ? nanoUsdOf(this.quantity, saved, halving) : 0n
  }

  /** A dearer tier such as priority saves nothing; it is no negative saving either. */
  get tierSavedNanoUsd(): bigint {
    const { use, tariff } = this.group
    if (!tariff.hasTierPrice || tariff.standard === null || !use.isPriced) return 0n
    const saved = nanoUsdOf(this.quantity, tariff.standard[this.meter], 1) - this.nanoUsd
    return saved > 0n ? saved : 0n
  }

  get follow(): UseKey {
    return this.group.follow
  }
}

/** What the lines of one group of attempts have in common, and no others. */
export function groupOf(line: StatementLine): object {
  return line instanceof TokenLine ? line.group : line.follow
}

/** All that a line says, as an object of its own. */
export function plainLine(line: StatementLine): StatementLine {
  if (!(line instanceof TokenLine)) return line
  return {
    kind: line.kind,
    costCenter: line.costCenter,
    businessUnit: line.businessUnit,
    consumer: line.consumer,
    model: line.model,
    baseModel: line.baseModel,
    asked: line.asked,
    deployment: line.deployment,
    deploymentType: line.deploymentType,
    account: line.account,
    region: line.region,
    outcome: line.outcome,
    isSpilled: line.isSpilled,
    serviceTier: line.serviceTier,
    meter: line.meter,
    quantity: line.quantity,
    attempts: line.attempts,
    estimatedTokens: line.estimatedTokens,
    isPriced: line.isPriced,
    nanoUsd: line.nanoUsd,
    listNanoUsd: line.listNanoUsd,
    cacheSavedNanoUsd: line.cacheSavedNanoUsd,
    tierSavedNanoUsd: line.tierSavedNanoUsd,
    follow: line.follow,
    amount: line.amount,
  }
}

/** Where the book has no price for it any more, tokens alone divide what was once paid. */
function partsOf(
  nanoUsd: bigint,
  meters: readonly TokenClass[],
  tokens: ChargedTokens,
  prices: PicoUsd | null,
): readonly bigint[] {
  const isByPrice = prices !== null && meters.some((meter) => prices[meter] > 0)
  const priceOf = (meter: TokenClass): number => (isByPrice ? prices[meter] : 1)
  const weights = meters.map((meter) => tokens[meter] * priceOf(meter))
  const parts = spreadNumbers(Number(nanoUsd), weights)
  return parts === null
    ? spread(
        nanoUsd,
        meters.map((meter) => BigInt(tokens[meter]) * BigInt(priceOf(meter))),
      )
    : parts.map(BigInt)
}

function keyOf(use: BilledUse): UseKey {
  const { consumer, costCenter, asked, model, baseModel, deployment, deploymentType, account, region } = use
  const { outcome, serviceTier, isSpilled, isPriced, isLong } = use
  const where = { consumer, costCenter, asked, model, baseModel, deployment, deploymentType, account, region }
  return { ...where, outcome, serviceTier, isSpilled, isPriced, isLong }
}
