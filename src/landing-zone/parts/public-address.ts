import type { Estate, RegionEstate } from '../estate.ts'
import { type Body, type Reason, type Resource, resource } from '../resource-graph.ts'

/** A public address for what has to have one, over all zones of its region. `use` tells it from others there; `label` is its host name in the region, where it has one. */
export function publicAddress(
  { name, tags, symbols, ddosPlan }: Estate,
  { region, hasZones }: Pick<RegionEstate, 'region' | 'hasZones'>,
  use: string,
  because: readonly Reason[],
  label: string | null = null,
): Resource {
  return resource({
    symbol: symbols.of(`${use}PublicAddress`, region),
    type: 'Microsoft.Network/publicIPAddresses',
    apiVersion: '2025-09-01',
    name: name('publicAddress', use, region),
    body: {
      location: region,
      tags,
      sku: { name: 'Standard' },
      ...zonesOf(hasZones),
      properties: {
        publicIPAllocationMethod: 'Static',
        publicIPAddressVersion: 'IPv4',
        ...(label === null ? {} : { dnsSettings: { domainNameLabel: label } }),
        ddosSettings: { protectionMode: ddosPlan === null ? 'Enabled' : 'VirtualNetworkInherited' },
      },
    },
    because: [
      ...because,
      {
        rule: 'NET-01',
        why:
          ddosPlan === null
            ? 'it is protected from floods by itself, since the network has no plan.'
            : 'the plan of its network protects it from floods.',
      },
    ],
  })
}

export function zonesOf(hasZones: boolean): Body {
  return hasZones ? { zones: ['1', '2', '3'] } : {}
}
