/**
 * Deployment types of Azure's model deployments: the name in the workload file, the `sku.name` that ARM takes, and
 * where calls are processed. Source: Microsoft Foundry documentation, "Deployment types for Foundry models"
 * (learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/deployment-types). The developer tier promises no
 * residency.
 */
export interface DeploymentTypeFacts {
  readonly name: string
  readonly skuName: string
  readonly processing: 'region' | 'data-zone' | 'global'
  /** Bought as provisioned throughput units rather than by token. */
  readonly provisioned: boolean
  /**
   * Takes files of requests through the Batch API, at half of the price of the standard type, and no calls by
   * themselves. Source: Azure OpenAI "Getting started with Azure OpenAI batch deployments"
   * (learn.microsoft.com/azure/ai-foundry/openai/how-to/batch), as of 2026-11.
   */
  readonly batch?: true
}

const ROWS: readonly DeploymentTypeFacts[] = [
  { name: 'standard', skuName: 'Standard', processing: 'region', provisioned: false },
  { name: 'global-standard', skuName: 'GlobalStandard', processing: 'global', provisioned: false },
  { name: 'data-zone-standard', skuName: 'DataZoneStandard', processing: 'data-zone', provisioned: false },
  { name: 'provisioned-managed', skuName: 'ProvisionedManaged', processing: 'region', provisioned: true },
  {
    name: 'global-provisioned-managed',
    skuName: 'GlobalProvisionedManaged',
    processing: 'global',
    provisioned: true,
  },
  {
    name: 'data-zone-provisioned-managed',
    skuName: 'DataZoneProvisionedManaged',
    processing: 'data-zone',
    provisioned: true,
  },
  { name: 'global-batch', skuName: 'GlobalBatch', processing: 'global', provisioned: false, batch: true },
  {
    name: 'data-zone-batch',
    skuName: 'DataZoneBatch',
    processing: 'data-zone',
    provisioned: false,
    batch: true,
  },
  { name: 'developer', skuName: 'DeveloperTier', processing: 'global', provisioned: false },
]

const byName = new Map(ROWS.map((row) => [row.name, row]))
const bySkuName = new Map(ROWS.map((row) => [row.skuName.toLowerCase(), row]))

export const DEPLOYMENT_TYPE_FACTS: readonly DeploymentTypeFacts[] = ROWS

/** By the workload file's name. */
export function findDeploymentType(name: string): DeploymentTypeFacts | null {
  return byName.get(name) ?? null
}

/** Whether deployments of a type, by the workload file's name, take batches and nothing else. */
export function isBatchType(name: string | null): boolean {
  return name !== null && byName.get(name)?.batch === true
}

/** By ARM's `sku.name`, which ARM compares without regard to case. */
export function findDeploymentSku(skuName: string): DeploymentTypeFacts | null {
  return bySkuName.get(skuName.toLowerCase()) ?? null
}
