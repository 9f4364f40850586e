import type { Estate } from '../estate.ts'
import { idOf, type Reason, type Resource, resource } from '../resource-graph.ts'
import type { RegionNetwork } from './networks.ts'
import type { PrivateDns } from './private-dns.ts'

const NETWORK_API = '2025-09-01'

export interface EndpointWish {
  /** What it leads to. */
  readonly target: Resource
  /** The sub-resource, such as `account`. */
  readonly groupId: string
  /** Tell this endpoint from others in its region: the names of symbols and resources are made of them. */
  readonly words: readonly string[]
  /** What must be done before: an endpoint made while its target still changes is refused. */
  readonly after?: readonly Resource[]
  readonly because?: readonly Reason[]
}

/** A private endpoint in the network of its region, and the DNS zones that it writes its names into. */
export function privateEndpointOf(
  estate: Estate,
  { region, subnet }: Pick<RegionNetwork, 'region' | 'subnet'>,
  dns: Pick<PrivateDns, 'zonesOf'>,
  { target, groupId, words, after = [], because = [] }: EndpointWish,
): readonly [Resource, Resource] {
  const name = estate.name('privateEndpoint', ...words, region)
  const endpoint = resource({
    symbol: estate.symbols.of('endpoint', ...words),
    type: 'Microsoft.Network/privateEndpoints',
    apiVersion: NETWORK_API,
    name,
    after,
    body: {
      location: region,
      tags: estate.tags,
      properties: {
        customNetworkInterfaceName: `${name}-nic`,
        subnet: { id: idOf(subnet('endpoints')) },
        privateLinkServiceConnections: [
          { name: words.join('-'), properties: { privateLinkServiceId: idOf(target), groupIds: [groupId] } },
        ],
      },
    },
    because: [{ rule: 'NET-10', why: 'it has an address in the network of its region.' }, ...because],
  })
  const zoneGroup = resource({
    symbol: estate.symbols.of('zoneGroup', ...words),
    type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
    apiVersion: NETWORK_API,
    name: 'default',
    parent: endpoint,
    body: {
      properties: {
        privateDnsZoneConfigs: dns.zonesOf(target.type, groupId, region).map((zone) => ({
          name: zone.name.replaceAll('.', '-'),
          properties: { privateDnsZoneId: zone.id },
        })),
      },
    },
    because: [{ rule: 'NET-11', why: 'each of its names needs its zone.' }],
  })
  return [endpoint, zoneGroup]
}
