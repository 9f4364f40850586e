import type { Rule } from '../rule.ts'
import { isAnywhere, securityRules } from '../security-rules.ts'

export const net15: Rule = {
  id: 'NET-15',
  title: 'No inbound rule lets everything in',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: 'Inbound rules of network security groups whose sources and ports are anything.',
  why: 'Such a rule is a group that is not there, and looks as if it were.',
  remedy: 'Name the sources and the ports that are needed.',
  resources: {
    *check(estate) {
      for (const { resource, properties, name, effect, sources, ports } of securityRules(estate)) {
        if (effect !== null && effect !== 'allow in') continue
        if (effect === null || sources === null || ports === null)
          yield resource.unknown(properties, `what the rule ${name} of ${resource.name} lets in is not known`)
        else if (sources.some(isAnywhere) && ports.some((range) => range === '*' || range === '0-65535'))
          yield resource.fail(properties, `the rule ${name} lets everything in from everywhere`)
        else yield resource.pass(properties, `the rule ${name} names what it lets in`)
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Network/networkSecurityGroups',
            apiVersion: '2024-10-01',
            name: 'nsg-models',
            location: 'swedencentral',
            properties: {
              securityRules: [
                {
                  name: 'all',
                  properties: {
                    priority: 100,
                    access: 'Allow',
                    direction: 'Inbound',
                    protocol: 'Tcp',
                    sourceAddressPrefix: '*',
                    sourcePortRange: '*',
                    destinationAddressPrefix: '*',
                    destinationPortRange: '*',
                  },
                },
              ],
            },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Network/networkSecurityGroups',
            apiVersion: '2024-10-01',
            name: 'nsg-models',
            location: 'swedencentral',
            properties: {
              securityRules: [
                {
                  name: 'https',
                  properties: {
                    priority: 100,
                    access: 'Allow',
                    direction: 'Inbound',
                    protocol: 'Tcp',
                    sourceAddressPrefix: 'Internet',
                    sourcePortRange: '*',
                    destinationAddressPrefix: '*',
                    destinationPortRange: '443',
                  },
                },
              ],
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Network/networkSecurityGroups',
            apiVersion: '2024-10-01',
            name: 'nsg-models',
            location: 'swedencentral',
            properties: {
              securityRules: [
                {
                  name: 'some',
                  properties: {
                    priority: 100,
                    access: 'Allow',
                    direction: 'Inbound',
                    protocol: 'Tcp',
                    sourceAddressPrefix: '*',
                    sourcePortRange: '*',
                    destinationAddressPrefix: '*',
                    destinationPortRange: "[parameters('given')]",
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
            type: 'Microsoft.Network/networkSecurityGroups',
            apiVersion: '2024-10-01',
            name: 'nsg-models',
            location: 'swedencentral',
            properties: { securityRules: [] },
          },
        ],
      ],
    },
  },
}
