import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const gov04: Rule = {
  id: 'GOV-04',
  title: 'The management group has the baseline policies of landing zones',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.policies`.',
  why: 'Without a baseline each subscription is governed as well as its last change.',
  remedy:
    'Assign the policies of Azure landing zones for the archetype (corp or online) to the management group.',
  workload: {
    check: setting(['governance', 'policies'], ({ governance }) => governance?.policies, {
      isGood: (sets) => sets.includes('landing-zone-baseline'),
      good: 'landing-zone-baseline is assigned',
      bad: (sets) => `landing-zone-baseline is not among the assigned policies (${namesOf(sets)})`,
    }),
    cases: {
      fails: ['governance: { policies: [] }'],
      passes: ['governance: { policies: [landing-zone-baseline] }'],
      undetermined: ['governance: {}'],
    },
  },
}
