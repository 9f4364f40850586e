import type { ModelPrice } from '../azure/index.ts'
import type { DeploymentType, PriceOverride, TokenPrice } from '../workload/index.ts'
import type { Usage } from './records.ts'

/** What tokens of one deployment cost; made once for each deployment of a plan. */
export interface Rates {
  readonly price: TokenPrice
  /** The price of the whole request once its prompt has this many tokens. */
  readonly longContext: { readonly fromInputTokens: number; readonly price: TokenPrice } | null
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

export function pricing(
  overrides: readonly PriceOverride[],
  findListed: (baseModel: string) => ModelPrice | null,
): Pricing {
  return {
    ratesFor(baseModel, type) {
      const own =
        overrides.find((row) => row.baseModel === baseModel && row.type === type) ??
        overrides.find((row) => row.baseModel === baseModel && row.type === null)
      if (own !== undefined) return { price: own.price, longContext: null }
      if (type?.endsWith('provisioned-managed') === true) return { price: FREE, longContext: null }
      const listed = findListed(baseModel)
      return listed === null ? null : { price: listed.price, longContext: listed.longContext }
    },
  }
}

/**
 * Integer nano-dollars, half up. Null when the price is not known: no rates, or a service tier with a price of its own.
 * Flex processing costs half; priority processing costs more, by a figure that no list here holds (Microsoft Learn,
 * "Priority processing", "Flex processing").
 */
export function costNanoUsd(rates: Rates | null, usage: Usage, serviceTier: string | null): number | null {
  if (rates === null || serviceTier === 'priority') return null
  const { price, longContext } = rates
  const isLong = longContext !== null && usage.input >= longContext.fromInputTokens
  const picoUsd = costPicoUsd(isLong ? longContext.price : price, usage)
  return Math.round((serviceTier === 'flex' ? picoUsd / 2 : picoUsd) / PICO_USD_PER_NANO_USD)
}

/** Audio is part of input and output, and costs its own price where there is one; cached input is never audio here. */
function costPicoUsd(price: TokenPrice, usage: Usage): number {
  const audioInput = price.audioInputPicoUsd === null ? 0 : usage.audioInput
  const audioOutput = price.audioOutputPicoUsd === null ? 0 : usage.audioOutput
  const cached = Math.min(usage.cached, usage.input - audioInput)
  return (
    (usage.input - cached - audioInput) * price.inputPicoUsd +
    cached * price.cachedInputPicoUsd +
    audioInput * (price.audioInputPicoUsd ?? 0) +
    (usage.output - audioOutput) * price.outputPicoUsd +
    audioOutput * (price.audioOutputPicoUsd ?? 0)
  )
}
