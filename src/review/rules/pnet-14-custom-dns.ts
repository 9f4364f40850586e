import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const pnet14: Rule = {
  id: 'PNET-14',
  title: 'Virtual networks ask DNS servers of your own',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt: '`network.dns.servers`, where there are private endpoints.',
  why: 'Names that are looked up elsewhere can lead to public addresses, and nobody sees who asked for what.',
  remedy: 'Set the networks’ DNS servers to a resolver or to the proxy of the firewall.',
  workload: {
    check: setting(
      ['network', 'dns', 'servers'],
      ({ network }) => network?.dns?.servers,
      {
        isGood: (servers) => servers === 'custom',
        good: 'networks ask DNS servers of your own',
        bad: 'networks ask Azure’s DNS',
      },
      ({ network }) => network?.models === 'private-endpoints' || network?.data === 'private-endpoints',
    ),
    cases: {
      fails: ['network: { models: private-endpoints, dns: { servers: azure } }'],
      passes: ['network: { models: private-endpoints, dns: { servers: custom } }'],
      undetermined: ['network: { models: private-endpoints }'],
      notApplicable: ['network: { models: public }'],
    },
  },
}
