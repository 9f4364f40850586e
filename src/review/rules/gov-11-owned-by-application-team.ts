import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const gov11: Rule = {
  id: 'GOV-11',
  title: 'The application team controls its AI resources',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.subscription.owner`.',
  why: 'Where the platform team has to make every deployment, development waits for it.',
  remedy:
    'Give the application team the rights on its own subscription, inside the policies of the management group.',
  workload: {
    check: setting(
      ['governance', 'subscription', 'owner'],
      ({ governance }) => governance?.subscription?.owner,
      {
        isGood: (owner) => owner === 'application-team',
        good: 'the application team controls them',
        bad: 'the platform team controls them',
      },
    ),
    cases: {
      fails: ['governance: { subscription: { owner: platform-team } }'],
      passes: ['governance: { subscription: { owner: application-team } }'],
      undetermined: ['governance: {}'],
    },
  },
}
