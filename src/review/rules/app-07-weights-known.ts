import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app07: Rule = {
  id: 'APP-07',
  title: 'Where weights come from and under what licence is known',
  pillar: 'operations',
  severity: 'medium',
  source: {
    document: 'design',
    section: 'Building your own model vs using a prebuilt model vs using a fully managed service',
  },
  looksAt: '`source`, `license` and `evaluated` of prebuilt models.',
  why: 'A licence may forbid what you do with it, and weights of unknown origin may do what you do not expect.',
  remedy: 'Note `source`, `license` and what is known of training data and benchmarks as `evaluated`.',
  workload: {
    *check(workload) {
      for (const [name, { origin }] of Object.entries(workload.declaration.models)) {
        if (origin?.kind !== 'prebuilt') continue
        const path = ['models', name, 'origin']
        const missing = (['source', 'license', 'evaluated'] as const).filter(
          (key) => origin[key] === undefined,
        )
        if (missing.length > 0)
          yield workload.fail(path, `the file does not say ${namesOf(missing)} of ${name}`)
        else yield workload.pass(path, `${name} is from ${origin.source} under ${origin.license}`)
      }
    },
    cases: {
      fails: [
        `models:
  own:
    origin: { kind: prebuilt, source: a hub }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      passes: [
        `models:
  own:
    origin: { kind: prebuilt, source: a hub, license: MIT, evaluated: graded on 200 of our questions }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      notApplicable: ['environment: production'],
    },
  },
}
