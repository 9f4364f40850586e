import type { AzureFacts, ModelPrice } from '../azure/index.ts'
import type { DeploymentType, PriceOverride, TokenPrice } from '../workload/index.ts'
import { appliesTo, isProvisioned } from './prices.ts'
import type { BilledUseQuery } from './statement-reader.ts'

/** Which price holds for what, and on whose word: what a statement shows beside its amounts. */
export interface PriceBookEntry {
  readonly baseModel: string
  readonly type: string | null
  readonly serviceTier: string | null
  readonly price: TokenPrice
  /** `file`: the workload file's own. `list`: the list that is shipped. */
  readonly origin: 'file' | 'list'
  /** Whose list; null for the file's own. */
  readonly listOf: string | null
  readonly source: string
  readonly asOf: string | null
}

interface PricedUse {
  readonly baseModel: string
  readonly type: string | null
  readonly serviceTier: string | null
}

export function priceBook(
  used: readonly PricedUse[],
  overrides: readonly PriceOverride[],
  findListed: (baseModel: string) => ModelPrice | null,
): readonly PriceBookEntry[] {
  const entries = new Map<string, PriceBookEntry>()
  // Thousands of groups are of a few prices, and those beside one another mostly of the same.
  const isRepeated = (one: PricedUse, before: PricedUse | undefined): boolean =>
    one.baseModel === before?.baseModel && one.type === before.type && one.serviceTier === before.serviceTier
  const some = used.filter((one, place) => !isRepeated(one, used[place - 1]))
  const asked = new Map(some.map((one) => [JSON.stringify(one), one] as const))
  for (const { baseModel, type, serviceTier } of asked.values()) {
    const own = overrides
      .filter((row) => row.baseModel === baseModel && appliesTo(row, type))
      .filter((row) => row.serviceTier === null || row.serviceTier === serviceTier)
      .sort((a, b) => particular(b) - particular(a))[0]
    const about = { baseModel, type, serviceTier: own === undefined ? null : own.serviceTier }
    const key = JSON.stringify(about)
    if (entries.has(key)) continue
    if (own !== undefined) {
      const { price, source, asOf } = own
      entries.set(key, {
        ...about,
        price,
        origin: 'file',
        listOf: null,
        source: source ?? 'workload file',
        asOf,
      })
      continue
    }
    const listed = isProvisioned(type) ? null : findListed(baseModel)
    if (listed === null) continue
    const { price, listOf, source, asOf } = listed
    entries.set(key, { ...about, price, origin: 'list', listOf, source, asOf })
  }
  return [...entries.values()]
}

function particular({ serviceTier, type }: PriceOverride): number {
  return (serviceTier === null ? 0 : 2) + (type === null ? 0 : 1)
}

/** From how many input tokens on each listed model has its price for long prompts. */
export function longContextThresholds({ prices }: AzureFacts): BilledUseQuery['longContext'] {
  // A base model once: the records do not say which version of it they are of.
  return prices.all.flatMap(({ baseModel, version, longContext }) =>
    longContext === null || version !== null
      ? []
      : [{ baseModel, fromInputTokens: longContext.fromInputTokens }],
  )
}

/** A spilled call was served by a pay-as-you-go deployment beside the provisioned one, whatever the one called is. */
export function billedType(deploymentType: string | null, isSpilled: boolean): DeploymentType | null {
  return (isSpilled ? 'standard' : deploymentType) as DeploymentType | null
}
