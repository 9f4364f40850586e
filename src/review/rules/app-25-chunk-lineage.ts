import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const app25: Rule = {
  id: 'APP-25',
  title: 'Each chunk says where it comes from',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'design', section: 'Chunking strategies' },
  looksAt: '`retrieval.lineage`.',
  why: 'An answer whose source cannot be named cannot be checked, and a document that is withdrawn stays in the index.',
  remedy: 'Keep an id for each chunk and the id and address of its document, as fields of the index.',
  workload: {
    check: setting(
      ['retrieval', 'lineage'],
      ({ retrieval }) => retrieval?.lineage,
      {
        isGood: (on) => on,
        good: 'each chunk carries its id and that of its document',
        bad: 'chunks do not say where they come from',
      },
      ({ retrieval }) => retrieval !== undefined,
    ),
    cases: {
      fails: ['retrieval: { lineage: false }'],
      passes: ['retrieval: { lineage: true }'],
      undetermined: ['retrieval: {}'],
      notApplicable: ['environment: production'],
    },
  },
}
