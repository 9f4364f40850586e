import type { Rule } from '../rule.ts'
import { partsOf } from '../indexed.ts'

export const net21: Rule = {
  id: 'NET-21',
  title: 'Nothing leaves past the firewall',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking', isDerived: true },
  looksAt:
    'NAT gateways, and subnets with Azure’s default outbound access, where there is an Azure Firewall.',
  why: 'Traffic that has another way out is neither inspected nor seen to come from the firewall’s address.',
  remedy:
    'Route the subnet to the firewall, take the NAT gateway away and set `defaultOutboundAccess` to `false`.',
  resources: {
    *check(estate) {
      if (estate.ofType('Microsoft.Network/azureFirewalls').length === 0) return
      for (const nat of estate.ofType('Microsoft.Network/natGateways'))
        yield nat.fail('name', `${nat.name} is a way out beside the firewall`)
      for (const { resource, properties, name } of partsOf(
        estate,
        'Microsoft.Network/virtualNetworks',
        'subnets',
      )) {
        if (/^(azure|gateway)/i.test(name)) continue
        yield resource.judge(`${properties}.defaultOutboundAccess`, {
          whenUnset: true,
          isGood: (on) => on === false,
          bad: `the subnet ${name} may leave past the firewall`,
        })
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Network/azureFirewalls',
            apiVersion: '2024-10-01',
            name: 'fw',
            location: 'swedencentral',
            properties: {},
          },
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: {
              addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
              subnets: [{ name: 'models', properties: { addressPrefix: '10.1.0.0/24' } }],
            },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Network/azureFirewalls',
            apiVersion: '2024-10-01',
            name: 'fw',
            location: 'swedencentral',
            properties: {},
          },
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: {
              addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
              subnets: [
                {
                  name: 'models',
                  properties: { addressPrefix: '10.1.0.0/24', defaultOutboundAccess: false },
                },
              ],
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Network/azureFirewalls',
            apiVersion: '2024-10-01',
            name: 'fw',
            location: 'swedencentral',
            properties: {},
          },
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: {
              addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
              subnets: [
                {
                  name: 'models',
                  properties: {
                    addressPrefix: '10.1.0.0/24',
                    defaultOutboundAccess: "[parameters('given')]",
                  },
                },
              ],
            },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] },
          },
        ],
      ],
    },
  },
}
