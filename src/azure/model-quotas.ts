import table from './data/model-quotas.json' with { type: 'json' }
import { findDeploymentType } from './deployment-types.ts'

/** What a subscription may use of a model in one region and type before it asks for more, by its quota tier. */
export const MODEL_QUOTAS_SOURCE: readonly string[] = table.source

/** Microsoft's usage tiers; a new subscription is in the first. */
export const QUOTA_TIERS = ['1', '2', '3', '4', '5', '6'] as const
export type QuotaTier = (typeof QUOTA_TIERS)[number]

export interface ModelQuota {
  /** Null where the model is not counted in tokens. */
  readonly tokensPerMinute: number | null
  readonly requestsPerMinute: number | null
  readonly asOf: string
}

interface Row {
  readonly model: string
  readonly sku: string
  readonly tokensPerMinute: readonly (number | null)[]
  readonly requestsPerMinute: readonly (number | null)[]
}

const rows: readonly Row[] = table.rows
const asOfByTier: Readonly<Record<QuotaTier, string>> = table.asOfByTier

export function modelQuotasAsOf(tier: QuotaTier): string {
  return asOfByTier[tier]
}

/** Null where no table that could be read has this model as this type in this tier. */
export function findModelQuota(
  baseModel: string,
  deploymentType: string,
  tier: QuotaTier,
): ModelQuota | null {
  const skuName = findDeploymentType(deploymentType)?.skuName
  const model = baseModel.toLowerCase()
  const row = rows.find((one) => one.sku === skuName && one.model.toLowerCase() === model)
  const at = QUOTA_TIERS.indexOf(tier)
  const tokensPerMinute = row?.tokensPerMinute[at] ?? null
  const requestsPerMinute = row?.requestsPerMinute[at] ?? null
  if (tokensPerMinute === null && requestsPerMinute === null) return null
  return { tokensPerMinute, requestsPerMinute, asOf: asOfByTier[tier] }
}
