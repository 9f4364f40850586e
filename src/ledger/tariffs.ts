import type { ModelPrice } from '../azure/index.ts'
import type { TokenPrice } from '../workload/index.ts'
import { billedType } from './price-book.ts'
import {
  chargedPrice,
  picoUsdOf,
  type Pricing,
  type Rates,
  TOKEN_CLASSES,
  type TokenClass,
} from './prices.ts'
import type { BilledUse } from './statement-reader.ts'

const PICO_PER_NANO = 1_000

/** Of a quantity of tokens, a part of their price: rounded down. */
export function nanoUsdOf(quantity: number, picoUsd: number, divisor: number): bigint {
  const unit = PICO_PER_NANO * divisor
  const product = quantity * picoUsd
  return product <= Number.MAX_SAFE_INTEGER
    ? BigInt((product - (product % unit)) / unit)
    : (BigInt(quantity) * BigInt(picoUsd)) / BigInt(unit)
}

export type PicoUsd = Readonly<Record<TokenClass, number>>

/** What uses of one base model, type, tier and length of prompt cost. */
export interface Tariff {
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

const NO_PRICE: TokenPrice = {
  inputPicoUsd: 0,
  cachedInputPicoUsd: 0,
  outputPicoUsd: 0,
  audioInputPicoUsd: null,
  audioOutputPicoUsd: null,
}
