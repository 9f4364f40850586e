import type { Rule } from '../rule.ts'

export const app28: Rule = {
  id: 'APP-28',
  title: 'Retrieval shows callers only what they may see',
  pillar: 'security',
  severity: 'high',
  source: { document: 'design', section: 'Identity, authorization, and access considerations' },
  looksAt: '`retrieval.trimming` and `access_field`.',
  why: 'The index holds what all documents say; without trimming a question finds what its asker may not read.',
  remedy: 'Carry the groups of each document to its chunks, and filter each search by those of the caller.',
  workload: {
    *check(workload) {
      const { retrieval } = workload.declaration
      if (retrieval === undefined) return
      const path = ['retrieval', 'trimming']
      if (retrieval.trimming === undefined) yield workload.silent(path)
      else if (retrieval.trimming === 'none')
        yield workload.fail(path, 'all callers see all that is in the index')
      else if (retrieval.trimming === 'by-application')
        yield workload.pass(path, 'results are cut to what the application may see')
      else if (retrieval.access_field === undefined) yield workload.silent(['retrieval', 'access_field'])
      else
        yield workload.pass(path, `results are cut to what the caller may see, by ${retrieval.access_field}`)
    },
    cases: {
      fails: ['retrieval: { trimming: none }'],
      passes: ['retrieval: { trimming: by-caller, access_field: groups }'],
      undetermined: ['retrieval: { trimming: by-caller }', 'retrieval: {}'],
      notApplicable: ['environment: production'],
    },
  },
}
