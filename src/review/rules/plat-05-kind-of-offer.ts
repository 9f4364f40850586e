import type { Rule } from '../rule.ts'

export const plat05: Rule = {
  id: 'PLAT-05',
  title: 'Why this kind of AI service was chosen is written down',
  pillar: 'operations',
  severity: 'info',
  source: { document: 'platform', section: 'Application platform for AI workloads on Azure' },
  looksAt: '`decisions.service` and its `because`.',
  why: 'Packaged AI services, Azure OpenAI and own models differ in cost and effort by orders of magnitude; who comes later has to know why.',
  remedy: 'Write `decisions.service` with the alternatives that were looked at.',
  workload: {
    *check(workload) {
      const decision = workload.declaration.decisions?.['service']
      const path = ['decisions', 'service']
      if (decision === undefined) yield workload.silent(path)
      else if (decision.because === undefined)
        yield workload.fail(
          path,
          'the choice has no reason: packaged service, Azure OpenAI or a model of your own',
        )
      else yield workload.pass(path, `${decision.choice}: ${decision.because}`)
    },
    cases: {
      fails: ['decisions: { service: { choice: a service } }'],
      passes: ['decisions: { service: { choice: a service, because: nobody here trains models } }'],
      undetermined: ['decisions: {}'],
    },
  },
}
