import { isBatchType, type ModelPrice } from '../azure/index.ts'
import type { DeploymentType, PriceOverride, TokenPrice } from '../workload/index.ts'
import type { Usage } from './records.ts'

/** What tokens of one deployment cost; made once for each deployment of a plan. */
export interface Rates {
  readonly price: TokenPrice
  /** The price of the whole request once its prompt has this many tokens. */
  readonly longContext: { readonly fromInputTokens: number; readonly price: TokenPrice } | null
  /** Prices of service tiers that have one of their own. */
  readonly tiers?: ReadonlyMap<string, TokenPrice>
}

export interface Pricing {
  /**
   * Rates of a base model on a deployment type: the workload file's own, else the list's. Null when nobody knows, and
   * then its use is reported as unpriced, never as free. Provisioned throughput is paid by the hour, so its tokens
   * cost nothing more.
   */
  ratesFor(baseModel: string, type: DeploymentType | null): Rates | null
}

const FREE: TokenPrice = {
  inputPicoUsd: 0,
  cachedInputPicoUsd: 0,
  outputPicoUsd: 0,
  audioInputPicoUsd: null,
  audioOutputPicoUsd: null,
}
const PICO_USD_PER_NANO_USD = 1_000
const HALF_PRICED_TIERS: ReadonlySet<string> = new Set(['flex', 'batch'])

export function isProvisioned(type: string | null): boolean {
  return type?.endsWith('provisioned-managed') === true
}

export function pricing(
  overrides: readonly PriceOverride[],
  findListed: (baseModel: string) => ModelPrice | null,
): Pricing {
  return {
    ratesFor(baseModel, type) {
      const own = overrides.filter((row) => row.baseModel === baseModel && appliesTo(row, type))
      // A price for one type goes before one for all.
      own.sort((a, b) => Number(a.type === null) - Number(b.type === null))
      const tiers = new Map<string, TokenPrice>()
      for (const { serviceTier, price } of own)
        if (serviceTier !== null && !tiers.has(serviceTier)) tiers.set(serviceTier, price)
      const standard = own.find(({ serviceTier }) => serviceTier === null)
      // What a batch deployment serves is of the tier `batch`, at half of the price of other types; a price that the file
      // sets for the batch type itself is the price already.
      if (isBatchType(type) && standard !== undefined && standard.type === type && !tiers.has('batch'))
        tiers.set('batch', standard.price)
      if (standard !== undefined) return { price: standard.price, longContext: null, tiers }
      // The hours are paid in whatever tier the answer was given.
      if (isProvisioned(type))
        return { price: FREE, longContext: null, tiers: new Map([['priority', FREE], ...tiers]) }
      const listed = findListed(baseModel)
      return listed === null ? null : { price: listed.price, longContext: listed.longContext, tiers }
    },
  }
}

/** A price for all types means those that are paid by token: provisioned throughput is paid already. */
export function appliesTo(override: PriceOverride, type: string | null): boolean {
  return override.type === null ? !isProvisioned(type) : override.type === type
}

/**
 * Integer nano-dollars, half up. Null when the price is not known: no rates, or a service tier with a price of its own
 * that the workload file does not say. Flex and batch processing cost half; priority processing costs more, by a
 * figure that no list here holds (Microsoft Learn, "Priority processing", "Flex processing", "Global batch").
 */
export function costNanoUsd(rates: Rates | null, usage: Usage, serviceTier: string | null): number | null {
  if (rates === null) return null
  const charged = chargedPrice(rates, usage.input, serviceTier)
  if (charged === null) return null
  const picoUsd = costPicoUsd(charged.price, usage)
  return Math.round((charged.isHalved ? picoUsd / 2 : picoUsd) / PICO_USD_PER_NANO_USD)
}

/** The price that a call of this size has in this tier; null when nobody knows. */
export function chargedPrice(
  { price, longContext, tiers }: Rates,
  inputTokens: number,
  serviceTier: string | null,
): { readonly price: TokenPrice; readonly isHalved: boolean } | null {
  const own = serviceTier === null ? undefined : tiers?.get(serviceTier)
  if (own !== undefined) return { price: own, isHalved: false }
  if (serviceTier === 'priority') return null
  const isLong = longContext !== null && inputTokens >= longContext.fromInputTokens
  return {
    price: isLong ? longContext.price : price,
    isHalved: serviceTier !== null && HALF_PRICED_TIERS.has(serviceTier),
  }
}

export const TOKEN_CLASSES = ['input', 'cached-input', 'output', 'audio-input', 'audio-output'] as const
export type TokenClass = (typeof TOKEN_CLASSES)[number]

/** Tokens by the class that they are charged as, no token in two. */
export type ChargedTokens = Readonly<Record<TokenClass, number>>

/** Audio is part of input and output, and costs its own price where there is one; cached input is never audio here. */
export function chargedTokens(price: TokenPrice, usage: Usage): ChargedTokens {
  const audioInput = price.audioInputPicoUsd === null ? 0 : usage.audioInput
  const audioOutput = price.audioOutputPicoUsd === null ? 0 : usage.audioOutput
  const cached = Math.min(usage.cached, usage.input - audioInput)
  return {
    input: usage.input - cached - audioInput,
    'cached-input': cached,
    output: usage.output - audioOutput,
    'audio-input': audioInput,
    'audio-output': audioOutput,
  }
}

export function picoUsdOf(price: TokenPrice, of: TokenClass): number {
  switch (of) {
    case 'input':
      return price.inputPicoUsd
    case 'cached-input':
      return price.cachedInputPicoUsd
    case 'output':
      return price.outputPicoUsd
    case 'audio-input':
      return price.audioInputPicoUsd ?? 0
    case 'audio-output':
      return price.audioOutputPicoUsd ?? 0
  }
}

function costPicoUsd(price: TokenPrice, usage: Usage): number {
  const tokens = chargedTokens(price, usage)
  return TOKEN_CLASSES.reduce((sum, of) => sum + tokens[of] * picoUsdOf(price, of), 0)
}
