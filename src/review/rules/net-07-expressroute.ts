import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net07: Rule = {
  id: 'NET-07',
  title: 'High volume and real-time processing go over ExpressRoute',
  pillar: 'performance',
  severity: 'medium',
  isHedged: true,
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: 'Link, volume and `real_time` of `network.on_premises`.',
  why: 'A VPN shares the internet with everyone: its delay and throughput vary.',
  remedy: 'Use ExpressRoute for high volumes, real-time processing, and where steady delays matter.',
  workload: {
    check: setting(
      ['network', 'on_premises', 'link'],
      ({ network }) => network?.on_premises?.link,
      {
        isGood: (link) => link === 'expressroute',
        good: 'ExpressRoute carries it',
        bad: (link) => `${link} carries high volume or real-time processing`,
      },
      ({ network }) => network?.on_premises?.volume === 'high' || network?.on_premises?.real_time === true,
    ),
    cases: {
      fails: ['network: { on_premises: { link: site-to-site-vpn, volume: high } }'],
      passes: ['network: { on_premises: { link: expressroute, volume: high } }'],
      undetermined: ['network: { on_premises: { real_time: true } }'],
      notApplicable: ['network: { on_premises: { link: site-to-site-vpn, volume: low } }'],
    },
  },
}
