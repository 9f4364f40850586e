import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const gov06: Rule = {
  id: 'GOV-06',
  title: 'Policies for Azure AI Search are assigned',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.policies`.',
  why: 'An index is a copy of the data: it needs the same governance as the original.',
  remedy: 'Assign the built-in policies for Azure AI Search.',
  workload: {
    check: setting(
      ['governance', 'policies'],
      ({ governance }) => governance?.policies,
      {
        isGood: (sets) => sets.includes('ai-search'),
        good: 'ai-search is assigned',
        bad: (sets) => `ai-search is not among the assigned policies (${namesOf(sets)})`,
      },
      ({ data }) => Object.values(data?.stores ?? {}).some(({ kind }) => kind === 'search'),
    ),
    cases: {
      fails: [
        `data: { stores: { index: { kind: search } } }
governance: { policies: [ai-services] }`,
      ],
      passes: [
        `data: { stores: { index: { kind: search } } }
governance: { policies: [ai-services, ai-search] }`,
      ],
      undetermined: ['data: { stores: { index: { kind: search } } }'],
      notApplicable: ['governance: { policies: [] }'],
    },
  },
}
