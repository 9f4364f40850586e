import type { ModelPrice } from '../azure/index.ts'
import type { ChargebackSettings, TokenPrice } from '../workload/index.ts'
import { billedType } from './price-book.ts'
import {
  chargedPrice,
  type ChargedTokens,
  chargedTokens,
  picoUsdOf,
  type Pricing,
  TOKEN_CLASSES,
  type TokenClass,
} from './prices.ts'
import { spread } from './spread.ts'
import type { UnfinishedLine } from './statement-lines.ts'
import { businessUnitOf } from './business-unit.ts'
import type { BilledUse, UseKey } from './statement-reader.ts'

/**
 * Lines of tokens that are paid by the token: one for each class of a group of attempts. The ledger priced each attempt
 * when it ended; its sum is divided among the classes by what they cost in the book, so that a price changed since
 * moves nothing between payers.
 */
export type LineMeter = TokenClass | 'ptu-hours'

const PICO_PER_NANO = 1_000n

export function tokenLines(
  use: BilledUse,
  prices: Pricing,
  findListed: (baseModel: string) => ModelPrice | null,
  { pool, unitDepth }: Pick<ChargebackSettings, 'pool' | 'unitDepth'>,
): UnfinishedLine[] {
  const { baseModel, serviceTier, isLong } = use
  const rates = prices.ratesFor(baseModel, billedType(use.deploymentType, use.isSpilled))
  const longInput = isLong ? Number.MAX_SAFE_INTEGER : 0
  const charged = rates === null ? null : chargedPrice(rates, longInput, serviceTier)
  const standard = rates === null ? null : (chargedPrice(rates, longInput, null)?.price ?? null)
  const listed = findListed(baseModel)
  const list = listed === null ? null : isLong ? (listed.longContext?.price ?? listed.price) : listed.price
  const tokens = chargedTokens(charged?.price ?? list ?? NO_PRICE, use)
  const classes = TOKEN_CLASSES.filter((of) => tokens[of] > 0)
  const parts = spread(use.nanoUsd, weightsOf(classes, tokens, charged?.price ?? null))
  const halving = charged?.isHalved === true ? 2n : 1n
  const hasTierPrice =
    serviceTier !== null && (charged?.isHalved === true || rates?.tiers?.has(serviceTier) === true)
  const follow = keyOf(use)
  const businessUnit = businessUnitOf(use.consumer, unitDepth)
  return classes.map((of, index): UnfinishedLine => {
    const nanoUsd = parts[index] ?? 0n
    const quantity = BigInt(tokens[of])
    const cacheSaved =
      of === 'cached-input' && charged !== null && use.isPriced
        ? positive(quantity * pico(charged.price, 'input') - quantity * pico(charged.price, of)) / halving
        : 0n
    const atStandard = standard === null ? null : (quantity * pico(standard, of)) / PICO_PER_NANO
    return {
      id: '',
      kind: 'tokens',
      costCenter: use.costCenter ?? pool,
      businessUnit,
      consumer: use.consumer,
      model: use.model,
      baseModel,
      asked: use.asked === use.model ? null : use.asked,
      deployment: use.deployment,
      deploymentType: use.deploymentType,
      account: use.account,
      region: use.region,
      outcome: use.outcome,
      isSpilled: use.isSpilled,
      serviceTier,
      meter: of,
      quantity: tokens[of],
      attempts: use.attempts,
      estimatedTokens: index === 0 ? use.estimated : 0,
      isPriced: use.isPriced,
      nanoUsd,
      listNanoUsd: list === null ? null : (quantity * pico(list, of)) / PICO_PER_NANO,
      cacheSavedNanoUsd: cacheSaved / PICO_PER_NANO,
      tierSavedNanoUsd:
        // A dearer tier such as priority saves nothing; it is no negative saving either.
        hasTierPrice && use.isPriced && atStandard !== null ? positive(atStandard - nanoUsd) : 0n,
      follow,
      amount: 0n,
    }
  })
}

function weightsOf(
  classes: readonly TokenClass[],
  tokens: ChargedTokens,
  price: TokenPrice | null,
): readonly bigint[] {
  const byPrice = price === null ? [] : classes.map((of) => BigInt(tokens[of]) * pico(price, of))
  // Where the book has no price for it any more, tokens alone divide what was once paid.
  return byPrice.some((weight) => weight > 0n) ? byPrice : classes.map((of) => BigInt(tokens[of]))
}

function keyOf(use: BilledUse): UseKey {
  const { consumer, costCenter, asked, model, baseModel, deployment, deploymentType, account, region } = use
  const { outcome, serviceTier, isSpilled, isPriced, isLong } = use
  const where = { consumer, costCenter, asked, model, baseModel, deployment, deploymentType, account, region }
  return { ...where, outcome, serviceTier, isSpilled, isPriced, isLong }
}

const NO_PRICE: TokenPrice = {
  inputPicoUsd: 0,
  cachedInputPicoUsd: 0,
  outputPicoUsd: 0,
  audioInputPicoUsd: null,
  audioOutputPicoUsd: null,
}

function pico(price: TokenPrice, of: TokenClass): bigint {
  return BigInt(picoUsdOf(price, of))
}

function positive(value: bigint): bigint {
  return value > 0n ? value : 0n
}
