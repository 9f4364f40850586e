import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net13: Rule = {
  id: 'NET-13',
  title: 'DNS on premises forwards private zones to Azure',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.dns.forwarders`, where a link to on premises is declared.',
  why: 'Names of private endpoints cannot be resolved from on premises without it.',
  remedy: 'Add conditional forwarders for the public zone names to a DNS resolver in Azure.',
  workload: {
    check: setting(
      ['network', 'dns', 'forwarders'],
      ({ network }) => network?.dns?.forwarders,
      {
        isGood: (on) => on,
        good: 'DNS on premises forwards to Azure',
        bad: 'DNS on premises does not forward to Azure',
      },
      ({ network }) => network?.on_premises?.link !== undefined && network.on_premises.link !== 'none',
    ),
    cases: {
      fails: ['network: { on_premises: { link: expressroute }, dns: { forwarders: false } }'],
      passes: ['network: { on_premises: { link: expressroute }, dns: { forwarders: true } }'],
      undetermined: ['network: { on_premises: { link: expressroute } }'],
      notApplicable: ['network: { on_premises: { link: none } }'],
    },
  },
}
