import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net08: Rule = {
  id: 'NET-08',
  title: 'ExpressRoute that has to be quick uses FastPath',
  pillar: 'performance',
  severity: 'low',
  isHedged: true,
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.on_premises.fast_path`, where the link is ExpressRoute and processing is in real time.',
  why: 'Without FastPath each packet takes a way around through the gateway.',
  remedy: 'Turn FastPath on; it needs a gateway of the size ErGw3AZ or UltraPerformance.',
  workload: {
    check: setting(
      ['network', 'on_premises', 'fast_path'],
      ({ network }) => network?.on_premises?.fast_path,
      { isGood: (on) => on, good: 'FastPath is on', bad: 'processing waits for data, and FastPath is off' },
      ({ network }) =>
        network?.on_premises?.link === 'expressroute' && network.on_premises.real_time === true,
    ),
    cases: {
      fails: ['network: { on_premises: { link: expressroute, real_time: true, fast_path: false } }'],
      passes: ['network: { on_premises: { link: expressroute, real_time: true, fast_path: true } }'],
      undetermined: ['network: { on_premises: { link: expressroute, real_time: true } }'],
      notApplicable: ['network: { on_premises: { link: expressroute } }'],
    },
  },
}
