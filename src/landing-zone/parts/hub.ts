import { type AddressRange, formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { type Body, idOf, type Resource, resource, type Stage, type Text } from '../resource-graph.ts'
import { firstAddressOf, hubRange } from '../subnet-slots.ts'
import { ddosProtectionOf } from './ddos-protection.ts'
import { diagnosticsOf } from './diagnostics.ts'

const NETWORK_API = '2025-09-01'

/** The hub of a region: the one way out, through Azure Firewall. */
export interface RegionHub {
  /** Null where nothing is built here. */
  readonly stage: Stage | null
  readonly networkId: Text
  /** The network itself; null where it is not built here. */
  readonly network: Resource | null
  /** Private address of the firewall, to which spokes send what leaves; null where there is none. */
  readonly firewallAddress: string | null
}

/**
 * What a gateway needs of the internet; models, data and logs are reached inside. Sources: Microsoft Entra and container
 * registry names in "Required outbound" of Azure Container Apps with Azure Firewall, and Azure Monitor's endpoint list.
 */
export const ALLOWED: readonly {
  readonly name: string
  readonly why: string
  readonly fqdns: readonly string[]
}[] = [
  {
    name: 'sign-in',
    why: 'Tokens of Microsoft Entra ID',
    fqdns: [
      'login.microsoftonline.com',
      '*.login.microsoftonline.com',
      '*.login.microsoft.com',
      '*.identity.azure.net',
    ],
  },
  {
    name: 'images-of-the-platform',
    why: 'Images that Container Apps itself runs',
    fqdns: ['mcr.microsoft.com', '*.data.mcr.microsoft.com'],
  },
  {
    name: 'telemetry',
    why: 'Azure Monitor',
    fqdns: [
      '*.in.applicationinsights.azure.com',
      '*.livediagnostics.monitor.azure.com',
      'settings.sdk.monitor.azure.com',
    ],
  },
]

export function hubStage(
  estate: Estate,
  { region, groups, hubAddresses, hasZones }: RegionEstate,
  spokes: readonly AddressRange[],
  workspaceId: Text,
): RegionHub {
  const { name, tags, symbols, plan } = estate
  const range = hubRange(hubAddresses, 'firewall')
  const zones: Body = hasZones ? { zones: ['1', '2', '3'] } : {}
  const network = resource({
    symbol: symbols.of('hub', region),
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: NETWORK_API,
    name: name('virtualNetwork', 'hub', region),
    body: {
      location: region,
      tags,
      properties: {
        addressSpace: { addressPrefixes: [formatRange(hubAddresses)] },
        ...ddosProtectionOf(estate),
      },
    },
  })
  const subnet = resource({
    symbol: symbols.of('firewallSubnet', region),
    type: 'Microsoft.Network/virtualNetworks/subnets',
    apiVersion: NETWORK_API,
    name: 'AzureFirewallSubnet',
    parent: network,
    body: { properties: { addressPrefix: formatRange(range) } },
  })
  const address = resource({
    symbol: symbols.of('firewallPublicAddress', region),
    type: 'Microsoft.Network/publicIPAddresses',
    apiVersion: NETWORK_API,
    name: name('publicAddress', 'firewall', region),
    body: {
      location: region,
      tags,
      sku: { name: 'Standard' },
      ...zones,
      properties: {
        publicIPAllocationMethod: 'Static',
        publicIPAddressVersion: 'IPv4',
        ddosSettings: {
          protectionMode: estate.existing.ddosPlan === null ? 'Enabled' : 'VirtualNetworkInherited',
        },
      },
    },
    because: [
      { rule: 'NET-21', why: 'what leaves has this address, and no other.' },
      {
        rule: 'NET-01',
        why:
          estate.existing.ddosPlan === null
            ? 'it is protected from floods by itself, since the network has no plan.'
            : 'the plan of its network protects it from floods.',
      },
    ],
  })
  const policy = resource({
    symbol: symbols.of('firewallPolicy', region),
    type: 'Microsoft.Network/firewallPolicies',
    apiVersion: NETWORK_API,
    name: name('firewallPolicy', region),
    body: {
      location: region,
      tags,
      properties: { sku: { tier: 'Standard' }, threatIntelMode: 'Deny', dnsSettings: { enableProxy: true } },
    },
  })
  const rules = resource({
    symbol: symbols.of('firewallRules', region),
    type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    apiVersion: NETWORK_API,
    name: 'outbound',
    parent: policy,
    body: {
      properties: {
        priority: 500,
        ruleCollections: [
          {
            ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
            name: 'allowed',
            priority: 100,
            action: { type: 'Allow' },
            rules: ALLOWED.map(({ name: ruleName, why, fqdns }) => ({
              ruleType: 'ApplicationRule',
              name: ruleName,
              description: why,
              sourceAddresses: spokes.map(formatRange),
              protocols: [{ protocolType: 'Https', port: 443 }],
              targetFqdns: fqdns,
            })),
          },
        ],
      },
    },
    because: [{ rule: 'NET-16', why: 'what is not on the list does not leave.' }],
  })
  const firewall = resource({
    symbol: symbols.of('firewall', region),
    type: 'Microsoft.Network/azureFirewalls',
    apiVersion: NETWORK_API,
    name: name('firewall', region),
    // A change of the rules while the firewall is made fails one of the two.
    after: [rules],
    body: {
      location: region,
      tags,
      ...zones,
      properties: {
        sku: { name: 'AZFW_VNet', tier: 'Standard' },
        firewallPolicy: { id: idOf(policy) },
        ipConfigurations: [
          {
            name: 'outbound',
            properties: { subnet: { id: idOf(subnet) }, publicIPAddress: { id: idOf(address) } },
          },
        ],
      },
    },
    because: [{ rule: 'NET-20', why: 'everything that leaves the network passes here.' }],
  })
  return {
    networkId: idOf(network),
    network,
    firewallAddress: firstAddressOf(range),
    stage: {
      name: `15-hub-${region}`,
      purpose: `The hub of ${plan.workload} in ${region}: a firewall that lets out what is on its list.`,
      scope: estate.groupScope(groups.hub),
      parameters: [],
      resources: [
        network,
        subnet,
        address,
        policy,
        rules,
        firewall,
        diagnosticsOf(estate, ['firewall', region], firewall, workspaceId),
      ],
      outputs: [],
    },
  }
}
