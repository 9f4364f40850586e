import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import { spokeRange, type SpokeSlot } from '../subnet-slots.ts'
import { ddosProtectionOf } from './ddos-protection.ts'
import type { RegionHub } from './hub.ts'
import { nameServersOf } from './name-resolution.ts'
import { securityGroup } from './security-group.ts'
import { denyTheRest } from './security-rules.ts'
import { spokeSubnets } from './spoke-subnets.ts'
import { wayOutOf } from './way-out.ts'

const NETWORK_API = '2025-09-01'

/** The virtual network of a region. */
export interface RegionNetwork {
  readonly region: string
  readonly stage: Stage
  readonly network: Resource
  /** Throws for a slot that no part asked for. */
  subnet(this: void, slot: SpokeSlot): Resource
}

export function networkStage(estate: Estate, regionEstate: RegionEstate, hub: RegionHub): RegionNetwork {
  const { region, addresses, groups: groupNames } = regionEstate
  const { name, tags, plan } = estate
  const network = resource({
    symbol: estate.symbols.of('network', region),
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: NETWORK_API,
    name: name('virtualNetwork', region),
    body: {
      location: region,
      tags,
      properties: {
        addressSpace: { addressPrefixes: [formatRange(addresses)] },
        ...ddosProtectionOf(estate),
        ...nameServersOf(estate, regionEstate, hub),
      },
    },
  })
  const wayOut = wayOutOf(
    estate,
    regionEstate,
    { firewallAddress: hub.firewallAddress, isBuilt: hub.network !== null },
    'network',
  )
  const wishes = spokeSubnets(estate, regionEstate)
  const groups: Resource[] = []
  const subnets = new Map<SpokeSlot, Resource>()
  for (const wish of wishes) {
    const { use, slot, inbound, outbound, properties, because, leaves = true, hasOwnWayOut } = wish
    const range = formatRange(spokeRange(addresses, slot))
    const group = securityGroup(estate, region, use, [
      ...inbound(range, regionEstate),
      denyTheRest('Inbound'),
      ...(outbound === null ? [] : [...outbound(range, regionEstate), denyTheRest('Outbound')]),
    ])
    groups.push(group)
    subnets.set(
      slot,
      resource({
        symbol: estate.symbols.of(`${use}Subnet`, region),
        type: 'Microsoft.Network/virtualNetworks/subnets',
        apiVersion: NETWORK_API,
        name: wish.name ?? `snet-${use}`,
        parent: network,
        // Azure changes one subnet of a network at a time, and refuses a second change meanwhile.
        after: [...subnets.values()].slice(-1),
        body: {
          properties: {
            addressPrefix: range,
            networkSecurityGroup: { id: idOf(group) },
            ...(leaves
              ? { ...(hasOwnWayOut === true ? {} : wayOut.ofSubnets), defaultOutboundAccess: false }
              : {}),
            ...properties,
          },
        },
        because: [
          { rule: 'NET-14', why: 'every subnet has a network security group.' },
          ...(leaves
            ? [{ rule: 'NET-21', why: 'nothing in it has an address on the internet that nobody gave it.' }]
            : []),
          ...because,
        ],
      }),
    )
  }
  const subnet = (slot: SpokeSlot): Resource => {
    const found = subnets.get(slot)
    if (found === undefined) throw new Error(`the network of ${region} was asked for no subnet ${slot}`)
    return found
  }
  return {
    region,
    network,
    subnet,
    stage: {
      name: `20-network-${region}`,
      purpose: `The virtual network of ${plan.workload} in ${region}: subnets for ${wishes.map(({ use }) => use).join(', ')}.`,
      scope: estate.groupScope(groupNames.network),
      parameters: [],
      resources: [...groups, ...wayOut.resources, network, ...subnets.values()],
      outputs: [],
    },
  }
}
