import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const waf10: Rule = {
  id: 'WAF-10',
  title: 'Models that you host are made to run fast',
  pillar: 'performance',
  severity: 'low',
  source: { document: 'principles', section: 'Performance Efficiency' },
  looksAt: '`accelerator` and `quantization` of models on compute of yours.',
  why: 'Full-size weights on general machines answer slowly and cost most.',
  remedy: 'Choose an accelerator, try quantized weights, and note both; `none` is an answer.',
  workload: {
    *check(workload) {
      for (const [name, { origin }] of Object.entries(workload.declaration.models)) {
        if (origin?.compute === undefined || origin.compute === 'service') continue
        const path = ['models', name, 'origin']
        const missing = (['accelerator', 'quantization'] as const).filter((key) => origin[key] === undefined)
        if (missing.length === 0)
          yield workload.pass(
            path,
            `${name} runs on ${origin.accelerator}, quantization ${origin.quantization}`,
          )
        else
          yield workload.fail(
            path,
            `${name} runs on compute of yours, and the file does not say its ${namesOf(missing)}`,
          )
      }
    },
    cases: {
      fails: [
        `models:
  own:
    origin: { kind: prebuilt, compute: kubernetes }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      passes: [
        `models:
  own:
    origin: { kind: prebuilt, compute: kubernetes, accelerator: A100, quantization: int8 }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      notApplicable: ['environment: production'],
    },
  },
}
