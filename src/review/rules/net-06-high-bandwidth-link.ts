import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
/** A day; above it a transfer takes hours of a connection of 100 Mbit/s. */
const MUCH_GB = 100

export const net06: Rule = {
  id: 'NET-06',
  title: 'Much data from on premises comes over a link that carries it',
  pillar: 'performance',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.daily_transfer_gb` and `network.on_premises.link`.',
  why: 'Large transfers over the open internet are slow, unsteady and in sight of others.',
  remedy: 'Connect the site by ExpressRoute, or by a VPN gateway that carries the volume.',
  workload: {
    check: setting(
      ['network', 'on_premises', 'link'],
      ({ network }) => network?.on_premises?.link,
      {
        isGood: (link) => link !== 'none',
        good: (link) => `data comes over ${link}`,
        bad: 'much data comes from on premises, and no link carries it',
      },
      ({ network }) =>
        (network?.daily_transfer_gb ?? 0) >= MUCH_GB || network?.on_premises?.volume === 'high',
    ),
    cases: {
      fails: ['network: { daily_transfer_gb: 500, on_premises: { link: none } }'],
      passes: ['network: { daily_transfer_gb: 500, on_premises: { link: site-to-site-vpn } }'],
      undetermined: ['network: { daily_transfer_gb: 500 }'],
      notApplicable: ['network: { daily_transfer_gb: 2 }'],
    },
  },
}
