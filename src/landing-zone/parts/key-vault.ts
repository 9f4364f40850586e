import type { Estate } from '../estate.ts'
import { type Body, type Reason, type Resource, resource, tenantId } from '../resource-graph.ts'

/** Azure counts 7 to 90 days. */
const DELETED_KEPT_DAYS = 90
export const KEY_VAULT_API = '2026-02-01'

export interface VaultWish {
  readonly symbol: string
  readonly name: string
  readonly region: string
  /** Whether services of Azure that Microsoft trusts may ask it: those that encrypt with a key in it. */
  readonly isForEncryption: boolean
  readonly because: readonly Reason[]
}

/** A key vault: private, with roles of Azure instead of access policies, and nothing in it can be lost for good. */
export function keyVault(
  { tags, declaration }: Estate,
  { symbol, name, region, isForEncryption, because }: VaultWish,
): Resource {
  const properties: Body = {
    tenantId,
    // Keys of regulated workloads are kept in hardware.
    sku: { family: 'A', name: declaration.governance?.regulated === true ? 'premium' : 'standard' },
    enableRbacAuthorization: true,
    enableSoftDelete: true,
    softDeleteRetentionInDays: DELETED_KEPT_DAYS,
    enablePurgeProtection: true,
    publicNetworkAccess: 'Disabled',
    networkAcls: { defaultAction: 'Deny', bypass: isForEncryption ? 'AzureServices' : 'None' },
  }
  return resource({
    symbol,
    type: 'Microsoft.KeyVault/vaults',
    apiVersion: KEY_VAULT_API,
    name,
    body: { location: region, tags: tags, properties },
    because: [{ rule: 'PNET-08', why: 'it is reached over its private endpoint alone.' }, ...because],
  })
}
