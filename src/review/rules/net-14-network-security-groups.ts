import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { workloadSubnets } from '../networks.ts'

export const net14: Rule = {
  id: 'NET-14',
  title: 'Every subnet has a network security group',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.security_groups`.',
  why: 'Without one, all in the network reach all: one taken machine reaches the rest.',
  remedy:
    'Put a network security group on every subnet but those that Azure forbids it for (gateway, firewall).',
  workload: {
    check: setting(['network', 'security_groups'], ({ network }) => network?.security_groups, {
      isGood: (which) => which === 'every-subnet',
      good: 'every subnet has a network security group',
      bad: (which) =>
        which === 'none'
          ? 'no subnet has a network security group'
          : 'some subnets have no network security group',
    }),
    cases: {
      fails: ['network: { security_groups: some-subnets }'],
      passes: ['network: { security_groups: every-subnet }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const { resource, properties, name } of workloadSubnets(estate)) {
        const group = resource.ask(`${properties}.networkSecurityGroup`)
        if (group.kind === 'unknown')
          yield resource.unknown(
            properties,
            `whether the subnet ${name} has a network security group is not known`,
          )
        else if (group.kind === 'known')
          yield resource.pass(properties, `the subnet ${name} has a network security group`)
        else yield resource.fail(properties, `the subnet ${name} has no network security group`)
      }
    },
    cases: {
      fails: [
        [
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
                    networkSecurityGroup: {
                      id: '/subscriptions/1/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/nsg',
                    },
                  },
                },
                { name: 'GatewaySubnet', properties: { addressPrefix: '10.1.1.0/27' } },
              ],
            },
          },
        ],
      ],
      undetermined: [
        [
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
                  properties: { addressPrefix: '10.1.0.0/24', networkSecurityGroup: "[parameters('given')]" },
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
            properties: {
              addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
              subnets: [{ name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.1.0.0/26' } }],
            },
          },
        ],
      ],
    },
  },
}
