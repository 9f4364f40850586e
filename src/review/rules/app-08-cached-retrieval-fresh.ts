import type { Rule } from '../rule.ts'

export const app08: Rule = {
  id: 'APP-08',
  title: 'Pre-calculated retrieval has an end of life',
  pillar: 'performance',
  severity: 'low',
  source: { document: 'design', section: 'AI application design patterns' },
  looksAt: '`retrieval.mode` and `kept_for`.',
  why: 'Kept results answer fast with what was so; without an end they answer wrong.',
  remedy: 'Say how long they are good for, as `retrieval.kept_for`.',
  workload: {
    *check(workload) {
      const { retrieval } = workload.declaration
      if (retrieval === undefined) return
      const path = ['retrieval', 'mode']
      if (retrieval.mode === undefined) yield workload.silent(path)
      else if (retrieval.mode === 'just-in-time')
        yield workload.pass(path, 'results are looked up with each question')
      else if (retrieval.kept_for === undefined)
        yield workload.fail(path, 'results are kept, and the file does not say for how long')
      else yield workload.pass(path, 'results are kept for a time that is set')
    },
    cases: {
      fails: ['retrieval: { mode: pre-calculated }'],
      passes: ['retrieval: { mode: pre-calculated, kept_for: 4h }'],
      undetermined: ['retrieval: {}'],
      notApplicable: ['environment: production'],
    },
  },
}
