import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net18: Rule = {
  id: 'NET-18',
  title: 'Telemetry of the network goes to Azure Monitor',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.monitoring.network_insights`.',
  why: 'Faults of firewalls, entrances and links are found by users first.',
  remedy: 'Send diagnostics of firewall, entrance, Bastion and networks to a workspace.',
  workload: {
    check: setting(
      ['network', 'monitoring', 'network_insights'],
      ({ network }) => network?.monitoring?.network_insights,
      {
        isGood: (on) => on,
        good: 'the network’s telemetry goes to Azure Monitor',
        bad: 'the network’s telemetry goes nowhere',
      },
    ),
    cases: {
      fails: ['network: { monitoring: { network_insights: false } }'],
      passes: ['network: { monitoring: { network_insights: true } }'],
      undetermined: ['network: {}'],
    },
  },
}
