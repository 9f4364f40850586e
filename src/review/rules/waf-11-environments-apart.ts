import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const waf11: Rule = {
  id: 'WAF-11',
  title: 'Experiments are kept apart from production',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'principles', section: 'Design Principles for AI Solutions' },
  looksAt: '`operations.environments`.',
  why: 'An experiment takes quota from production, and its data.',
  remedy: 'Give development and test subscriptions of their own.',
  workload: {
    check: setting(['operations', 'environments'], ({ operations }) => operations?.environments, {
      isGood: (how) => how === 'apart',
      good: 'environments are apart',
      bad: 'development and production share a subscription',
    }),
    cases: {
      fails: ['operations: { environments: shared }'],
      passes: ['operations: { environments: apart }'],
      undetermined: ['operations: {}'],
    },
  },
}
