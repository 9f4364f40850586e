import type { Rule } from '../rule.ts'

export const app04: Rule = {
  id: 'APP-04',
  title: 'Models are called through the gateway alone',
  pillar: 'security',
  severity: 'high',
  source: { document: 'design', section: 'Recommendations' },
  looksAt: 'How each part of `application.parts` calls models.',
  why: 'A call past the gateway is past its rights, limits and ledger, too.',
  remedy: 'Call the gateway, and take away the rights that parts have on accounts.',
  workload: {
    *check(workload) {
      for (const [name, part] of Object.entries(workload.declaration.application?.parts ?? {})) {
        if (part.models === 'none') continue
        yield workload.judge(['application', 'parts', name, 'models'], part.models, {
          isGood: (way) => way === 'through-gateway',
          good: `${name} calls models through the gateway`,
          bad: `${name} calls models past the gateway`,
        })
      }
    },
    cases: {
      fails: ['application: { parts: { api: { kind: api, models: direct } } }'],
      passes: ['application: { parts: { api: { kind: api, models: through-gateway } } }'],
      undetermined: ['application: { parts: { api: { kind: api } } }'],
      notApplicable: ['application: { parts: { web: { kind: user-interface, models: none } } }'],
    },
  },
}
