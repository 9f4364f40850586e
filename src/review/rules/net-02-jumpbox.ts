import type { Rule } from '../rule.ts'
import { PERHAPS, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'

const BASTION = sample('Microsoft.Network/bastionHosts', 'bastion')
const JUMPBOX = sample('Microsoft.Compute/virtualMachines', 'jumpbox')

export const net02: Rule = {
  id: 'NET-02',
  title: 'People manage AI resources from a jumpbox',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    '`network.operators.jumpbox`; in templates, whether there is a virtual machine to work from where there is an Azure Bastion.',
  why: 'Where people connect from anywhere, every laptop is part of the network of the workload.',
  remedy:
    'Put a virtual machine without public address into the workload’s network or the hub, and work from there.',
  workload: {
    check: setting(['network', 'operators', 'jumpbox'], ({ network }) => network?.operators?.jumpbox, {
      isGood: (place) => place !== 'none',
      good: (place) => `a jumpbox stands in the ${place}`,
      bad: 'there is no jumpbox',
    }),
    cases: {
      fails: ['network: { operators: { jumpbox: none } }'],
      passes: ['network: { operators: { jumpbox: hub } }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      const bastions = estate.ofType('Microsoft.Network/bastionHosts')
      if (bastions.length === 0) return
      const machines = estate.ofType('Microsoft.Compute/virtualMachines')
      const machine = machines.find(({ doubt }) => doubt === null) ?? machines[0]
      if (machine !== undefined) yield machine.exists(`${machine.name} is a machine to work from`)
      else yield estate.missing('there is an Azure Bastion, and no virtual machine to work from', bastions)
    },
    cases: {
      fails: [[BASTION]],
      passes: [[BASTION, JUMPBOX]],
      undetermined: [[BASTION, { ...JUMPBOX, ...PERHAPS }]],
      notApplicable: [[JUMPBOX]],
    },
  },
}
