import { type AzureFacts, findDeploymentSku } from '../azure/index.ts'
import type { Body, Resource, ResourceGraph, Value } from './resource-graph.ts'

/**
 * What the resources of a landing zone cost a month by being there, at list price, and what that leaves out. Tokens,
 * traffic and what is stored cost by use, which nobody knows before.
 */
export interface CostEstimate {
  /** The dearest first. */
  readonly priced: readonly PricedResource[]
  /** Charged by what is used of them. */
  readonly byUse: readonly UnpricedResource[]
  /** Cost something, and no list at hand says how much. */
  readonly unknown: readonly UnpricedResource[]
  readonly totalCents: number
  /** The days of the oldest and the newest price, as `2026-10-05`; null where nothing has a price. */
  readonly pricesFrom: { readonly oldest: string; readonly newest: string } | null
}

export interface PricedResource {
  readonly resource: Resource
  readonly stage: string
  readonly size: string
  readonly units: number
  readonly centsPerMonth: number
  /** What is paid beside it. */
  readonly perUse: string | null
}

export interface UnpricedResource {
  readonly resource: Resource
  readonly stage: string
  /** What is counted, or what is not known. */
  readonly why: string
}

/** As in Azure's own estimates. */
const HOURS_PER_MONTH = 730

/** What has no price of its own, and is charged by use alone. */
const BY_USE: Readonly<Record<string, string>> = {
  'microsoft.storage/storageaccounts': 'what is stored, copied and read',
  'microsoft.keyvault/vaults': 'operations, and keys in hardware',
  'microsoft.operationalinsights/workspaces': 'each GB of logs, and keeping them',
  'microsoft.insights/components': 'nothing beside its logs in the workspace',
  'microsoft.insights/scheduledqueryrules': 'each query, by how often it is asked',
  'microsoft.app/containerapps': 'seconds of CPU and memory of its replicas',
  'microsoft.app/managedenvironments': 'the replicas in it, and its workload profiles',
  'microsoft.documentdb/databaseaccounts': 'request units and what is stored',
  'microsoft.machinelearningservices/workspaces': 'computes and its managed network',
  'microsoft.network/virtualnetworks/virtualnetworkpeerings': 'each GB in either direction',
  'microsoft.network/trafficmanagerprofiles': 'questions and probes',
}

/** What Azure charges nothing for, and what is part of something that is charged. */
const FREE = new Set(
  [
    'Microsoft.Resources/resourceGroups',
    'Microsoft.Authorization/policyAssignments',
    'Microsoft.Authorization/policyDefinitions',
    'Microsoft.Authorization/roleAssignments',
    'Microsoft.Management/managementGroups',
    'Microsoft.Management/managementGroups/subscriptions',
    'Microsoft.Consumption/budgets',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
    'Microsoft.Insights/diagnosticSettings',
    'Microsoft.Insights/actionGroups',
    'Microsoft.Insights/privateLinkScopes',
    'Microsoft.Insights/activityLogAlerts',
    'Microsoft.Insights/workbooks',
    'Microsoft.Network/virtualNetworks',
    'Microsoft.Network/networkSecurityGroups',
    'Microsoft.Network/routeTables',
    'Microsoft.Network/firewallPolicies',
    'Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies',
    // Part of Front Door's tier Premium.
    'Microsoft.Network/frontDoorWebApplicationFirewallPolicies',
    'Microsoft.Network/networkWatchers',
    'Microsoft.Network/networkInterfaces',
    'Microsoft.Network/localNetworkGateways',
    'Microsoft.Network/dnsResolvers',
    'Microsoft.CognitiveServices/accounts',
  ].map((type) => type.toLowerCase()),
)
/** Children of what is charged, which have a price of their own all the same. */
const CHARGED_CHILDREN = new Set(
  [
    'Microsoft.CognitiveServices/accounts/deployments',
    'Microsoft.ContainerRegistry/registries/replications',
    'Microsoft.Network/dnsResolvers/inboundEndpoints',
    'Microsoft.Network/dnsResolvers/outboundEndpoints',
    'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
  ].map((type) => type.toLowerCase()),
)
const DEPLOYMENTS = 'microsoft.cognitiveservices/accounts/deployments'

