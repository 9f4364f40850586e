import type { Estate, RegionEstate } from '../estate.ts'
import { type Body, idOf, type Resource, resource } from '../resource-graph.ts'
import { firstAddressOf, hubRange, type HubSlot } from '../subnet-slots.ts'
import { ruleCollections } from './firewall-rules.ts'
import type { FirewallTier } from './firewall-tier.ts'
import { publicAddress, zonesOf } from './public-address.ts'
import { resolverAddress, resolverWish } from './resolver-subnets.ts'

const NETWORK_API = '2025-09-01'
/** Basic alone is managed over an address and a subnet of its own. */
export function firewallSlots(tier: FirewallTier | null): readonly HubSlot[] {
  if (tier === null) return []
  return tier === 'Basic' ? ['firewall', 'firewallManagement'] : ['firewall']
}

/** Where spokes send what leaves. */
export function firewallAddress({ hubAddresses }: RegionEstate): string {
  return firstAddressOf(hubRange(hubAddresses, 'firewall'))
}

export interface Firewall {
  readonly firewall: Resource
  readonly resources: readonly Resource[]
}

/** Azure Firewall with its policy, the rules of it, and its public address. */
export function firewallOf(
  estate: Estate,
  region: RegionEstate,
  tier: FirewallTier,
  subnet: (slot: HubSlot) => Resource,
): Firewall {
  const { name, tags, symbols } = estate
  const address = publicAddress(estate, region, 'firewall', [
    { rule: 'NET-21', why: 'what leaves has this address, and no other.' },
  ])
  const management = tier === 'Basic' ? publicAddress(estate, region, 'firewallManagement', []) : null
  const policy = resource({
    symbol: symbols.of('firewallPolicy', region.region),
    type: 'Microsoft.Network/firewallPolicies',
    apiVersion: NETWORK_API,
    name: name('firewallPolicy', region.region),
    body: {
      location: region.region,
      tags,
      properties: {
        sku: { tier },
        // Basic tells of hostile addresses, and has no proxy of DNS.
        ...(tier === 'Basic'
          ? { threatIntelMode: 'Alert' }
          : { threatIntelMode: 'Deny', dnsSettings: dnsSettings(estate, region) }),
        ...(tier === 'Premium' ? { intrusionDetection: { mode: 'Deny' } } : {}),
      },
    },
  })
  const rules = resource({
    symbol: symbols.of('firewallRules', region.region),
    type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    apiVersion: NETWORK_API,
    name: 'outbound',
    parent: policy,
    body: { properties: { priority: 500, ruleCollections: ruleCollections(estate) } },
    because: [
      { rule: 'NET-16', why: 'what is not on the list does not leave.' },
      { rule: 'PNET-15', why: 'the list is that of the workload file, and what the platform needs.' },
    ],
  })
  const firewall = resource({
    symbol: symbols.of('firewall', region.region),
    type: 'Microsoft.Network/azureFirewalls',
    apiVersion: NETWORK_API,
    name: name('firewall', region.region),
    // A change of the rules while the firewall is made fails one of the two.
    after: [rules],
    body: {
      location: region.region,
      tags,
      ...zonesOf(region.hasZones),
      properties: {
        sku: { name: 'AZFW_VNet', tier },
        firewallPolicy: { id: idOf(policy) },
        ipConfigurations: [ipConfiguration('outbound', subnet('firewall'), address)],
        ...(management === null
          ? {}
          : {
              managementIpConfiguration: ipConfiguration(
                'management',
                subnet('firewallManagement'),
                management,
              ),
            }),
      },
    },
    because: [{ rule: 'NET-20', why: 'everything that leaves the network passes here.' }],
  })
  return {
    firewall,
    resources: [address, ...(management === null ? [] : [management]), policy, rules, firewall],
  }
}

/** It asks the resolver of its hub, where there is one, so that domains on premises are found as well. */
function dnsSettings(estate: Estate, region: RegionEstate): Body {
  const resolver = resolverWish(estate).inbound ? [resolverAddress(region)] : []
  return { enableProxy: true, ...(resolver.length === 0 ? {} : { servers: resolver }) }
}

function ipConfiguration(name: string, subnet: Resource, address: Resource): Body {
  return { name, properties: { subnet: { id: idOf(subnet) }, publicIPAddress: { id: idOf(address) } } }
}
