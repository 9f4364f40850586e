import type { Rule } from '../rule.ts'

export const app26: Rule = {
  id: 'APP-26',
  title: 'Why this framework was chosen is written down',
  pillar: 'operations',
  severity: 'info',
  source: { document: 'design', section: 'Considerations for choosing frameworks and libraries' },
  looksAt: '`decisions.framework` and its `because`.',
  why: 'A framework shapes the design: what it needs, integrates with and what the team knows are reasons to be had before.',
  remedy: 'Write `decisions.framework`.',
  workload: {
    *check(workload) {
      const decision = workload.declaration.decisions?.['framework']
      const path = ['decisions', 'framework']
      if (decision === undefined) yield workload.silent(path)
      else if (decision.because === undefined)
        yield workload.fail(path, 'the choice has no reason: needs, integration, and what the team knows')
      else yield workload.pass(path, `${decision.choice}: ${decision.because}`)
    },
    cases: {
      fails: ['decisions: { framework: { choice: a service } }'],
      passes: ['decisions: { framework: { choice: a service, because: nobody here trains models } }'],
      undetermined: ['decisions: {}'],
    },
  },
}
