import type { Rule } from '../rule.ts'

export const app01: Rule = {
  id: 'APP-01',
  title: 'Models of your own have a reason',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'design', section: 'Recommendations' },
  looksAt: '`origin` of models that are trained by you.',
  why: 'Training and keeping a model takes people, time and money for as long as it is used.',
  remedy: 'Take a prebuilt model or a service where one will do, or say why not as `origin.reason`.',
  workload: {
    *check(workload) {
      for (const [name, { origin }] of Object.entries(workload.declaration.models)) {
        if (origin?.kind !== 'custom-trained') continue
        const path = ['models', name, 'origin']
        if (origin.reason === undefined)
          yield workload.fail(path, `${name} is trained by you, and the file does not say why`)
        else yield workload.pass(path, `${name} is trained by you: ${origin.reason}`)
      }
    },
    cases: {
      fails: [
        `models:
  own:
    origin: { kind: custom-trained }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      passes: [
        `models:
  own:
    origin: { kind: custom-trained, reason: no service knows our claims }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      notApplicable: ['environment: production'],
    },
  },
}
