import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { type Body, idOf, type Reason, type Resource, resource } from '../resource-graph.ts'
import { hubRange, type HubSlot } from '../subnet-slots.ts'
import { BASTION_SUBNET, bastionInbound, bastionOutbound, wantsBastion } from './bastion-subnet.ts'
import { firewallAddress, firewallSlots } from './firewall.ts'
import { firewallTier } from './firewall-tier.ts'
import { gatewayRoutes } from './link-gateways.ts'
import { jumpboxRules, jumpboxWish } from './jumpbox-subnet.ts'
import { hasPrivatePortals } from './portals.ts'
import { isLinked, onPremisesLinks } from './on-premises.ts'
import { resolverInboundRules, resolverWish } from './resolver-subnets.ts'
import { securityGroup } from './security-group.ts'
import { allow, denyTheRest, type SecurityRule } from './security-rules.ts'
import { wayOutOf } from './way-out.ts'

/** What a part of the landing zone wants of the hub in each region. */
export interface HubSubnetWish {
  readonly slot: HubSlot
  /** As Azure wants it where the subnet has to be found by its name. */
  readonly name: string
  /** Null where Azure takes no security group: subnets of firewalls and gateways. */
  readonly rules: SubnetRules | null
  /** `out`: machines in it go out by themselves. `in`: others come in by it from outside of Azure. */
  readonly routes: 'out' | 'in' | 'none'
  readonly properties: Body
  readonly because: readonly Reason[]
}

interface SubnetRules {
  /** Names the security group. */
  readonly use: string
  /** What may come in, beside which everything is refused; `range` is the subnet's own. */
  readonly inbound: (range: string, region: RegionEstate) => readonly SecurityRule[]
  /** What may leave, beside which everything is refused; null where what it passes on the way decides. */
  readonly outbound: ((range: string) => readonly SecurityRule[]) | null
}

/** Subnets of the hub, the same in every region. */
function wishes(estate: Estate): readonly HubSubnetWish[] {
  return [
    ...firewallSlots(firewallTier(estate)).map((slot): HubSubnetWish => ({
      slot,
      name: slot === 'firewall' ? 'AzureFirewallSubnet' : 'AzureFirewallManagementSubnet',
      rules: null,
      routes: 'none',
      properties: {},
      because: [],
    })),
    ...bastionWishes(estate),
    ...(isLinked(onPremisesLinks(estate)) ? [GATEWAYS] : []),
    ...resolverWishes(estate),
    ...jumpboxInHub(estate),
    ...(hasPrivatePortals(estate) ? [PORTALS] : []),
  ]
}

const GATEWAYS: HubSubnetWish = {
  slot: 'gateways',
  name: 'GatewaySubnet',
  rules: null,
  routes: 'in',
  properties: {},
  because: [],
}

/** Private endpoints for people, who come from the hub, from networks on premises, and from the network of the workload. */
const PORTALS: HubSubnetWish = {
  slot: 'endpoints',
  name: 'snet-endpoints',
  rules: {
    use: 'endpoints-hub',
    inbound: (range) => [
      allow({
        name: 'AllowHttpsFromNetworks',
        direction: 'Inbound',
        priority: 100,
        from: 'VirtualNetwork',
        to: range,
        ports: ['443'],
      }),
    ],
    outbound: () => [],
  },
  routes: 'none',
  properties: { privateEndpointNetworkPolicies: 'Enabled', defaultOutboundAccess: false },
  because: [{ rule: 'NET-21', why: 'nothing in it has an address on the internet that nobody gave it.' }],
}

function resolverWishes(estate: Estate): readonly HubSubnetWish[] {
  const { inbound, outbound } = resolverWish(estate)
  const wish = (slot: HubSlot, name: string, rules: SubnetRules): HubSubnetWish => ({
    slot,
    name,
    rules,
    routes: 'none',
    properties: {
      delegations: [{ name: 'resolver', properties: { serviceName: 'Microsoft.Network/dnsResolvers' } }],
      defaultOutboundAccess: false,
    },
    because: [{ rule: 'NET-21', why: 'nothing in it has an address on the internet that nobody gave it.' }],
  })
  const asked = { use: 'resolver-inbound', inbound: resolverInboundRules, outbound: null }
  const asking = { use: 'resolver-outbound', inbound: () => [], outbound: null }
  return [
    ...(inbound ? [wish('resolverInbound', 'snet-resolver-inbound', asked)] : []),
    ...(outbound ? [wish('resolverOutbound', 'snet-resolver-outbound', asking)] : []),
  ]
}

