import type { Estate } from '../estate.ts'
import { joined, propertyOf, type Resource, type Stage } from '../resource-graph.ts'
import { apiOf, telemetryOf } from './api-management-api.ts'
import { backendsOf } from './api-management-backends.ts'
import { apiManagementNames } from './api-management-names.ts'
import { tellWhatApiManagementLacks } from './api-management-notes.ts'
import { productsOf } from './api-management-products.ts'
import { apiManagementInstance } from './api-management-instance.ts'
import { apiManagementRegions } from './api-management-wish.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { EntranceTarget } from './entrance-target.ts'
import { entranceVaults } from './entrance-vault.ts'
import type { Operations } from './operations.ts'
import type { RegionNetworks } from './peerings.ts'
import type { PrivateDns } from './private-dns.ts'

export interface ApiManagementStages {
  readonly stages: readonly Stage[]
  readonly targets: readonly EntranceTarget[]
  /** With the certificate of the entrance, by region; none where the file asks for no entrance. */
  readonly vaults: ReadonlyMap<string, Resource>
}

/** API Management in place of Causeway, with a gateway in two regions; none where the file does not ask for it. */
export function apiManagementStages(
  estate: Estate,
  regions: readonly RegionNetworks[],
  operations: Operations,
  dns: PrivateDns,
  models: readonly Stage[],
): ApiManagementStages {
  const wanted = new Set(apiManagementRegions(estate).map(({ region }) => region))
  const [home, ...others] = regions.filter((one) => wanted.has(one.estate.region))
  const identity = operations.gatewayIdentities.get(estate.homeRegion)
  if (home === undefined || identity === undefined) return { stages: [], targets: [], vaults: new Map() }
  const made = apiManagementInstance(estate, [home, ...others], identity)
  const { service, clientId, host } = made
  const names = apiManagementNames(estate, regions, made)
  const { backends, pools } = backendsOf(estate, service, models)
  const api = apiOf(estate, service, clientId, pools)
  const vaults = entranceVaults(estate, [home, ...others], operations, dns)
  tellWhatApiManagementLacks(estate, new Set(pools.map(({ model }) => model)))
  return {
    vaults: vaults.byRegion,
    targets: [...wanted].map((region) => ({
      region,
      address: { ipAddress: made.addressIn(region) },
      host,
      probePath: '/status-0123456789abcdef',
      link: null,
    })),
    stages: [
      ...vaults.stages,
      {
        name: `50-api-management-${estate.homeRegion}`,
        purpose: `Azure API Management before the models, inside of the ${others.length === 0 ? 'network' : `networks of ${[...wanted].join(' and ')}`}, with a key for each consumer.`,
        scope: estate.groupScope(home.estate.groups.gateway),
        parameters: made.asked,
        resources: [
          service,
          clientId,
          ...names.home,
          ...backends,
          ...pools.map(({ pool }) => pool),
          ...api,
          ...telemetryOf(estate, service, api[0], operations, identity),
          ...productsOf(estate, service, api),
          diagnosticsOf(estate, ['apiManagement'], service, operations.workspaceId),
        ],
        outputs: [
          {
            name: estate.symbols.of('modelsEndpoint'),
            description: 'Where clients inside of the network call models, with their key as api-key.',
            value: joined(propertyOf(service, 'gatewayUrl'), '/openai'),
          },
        ],
      },
      ...names.stages,
    ],
  }
}
