import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net12: Rule = {
  id: 'NET-12',
  title: 'Private DNS zones are central and linked to the networks',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.dns.zones`, where there are private endpoints.',
  why: 'Zones of the same name in many places disagree, and who asks the wrong one gets the wrong address.',
  remedy: 'Keep the zones in the connectivity subscription of the platform and link them to hub and spokes.',
  workload: {
    check: setting(
      ['network', 'dns', 'zones'],
      ({ network }) => network?.dns?.zones,
      {
        isGood: (zones) => zones === 'central',
        good: 'private DNS zones are central',
        bad: (zones) =>
          zones === 'local'
            ? 'the workload keeps private DNS zones of its own'
            : 'there are private endpoints and no private DNS zones',
      },
      ({ network }) => network?.models === 'private-endpoints' || network?.data === 'private-endpoints',
    ),
    cases: {
      fails: ['network: { models: private-endpoints, dns: { zones: local } }'],
      passes: ['network: { models: private-endpoints, dns: { zones: central } }'],
      undetermined: ['network: { models: private-endpoints }'],
      notApplicable: ['network: { models: public }'],
    },
  },
}
