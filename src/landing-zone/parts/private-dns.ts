import type { Estate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage, type Text } from '../resource-graph.ts'
import { privateServices } from './private-services.ts'

const DNS_API = '2024-06-01'

/** Private DNS zones of everything that is reached over a private endpoint. */
export interface PrivateDns {
  /** Null where the platform has them. */
  readonly stage: Stage | null
  /** The zones that a sub-resource needs, all of them. Throws for one that the table does not have. */
  zonesOf(resourceType: string, groupId: string, region: string): readonly Zone[]
}

export interface Zone {
  readonly name: string
  readonly id: Text
}

/** A network whose names are looked up in the zones. */
export interface LinkedNetwork {
  /** The last words of symbols and names of its links. */
  readonly words: readonly string[]
  readonly network: Resource
  /** Names of zones that it has others of. */
  readonly without: ReadonlySet<string>
}

export function privateDns(estate: Estate, networks: readonly LinkedNetwork[]): PrivateDns {
  const zoneNames = [
    ...new Set(
      privateServices(estate).flatMap(({ resourceType, groupId, region }) =>
        zoneNamesOf(estate, resourceType, groupId, region),
      ),
    ),
  ].sort()
  return estate.existing.privateDnsZones === null
    ? ownZones(estate, zoneNames, networks)
    : zonesOfThePlatform(estate, zoneNames, estate.existing.privateDnsZones)
}

/** One zone of each name, linked to the networks of every region. */
function ownZones(
  estate: Estate,
  zoneNames: readonly string[],
  networks: readonly LinkedNetwork[],
): PrivateDns {
  const zones = new Map(
    zoneNames.map((name) => [
      name,
      resource({
        symbol: estate.symbols.of('zone', name.replace(/^privatelink\./, '')),
        type: 'Microsoft.Network/privateDnsZones',
        apiVersion: DNS_API,
        name,
        body: { location: 'global', tags: estate.tags },
        because: [{ rule: 'NET-11', why: 'names of private endpoints resolve to their private addresses.' }],
      }),
    ]),
  )
  const links = [...zones].flatMap(([zoneName, zone]) =>
    networks
      .filter(({ without }) => !without.has(zoneName))
      .map(({ words, network }) =>
        resource({
          symbol: estate.symbols.of(zone.symbol, 'in', ...words),
          type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
          apiVersion: DNS_API,
          name: `link-${words.join('-')}`,
          parent: zone,
          body: {
            location: 'global',
            properties: { registrationEnabled: false, virtualNetwork: { id: idOf(network) } },
          },
          because: [{ rule: 'NET-12', why: 'one central zone serves every network.' }],
        }),
      ),
  )
  return {
    zonesOf: (resourceType, groupId, region) =>
      zoneNamesOf(estate, resourceType, groupId, region).map((name) => {
        const zone = zones.get(name)
        if (zone === undefined) throw new Error(`no zone ${name} was made for ${resourceType}`)
        return { name, id: idOf(zone) }
      }),
    stage: {
      name: '30-private-dns',
      purpose: 'Private DNS zones, one of each name, linked to the networks of every region.',
      scope: estate.groupScope(estate.groups.dns),
      parameters: [],
      resources: [...zones.values(), ...links],
      outputs: [],
    },
  }
}

/** The platform's zones serve every workload; who links them to which network is its team's business. */
function zonesOfThePlatform(estate: Estate, zoneNames: readonly string[], groupId: string): PrivateDns {
  const { notes, name, regions } = estate
  const networks = regions.map(({ region }) => name('virtualNetwork', region))
  notes.add(
    `The private DNS zones are the platform's. ${groupId} has to hold ${zoneNames.join(', ')}, and what the networks ${networks.join(' and ')} ask for names has to see them: each zone linked to the networks, or to the network of the servers that they ask.`,
  )
  return {
    zonesOf: (resourceType, subResource, region) =>
      zoneNamesOf(estate, resourceType, subResource, region).map((zone) => ({
        name: zone,
        id: `${groupId}/providers/Microsoft.Network/privateDnsZones/${zone}`,
      })),
    stage: null,
  }
}

/** Of the zones that a sub-resource needs. Throws for one that the table does not have. */
export function zoneNamesOf(
  { plan }: Estate,
  resourceType: string,
  groupId: string,
  region: string,
): readonly string[] {
  const group = plan.facts.privateLink.find(resourceType, groupId, region)
  if (group === null) throw new Error(`no private DNS zone is known of ${resourceType} ${groupId}`)
  return group.zones
}
