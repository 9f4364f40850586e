import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const gov05: Rule = {
  id: 'GOV-05',
  title: 'Policies for Azure AI services are assigned',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.policies`.',
  why: 'The baseline does not speak of AI accounts: public access and local keys stay possible.',
  remedy:
    'Assign the built-in policies for Azure AI services: no local keys, no public access, private link, diagnostics.',
  workload: {
    check: setting(['governance', 'policies'], ({ governance }) => governance?.policies, {
      isGood: (sets) => sets.includes('ai-services'),
      good: 'ai-services is assigned',
      bad: (sets) => `ai-services is not among the assigned policies (${namesOf(sets)})`,
    }),
    cases: {
      fails: ['governance: { policies: [] }'],
      passes: ['governance: { policies: [ai-services] }'],
      undetermined: ['governance: {}'],
    },
  },
}
