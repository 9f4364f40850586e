import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const gov10: Rule = {
  id: 'GOV-10',
  title: 'AI resources are in a subscription of workloads',
  pillar: 'operations',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.subscription.kind`.',
  why: 'In a platform’s subscription they inherit the platform’s policies and rights instead of those of their management group.',
  remedy: 'Move them into an application landing zone subscription.',
  workload: {
    check: setting(
      ['governance', 'subscription', 'kind'],
      ({ governance }) => governance?.subscription?.kind,
      {
        isGood: (kind) => kind === 'application',
        good: 'the subscription is one of workloads',
        bad: 'the subscription is one of the platform (connectivity, identity or management)',
      },
    ),
    cases: {
      fails: ['governance: { subscription: { kind: platform } }'],
      passes: ['governance: { subscription: { kind: application } }'],
      undetermined: ['governance: {}'],
    },
  },
}
