import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net09: Rule = {
  id: 'NET-09',
  title: 'The kind of VPN fits what it connects',
  pillar: 'cost',
  severity: 'low',
  isHedged: true,
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.on_premises.connects`, beside `link`.',
  why: 'A site behind single devices’ connections has no route; a device behind a site’s has no way in.',
  remedy:
    'Use a site-to-site VPN for networks and point-to-site for devices; ExpressRoute costs more than moderate volumes need.',
  workload: {
    check: setting(
      ['network', 'on_premises', 'connects'],
      ({ network }) => {
        const { link, connects } = network?.on_premises ?? {}
        return link === undefined || connects === undefined ? undefined : { link, connects }
      },
      {
        isGood: ({ link, connects }) =>
          connects === 'both' || connects === (link === 'site-to-site-vpn' ? 'sites' : 'devices'),
        good: ({ link, connects }) => `${link} connects ${connects}`,
        bad: ({ link, connects }) => `${link} is not made to connect ${connects}`,
      },
      ({ network }) => (network?.on_premises?.link ?? '').endsWith('vpn'),
    ),
    cases: {
      fails: ['network: { on_premises: { link: point-to-site-vpn, connects: sites } }'],
      passes: ['network: { on_premises: { link: site-to-site-vpn, connects: sites } }'],
      undetermined: ['network: { on_premises: { link: site-to-site-vpn } }'],
      notApplicable: ['network: { on_premises: { link: expressroute, connects: sites } }'],
    },
  },
}
