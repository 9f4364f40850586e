import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app11: Rule = {
  id: 'APP-11',
  title: 'Parts can be deployed one by one',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'design', section: 'Independently deployable components' },
  looksAt: '`deployed_with` of `application.parts`.',
  why: 'What can only be deployed together is tested, released and rolled back together.',
  remedy: 'Cut the dependency at a versioned interface.',
  workload: {
    *check(workload) {
      const parts = Object.entries(workload.declaration.application?.parts ?? {})
      for (const [name, part] of parts) {
        if (part.kind === 'agent') continue
        yield workload.judge(['application', 'parts', name, 'deployed_with'], part.deployed_with, {
          isGood: (others) => others.length === 0,
          good: `${name} is deployed by itself`,
          bad: (others) => `${name} can only be deployed together with ${namesOf(others)}`,
        })
      }
    },
    cases: {
      fails: [
        'application: { parts: { web: { kind: user-interface, deployed_with: [api] }, api: { kind: api, deployed_with: [] } } }',
      ],
      passes: [
        'application: { parts: { web: { kind: user-interface, deployed_with: [] }, api: { kind: api, deployed_with: [] } } }',
      ],
      undetermined: ['application: { parts: { api: { kind: api } } }'],
      notApplicable: ['application: {}'],
    },
  },
}
