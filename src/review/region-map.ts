import { ListValue, RecordValue, textOrSymbol, type Value } from '../azure/index.ts'
import { endpointTargets } from './private-endpoints.ts'
import type { Estate, Resource } from './estate.ts'
import { itemsIn, member } from './value-members.ts'

/** The resources of an estate as a picture of places: regions, the networks in them, what stands in their subnets. */
export interface RegionMap {
  readonly regions: readonly RegionPart[]
  /** What serves all regions, such as Front Door. */
  readonly worldwide: readonly Part[]
  /** What has no place of its own, counted by type: DNS zones, policies. */
  readonly elsewhere: readonly string[]
}

export interface RegionPart {
  readonly region: string
  readonly networks: readonly NetworkPart[]
  /** What is reached over the networks: accounts of models, stores. */
  readonly services: readonly ServicePart[]
}

export interface NetworkPart extends Part {
  readonly subnets: readonly SubnetPart[]
  /** Names of networks that it is peered with. */
  readonly peers: readonly string[]
}

export interface SubnetPart extends Part {
  readonly residents: readonly Resident[]
}

export interface Resident extends Part {
  /** Whether traffic comes in here from outside, leaves here, or neither. */
  readonly traffic: 'in' | 'out' | 'on-premises' | 'inside'
  /** Subject of the service that a private endpoint leads to. */
  readonly leadsTo: string | null
}

export interface ServicePart extends Part {
  /** Such as the deployments of an account. */
  readonly holds: readonly string[]
}

export interface Part {
  readonly title: string
  readonly note: string
  /** Subject of the findings about it, with all below it. */
  readonly subject: string
}

/** More boxes of one kind in one place are no picture; the last says how many are left out. */
export const MAX_PARTS = 24

const NETWORKS = 'Microsoft.Network/virtualNetworks'
const SUBNET_ID = /\/virtualnetworks\/([^/]+)\/subnets\/([^/]+)$/
const PUBLIC_ADDRESS_ID = /\/publicipaddresses\//

/** What stands in subnets, in words for people; what else refers to a subnet is not drawn. */
const RESIDENTS: Readonly<
  Record<string, readonly [label: string, traffic: Resident['traffic'] | 'if-public']>
> = {
  'microsoft.network/azurefirewalls': ['Azure Firewall', 'out'],
  'microsoft.network/applicationgateways': ['Application Gateway', 'if-public'],
  'microsoft.network/bastionhosts': ['Bastion', 'inside'],
  'microsoft.network/virtualnetworkgateways': ['Gateway', 'on-premises'],
  'microsoft.network/dnsresolvers/inboundendpoints': ['DNS in', 'inside'],
  'microsoft.network/dnsresolvers/outboundendpoints': ['DNS out', 'inside'],
  'microsoft.network/privateendpoints': ['Private endpoint', 'inside'],
  'microsoft.network/networkinterfaces': ['Network interface', 'inside'],
  'microsoft.app/managedenvironments': ['Container Apps', 'inside'],
  'microsoft.containerservice/managedclusters': ['AKS', 'inside'],
  'microsoft.apimanagement/service': ['API Management', 'if-public'],
  'microsoft.cognitiveservices/accounts': ['Agents', 'inside'],
  'microsoft.compute/virtualmachines': ['Virtual machine', 'inside'],
}

/** What is reached over networks, in words for people. */
const SERVICES: Readonly<Record<string, string>> = {
  'microsoft.cognitiveservices/accounts': 'AI services',
  'microsoft.machinelearningservices/workspaces': 'Machine Learning',
  'microsoft.machinelearningservices/registries': 'ML registry',
  'microsoft.search/searchservices': 'AI Search',
  'microsoft.storage/storageaccounts': 'Storage',
  'microsoft.documentdb/databaseaccounts': 'Cosmos DB',
  'microsoft.dbforpostgresql/flexibleservers': 'PostgreSQL',
  'microsoft.sql/servers': 'SQL',
  'microsoft.keyvault/vaults': 'Key Vault',
  'microsoft.containerregistry/registries': 'Container Registry',
  'microsoft.cache/redisenterprise': 'Managed Redis',
  'microsoft.cache/redis': 'Redis',
  'microsoft.app/containerapps': 'Container App',
  'microsoft.operationalinsights/workspaces': 'Log Analytics',
}

const WORLDWIDE: Readonly<Record<string, string>> = {
  'microsoft.cdn/profiles': 'Front Door',
  'microsoft.network/frontdoors': 'Front Door',
  'microsoft.network/trafficmanagerprofiles': 'Traffic Manager',
}

const ELSEWHERE: Readonly<Record<string, string>> = {
  'microsoft.management/managementgroups': 'management group',
  'microsoft.authorization/policyassignments': 'policy assignment',
  'microsoft.network/privatednszones': 'private DNS zone',
  'microsoft.authorization/roleassignments': 'role assignment',
  'microsoft.insights/metricalerts': 'alert',
  'microsoft.consumption/budgets': 'budget',
}

