import type { ModelPrice } from '../azure/index.ts'
import type { ChargebackSettings, TokenPrice } from '../workload/index.ts'
import { billedType } from './price-book.ts'
import {
  chargedPrice,
  chargedTokens,
  picoUsdOf,
  type Pricing,
  type Rates,
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
  tariff: Tariff,
  { pool, unitDepth }: Pick<ChargebackSettings, 'pool' | 'unitDepth'>,
): UnfinishedLine[] {
  const { charged, standard, list } = tariff
  const tokens = chargedTokens(tariff.price, use)
  const classes = TOKEN_CLASSES.filter((of) => tokens[of] > 0)
  const quantities = classes.map((of) => BigInt(tokens[of]))
  const parts = spread(use.nanoUsd, weightsOf(classes, quantities, charged))
  const follow = keyOf(use)
  const businessUnit = businessUnitOf(use.consumer, unitDepth)
  return classes.map((of, index): UnfinishedLine => {
    const nanoUsd = parts[index] ?? 0n
    const quantity = quantities[index] ?? 0n
    const cacheSaved =
      of === 'cached-input' && charged !== null && use.isPriced
        ? positive(quantity * (charged.input - charged[of])) / tariff.halving
        : 0n
    return {
      kind: 'tokens',
      costCenter: use.costCenter ?? pool,
      businessUnit,
      consumer: use.consumer,
      model: use.model,
      baseModel: use.baseModel,
      asked: use.asked === use.model ? null : use.asked,
      deployment: use.deployment,
      deploymentType: use.deploymentType,
      account: use.account,
      region: use.region,
      outcome: use.outcome,
      isSpilled: use.isSpilled,
      serviceTier: use.serviceTier,
      meter: of,
      quantity: tokens[of],
      attempts: use.attempts,
      estimatedTokens: index === 0 ? use.estimated : 0,
      isPriced: use.isPriced,
      nanoUsd,
      listNanoUsd: list === null ? null : (quantity * list[of]) / PICO_PER_NANO,
      cacheSavedNanoUsd: cacheSaved / PICO_PER_NANO,
      tierSavedNanoUsd:
        // A dearer tier such as priority saves nothing; it is no negative saving either.
        tariff.hasTierPrice && use.isPriced && standard !== null
          ? positive((quantity * standard[of]) / PICO_PER_NANO - nanoUsd)
          : 0n,
      follow,
      amount: 0n,
    }
  })
}

type PicoUsd = Readonly<Record<TokenClass, bigint>>

/** What uses of one base model, type, tier and length of prompt cost. */
export interface Tariff {
  readonly price: TokenPrice
  /** Null where nobody knows a price, as `list` is where no list has it. */
  readonly charged: PicoUsd | null
  readonly standard: PicoUsd | null
  readonly list: PicoUsd | null
  readonly halving: bigint
  readonly hasTierPrice: boolean
}

/** Each tariff is made once: of thousands of uses there are a few. */
export function tariffs(
  prices: Pricing,
  findListed: (baseModel: string) => ModelPrice | null,
): (use: BilledUse) => Tariff {
  const known = new Map<string, Tariff>()
  return (use) => {
    const type = billedType(use.deploymentType, use.isSpilled)
    const name = JSON.stringify([use.baseModel, type, use.serviceTier, use.isLong])
    let tariff = known.get(name)
    if (tariff === undefined) {
      tariff = tariffOf(use, prices.ratesFor(use.baseModel, type), findListed(use.baseModel))
      known.set(name, tariff)
    }
    return tariff
  }
}

function tariffOf(
  { serviceTier, isLong }: BilledUse,
  rates: Rates | null,
  listed: ModelPrice | null,
): Tariff {
  const longInput = isLong ? Number.MAX_SAFE_INTEGER : 0
  const charged = rates === null ? null : chargedPrice(rates, longInput, serviceTier)
  const standard = rates === null ? null : (chargedPrice(rates, longInput, null)?.price ?? null)
  const list = listed === null ? null : isLong ? (listed.longContext?.price ?? listed.price) : listed.price
  return {
    price: charged?.price ?? list ?? NO_PRICE,
    charged: charged === null ? null : picoOf(charged.price),
    standard: standard === null ? null : picoOf(standard),
    list: list === null ? null : picoOf(list),
    halving: charged?.isHalved === true ? 2n : 1n,
    hasTierPrice:
      serviceTier !== null && (charged?.isHalved === true || rates?.tiers?.has(serviceTier) === true),
  }
}

function picoOf(price: TokenPrice): PicoUsd {
  const of = (tokens: TokenClass): bigint => BigInt(picoUsdOf(price, tokens))
  return {
    input: of('input'),
    'cached-input': of('cached-input'),
    output: of('output'),
    'audio-input': of('audio-input'),
    'audio-output': of('audio-output'),
  }
}

function weightsOf(
  classes: readonly TokenClass[],
  quantities: readonly bigint[],
  price: PicoUsd | null,
): readonly bigint[] {
  const byPrice =
    price === null ? [] : quantities.map((quantity, at) => quantity * price[classes[at] as TokenClass])
  // Where the book has no price for it any more, tokens alone divide what was once paid.
  return byPrice.some((weight) => weight > 0n) ? byPrice : quantities
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

function positive(value: bigint): bigint {
  return value > 0n ? value : 0n
}
