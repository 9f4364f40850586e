import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const pnet13: Rule = {
  id: 'PNET-13',
  title: 'Without central DNS zones, forwarding is set up by hand',
  pillar: 'reliability',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt: '`network.dns`, where zones are local and a link to on premises is declared.',
  why: 'Forwarding works by itself for central zones alone; names of local ones are not found from outside.',
  remedy: 'Add conditional forwarders for each zone, or move the zones to the platform.',
  workload: {
    check: setting(
      ['network', 'dns', 'forwarders'],
      ({ network }) => network?.dns?.forwarders,
      {
        isGood: (on) => on,
        good: 'local zones are forwarded',
        bad: 'zones are local, and nothing forwards to them',
      },
      ({ network }) => network?.dns?.zones === 'local' && (network.on_premises?.link ?? 'none') !== 'none',
    ),
    cases: {
      fails: ['network: { dns: { zones: local, forwarders: false }, on_premises: { link: expressroute } }'],
      passes: ['network: { dns: { zones: local, forwarders: true }, on_premises: { link: expressroute } }'],
      undetermined: ['network: { dns: { zones: local }, on_premises: { link: expressroute } }'],
      notApplicable: ['network: { dns: { zones: central } }'],
    },
  },
}
