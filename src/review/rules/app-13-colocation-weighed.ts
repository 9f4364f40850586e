import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app13: Rule = {
  id: 'APP-13',
  title: 'What is put side by side says what it gains and costs',
  pillar: 'performance',
  severity: 'info',
  source: { document: 'design', section: 'Colocating AI components with other workload components' },
  looksAt: '`application.colocation`, where a model server is deployed with other parts.',
  why: 'Neighbours share load, faults and release days.',
  remedy: 'Say in `application.colocation` what is gained and what it costs, or keep them apart.',
  workload: {
    *check(workload) {
      const { application } = workload.declaration
      for (const [name, part] of Object.entries(application?.parts ?? {})) {
        if (part.kind !== 'model-server' || (part.deployed_with ?? []).length === 0) continue
        const path = ['application', 'parts', name, 'deployed_with']
        if (application?.colocation === undefined)
          yield workload.fail(
            path,
            `${name} stands beside ${namesOf(part.deployed_with ?? [])}, and the file does not say why`,
          )
        else yield workload.pass(path, application.colocation)
      }
    },
    cases: {
      fails: [
        'application: { parts: { triage: { kind: model-server, deployed_with: [api] }, api: { kind: api } } }',
      ],
      passes: [
        'application: { colocation: saves 40 ms a call and scales with the API, parts: { triage: { kind: model-server, deployed_with: [api] }, api: { kind: api } } }',
      ],
      notApplicable: ['application: {}'],
    },
  },
}
