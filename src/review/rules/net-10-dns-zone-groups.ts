import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net10: Rule = {
  id: 'NET-10',
  title: 'Every private endpoint writes its name into DNS',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.dns.zone_groups`, where there are private endpoints.',
  why: 'Without a record the public name is resolved to the public address: calls fail, or leave the network.',
  remedy: 'Give each private endpoint a DNS zone group.',
  workload: {
    check: setting(
      ['network', 'dns', 'zone_groups'],
      ({ network }) => network?.dns?.zone_groups,
      {
        isGood: (which) => which === 'every-endpoint',
        good: 'every private endpoint has a DNS zone group',
        bad: (which) =>
          which === 'none'
            ? 'no private endpoint has a DNS zone group'
            : 'some private endpoints have no DNS zone group',
      },
      ({ network }) => network?.models === 'private-endpoints' || network?.data === 'private-endpoints',
    ),
    cases: {
      fails: ['network: { models: private-endpoints, dns: { zone_groups: some-endpoints } }'],
      passes: ['network: { models: private-endpoints, dns: { zone_groups: every-endpoint } }'],
      undetermined: ['network: { models: private-endpoints }'],
      notApplicable: ['network: { models: public }'],
    },
  },
}
