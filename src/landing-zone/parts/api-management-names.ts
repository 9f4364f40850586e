import type { Estate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import type { ApiManagementInstance } from './api-management-instance.ts'
import { apiManagementFor, apiManagementRegions } from './api-management-wish.ts'
import type { RegionNetworks } from './peerings.ts'

const DNS_API = '2024-06-01'

/**
 * Its name inside of the networks, which lead to the gateway of their own region: a zone for each gateway, of that name
 * alone, so that other instances are found where they were.
 */
export function apiManagementNames(
  estate: Estate,
  regions: readonly Pick<RegionNetworks, 'estate' | 'hub' | 'spoke'>[],
  service: ApiManagementInstance,
): { readonly home: readonly Resource[]; readonly stages: readonly Stage[] } {
  const zoneIn = (place: string): readonly Resource[] => {
    const words = place === estate.homeRegion ? [] : [place]
    const zone = resource({
      symbol: estate.symbols.of('apiManagementZone', ...words),
      type: 'Microsoft.Network/privateDnsZones',
      apiVersion: DNS_API,
      name: service.host,
      body: { location: 'global', tags: estate.tags, properties: {} },
      because: [{ rule: 'NET-11', why: 'Azure writes no name of an instance inside of a network.' }],
    })
    const record = resource({
      symbol: estate.symbols.of('apiManagementAddress', ...words),
      type: 'Microsoft.Network/privateDnsZones/A',
      apiVersion: DNS_API,
      name: '@',
      parent: zone,
      body: { properties: { ttl: 300, aRecords: [{ ipv4Address: service.addressIn(place) }] } },
    })
    const linked = regions
      .filter((one) => apiManagementFor(estate, one.estate.region) === place)
      .flatMap(({ estate: { region }, spoke, hub }) => [
        { of: [region], network: spoke.network },
        ...(hub.network === null ? [] : [{ of: ['hub', region], network: hub.network }]),
      ])
    return [
      zone,
      record,
      ...linked.map(({ of, network }) =>
        resource({
          symbol: estate.symbols.of('apiManagementZone', 'in', ...of),
          type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
          apiVersion: DNS_API,
          name: `link-${of.join('-')}`,
          parent: zone,
          body: {
            location: 'global',
            properties: { registrationEnabled: false, virtualNetwork: { id: idOf(network) } },
          },
        }),
      ),
    ]
  }
  for (const { estate: of, hub } of regions)
    if (hub.network === null)
      estate.notes.add(
        `Whoever asks name servers in the hub of ${of.region} finds ${service.host} once its team has linked the zone of that name to it.`,
      )
  return {
    home: zoneIn(estate.homeRegion),
    stages: apiManagementRegions(estate)
      .filter(({ region }) => region !== estate.homeRegion)
      .map(({ region, groups }) => ({
        name: `51-api-management-name-${region}`,
        purpose: `The name of API Management in the networks of ${region}, which leads to its gateway there.`,
        scope: estate.groupScope(groups.gateway),
        parameters: [],
        resources: zoneIn(region),
        outputs: [],
      })),
  }
}
