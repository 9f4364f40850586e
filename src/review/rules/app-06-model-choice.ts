import type { Rule } from '../rule.ts'

export const app06: Rule = {
  id: 'APP-06',
  title: 'Why a model is built, hosted or taken as a service is written down',
  pillar: 'operations',
  severity: 'info',
  source: {
    document: 'design',
    section: 'Building your own model vs using a prebuilt model vs using a fully managed service',
  },
  looksAt: '`decisions.model` and its `because`.',
  why: 'Ownership of data, customization, cost, performance and expertise decide it, and they change.',
  remedy: 'Write `decisions.model` with a word on each of the five.',
  workload: {
    *check(workload) {
      const decision = workload.declaration.decisions?.['model']
      const path = ['decisions', 'model']
      if (decision === undefined) yield workload.silent(path)
      else if (decision.because === undefined)
        yield workload.fail(path, 'the choice has no reason: built, prebuilt or a service')
      else yield workload.pass(path, `${decision.choice}: ${decision.because}`)
    },
    cases: {
      fails: ['decisions: { model: { choice: a service } }'],
      passes: ['decisions: { model: { choice: a service, because: nobody here trains models } }'],
      undetermined: ['decisions: {}'],
    },
  },
}
