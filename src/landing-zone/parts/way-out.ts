import type { Estate, RegionEstate } from '../estate.ts'
import { type Body, idOf, type Resource, resource } from '../resource-graph.ts'
import { onPremisesRanges } from './on-premises.ts'
import { publicAddress } from './public-address.ts'

const NETWORK_API = '2025-09-01'

/** How subnets of a network reach what is outside of it. */
export interface WayOut {
  readonly resources: readonly Resource[]
  /** What every subnet says to take it. */
  readonly ofSubnets: Body
}

/** What of a hub decides it. */
export interface HubWayOut {
  /** Private address of its firewall; null where it has none. */
  readonly firewallAddress: string | null
  /** Whether it is built here, or was there before. */
  readonly isBuilt: boolean
}

/**
 * By the firewall of the hub, or by one of somebody else; as an existing hub announces it where that has no firewall; over
 * an address of its own where the file wants none.
 */
export function wayOutOf(
  estate: Estate,
  region: RegionEstate,
  { firewallAddress, isBuilt }: HubWayOut,
  of: 'network' | 'hub',
): WayOut {
  const words = of === 'hub' ? ['hub', region.region] : [region.region]
  const { via, next_hop: nextHop } = estate.declaration.network?.egress ?? {}
  const address = firewallAddress ?? nextHop?.[region.region] ?? null
  if (address !== null)
    return byRoutes(estate, region.region, words, [
      route('to-the-firewall', EVERYWHERE, appliance(address)),
      ...onPremisesRanges(estate).map((range, i) => route(`on-premises-${i + 1}`, range, appliance(address))),
    ])
  if (!isBuilt) return byRoutes(estate, region.region, words, [])
  if (via !== 'other-firewall') return overOwnAddress(estate, region, words)
  estate.notes.add(
    `Nothing leaves the networks of ${region.region} until network.egress.next_hop has the address of its firewall.`,
  )
  return byRoutes(estate, region.region, words, [
    route('to-the-firewall', EVERYWHERE, { nextHopType: 'None' }),
  ])
}

const EVERYWHERE = '0.0.0.0/0'

function route(name: string, addressPrefix: string, hop: Body): Body {
  return { name, properties: { addressPrefix, ...hop } }
}

function appliance(address: string): Body {
  return { nextHopType: 'VirtualAppliance', nextHopIpAddress: address }
}

/** Without routes of its own, a network takes what the hub's gateway announces. */
function byRoutes(
  { symbols, name, tags }: Estate,
  region: string,
  words: readonly string[],
  routes: readonly Body[],
): WayOut {
  const table = resource({
    symbol: symbols.of('routes', ...words),
    type: 'Microsoft.Network/routeTables',
    apiVersion: NETWORK_API,
    name: name('routeTable', ...words),
    body: {
      location: region,
      tags,
      properties: {
        disableBgpRoutePropagation: routes.length > 0,
        routes,
      },
    },
    because:
      routes.length === 0 ? [] : [{ rule: 'NET-20', why: 'what leaves goes by the firewall of the hub.' }],
  })
  return { resources: [table], ofSubnets: { routeTable: { id: idOf(table) } } }
}

function overOwnAddress(estate: Estate, region: RegionEstate, words: readonly string[]): WayOut {
  const address = publicAddress(estate, region, words.length > 1 ? 'outbound-hub' : 'outbound', [])
  const gateway = resource({
    symbol: estate.symbols.of('outbound', ...words),
    type: 'Microsoft.Network/natGateways',
    apiVersion: NETWORK_API,
    name: estate.name('natGateway', ...words),
    body: {
      location: region.region,
      tags: estate.tags,
      sku: { name: 'Standard' },
      properties: { publicIpAddresses: [{ id: idOf(address) }] },
    },
  })
  return { resources: [address, gateway], ofSubnets: { natGateway: { id: idOf(gateway) } } }
}
