import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net02: Rule = {
  id: 'NET-02',
  title: 'People manage AI resources from a jumpbox',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.operators.jumpbox`.',
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
}
