import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net16: Rule = {
  id: 'NET-16',
  title: 'Outbound traffic is governed too',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.egress.mode` and `via`.',
  why: 'Rules on inbound traffic alone do not keep data in.',
  remedy: 'Deny outbound traffic that is not named, by network security groups or a route to a firewall.',
  workload: {
    check: setting(['network', 'egress', 'mode'], ({ network }) => network?.egress?.mode, {
      isGood: (mode) => mode === 'approved-only',
      good: 'outbound traffic goes to named destinations alone',
      bad: 'outbound traffic goes anywhere',
    }),
    cases: {
      fails: ['network: { egress: { mode: internet } }'],
      passes: ['network: { egress: { mode: approved-only } }'],
      undetermined: ['network: {}'],
    },
  },
}
