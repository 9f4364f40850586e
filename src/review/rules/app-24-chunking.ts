import type { Rule } from '../rule.ts'

export const app24: Rule = {
  id: 'APP-24',
  title: 'Chunks follow the data, and measured quality changes them',
  pillar: 'performance',
  severity: 'low',
  source: { document: 'design', section: 'Chunking strategies' },
  looksAt: '`retrieval.chunking` and `retrieval.feedback`.',
  why: 'Chunks of one size cut tables and clauses in two; what was cut is not found.',
  remedy: 'Cut along the structure of the documents, measure what is found, and change it by that.',
  workload: {
    *check(workload) {
      const { retrieval } = workload.declaration
      if (retrieval === undefined) return
      yield workload.judge(['retrieval', 'chunking'], retrieval.chunking, {
        isGood: (how) => how !== 'fixed',
        good: (how) =>
          `chunks are cut ${how === 'dynamic' ? 'by kind of data and question' : 'along the structure'}`,
        bad: 'all documents are cut alike',
      })
      yield workload.judge(['retrieval', 'feedback'], retrieval.feedback, {
        isGood: () => true,
        good: (how) => `chunking follows what is measured: ${how}`,
        bad: '',
      })
    },
    cases: {
      fails: ['retrieval: { chunking: fixed, feedback: graded answers each month }'],
      passes: ['retrieval: { chunking: by-structure, feedback: graded answers each month }'],
      undetermined: ['retrieval: { chunking: dynamic }'],
      notApplicable: ['environment: production'],
    },
  },
}
