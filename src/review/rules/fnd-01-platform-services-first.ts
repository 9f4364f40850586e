import type { Rule } from '../rule.ts'

export const fnd01: Rule = {
  id: 'FND-01',
  title: 'Own compute for models has a reason',
  pillar: 'operations',
  severity: 'info',
  source: { document: 'ready', section: 'Next steps' },
  looksAt: '`origin.compute` of models and its `reason`.',
  why: 'Machines and clusters have to be patched, scaled and paid while they wait; services are not.',
  remedy: 'Take the model as a service, or say why not as `origin.reason`.',
  workload: {
    *check(workload) {
      for (const [name, { origin }] of Object.entries(workload.declaration.models)) {
        if (!['kubernetes', 'virtual-machines'].includes(origin?.compute ?? 'service')) continue
        const path = ['models', name, 'origin']
        if (origin?.reason === undefined)
          yield workload.fail(path, `${name} runs on ${origin?.compute} and the file does not say why`)
        else yield workload.pass(path, `the file says why ${name} runs on ${origin.compute}`)
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
    origin: { kind: prebuilt, compute: kubernetes, reason: the weights may not leave our machines }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      notApplicable: ['environment: production'],
    },
  },
}
