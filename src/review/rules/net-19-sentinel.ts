import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net19: Rule = {
  id: 'NET-19',
  title: 'Microsoft Sentinel watches the network',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.monitoring.sentinel`.',
  why: 'Signs of an attack lie in logs of many resources; nobody reads them together by hand.',
  remedy: 'Connect the workspace of the network’s logs to Microsoft Sentinel.',
  workload: {
    check: setting(['network', 'monitoring', 'sentinel'], ({ network }) => network?.monitoring?.sentinel, {
      isGood: (on) => on,
      good: 'Sentinel watches',
      bad: 'Sentinel does not watch',
    }),
    cases: {
      fails: ['network: { monitoring: { sentinel: false } }'],
      passes: ['network: { monitoring: { sentinel: true } }'],
      undetermined: ['network: {}'],
    },
  },
}
