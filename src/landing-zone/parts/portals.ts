import type { Estate, RegionEstate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import type { RegionHub } from './hub.ts'
import { type PrivateDns, zoneNamesOf } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'

const DNS_API = '2024-06-01'

/** What has a portal that people work with, and the sub-resource by which it is reached. */
const PORTALS: ReadonlyMap<string, string> = new Map([
  ['Microsoft.CognitiveServices/accounts', 'account'],
  ['Microsoft.MachineLearningServices/workspaces', 'amlworkspace'],
])

/** Whether people reach portals over endpoints in the hubs that are built here. */
export function hasPrivatePortals({ declaration }: Pick<Estate, 'declaration'>): boolean {
  return declaration.network?.portals === 'private'
}

/** Names of the zones that a hub has for itself then: a network is linked to one zone of a name. */
export function portalZoneNames(estate: Estate, region: string): ReadonlySet<string> {
  if (!hasPrivatePortals(estate)) return new Set()
  return new Set([...PORTALS].flatMap(([type, groupId]) => zoneNamesOf(estate, type, groupId, region)))
}

/**
 * Private endpoints for people in the hub of a region, to what every region has a portal for. They write into zones of the
 * hub alone: the zones of the networks have a record of each name already, which a second endpoint would overwrite.
 */
export function portalStage(
  estate: Estate,
  { region, groups }: RegionEstate,
  hub: RegionHub,
  stages: readonly Stage[],
): Stage | null {
  if (!hasPrivatePortals(estate)) return null
  if (hub.network === null) {
    estate.notes.add(
      `The hub of ${region} is the platform's: no endpoints for people are made there, who reach portals over those of the networks.`,
    )
    return null
  }
  const { network } = hub
  const targets = stages
    .flatMap(({ resources }) => resources)
    .flatMap((target) => {
      const groupId = PORTALS.get(target.type)
      return groupId === undefined ? [] : [{ target, groupId }]
    })
  const zones = new Map(
    targets
      .flatMap(({ target, groupId }) => zoneNamesOf(estate, target.type, groupId, region))
      .map((name) => [name, portalZone(estate, region, name)]),
  )
  const zonesOf: PrivateDns['zonesOf'] = (type, groupId) =>
    zoneNamesOf(estate, type, groupId, region).flatMap((name) => {
      const zone = zones.get(name)
      return zone === undefined ? [] : [{ name, id: idOf(zone) }]
    })
  return {
    name: `42-portals-${region}`,
    purpose: `The ways of people to the portals of AI services, in the hub of ${region}.`,
    scope: estate.groupScope(groups.hub),
    parameters: [],
    resources: [
      ...zones.values(),
      ...[...zones.values()].map((zone) => link(estate, region, zone, network)),
      ...targets.flatMap(({ target, groupId }) => endpoint(estate, region, hub, zonesOf, target, groupId)),
    ],
    outputs: [],
  }
}

function endpoint(
  estate: Estate,
  region: string,
  hub: RegionHub,
  zonesOf: PrivateDns['zonesOf'],
  target: Resource,
  groupId: string,
): readonly Resource[] {
  const network = { region, subnet: () => hub.subnet('endpoints') }
  const words = ['portal', target.symbol, region]
  const because = [{ rule: 'PNET-10', why: 'people reach its portal privately.' }]
  return privateEndpointOf(estate, network, { zonesOf }, { target, groupId, words, because })
}

function portalZone({ symbols, tags }: Estate, region: string, name: string): Resource {
  return resource({
    symbol: symbols.of('zone', name.replace(/^privatelink\./, ''), 'hub', region),
    type: 'Microsoft.Network/privateDnsZones',
    apiVersion: DNS_API,
    name,
    body: { location: 'global', tags },
    because: [{ rule: 'NET-11', why: 'names of endpoints for people resolve to their private addresses.' }],
  })
}

function link({ symbols }: Estate, region: string, zone: Resource, network: Resource): Resource {
  return resource({
    symbol: symbols.of(zone.symbol, 'link', region),
    type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    apiVersion: DNS_API,
    name: `link-hub-${region}`,
    parent: zone,
    body: {
      location: 'global',
      properties: { registrationEnabled: false, virtualNetwork: { id: idOf(network) } },
    },
  })
}
