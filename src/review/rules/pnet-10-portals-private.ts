import type { Rule } from '../rule.ts'
import { account, PERHAPS, sample } from '../sample-resources.ts'
import type { Resource } from '../estate.ts'
import { endpointTargets } from '../private-endpoints.ts'
import { hubsOf, networkAt } from '../networks.ts'
import { setting } from '../setting.ts'

/** Foundry and the studio of Azure Machine Learning. */
function hasPortal(resource: Resource): boolean {
  return resource.type.endsWith('/workspaces') || resource.text('kind') === 'aiservices'
}

const FOUNDRY = account('aoai-swc', { kind: 'AIServices' })

function network(name: string, subnet: string) {
  return sample('Microsoft.Network/virtualNetworks', name, {
    subnets: [{ name: subnet, properties: { addressPrefix: '10.0.0.0/24' } }],
  })
}

const HUB = network('hub', 'AzureFirewallSubnet')
const SPOKE = network('spoke', 'endpoints')

function endpointIn(network: string) {
  return sample('Microsoft.Network/privateEndpoints', 'pe', {
    subnet: { id: `[resourceId('Microsoft.Network/virtualNetworks/subnets', '${network}', 'endpoints')]` },
    privateLinkServiceConnections: [
      {
        name: 'c',
        properties: {
          privateLinkServiceId: "[resourceId('Microsoft.CognitiveServices/accounts', 'aoai-swc')]",
          groupIds: ['account'],
        },
      },
    ],
  })
}

export const pnet10: Rule = {
  id: 'PNET-10',
  title: 'Portals of AI services are reached privately',
  pillar: 'security',
  severity: 'low',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt:
    '`network.portals`; in templates that have a hub, whether a private endpoint of a Foundry account or a workspace is in it.',
  why: 'Whoever signs in to a portal reaches the data behind it from wherever he is.',
  remedy: 'Make private endpoints for the portals in the hub network.',
  workload: {
    check: setting(['network', 'portals'], ({ network }) => network?.portals, {
      isGood: (way) => way === 'private',
      good: 'portals are reached over private endpoints',
      bad: 'portals are reached over the internet',
    }),
    cases: {
      fails: ['network: { portals: public }'],
      passes: ['network: { portals: private }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      const hubs = hubsOf(estate)
      if (hubs.size === 0) return
      const portals = endpointTargets(estate).filter(({ target }) => target !== null && hasPortal(target))
      const [first] = portals
      if (first === undefined) return
      const networks = portals.map(({ endpoint }) => ({
        endpoint,
        network: networkAt(estate, endpoint, 'properties.subnet.id'),
      }))
      const inHub = networks.find(({ network }) => network !== null && hubs.has(network))
      const path = 'properties.subnet'
      if (inHub !== undefined)
        yield inHub.endpoint.doubt === null
          ? inHub.endpoint.pass(path, `${inHub.endpoint.name} is in the hub`, inHub.network ?? undefined)
          : inHub.endpoint.exists(`${inHub.endpoint.name} is in the hub`)
      else if (networks.some(({ network }) => network === null))
        yield first.endpoint.unknown(
          path,
          `whether ${first.endpoint.name} is in a hub: its network is not here`,
        )
      else yield first.endpoint.fail(path, `no portal has a private endpoint in the hub`)
    },
    cases: {
      fails: [[FOUNDRY, HUB, SPOKE, endpointIn('spoke')]],
      passes: [[FOUNDRY, HUB, endpointIn('hub')]],
      undetermined: [
        [FOUNDRY, HUB, endpointIn('elsewhere')],
        [FOUNDRY, HUB, { ...endpointIn('hub'), ...PERHAPS }],
      ],
      notApplicable: [
        [FOUNDRY, SPOKE, endpointIn('spoke')],
        [account(), HUB, endpointIn('hub')],
      ],
    },
  },
}
