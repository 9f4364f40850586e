import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net17: Rule = {
  id: 'NET-17',
  title: 'Network Watcher is on in each region in use',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.monitoring.network_watcher`.',
  why: 'Without it there are no flow logs and no way to see where a connection ends.',
  remedy: 'Turn Network Watcher on in each region, with flow logs of virtual networks.',
  workload: {
    check: setting(
      ['network', 'monitoring', 'network_watcher'],
      ({ network }) => network?.monitoring?.network_watcher,
      { isGood: (on) => on, good: 'Network Watcher is on', bad: 'Network Watcher is not on everywhere' },
    ),
    cases: {
      fails: ['network: { monitoring: { network_watcher: false } }'],
      passes: ['network: { monitoring: { network_watcher: true } }'],
      undetermined: ['network: {}'],
    },
  },
}
