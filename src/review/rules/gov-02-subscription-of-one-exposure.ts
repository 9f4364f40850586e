import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const gov02: Rule = {
  id: 'GOV-02',
  title: 'No subscription holds both internet-facing and internal workloads',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.subscription.exposures`, beside the `exposure` of the workload.',
  why: 'Rights and networks of a subscription are shared: what the internet reaches is then next to what it must not.',
  remedy: 'Move the workload into a subscription of its own kind.',
  workload: {
    check: setting(
      ['governance', 'subscription', 'exposures'],
      ({ exposure, governance }) => {
        const found = governance?.subscription?.exposures
        return found === undefined ? undefined : { own: exposure, found }
      },
      {
        isGood: ({ own, found }) => own === found,
        good: ({ own }) => `all workloads of the subscription are ${own}`,
        bad: ({ own, found }) =>
          `the workload is ${own}, and its subscription holds ${found === 'both' ? 'both kinds' : `those that are ${found}`}`,
      },
    ),
    cases: {
      fails: [
        'governance: { subscription: { exposures: both } }',
        `exposure: online
governance: { subscription: { exposures: corp } }`,
      ],
      passes: [
        `exposure: corp
governance: { subscription: { exposures: corp } }`,
      ],
      undetermined: ['governance: {}'],
    },
  },
}
