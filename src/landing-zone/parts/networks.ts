import { AddressSpace, formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import type { RegionHub } from './hub.ts'
import { type Body, idOf, type Resource, resource, type Stage } from '../resource-graph.ts'

const NETWORK_API = '2025-09-01'

/** The virtual network of a region. */
export interface RegionNetwork {
  readonly region: string
  readonly stage: Stage
  readonly network: Resource
  readonly endpointsSubnet: Resource
}

/** 64 addresses, 59 of them usable: one for each private endpoint. */
const ENDPOINTS_PREFIX_LENGTH = 26
/** 128 addresses: Container Apps wants at least a /27, and takes two addresses for each replica while it updates. */
const GATEWAY_PREFIX_LENGTH = 25

export function networkStage(
  estate: Estate,
  { region, addresses, groups }: RegionEstate,
  { firewallAddress }: RegionHub,
): RegionNetwork {
  const { name, tags, plan } = estate
  const space = new AddressSpace(addresses)
  const rangeOf = (prefixLength: number): string => {
    const range = space.take(prefixLength)
    if (range === null) throw new Error(`the network of ${region} has no room for its subnets`)
    return formatRange(range)
  }
  const network = resource({
    symbol: estate.symbols.of('network', region),
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: NETWORK_API,
    name: name('virtualNetwork', region),
    body: {
      location: region,
      tags,
      properties: { addressSpace: { addressPrefixes: [formatRange(addresses)] } },
    },
  })
  const routes = resource({
    symbol: estate.symbols.of('routes', region),
    type: 'Microsoft.Network/routeTables',
    apiVersion: NETWORK_API,
    name: name('routeTable', region),
    body: {
      location: region,
      tags,
      properties: {
        disableBgpRoutePropagation: true,
        routes: [
          {
            name: 'to-the-firewall',
            properties: {
              addressPrefix: '0.0.0.0/0',
              nextHopType: 'VirtualAppliance',
              nextHopIpAddress: firewallAddress,
            },
          },
        ],
      },
    },
    because: [{ rule: 'NET-20', why: 'what leaves goes by the firewall of the hub.' }],
  })
  const gatewayRange = rangeOf(GATEWAY_PREFIX_LENGTH)
  const gatewayGroup = securityGroup(estate, region, 'gateway', [
    allow('AllowHttpsFromNetwork', 'Inbound', 100, 'VirtualNetwork', gatewayRange, ['443']),
    allow('AllowHealthProbes', 'Inbound', 110, 'AzureLoadBalancer', gatewayRange, ['30000-32767']),
    deny('DenyAllOtherInbound', 'Inbound'),
  ])
  const endpointsRange = rangeOf(ENDPOINTS_PREFIX_LENGTH)
  const endpointsGroup = securityGroup(estate, region, 'endpoints', [
    allow('AllowHttpsFromNetwork', 'Inbound', 100, 'VirtualNetwork', endpointsRange, ['443']),
    deny('DenyAllOtherInbound', 'Inbound'),
  ])
  const subnet = (
    use: string,
    range: string,
    group: Resource,
    more: Body,
    after: readonly Resource[],
  ): Resource =>
    resource({
      symbol: estate.symbols.of(`${use}Subnet`, region),
      type: 'Microsoft.Network/virtualNetworks/subnets',
      apiVersion: NETWORK_API,
      name: `snet-${use}`,
      parent: network,
      // Azure changes one subnet of a network at a time, and refuses a second change meanwhile.
      after,
      body: {
        properties: {
          addressPrefix: range,
          networkSecurityGroup: { id: idOf(group) },
          routeTable: { id: idOf(routes) },
          defaultOutboundAccess: false,
          ...more,
        },
      },
      because: [
        { rule: 'NET-14', why: 'every subnet has a network security group.' },
        { rule: 'NET-21', why: 'nothing in it has an address on the internet that nobody gave it.' },
      ],
    })
  const gatewaySubnet = subnet(
    'gateway',
    gatewayRange,
    gatewayGroup,
    {
      delegations: [{ name: 'container-apps', properties: { serviceName: 'Microsoft.App/environments' } }],
    },
    [],
  )
  const endpointsSubnet = subnet(
    'endpoints',
    endpointsRange,
    endpointsGroup,
    { privateEndpointNetworkPolicies: 'Enabled' },
    [gatewaySubnet],
  )
  return {
    region,
    network,
    endpointsSubnet,
    stage: {
      name: `20-network-${region}`,
      purpose: `The virtual network of ${plan.workload} in ${region}: a subnet for the gateway and one for private endpoints.`,
      scope: estate.groupScope(groups.network),
      parameters: [],
      resources: [gatewayGroup, endpointsGroup, routes, network, gatewaySubnet, endpointsSubnet],
      outputs: [],
    },
  }
}

function securityGroup(
  estate: Estate,
  region: string,
  use: string,
  securityRules: readonly Body[],
): Resource {
  return resource({
    symbol: estate.symbols.of(`${use}SecurityGroup`, region),
    type: 'Microsoft.Network/networkSecurityGroups',
    apiVersion: NETWORK_API,
    name: estate.name('networkSecurityGroup', use, region),
    body: { location: region, tags: estate.tags, properties: { securityRules } },
    because: [{ rule: 'NET-15', why: 'what is not needed is refused.' }],
  })
}

function allow(
  name: string,
  direction: 'Inbound' | 'Outbound',
  priority: number,
  from: string,
  to: string,
  ports: readonly string[],
): Body {
  return {
    name,
    properties: {
      access: 'Allow',
      direction,
      priority,
      protocol: 'Tcp',
      sourceAddressPrefix: from,
      sourcePortRange: '*',
      destinationAddressPrefix: to,
      destinationPortRanges: ports,
    },
  }
}

/** After all other rules, before those that Azure adds, which let in the whole network. */
const LAST_PRIORITY = 4096

function deny(name: string, direction: 'Inbound' | 'Outbound'): Body {
  return {
    name,
    properties: {
      access: 'Deny',
      direction,
      priority: LAST_PRIORITY,
      protocol: '*',
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '*',
    },
  }
}
