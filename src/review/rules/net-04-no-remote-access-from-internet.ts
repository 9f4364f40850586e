import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'
import { hasPort, isAnywhere, securityRules } from '../security-rules.ts'

const REMOTE_ACCESS = [22, 3389]

export const net04: Rule = {
  id: 'NET-04',
  title: 'No virtual machine takes RDP or SSH from the internet',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt:
    'Inbound rules of network security groups for the ports 22 and 3389, and public addresses of network interfaces.',
  why: 'Ports of remote access on the internet are found within minutes and guessed at for ever after.',
  remedy: 'Take the rule out and reach the machine through Azure Bastion.',
  resources: {
    *check(estate) {
      for (const rule of securityRules(estate)) {
        const { resource, properties, name, effect, sources, ports } = rule
        if (effect !== null && effect !== 'allow in') continue
        if (effect === null || sources === null || ports === null) {
          yield resource.unknown(properties, `what the rule ${name} of ${resource.name} lets in is not known`)
          continue
        }
        const open = REMOTE_ACCESS.filter((port) => ports.some((range) => hasPort(range, port)))
        if (open.length > 0 && sources.some(isAnywhere))
          yield resource.fail(
            properties,
            `the rule ${name} lets the internet in to port ${namesOf(open.map(String))}`,
          )
        else yield resource.pass(properties, `the rule ${name} lets no remote access in from the internet`)
      }
      for (const nic of estate.ofType('Microsoft.Network/networkInterfaces')) {
        const path = 'properties.ipConfigurations[0].properties.publicIPAddress'
        const address = nic.ask(path)
        if (address.kind === 'unset')
          yield nic.pass('properties.ipConfigurations', `${nic.name} has no public address`)
        else yield nic.fail(path, `${nic.name} has a public address`, 'medium')
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
                  name: 'ssh',
                  properties: {
                    priority: 100,
                    access: 'Allow',
                    direction: 'Inbound',
                    protocol: 'Tcp',
                    sourceAddressPrefix: 'Internet',
                    sourcePortRange: '*',
                    destinationAddressPrefix: '*',
                    destinationPortRange: '20-30',
                  },
                },
              ],
            },
          },
        ],
        [
          {
            type: 'Microsoft.Network/networkSecurityGroups',
            apiVersion: '2024-10-01',
            name: 'nsg-models',
            location: 'swedencentral',
            properties: {
              securityRules: [
                {
                  name: 'rdp',
                  properties: {
                    priority: 100,
                    access: 'Allow',
                    direction: 'Inbound',
                    protocol: 'Tcp',
                    sourceAddressPrefix: '*',
                    sourcePortRange: '*',
                    destinationAddressPrefix: '*',
                    destinationPortRange: '3389',
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
        [
          {
            type: 'Microsoft.Network/networkSecurityGroups',
            apiVersion: '2024-10-01',
            name: 'nsg-models',
            location: 'swedencentral',
            properties: {
              securityRules: [
                {
                  name: 'ssh-from-bastion',
                  properties: {
                    priority: 100,
                    access: 'Allow',
                    direction: 'Inbound',
                    protocol: 'Tcp',
                    sourceAddressPrefix: '10.0.1.0/26',
                    sourcePortRange: '*',
                    destinationAddressPrefix: '*',
                    destinationPortRange: '22',
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
                  name: 'ssh',
                  properties: {
                    priority: 100,
                    access: 'Allow',
                    direction: 'Inbound',
                    protocol: 'Tcp',
                    sourceAddressPrefix: "[parameters('given')]",
                    sourcePortRange: '*',
                    destinationAddressPrefix: '*',
                    destinationPortRange: '22',
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
            properties: {
              securityRules: [
                {
                  name: 'out',
                  properties: {
                    priority: 100,
                    access: 'Allow',
                    direction: 'Outbound',
                    protocol: 'Tcp',
                    sourceAddressPrefix: 'Internet',
                    sourcePortRange: '*',
                    destinationAddressPrefix: '*',
                    destinationPortRange: '22',
                  },
                },
              ],
            },
          },
        ],
      ],
    },
  },
}
