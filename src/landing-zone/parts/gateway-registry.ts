import type { Estate } from '../estate.ts'
import { type Resource, resource } from '../resource-graph.ts'
import { REGISTRY } from './gateway-services.ts'

const REGISTRY_API = '2025-11-01'

/** The registry that the gateway's image is pulled from, with a copy in each region. */
export function gatewayRegistry({
  symbols,
  name,
  tags,
  regions,
  homeRegion,
}: Estate): readonly [registry: Resource, ...copies: Resource[]] {
  const zoneRedundancy = (hasZones: boolean): string => (hasZones ? 'Enabled' : 'Disabled')
  const home = regions.find(({ region }) => region === homeRegion)
  const registry = resource({
    symbol: symbols.of('registry'),
    type: REGISTRY.resourceType,
    apiVersion: REGISTRY_API,
    name: name('containerRegistry', 'gateway'),
    body: {
      location: homeRegion,
      tags,
      sku: { name: 'Premium' },
      properties: {
        adminUserEnabled: false,
        anonymousPullEnabled: false,
        publicNetworkAccess: 'Disabled',
        networkRuleBypassOptions: 'AzureServices',
        dataEndpointEnabled: true,
        zoneRedundancy: zoneRedundancy(home?.hasZones ?? false),
        policies: { exportPolicy: { status: 'disabled' } },
      },
    },
    because: [
      { rule: 'PNET-08', why: 'images are pulled over a private endpoint alone.' },
      { rule: 'APP-27', why: 'who pulls signs in with Entra ID: it has no admin user.' },
    ],
  })
  const copies: Resource[] = []
  for (const { region, hasZones } of regions) {
    if (region === homeRegion) continue
    copies.push(
      resource({
        symbol: symbols.of('registryCopy', region),
        type: `${REGISTRY.resourceType}/replications`,
        apiVersion: REGISTRY_API,
        name: region,
        parent: registry,
        // A registry takes one change at a time.
        after: copies.slice(-1),
        body: {
          location: region,
          tags,
          properties: { regionEndpointEnabled: true, zoneRedundancy: zoneRedundancy(hasZones) },
        },
        because: [{ rule: 'REL-02', why: 'a region starts gateways while another is away.' }],
      }),
    )
  }
  return [registry, ...copies]
}