export function regionMapOf(estate: Estate): RegionMap {
  const residents = residentsBySubnet(estate)
  const regions = new Map<string, { networks: NetworkPart[]; services: ServicePart[] }>()
  const at = (one: Resource) => {
    const region = one.region ?? 'region not known'
    const part = regions.get(region) ?? { networks: [], services: [] }
    regions.set(region, part)
    return part
  }
  for (const network of estate.ofType(NETWORKS))
    at(network).networks.push(networkPart(estate, network, residents))
  for (const one of estate.resources) {
    const label = SERVICES[one.type]
    if (label !== undefined) at(one).services.push({ ...part(one, label), holds: heldBy(estate, one) })
  }
  return {
    regions: [...regions]
      .map(([region, { networks, services }]) => ({
        region,
        networks: networks.toSorted((a, b) => traffic(b) - traffic(a)),
        services,
      }))
      .toSorted((a, b) => b.networks.length - a.networks.length),
    worldwide: estate.resources.flatMap((one) => {
      const label = WORLDWIDE[one.type]
      return label === undefined ? [] : [part(one, label)]
    }),
    elsewhere: Object.entries(ELSEWHERE).flatMap(([type, label]) => {
      const count = estate.ofType(type).length
      return count === 0 ? [] : [`${count} ${label}${count === 1 ? '' : 's'}`]
    }),
  }
}

/** Networks with private endpoints come first: calls end there. */
function traffic({ subnets }: NetworkPart): number {
  return subnets.flatMap(({ residents }) => residents).filter(({ leadsTo }) => leadsTo !== null).length
}

function networkPart(
  estate: Estate,
  network: Resource,
  residents: ReadonlyMap<string, readonly Resident[]>,
): NetworkPart {
  const children = estate.childrenOf(network)
  const ranges = member(
    member(member(network.evaluated.body, 'properties'), 'addressSpace'),
    'addressPrefixes',
  )
  const own = children
    .filter(({ type }) => type.endsWith('/subnets'))
    .map((subnet) => subnetPart(network, subnet.lastName, subnet.evaluated.body, subnet.subject, residents))
  const inline = itemsIn(member(member(network.evaluated.body, 'properties'), 'subnets')).flatMap(
    (subnet) => {
      const name = textOrSymbol(member(subnet, 'name') ?? '') ?? ''
      const isOwn = own.some(({ title }) => title.toLowerCase() === name.toLowerCase())
      return isOwn ? [] : [subnetPart(network, name, subnet, network.subject, residents)]
    },
  )
  return {
    title: network.name,
    note: itemsIn(ranges)
      .filter((range) => typeof range === 'string')
      .join(', '),
    subject: network.subject,
    subnets: [...own, ...inline],
    // In a template of their own they hang on a network that is declared elsewhere.
    peers: estate
      .ofType(`${NETWORKS}/virtualNetworkPeerings`)
      .filter(({ name }) => name.split('/').at(-2)?.toLowerCase() === network.lastName.toLowerCase())
      .flatMap(({ evaluated }) => {
        const id = member(member(member(evaluated.body, 'properties'), 'remoteVirtualNetwork'), 'id')
        return id === undefined ? [] : ((textOrSymbol(id) ?? '').split('/').at(-1) ?? [])
      }),
  }
}

function subnetPart(
  network: Resource,
  name: string,
  body: Value,
  subject: string,
  residents: ReadonlyMap<string, readonly Resident[]>,
): SubnetPart {
  const range = member(member(body, 'properties'), 'addressPrefix')
  return {
    title: name,
    note: typeof range === 'string' ? range : '',
    subject,
    residents: residents.get(`${network.lastName}/${name}`.toLowerCase()) ?? [],
  }
}

/** By `network/subnet`, in lower case. */
function residentsBySubnet(estate: Estate): ReadonlyMap<string, readonly Resident[]> {
  const leads = new Map(
    endpointTargets(estate).flatMap(({ endpoint, target }) =>
      target === null ? [] : [[endpoint, target] as const],
    ),
  )
  const found = new Map<string, Resident[]>()
  for (const one of estate.resources) {
    const known = RESIDENTS[one.type]
    if (known === undefined) continue
    const ids = idsIn(one.evaluated.body)
    const [label, direction] = known
    const isPublic = ids.some((id) => PUBLIC_ADDRESS_ID.test(id))
    const target = leads.get(one)
    const resident: Resident = {
      title: target === undefined ? label : `to ${target.lastName}`,
      note: one.lastName,
      subject: one.subject,
      traffic: direction !== 'if-public' ? direction : isPublic ? 'in' : 'inside',
      leadsTo: target?.subject ?? null,
    }
    const places = new Set(
      ids.flatMap((id) => {
        const match = SUBNET_ID.exec(id)
        return match === null ? [] : [`${match[1] ?? ''}/${match[2] ?? ''}`]
      }),
    )
    for (const place of places) found.set(place, [...(found.get(place) ?? []), resident])
  }
  return found
}

function heldBy(estate: Estate, one: Resource): readonly string[] {
  return estate
    .childrenOf(one)
    .filter(({ type }) => type.endsWith('/deployments'))
    .map((deployment) => {
      const model = deployment.written('properties.model.name')
      return model === null || model === deployment.lastName
        ? deployment.lastName
        : `${deployment.lastName} (${model})`
    })
}

function part(one: Resource, note: string): Part {
  return { title: one.lastName, note, subject: one.subject }
}

/** All texts in a value that can be ids, in lower case. */
function idsIn(value: Value): readonly string[] {
  if (value instanceof RecordValue) return [...value.fields.values()].flatMap((field) => idsIn(field.value))
  if (value instanceof ListValue) return value.items.flatMap(idsIn)
  const text = textOrSymbol(value)?.toLowerCase()
  return text?.includes('/') === true ? [text] : []
}
