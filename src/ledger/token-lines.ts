import type { ModelPrice } from '../azure/index.ts'
import type { ChargebackSettings, TokenPrice } from '../workload/index.ts'
import { billedType } from './price-book.ts'
import {
  chargedPrice,
  type ChargedTokens,
  chargedTokens,
  picoUsdOf,
  type Pricing,
  type Rates,
  TOKEN_CLASSES,
  type TokenClass,
} from './prices.ts'
import { spread, spreadNumbers } from './spread.ts'
import type { UnfinishedLine } from './statement-lines.ts'
import { businessUnitOf } from './business-unit.ts'
import type { BilledUse, UseKey } from './statement-reader.ts'

/**
 * Lines of tokens that are paid by the token: one for each class of a group of attempts. The ledger priced each attempt
 * when it ended; its sum is divided among the classes by what they cost in the book, so that a price changed since
 * moves nothing between payers.
 */
export type LineMeter = TokenClass | 'ptu-hours'

const PICO_PER_NANO = 1_000

type LineSettings = Pick<ChargebackSettings, 'pool' | 'unitDepth'>

/** Adds the lines of a use to others: a large month has tens of thousands of both. */
export function tokenLining(
  prices: Pricing,
  findListed: (baseModel: string) => ModelPrice | null,
  { pool, unitDepth }: LineSettings,
): (use: BilledUse, lines: UnfinishedLine[]) => void {
  const tariffOf = tariffs(prices, findListed)
  // Uses of one consumer stand beside one another.
  let consumer = ''
  let businessUnit = businessUnitOf(consumer, unitDepth)
  return (use, lines) => {
    const tariff = tariffOf(use)
    const tokens = chargedTokens(tariff.price, use)
    const meters = TOKEN_CLASSES.filter((of) => tokens[of] > 0)
    if (meters.length === 0) return
    if (use.consumer !== consumer) {
      consumer = use.consumer
      businessUnit = businessUnitOf(consumer, unitDepth)
    }
    const { charged, standard, list } = tariff
    const follow = keyOf(use)
    const parts = partsOf(use.nanoUsd, meters, tokens, tariff.weights)
    for (let at = 0; at < meters.length; at++) {
      const meter = meters[at] as TokenClass
      const nanoUsd = parts[at] as bigint
      const quantity = tokens[meter]
      lines.push({
        kind: 'tokens',
        costCenter: use.costCenter ?? pool,
        businessUnit,
        consumer,
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
        meter,
        quantity,
        attempts: use.attempts,
        estimatedTokens: at === 0 ? use.estimated : 0,
        isPriced: use.isPriced,
        nanoUsd,
        listNanoUsd: list === null ? null : nanoUsdOf(quantity, list[meter], 1),
        cacheSavedNanoUsd:
          meter === 'cached-input' && charged !== null && use.isPriced && charged.input > charged[meter]
            ? nanoUsdOf(quantity, charged.input - charged[meter], tariff.halving)
            : 0n,
        tierSavedNanoUsd:
          // A dearer tier such as priority saves nothing; it is no negative saving either.
          tariff.hasTierPrice && use.isPriced && standard !== null
            ? positive(nanoUsdOf(quantity, standard[meter], 1) - nanoUsd)
            : 0n,
        follow,
        amount: nanoUsd,
      })
    }
  }
}

/** Rounded down. */
function nanoUsdOf(quantity: number, picoUsd: number, divisor: number): bigint {
  const unit = PICO_PER_NANO * divisor
  const product = quantity * picoUsd
  return product <= Number.MAX_SAFE_INTEGER
    ? BigInt((product - (product % unit)) / unit)
    : (BigInt(quantity) * BigInt(picoUsd)) / BigInt(unit)
}

type PicoUsd = Readonly<Record<TokenClass, number>>

/** What uses of one base model, type, tier and length of prompt cost. */
interface Tariff {
  readonly price: TokenPrice
  /** Null where nobody knows a price, as `list` is where no list has it. */
  readonly charged: PicoUsd | null
  /** As `charged`, in the smallest whole numbers: what they multiply stays exact for longer. */
  readonly weights: PicoUsd | null
  readonly standard: PicoUsd | null
  readonly list: PicoUsd | null
  /** What its price is divided by. */
  readonly halving: 1 | 2
  readonly hasTierPrice: boolean
}

/** Each tariff is made once: of thousands of uses there are a few. */
function tariffs(
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
  const picoUsd = charged === null ? null : picoOf(charged.price)
  return {
    price: charged?.price ?? list ?? NO_PRICE,
    charged: picoUsd,
    weights: picoUsd === null ? null : smallest(picoUsd),
    standard: standard === null ? null : picoOf(standard),
    list: list === null ? null : picoOf(list),
    halving: charged?.isHalved === true ? 2 : 1,
    hasTierPrice:
      serviceTier !== null && (charged?.isHalved === true || rates?.tiers?.has(serviceTier) === true),
  }
}

function picoOf(price: TokenPrice): PicoUsd {
  return byClass((tokens) => picoUsdOf(price, tokens))
}

function smallest(prices: PicoUsd): PicoUsd {
  const all = TOKEN_CLASSES.map((of) => prices[of])
  const divisor = all.reduce(greatestDivisor, 0) || 1
  return byClass((tokens) => prices[tokens] / divisor)
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

function byClass(of: (tokens: TokenClass) => number): PicoUsd {
  return {
    input: of('input'),
    'cached-input': of('cached-input'),
    output: of('output'),
    'audio-input': of('audio-input'),
    'audio-output': of('audio-output'),
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
