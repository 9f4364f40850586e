import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const pnet12: Rule = {
  id: 'PNET-12',
  title: 'Policy requires private endpoints',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt: '`governance.policies`.',
  why: 'The next account is made by somebody who does not know the rule.',
  remedy: 'Assign the policies that ask for private link on AI services, machine learning and search.',
  workload: {
    check: setting(['governance', 'policies'], ({ governance }) => governance?.policies, {
      isGood: (sets) => sets.includes('private-endpoints'),
      good: 'private-endpoints is assigned',
      bad: (sets) => `private-endpoints is not among the assigned policies (${namesOf(sets)})`,
    }),
    cases: {
      fails: ['governance: { policies: [ai-services] }'],
      passes: ['governance: { policies: [private-endpoints] }'],
      undetermined: ['governance: {}'],
    },
  },
}
