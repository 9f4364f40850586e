import type { Rule } from '../rule.ts'

const TWO_MODELS = `models:
  gpt-4.1:
    deployments:
      - { id: large, account: swc, type: standard, tpm: 10k }
  gpt-4.1-mini:
    deployments:
      - { id: small, account: swc, type: standard, tpm: 10k }`

export const app18: Rule = {
  id: 'APP-18',
  title: 'Several models in one flow have an orchestrator',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'design', section: 'Special considerations for using multiple models' },
  looksAt: 'How many models of the task `generate` there are, and whether a part is an orchestrator.',
  why: 'Which model is asked when, with what of the others’ answers, is otherwise spread over all callers.',
  remedy: 'Put an orchestrator between the application and the models, and let it alone decide.',
  workload: {
    *check(workload) {
      const parts = Object.entries(workload.declaration.application?.parts ?? {})
      if (parts.length === 0) return
      const models = Object.entries(workload.declaration.models).filter(([, { task }]) => task === 'generate')
      const callers = parts.filter(([, part]) => part.models !== undefined && part.models !== 'none')
      if (models.length < 2 || callers.length < 2) return
      const path = ['application', 'parts']
      const orchestrator = parts.find(([, part]) => part.kind === 'orchestrator')
      if (orchestrator === undefined)
        yield workload.fail(
          path,
          `${models.length} models are called from ${callers.length} parts, and none orchestrates them`,
        )
      else yield workload.pass(path, `${orchestrator[0]} orchestrates the models`)
    },
    cases: {
      fails: [
        `${TWO_MODELS}
application: { parts: { a: { kind: api, models: through-gateway }, b: { kind: api, models: through-gateway } } }`,
      ],
      passes: [
        `${TWO_MODELS}
application: { parts: { flow: { kind: orchestrator, models: through-gateway }, b: { kind: api, models: through-gateway } } }`,
      ],
      notApplicable: ['application: { parts: { a: { kind: api } } }'],
    },
  },
}
