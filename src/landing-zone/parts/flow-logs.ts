import type { Estate, RegionEstate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage, type Text, userAssigned } from '../resource-graph.ts'
import type { RegionHub } from './hub.ts'
import type { RegionNetwork } from './networks.ts'
import { roleAssignment } from './role-assignment.ts'
import { pairWithin } from './stores/data-store.ts'

/**
 * Azure itself makes a Network Watcher with the first network of a region, in this group and with this name, and takes no
 * second one of the region, whatever its name ("Enable or disable Azure Network Watcher").
 */
const WATCHER_GROUP = 'NetworkWatcherRG'
const watcherOf = (region: string): string => `NetworkWatcher_${region}`
const KEPT_DAYS = 90
const ANALYSED_EVERY_MINUTES = 60

/** Which connections there were in the networks of a region: kept in a store of their own, and analysed in the workspace. */
export function flowLogStages(
  estate: Estate,
  region: RegionEstate,
  hub: RegionHub,
  spoke: RegionNetwork,
  workspaceId: Text,
): readonly Stage[] {
  const { network_watcher: isWanted = estate.plan.environment === 'production' } =
    estate.declaration.network?.monitoring ?? {}
  if (!isWanted) return []
  const store = flowStore(estate, region)
  const writer = resource({
    symbol: estate.symbols.of('flowLogIdentity', region.region),
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2024-11-30',
    name: estate.name('managedIdentity', 'flow-logs', region.region),
    body: { location: region.region, tags: estate.tags },
  })
  const mayWrite = roleAssignment(estate, ['flowLogs', 'writer', region.region], {
    role: 'Storage Blob Data Contributor',
    on: store,
    to: writer,
    because: {
      rule: 'WAF-04',
      why: 'flow logs are written with an identity of their own, and without keys.',
    },
  })
  const watched = [
    { what: 'network', network: spoke.network },
    ...(hub.network === null ? [] : [{ what: 'hub', network: hub.network }]),
  ]
  return [
    {
      name: `28-flow-store-${region.region}`,
      purpose: `The store of the flow logs of ${region.region}, which Azure keeps in the region of the network alone.`,
      scope: estate.groupScope(region.groups.network),
      parameters: [],
      resources: [store, writer, mayWrite],
      outputs: [],
    },
    {
      name: `29-flow-logs-${region.region}`,
      purpose: `Flow logs of the networks of ${region.region}, with Traffic Analytics, under the Network Watcher that Azure has made there.`,
      scope: estate.groupScope(WATCHER_GROUP),
      parameters: [],
      resources: watched.map(({ what, network }) =>
        resource({
          symbol: estate.symbols.of('flowLog', what, region.region),
          type: 'Microsoft.Network/networkWatchers/flowLogs',
          apiVersion: '2025-09-01',
          name: `${watcherOf(region.region)}/${estate.name('flowLog', what, region.region)}`,
          after: [mayWrite],
          body: {
            location: region.region,
            tags: estate.tags,
            identity: userAssigned(writer),
            properties: {
              targetResourceId: idOf(network),
              storageId: idOf(store),
              enabled: true,
              format: { type: 'JSON', version: 2 },
              retentionPolicy: { enabled: true, days: KEPT_DAYS },
              flowAnalyticsConfiguration: {
                networkWatcherFlowAnalyticsConfiguration: {
                  enabled: true,
                  workspaceResourceId: workspaceId,
                  trafficAnalyticsInterval: ANALYSED_EVERY_MINUTES,
                },
              },
            },
          },
          because: [{ rule: 'NET-17', why: 'who was connected to whom can be seen afterwards.' }],
        }),
      ),
      outputs: [],
    },
  ]
}

function flowStore(estate: Estate, { region, hasZones }: RegionEstate): Resource {
  return resource({
    symbol: estate.symbols.of('flowStore', region),
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2026-04-01',
    name: estate.name('storageAccount', 'flow', region),
    body: {
      location: region,
      tags: estate.tags,
      kind: 'StorageV2',
      sku: { name: skuIn(estate, region, hasZones) },
      properties: {
        accessTier: 'Hot',
        // Network Watcher writes as a trusted service of Azure, from outside of every network; nobody else is let in.
        publicNetworkAccess: 'Enabled',
        networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        isLocalUserEnabled: false,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
      },
    },
    because: [
      { rule: 'PNET-08', why: 'no network and no address is let in.' },
      { rule: 'WAF-03', why: 'old TLS and plain HTTP are refused.' },
      {
        rule: 'REL-15',
        why: 'what led to the loss of a region can be read in another, where Azure has a pair for it.',
      },
    ],
  })
}

/** A copy in the paired region, if that is within the residency. */
function skuIn({ plan }: Estate, region: string, hasZones: boolean): string {
  if (pairWithin(plan, region) === null) return hasZones ? 'Standard_ZRS' : 'Standard_LRS'
  return hasZones ? 'Standard_GZRS' : 'Standard_GRS'
}
