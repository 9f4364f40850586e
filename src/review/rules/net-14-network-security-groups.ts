import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

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
}
