import type { Rule } from '../rule.ts'
import { sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'
import { peeringWithElsewhere } from '../networks.ts'

export const net03: Rule = {
  id: 'NET-03',
  title: 'Virtual machines are reached through Azure Bastion',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.operators.bastion`, where there is a jumpbox.',
  why: 'RDP and SSH that the internet reaches are attacked within minutes.',
  remedy:
    'Deploy Azure Bastion in the hub or the workload’s network, and take public addresses off the machines.',
  workload: {
    check: setting(
      ['network', 'operators', 'bastion'],
      ({ network }) => network?.operators?.bastion,
      {
        isGood: (on) => on,
        good: 'virtual machines are reached through Bastion',
        bad: 'the jumpbox is reached without Bastion',
      },
      ({ network }) => network?.operators?.jumpbox !== 'none',
    ),
    cases: {
      fails: ['network: { operators: { jumpbox: hub, bastion: false } }'],
      passes: ['network: { operators: { jumpbox: hub, bastion: true } }'],
      undetermined: ['network: {}'],
      notApplicable: ['network: { operators: { jumpbox: none } }'],
    },
  },
  resources: {
    *check(estate) {
      const machines = estate.ofType('Microsoft.Compute/virtualMachines')
      if (machines.length === 0) return
      const [bastion] = estate.ofType('Microsoft.Network/bastionHosts')
      const elsewhere = peeringWithElsewhere(estate)
      if (bastion !== undefined) yield bastion.exists(`${bastion.name} leads to the virtual machines`)
      else if (elsewhere !== null)
        yield elsewhere.resource.unknown(
          elsewhere.properties,
          `whether an Azure Bastion leads to the virtual machines: the peering ${elsewhere.name} is with a network that is not here`,
        )
      else
        yield estate.missing(
          'there are virtual machines, and no Azure Bastion to reach them through',
          machines,
        )
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Compute/virtualMachines',
            apiVersion: '2024-10-01',
            name: 'jumpbox',
            location: 'swedencentral',
            properties: {},
          },
        ],
        [
          sample('Microsoft.Compute/virtualMachines', 'jumpbox'),
          sample('Microsoft.Network/virtualNetworks', 'hub'),
          sample('Microsoft.Network/virtualNetworks/virtualNetworkPeerings', 'spoke/to-hub', {
            remoteVirtualNetwork: { id: "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]" },
          }),
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Compute/virtualMachines',
            apiVersion: '2024-10-01',
            name: 'jumpbox',
            location: 'swedencentral',
            properties: {},
          },
          {
            type: 'Microsoft.Network/bastionHosts',
            apiVersion: '2024-10-01',
            name: 'bastion',
            location: 'swedencentral',
            properties: {},
          },
        ],
      ],
      undetermined: [
        [
          sample('Microsoft.Compute/virtualMachines', 'jumpbox'),
          sample('Microsoft.Network/virtualNetworks/virtualNetworkPeerings', 'spoke/to-hub', {
            remoteVirtualNetwork: {
              id: '/subscriptions/2/resourceGroups/platform/providers/Microsoft.Network/virtualNetworks/hub',
            },
          }),
        ],
        [
          {
            condition: "[equals(parameters('given'), 'x')]",
            type: 'Microsoft.Compute/virtualMachines',
            apiVersion: '2024-10-01',
            name: 'jumpbox',
            properties: {},
          },
        ],
        [
          {
            type: 'Microsoft.Compute/virtualMachines',
            apiVersion: '2024-10-01',
            name: 'jumpbox',
            properties: {},
          },
          {
            condition: "[equals(parameters('given'), 'x')]",
            type: 'Microsoft.Network/bastionHosts',
            apiVersion: '2024-10-01',
            name: 'bastion',
            properties: {},
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
