import table from './data/model-quotas.json' with { type: 'json' }
import { findDeploymentSku } from './deployment-types.ts'
import { type Fact, type FactTable, shippedTable } from './fact-table.ts'

/** Microsoft's usage tiers; a new subscription is in the first. */
export const QUOTA_TIERS = ['1', '2', '3', '4', '5', '6'] as const
export type QuotaTier = (typeof QUOTA_TIERS)[number]

/** What a subscription may use of a model in one region and type before it asks for more. */
export interface ModelQuota {
  readonly model: string
  /** The workload file's name of a deployment type. */
  readonly type: string
  readonly tier: QuotaTier
  /** Null where the model is not counted in tokens. */
  readonly tokensPerMinute: number | null
  readonly requestsPerMinute: number | null
}

interface ShippedRow {
  readonly model: string
  readonly sku: string
  /** By tier; null where the copy of the tier's page that could be read has no such row. */
  readonly tokensPerMinute: readonly (number | null)[]
  readonly requestsPerMinute: readonly (number | null)[]
}

const shipped: readonly ShippedRow[] = table.rows
const asOfByTier: Readonly<Record<QuotaTier, string>> = table.asOfByTier

export const SHIPPED_QUOTAS: FactTable<ModelQuota> = shippedTable<ModelQuota>(
  {
    name: 'quotas',
    title: 'quotas of models by tier',
    key: ['model', 'type', 'tier'],
    asOf: Object.values(asOfByTier).reduce((oldest, one) => (one < oldest ? one : oldest), table.asOf),
    source: table.source,
  },
  shipped.flatMap(({ model, sku, ...by }) =>
    QUOTA_TIERS.flatMap((tier, at) => {
      const tokensPerMinute = by.tokensPerMinute[at] ?? null
      const requestsPerMinute = by.requestsPerMinute[at] ?? null
      const type = findDeploymentSku(sku)?.name
      if (type === undefined || (tokensPerMinute === null && requestsPerMinute === null)) return []
      return [{ model, type, tier, tokensPerMinute, requestsPerMinute, asOf: asOfByTier[tier] }]
    }),
  ),
)

export interface Quotas {
  /** Day of the table that a tier stands in. */
  asOf(this: void, tier: QuotaTier): string
  /** Null where no table that could be read has this model as this type in this tier. */
  find(this: void, baseModel: string, deploymentType: string, tier: QuotaTier): Fact<ModelQuota> | null
}

export function quotasOf({ rows }: FactTable<ModelQuota>): Quotas {
  const byModel = Map.groupBy(rows, ({ model }) => model.toLowerCase())
  return Object.freeze({
    asOf: (tier: QuotaTier) => asOfByTier[tier],
    find: (baseModel: string, deploymentType: string, tier: QuotaTier) =>
      byModel.get(baseModel.toLowerCase())?.find((row) => row.type === deploymentType && row.tier === tier) ??
      null,
  })
}
