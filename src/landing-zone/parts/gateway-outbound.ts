import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { spokeRange } from '../subnet-slots.ts'
import { type AllowedOut, listedDestinations, openTo } from './firewall-rules.ts'
import { allow, type Allowed, type SecurityRule } from './security-rules.ts'

type Out = Pick<Allowed, 'name' | 'to' | 'ports' | 'protocol' | 'why'> & Partial<Pick<Allowed, 'from'>>

/** Microsoft says of Container Apps alone that its hosts are within the addresses of Azure. */
const HOSTS_OF: Readonly<Record<Wish['platform'], string>> = {
  'Container Apps': 'AzureCloud',
  AKS: 'Internet',
}

interface Wish {
  /** The subnet's own. */
  readonly range: string
  /** Of what it keeps state in, and of stores of data. */
  readonly storePorts: readonly string[]
  readonly platform: 'Container Apps' | 'AKS'
  /** Addresses inside of the platform that its machines talk to, and those that these talk to: names of rules, from, to. */
  readonly inside: readonly (readonly [name: string, from: string, to: string])[]
}

const HTTPS = ['443']
const FIRST_PRIORITY = 100
/** Characters of a rule's description. */
const LONGEST_WHY = 140

/**
 * What may leave the subnet of a gateway: what its platform needs ("Securing a virtual network in Azure Container Apps with
 * network security groups", workload profiles; "Outbound network and FQDN rules for AKS clusters" and "Network security
 * groups" of "Azure CNI Overlay"), the private endpoints of all regions, and what the firewall lets out by the file's list.
 * Names are told apart by the firewall alone; here their ports are.
 *
 * Ranges rather than the tag VirtualNetwork, which has 0.0.0.0/0 in it where a route leads that to a firewall.
 */
export function gatewayOutbound(
  estate: Estate,
  region: RegionEstate,
  { range, storePorts, platform, inside }: Wish,
): readonly SecurityRule[] {
  const wanted: readonly Out[] = [
    {
      name: 'AllowPrivateEndpoints',
      to: estate.regions.map(({ addresses }) => formatRange(spokeRange(addresses, 'endpoints'))),
      ports: [...new Set([...HTTPS, ...storePorts])],
      why: 'Models, vault, registry, journals, Redis and PostgreSQL, in all regions',
    },
    {
      name: 'AllowAmongMachines',
      to: range,
      ports: ['0-65535'],
      protocol: '*',
      why: `Machines of ${platform} talk among themselves`,
    },
    ...inside.map(([name, from, to]): Out => ({
      name,
      from,
      to,
      ports: ['0-65535'],
      protocol: '*',
      why: 'Pods have addresses of their own',
    })),
    {
      name: 'AllowNames',
      to: ['168.63.129.16/32', ...nameServers(estate, region)],
      ports: ['53'],
      protocol: '*',
      why: 'Names are asked of Azure, and of the servers of the network',
    },
    { name: 'AllowSignIn', to: 'AzureActiveDirectory', ports: HTTPS, why: 'Tokens of managed identities' },
    {
      name: 'AllowImagesOfThePlatform',
      to: 'MicrosoftContainerRegistry',
      ports: HTTPS,
      why: `Images that ${platform} itself runs`,
    },
    {
      name: 'AllowImagesByFrontDoor',
      to: 'AzureFrontDoor.FirstParty',
      ports: HTTPS,
      why: 'Those images come by Front Door',
    },
    { name: 'AllowTelemetry', to: 'AzureMonitor', ports: HTTPS, why: 'Logs, metrics and traces' },
    {
      name: 'AllowHostsOfThePlatform',
      to: HOSTS_OF[platform],
      ports: HTTPS,
      why: `Hosts of ${platform} without addresses of their own; the firewall tells them from others`,
    },
    { name: 'AllowTime', to: '*', ports: ['123'], protocol: 'Udp', why: 'Clocks of the machines' },
    ...listed(estate),
  ]
  return wanted.map((rule, i) =>
    allow({ from: range, ...rule, direction: 'Outbound', priority: FIRST_PRIORITY + i }),
  )
}

/** Where the network asks servers of its own: they stand in the hub. */
function nameServers(
  { declaration }: Estate,
  { existingHub, hubAddresses }: RegionEstate,
): readonly string[] {
  if (declaration.network?.dns?.servers !== 'custom') return []
  if (existingHub === null) return [formatRange(hubAddresses)]
  return existingHub.firewallAddress === null ? [] : [`${existingHub.firewallAddress}/32`]
}

/** One rule for all names, whose addresses nobody knows, and one for each range and tag. */
function listed(estate: Estate): readonly Out[] {
  const { hosts, addresses } = listedDestinations(estate)
  const names = [...hosts, ...openTo(estate)]
  const ofNames: Out = {
    name: 'AllowListedNames',
    to: 'Internet',
    ports: portsOf(names),
    why: 'Hosts of network.egress.allow, which the firewall knows by name',
  }
  return [
    ...(names.length === 0 ? [] : [ofNames]),
    ...addresses.map((one) => ({
      name: `AllowListed-${one.name}`,
      to: one.to.join(),
      ports: portsOf([one]),
      why: one.why.slice(0, LONGEST_WHY),
    })),
  ]
}

function portsOf(some: readonly AllowedOut[]): readonly string[] {
  return [...new Set(some.flatMap(({ ports }) => ports))].sort((a, b) => a - b).map(String)
}
