import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const pnet10: Rule = {
  id: 'PNET-10',
  title: 'Portals of AI services are reached privately',
  pillar: 'security',
  severity: 'low',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt: '`network.portals`.',
  why: 'Whoever signs in to a portal reaches the data behind it from wherever he is.',
  remedy: 'Make private endpoints for the portals in the hub network.',
  workload: {
    check: setting(['network', 'portals'], ({ network }) => network?.portals, {
      isGood: (way) => way === 'private',
      good: 'portals are reached over private endpoints',
      bad: 'portals are reached over the internet',
    }),
    cases: {
      fails: ['network: { portals: public }'],
      passes: ['network: { portals: private }'],
      undetermined: ['network: {}'],
    },
  },
}
