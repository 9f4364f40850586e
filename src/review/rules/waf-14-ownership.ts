import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const waf14: Rule = {
  id: 'WAF-14',
  title: 'Application, models and operation have owners',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'principles', section: 'Design Principles for AI Solutions' },
  looksAt: '`operations.owners`.',
  why: 'Between a team that builds models and one that runs them, faults fall through.',
  remedy: 'Name an owner for each as `operations.owners`.',
  workload: {
    *check(workload) {
      const owners = workload.declaration.operations?.owners
      const path = ['operations', 'owners']
      if (owners === undefined) {
        yield workload.silent(path)
        return
      }
      const missing = (['application', 'models', 'operations'] as const).filter(
        (key) => owners[key] === undefined,
      )
      if (missing.length > 0) yield workload.fail(path, `nobody is named for ${namesOf(missing)}`)
      else
        yield workload.pass(
          path,
          `${namesOf(new Set(Object.values(owners).filter((owner) => owner !== undefined)))} answer for it`,
        )
    },
    cases: {
      fails: ['operations: { owners: { application: claims team } }'],
      passes: [
        'operations: { owners: { application: claims team, models: data science, operations: platform team } }',
      ],
      undetermined: ['operations: {}'],
    },
  },
}