export function estimateCost({ stages }: ResourceGraph, facts: AzureFacts): CostEstimate {
  const priced: PricedResource[] = []
  const byUse: UnpricedResource[] = []
  const unknown: UnpricedResource[] = []
  const days: string[] = []
  for (const { name: stage, resources } of stages) {
    for (const resource of resources) {
      const type = resource.type.toLowerCase()
      if (FREE.has(type) || (resource.parent !== null && !CHARGED_CHILDREN.has(type))) continue
      const price = type === DEPLOYMENTS ? deploymentPrice(resource, facts) : priceOf(resource, facts)
      if (price.kind === 'priced') {
        days.push(price.asOf)
        priced.push({ resource, stage, ...price })
        if (textAt(resource.body, 'properties', 'ddosSettings', 'protectionMode') === 'Enabled')
          unknown.push({ resource, stage, why: 'DDoS IP protection of a public address' })
      } else (price.kind === 'by-use' ? byUse : unknown).push({ resource, stage, why: price.why })
    }
  }
  days.sort()
  const [oldest] = days
  return {
    priced: priced.sort((a, b) => b.centsPerMonth - a.centsPerMonth),
    byUse,
    unknown,
    totalCents: priced.reduce((sum, { centsPerMonth }) => sum + centsPerMonth, 0),
    pricesFrom: oldest === undefined ? null : { oldest, newest: days.at(-1) ?? oldest },
  }
}

type Price =
  | (Omit<PricedResource, 'resource' | 'stage'> & { readonly kind: 'priced'; readonly asOf: string })
  | { readonly kind: 'by-use' | 'unknown'; readonly why: string }

function priceOf({ type, body }: Resource, { resourcePrices }: AzureFacts): Price {
  const use = BY_USE[type.toLowerCase()]
  if (use !== undefined) return { kind: 'by-use', why: use }
  const size = sizeOf(body)
  const found = resourcePrices.find(type, size) ?? resourcePrices.find(type, '')
  if (found === null) return { kind: 'unknown', why: size === '' ? type : `${type}, ${size}` }
  const units = unitsOf(body)
  return {
    kind: 'priced',
    size,
    units,
    centsPerMonth: Math.round(found.usdPerMonth * 100 * units),
    perUse: found.perUse,
    asOf: found.asOf,
  }
}

/** Provisioned throughput is paid by the hour; everything else by the token. */
function deploymentPrice({ body }: Resource, { ptuPrices }: AzureFacts): Price {
  const skuName = textAt(body, 'sku', 'name')
  const facts = findDeploymentSku(skuName)
  if (facts?.provisioned !== true) return { kind: 'by-use', why: 'tokens' }
  const model = textAt(body, 'properties', 'model', 'name')
  const units = numberAt(body, 'sku', 'capacity') ?? 0
  const found = ptuPrices.find(model, facts.name)
  if (found === null) return { kind: 'unknown', why: `PTU of ${model}` }
  return {
    kind: 'priced',
    size: `PTU of ${model}`,
    units,
    centsPerMonth: Math.round(found.usdPerHour * HOURS_PER_MONTH * units * 100),
    perUse: null,
    asOf: found.asOf,
  }
}

/** SKUs stand beside the properties of most types, and in the properties of older ones. */
function sizeOf(body: Body): string {
  return (
    textAt(body, 'properties', 'sku', 'tier') ||
    textAt(body, 'properties', 'sku', 'name') ||
    (textAt(body, 'sku', 'name') === 'Base' ? textAt(body, 'sku', 'tier') : textAt(body, 'sku', 'name'))
  )
}

/** How many of the size are paid for: search units, a standby in another zone, units of API Management in all regions. */
function unitsOf(body: Body): number {
  const replicas = numberAt(body, 'properties', 'replicaCount')
  const partitions = numberAt(body, 'properties', 'partitionCount')
  if (replicas !== null || partitions !== null) return (replicas ?? 1) * (partitions ?? 1)
  if (/^(?:ZoneRedundant|SameZone)$/.test(textAt(body, 'properties', 'highAvailability', 'mode'))) return 2
  const elsewhere = at(body, ['properties', 'additionalLocations'])
  const others = Array.isArray(elsewhere) ? (elsewhere as readonly Body[]) : []
  return [body, ...others].reduce((sum, place) => sum + (numberAt(place, 'sku', 'capacity') ?? 1), 0)
}

function at(body: Body, path: readonly string[]): Value | undefined {
  let value: Value | undefined = body
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Body)[key]
  }
  return value
}

function textAt(body: Body, ...path: readonly string[]): string {
  const value = at(body, path)
  return typeof value === 'string' ? value : ''
}

function numberAt(body: Body, ...path: readonly string[]): number | null {
  const value = at(body, path)
  return typeof value === 'number' ? value : null
}
