import type { Estate, RegionEstate } from '../estate.ts'
import { type Resource, resource } from '../resource-graph.ts'
import { SHARE } from './gateway-services.ts'

const STORAGE_API = '2026-04-01'
const SHARE_GIB = 100
const KEPT_DAYS = 14

export interface GatewayShare {
  readonly account: Resource
  readonly service: Resource
  readonly share: Resource
}

/** Where the replicas of a region write their journals, each into a folder of its own, so that they outlive them. */
export function gatewayShare(
  { symbols, name, tags }: Estate,
  { region, hasZones }: RegionEstate,
): GatewayShare {
  const account = resource({
    symbol: symbols.of('journalAccount', region),
    type: SHARE.resourceType,
    apiVersion: STORAGE_API,
    name: name('storageAccount', 'journal', region),
    body: {
      location: region,
      tags,
      kind: 'FileStorage',
      sku: { name: hasZones ? 'Premium_ZRS' : 'Premium_LRS' },
      properties: {
        publicNetworkAccess: 'Disabled',
        networkAcls: { defaultAction: 'Deny', bypass: 'None' },
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
      },
    },
    because: [{ rule: 'PNET-08', why: 'journals are reached over a private endpoint alone.' }],
  })
  const service = resource({
    symbol: symbols.of('journalService', region),
    type: `${SHARE.resourceType}/fileServices`,
    apiVersion: STORAGE_API,
    name: 'default',
    parent: account,
    body: {
      properties: {
        shareDeleteRetentionPolicy: { enabled: true, days: KEPT_DAYS },
        // Container Apps mounts NFS without TLS, and is refused where the account asks for it ("Encryption in transit for
        // NFS Azure file shares"): what it writes stays within the network, between it and the private endpoint.
        protocolSettings: { nfs: { encryptionInTransit: { required: false } } },
      },
    },
  })
  const share = resource({
    symbol: symbols.of('journalShare', region),
    type: `${SHARE.resourceType}/fileServices/shares`,
    apiVersion: STORAGE_API,
    name: 'journals',
    parent: service,
    body: { properties: { enabledProtocols: 'NFS', rootSquash: 'NoRootSquash', shareQuota: SHARE_GIB } },
  })
  return { account, service, share }
}
