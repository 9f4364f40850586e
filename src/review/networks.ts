import { idAbove, mayBeSameId, rawAt } from '../azure/index.ts'
import type { Estate, Resource } from './estate.ts'
import { type Part, partsOf } from './indexed.ts'

const NETWORKS = 'Microsoft.Network/virtualNetworks'

/**
 * Subnets that Azure's own parts have to themselves, where it takes no network security group or needs none:
 * learn.microsoft.com/azure/virtual-network/network-security-groups-overview, read 2026-11-21.
 */
const OF_AZURE: ReadonlySet<string> = new Set([
  'gatewaysubnet',
  'azurefirewallsubnet',
  'azurefirewallmanagementsubnet',
  'azurebastionsubnet',
  'routeserversubnet',
])

/** Of workloads: without those that Azure's parts have to themselves. */
export function workloadSubnets(estate: Estate): readonly Part[] {
  return partsOf(estate, NETWORKS, 'subnets').filter(({ name }) => !OF_AZURE.has(name.toLowerCase()))
}

/** Networks with a way to others: a firewall, a gateway or Bastion. */
export function hubsOf(estate: Estate): ReadonlySet<Resource> {
  const hubs = new Set<Resource>()
  for (const { resource, name } of partsOf(estate, NETWORKS, 'subnets')) {
    if (!OF_AZURE.has(name.toLowerCase())) continue
    const network = resource.type.endsWith('/subnets') ? estate.parentOf(resource) : resource
    if (network !== null) hubs.add(network)
  }
  return hubs
}

/** The network of the subnet whose id is at a path; null where it is not here. */
export function networkAt(estate: Estate, resource: Resource, path: string): Resource | null {
  const subnet = rawAt(resource.evaluated, path)
  const network = subnet === undefined ? null : idAbove(subnet)
  return network === null ? null : estate.byId(network, resource)
}

/** A peering with a network of somebody else: what is in that one is not known. Null where there is none. */
export function peeringWithElsewhere(estate: Estate): Part | null {
  const networks = estate.ofType(NETWORKS)
  const found = partsOf(estate, NETWORKS, 'virtualNetworkPeerings').find(({ resource, properties }) => {
    const remote = rawAt(resource.evaluated, `${properties}.remoteVirtualNetwork.id`)
    return remote === undefined || !networks.some(({ evaluated }) => mayBeSameId(remote, evaluated.id))
  })
  return found ?? null
}