function bastionWishes(estate: Estate): readonly HubSubnetWish[] {
  if (!wantsBastion(estate)) return []
  const rules = { use: 'bastion', inbound: bastionInbound, outbound: bastionOutbound }
  return [{ slot: 'bastion', name: BASTION_SUBNET, rules, routes: 'none', properties: {}, because: [] }]
}

function jumpboxInHub(estate: Estate): readonly HubSubnetWish[] {
  const jumpbox = jumpboxWish(estate)
  if (jumpbox?.place !== 'hub') return []
  return [
    {
      slot: 'jumpbox',
      name: 'snet-jumpbox',
      rules: { use: 'jumpbox-hub', ...jumpboxRules(estate, jumpbox) },
      routes: 'out',
      properties: { defaultOutboundAccess: false },
      because: [{ rule: 'NET-21', why: 'nothing in it has an address on the internet that nobody gave it.' }],
    },
  ]
}

export interface HubSubnets {
  readonly resources: readonly Resource[]
  /** Throws for a slot that no part asked for. */
  subnet(this: void, slot: HubSlot): Resource
}

export function hubSubnets(estate: Estate, regionEstate: RegionEstate, network: Resource): HubSubnets {
  const { region, hubAddresses } = regionEstate
  const wanted = wishes(estate)
  const firewall =
    firewallTier(estate) === null
      ? (estate.declaration.network?.egress?.next_hop?.[region] ?? null)
      : firewallAddress(regionEstate)
  const wayOut = wanted.some(({ routes }) => routes === 'out')
    ? wayOutOf(estate, regionEstate, { firewallAddress: firewall, isBuilt: true }, 'hub')
    : null
  const wayIn =
    firewall !== null && wanted.some(({ routes }) => routes === 'in')
      ? gatewayRoutes(estate, regionEstate, firewall)
      : null
  const routesOf: Readonly<Record<HubSubnetWish['routes'], Body>> = {
    out: wayOut?.ofSubnets ?? {},
    in: wayIn === null ? {} : { routeTable: { id: idOf(wayIn) } },
    none: {},
  }
  const groups: Resource[] = []
  const subnets = new Map<HubSlot, Resource>()
  for (const { slot, name, rules, routes, properties, because } of wanted) {
    const range = formatRange(hubRange(hubAddresses, slot))
    const group =
      rules === null
        ? null
        : securityGroup(estate, region, rules.use, [
            ...rules.inbound(range, regionEstate),
            denyTheRest('Inbound'),
            ...(rules.outbound === null ? [] : [...rules.outbound(range), denyTheRest('Outbound')]),
          ])
    if (group !== null) groups.push(group)
    subnets.set(
      slot,
      resource({
        symbol: estate.symbols.of(`${slot}Subnet`, 'hub', region),
        type: 'Microsoft.Network/virtualNetworks/subnets',
        apiVersion: '2025-09-01',
        name,
        parent: network,
        // Azure changes one subnet of a network at a time, and refuses a second change meanwhile.
        after: [...subnets.values()].slice(-1),
        body: {
          properties: {
            addressPrefix: range,
            ...(group === null ? {} : { networkSecurityGroup: { id: idOf(group) } }),
            ...routesOf[routes],
            ...properties,
          },
        },
        because:
          group === null
            ? because
            : [{ rule: 'NET-14', why: 'every subnet has a network security group.' }, ...because],
      }),
    )
  }
  return {
    resources: [
      ...groups,
      ...(wayOut?.resources ?? []),
      ...(wayIn === null ? [] : [wayIn]),
      ...subnets.values(),
    ],
    subnet: (slot) => {
      const found = subnets.get(slot)
      if (found === undefined) throw new Error(`the hub of ${region} was asked for no subnet ${slot}`)
      return found
    },
  }
}
