import type { Estate, RegionEstate } from '../estate.ts'
import { type Body, idOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import { answersNames, firewallTier } from './firewall-tier.ts'
import type { RegionHub } from './hub.ts'
import type { RegionNetwork } from './networks.ts'
import { resolverAddress, resolverWish } from './resolver-subnets.ts'

/** How names are looked up: what networks ask, and a resolver between Azure and DNS on premises. */

const RESOLVER_API = '2025-05-01'

/**
 * Properties of a workload's network: the servers that it asks, where the file wants its own. They stand in the hub, to
 * which the private zones are linked as well.
 */
export function nameServersOf(estate: Estate, region: RegionEstate, hub: RegionHub): Body {
  if (estate.declaration.network?.dns?.servers !== 'custom') return {}
  const server = nameServer(estate, region, hub)
  if (server !== null) return { dhcpOptions: { dnsServers: [server] } }
  estate.notes.add(
    `The network of ${region.region} asks Azure's DNS: the hub of the platform has no firewall that would answer names.`,
  )
  return {}
}

function nameServer(
  estate: Estate,
  region: RegionEstate,
  { network, firewallAddress }: RegionHub,
): string | null {
  if (network !== null)
    return firewallAddress !== null && answersNames(firewallTier(estate))
      ? firewallAddress
      : resolverAddress(region)
  if (firewallAddress !== null)
    estate.notes.add(
      `The network of ${region.region} asks ${firewallAddress} for names: the DNS proxy of that firewall has to be on.`,
    )
  return firewallAddress
}

/** A DNS private resolver in the hub of a region; null where none is wanted, or the hub is somebody else's. */
export function resolverStage(
  estate: Estate,
  regionEstate: RegionEstate,
  hub: RegionHub,
  spoke: RegionNetwork,
): Stage | null {
  const { region, groups } = regionEstate
  const { inbound, outbound } = resolverWish(estate)
  if (!inbound && !outbound) return null
  if (hub.network === null) {
    estate.notes.add(
      `The hub of ${region} is the platform's: names are forwarded between it and networks on premises by its team.`,
    )
    return null
  }
  const resolver = resource({
    symbol: estate.symbols.of('resolver', region),
    type: 'Microsoft.Network/dnsResolvers',
    apiVersion: RESOLVER_API,
    name: estate.name('dnsResolver', region),
    body: { location: region, tags: estate.tags, properties: { virtualNetwork: { id: idOf(hub.network) } } },
    because: [{ rule: 'PNET-14', why: 'names are looked up where everyone sees the same zones.' }],
  })
  return {
    name: `27-names-${region}`,
    purpose: `The DNS private resolver of the hub of ${region}: between private zones in Azure and DNS on premises.`,
    scope: estate.groupScope(groups.hub),
    parameters: [],
    resources: [
      resolver,
      ...(inbound ? [inboundEndpoint(estate, regionEstate, hub, resolver)] : []),
      ...(outbound
        ? forwarding(estate, region, hub.network, spoke.network, hub.subnet('resolverOutbound'), resolver)
        : []),
    ],
    outputs: [],
  }
}

function inboundEndpoint(
  { symbols, tags }: Estate,
  region: RegionEstate,
  hub: RegionHub,
  resolver: Resource,
): Resource {
  return resource({
    symbol: symbols.of('resolverInbound', region.region),
    type: 'Microsoft.Network/dnsResolvers/inboundEndpoints',
    apiVersion: RESOLVER_API,
    name: 'inbound',
    parent: resolver,
    body: {
      location: region.region,
      tags,
      properties: {
        ipConfigurations: [
          {
            subnet: { id: idOf(hub.subnet('resolverInbound')) },
            privateIpAllocationMethod: 'Static',
            privateIpAddress: resolverAddress(region),
          },
        ],
      },
    },
    because: [{ rule: 'NET-13', why: 'DNS on premises forwards private zones to it.' }],
  })
}

/** Domains on premises, and who answers for them. The dot at the end is a domain's in the wire of the resolver. */
function forwarding(
  estate: Estate,
  region: string,
  hub: Resource,
  spoke: Resource,
  subnet: Resource,
  resolver: Resource,
): readonly Resource[] {
  const { symbols, name, tags } = estate
  const endpoint = resource({
    symbol: symbols.of('resolverOutbound', region),
    type: 'Microsoft.Network/dnsResolvers/outboundEndpoints',
    apiVersion: RESOLVER_API,
    name: 'outbound',
    parent: resolver,
    body: { location: region, tags, properties: { subnet: { id: idOf(subnet) } } },
  })
  const ruleset = resource({
    symbol: symbols.of('forwarding', region),
    type: 'Microsoft.Network/dnsForwardingRulesets',
    apiVersion: RESOLVER_API,
    name: name('dnsRuleset', region),
    body: {
      location: region,
      tags,
      properties: { dnsResolverOutboundEndpoints: [{ id: idOf(endpoint) }] },
    },
  })
  const rules = (estate.declaration.network?.dns?.forward ?? []).map(({ domain, to }) =>
    resource({
      symbol: symbols.of('forward', domain.toLowerCase(), region),
      type: 'Microsoft.Network/dnsForwardingRulesets/forwardingRules',
      apiVersion: RESOLVER_API,
      name: name('forwardingRule', domain.toLowerCase()),
      parent: ruleset,
      body: {
        properties: {
          domainName: `${domain.toLowerCase()}.`,
          targetDnsServers: to.map((ipAddress) => ({ ipAddress, port: 53 })),
          forwardingRuleState: 'Enabled',
        },
      },
    }),
  )
  const links = [
    ['hub', hub],
    ['network', spoke],
  ] as const
  return [
    endpoint,
    ruleset,
    ...rules,
    ...links.map(([what, network]) =>
      resource({
        symbol: symbols.of('forwarding', 'in', what, region),
        type: 'Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks',
        apiVersion: RESOLVER_API,
        name: `link-${what}`,
        parent: ruleset,
        body: { properties: { virtualNetwork: { id: idOf(network) } } },
      }),
    ),
  ]
}
