import type { MinuteDemand } from './statement-reader.ts'

/**
 * What a capacity would have done with a history: minute by minute, provisioned throughput serves up to its soft cap,
 * and the rest is paid by the token. A model of what happened, not a replay: which call went where is not asked.
 */
export interface History {
  readonly minutes: number
  /** Input tokens that were not cached, and output by its weight: what fills a bucket. */
  readonly weighted: Float64Array
  /** The rate of the busiest ten seconds of the minute, as tokens a minute. */
  readonly peakRate: Float64Array
  /** All tokens, as a quota by the minute counts them. */
  readonly tokens: Float64Array
  /** What all tokens of the minute cost by the token, at what was paid for such tokens, in nano-dollars. */
  readonly tokenNanoUsd: Float64Array
}

export interface TokenPrices {
  readonly inputPicoUsd: number
  readonly cachedInputPicoUsd: number
  readonly outputPicoUsd: number
}

const TEN_SECONDS_PER_MINUTE = 6
const PICO_PER_NANO = 1_000

export function historyOf(
  demand: readonly MinuteDemand[],
  outputWeight: number,
  prices: TokenPrices,
): History {
  const factor = paidAgainstStandard(demand, prices)
  const column = (of: (minute: MinuteDemand) => number): Float64Array => Float64Array.from(demand, of)
  return {
    minutes: demand.length,
    weighted: column(({ freshInput, output }) => freshInput + output * outputWeight),
    peakRate: column(
      ({ peakFreshInput, peakOutput }) =>
        (peakFreshInput + peakOutput * outputWeight) * TEN_SECONDS_PER_MINUTE,
    ),
    tokens: column(({ freshInput, cached, output }) => freshInput + cached + output),
    tokenNanoUsd: column(
      ({ freshInput, cached, output }) =>
        (factor *
          (freshInput * prices.inputPicoUsd +
            cached * prices.cachedInputPicoUsd +
            output * prices.outputPicoUsd)) /
        PICO_PER_NANO,
    ),
  }
}

/**
 * By how much more, or less, was paid by the token than standard prices make it: long prompts and other service tiers
 * have prices of their own. 1 where nothing was paid by the token, so that nobody can say.
 */
export function paidAgainstStandard(demand: readonly MinuteDemand[], prices: TokenPrices): number {
  let paid = 0
  let standard = 0
  for (const minute of demand) {
    const { freshInput, cached, output, provisionedFreshInput, provisionedOutput } = minute
    const ownFresh = freshInput - provisionedFreshInput
    // How much of the cached input was whose is not told; as much as of the other input.
    const ownCached = freshInput === 0 ? 0 : (cached * ownFresh) / freshInput
    paid += Number(minute.nanoUsd)
    standard +=
      (ownFresh * prices.inputPicoUsd +
        ownCached * prices.cachedInputPicoUsd +
        (output - provisionedOutput) * prices.outputPicoUsd) /
      PICO_PER_NANO
  }
  return paid > 0 && standard > 0 ? paid / standard : 1
}

export interface Capacity {
  /** Weighted tokens a minute that all units carry. */
  readonly fullPerMinute: number
  /** The same up to the soft cap. */
  readonly cappedPerMinute: number
  /** Tokens a minute that may be had by the token; null without end. */
  readonly quotaPerMinute: number | null
}

export interface Run {
  readonly tokenNanoUsd: number
  /** Of weighted tokens, from 0 to 1. */
  readonly provisionedShare: number
  /** Minutes in which ten seconds alone would have filled the bucket, so that calls waited or were refused. */
  readonly tightMinutes: number
  /** Minutes in which more would have spilled than the quota lets through. */
  readonly refusedMinutes: number
}

export function runCapacity(
  { minutes, weighted, peakRate, tokens, tokenNanoUsd }: History,
  { fullPerMinute, cappedPerMinute, quotaPerMinute }: Capacity,
): Run {
  let cost = 0
  let all = 0
  let served = 0
  let tightMinutes = 0
  let refusedMinutes = 0
  for (let i = 0; i < minutes; i++) {
    const demand = weighted[i] as number
    const own = demand < cappedPerMinute ? demand : cappedPerMinute
    // Where all was cached, nothing fills the bucket.
    const share = demand === 0 ? (fullPerMinute > 0 ? 1 : 0) : own / demand
    all += demand
    served += own
    cost += (1 - share) * (tokenNanoUsd[i] as number)
    if (share > 0 && share * (peakRate[i] as number) > fullPerMinute) tightMinutes += 1
    if (quotaPerMinute !== null && (1 - share) * (tokens[i] as number) > quotaPerMinute) refusedMinutes += 1
  }
  return { tokenNanoUsd: cost, provisionedShare: all === 0 ? 0 : served / all, tightMinutes, refusedMinutes }
}
