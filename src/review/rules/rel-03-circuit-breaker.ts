import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
/** More than this is no breaker: each failure is a call that waited in vain. */
const MAX_FAILURES = 20

export const rel03: Rule = {
  id: 'REL-03',
  title: 'A failing endpoint is left alone for a while',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'After how many failures in a row `gateway.breaker` leaves a deployment alone.',
  why: 'Calls that go to an endpoint which is down wait for it to fail before they go on; a breaker spares all but a few of them.',
  remedy: 'Leave `gateway.breaker.failures` at 5, or set it to 20 at most.',
  workload: {
    check: setting(['gateway', 'breaker', 'failures'], ({ gateway }) => gateway.breaker.failures, {
      isGood: (failures) => failures <= MAX_FAILURES,
      good: (failures) => `a deployment is left alone after ${failures} failures in a row`,
      bad: (failures) => `a deployment is tried until it failed ${failures} times in a row`,
    }),
    cases: {
      fails: ['gateway: { breaker: { failures: 200 } }'],
      passes: ['gateway: { breaker: { failures: 5 } }'],
    },
  },
}
