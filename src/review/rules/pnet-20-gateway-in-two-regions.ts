import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const pnet20: Rule = {
  id: 'PNET-20',
  title: 'The gateway runs in two regions',
  pillar: 'reliability',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: '`network.gateway_regions`.',
  why: 'Models in two regions do not help where the only gateway to them is in the region that is down.',
  remedy: 'Run a gateway in a second region, and Front Door or Traffic Manager before both.',
  workload: {
    check: setting(['network', 'gateway_regions'], ({ network }) => network?.gateway_regions, {
      isGood: (regions) => new Set(regions).size > 1,
      good: (regions) => `gateways run in ${namesOf(regions)}`,
      bad: (regions) => `gateways run in ${namesOf(new Set(regions))} alone`,
    }),
    cases: {
      fails: ['network: { gateway_regions: [swedencentral] }'],
      passes: ['network: { gateway_regions: [swedencentral, francecentral] }'],
      undetermined: ['network: {}'],
    },
  },
}
