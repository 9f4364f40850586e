import type { Estate, RegionEstate } from '../estate.ts'
import { type Body, idOf, type Resource, resource } from '../resource-graph.ts'
import type { RegionHub } from './hub.ts'
import { publicAddress } from './public-address.ts'

const NETWORK_API = '2025-09-01'

/** How subnets of a spoke reach what is outside of it. */
export interface WayOut {
  readonly resources: readonly Resource[]
  /** What every subnet says to take it. */
  readonly ofSubnets: Body
}

/**
 * By the firewall of the hub, or by one of somebody else; as an existing hub announces it where that has no firewall; over
 * an address of its own where the file wants none.
 */
export function wayOutOf(estate: Estate, region: RegionEstate, hub: RegionHub): WayOut {
  const { via, next_hop: nextHop } = estate.declaration.network?.egress ?? {}
  const address = hub.firewallAddress ?? nextHop?.[region.region] ?? null
  if (address !== null)
    return byRoutes(
      estate,
      region.region,
      routeToAll({ nextHopType: 'VirtualAppliance', nextHopIpAddress: address }),
    )
  if (hub.network === null) return byRoutes(estate, region.region, null)
  if (via !== 'other-firewall') return overOwnAddress(estate, region)
  estate.notes.add(
    `Nothing leaves the network of ${region.region} until network.egress.next_hop has the address of its firewall.`,
  )
  return byRoutes(estate, region.region, routeToAll({ nextHopType: 'None' }))
}

function routeToAll(hop: Body): Body {
  return { name: 'to-the-firewall', properties: { addressPrefix: '0.0.0.0/0', ...hop } }
}

/** Without a route of its own, a network takes what the hub's gateway announces. */
function byRoutes({ symbols, name, tags }: Estate, region: string, route: Body | null): WayOut {
  const routes = resource({
    symbol: symbols.of('routes', region),
    type: 'Microsoft.Network/routeTables',
    apiVersion: NETWORK_API,
    name: name('routeTable', region),
    body: {
      location: region,
      tags,
      properties: {
        disableBgpRoutePropagation: route !== null,
        routes: route === null ? [] : [route],
      },
    },
    because: route === null ? [] : [{ rule: 'NET-20', why: 'what leaves goes by the firewall of the hub.' }],
  })
  return { resources: [routes], ofSubnets: { routeTable: { id: idOf(routes) } } }
}

function overOwnAddress(estate: Estate, region: RegionEstate): WayOut {
  const address = publicAddress(estate, region, 'outbound', [])
  const gateway = resource({
    symbol: estate.symbols.of('outbound', region.region),
    type: 'Microsoft.Network/natGateways',
    apiVersion: NETWORK_API,
    name: estate.name('natGateway', region.region),
    body: {
      location: region.region,
      tags: estate.tags,
      sku: { name: 'Standard' },
      properties: { publicIpAddresses: [{ id: idOf(address) }] },
    },
  })
  return { resources: [address, gateway], ofSubnets: { natGateway: { id: idOf(gateway) } } }
}
