import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net20: Rule = {
  id: 'NET-20',
  title: 'Outbound traffic passes a firewall',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.egress.via`.',
  why: 'What leaves unseen is neither stopped nor known: data, and calls to whoever took a machine over.',
  remedy: 'Deploy Azure Firewall in the hub and route 0.0.0.0/0 of the spokes to it.',
  workload: {
    check: setting(['network', 'egress', 'via'], ({ network }) => network?.egress?.via, {
      isGood: (via) => via !== 'none',
      good: (via) => `outbound traffic passes ${via}`,
      bad: 'outbound traffic passes no firewall',
    }),
    cases: {
      fails: ['network: { egress: { via: none } }'],
      passes: ['network: { egress: { via: azure-firewall } }'],
      undetermined: ['network: {}'],
    },
  },
}
