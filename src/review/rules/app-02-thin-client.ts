import type { Rule } from '../rule.ts'

export const app02: Rule = {
  id: 'APP-02',
  title: 'Clients leave limits and fail-over to the gateway',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'design', section: 'Recommendations' },
  looksAt: 'How user interfaces of `application.parts` call models.',
  why: 'What is in the client is in every client: it changes with the slowest of them, and keys go with it.',
  remedy: 'Let user interfaces call an API of yours, or the gateway; never models themselves.',
  workload: {
    *check(workload) {
      for (const [name, part] of Object.entries(workload.declaration.application?.parts ?? {})) {
        if (part.kind !== 'user-interface') continue
        yield workload.judge(['application', 'parts', name, 'models'], part.models, {
          isGood: (way) => way !== 'direct',
          good: `${name} leaves models to what is behind it`,
          bad: `${name} calls models itself`,
        })
      }
    },
    cases: {
      fails: ['application: { parts: { web: { kind: user-interface, models: direct } } }'],
      passes: ['application: { parts: { web: { kind: user-interface, models: none } } }'],
      undetermined: ['application: { parts: { web: { kind: user-interface } } }'],
      notApplicable: ['application: {}'],
    },
  },
}
