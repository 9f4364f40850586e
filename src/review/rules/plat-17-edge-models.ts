import type { Rule } from '../rule.ts'

export const plat17: Rule = {
  id: 'PLAT-17',
  title: 'Models at the edge are containers with hardware that is named',
  pillar: 'performance',
  severity: 'info',
  source: { document: 'platform', section: 'Small Language Models' },
  looksAt: '`origin` of models whose compute is `edge`.',
  why: 'A device is not scaled up later: what it runs has to fit it from the start.',
  remedy: 'Ship the model as a container and name the accelerator.',
  workload: {
    *check(workload) {
      for (const [name, { origin }] of Object.entries(workload.declaration.models)) {
        if (origin?.compute !== 'edge') continue
        const path = ['models', name, 'origin']
        if (origin.container !== true)
          yield workload.fail(path, `${name} runs at the edge, and is no container`)
        else if (origin.accelerator === undefined)
          yield workload.fail(path, `${name} runs at the edge, on hardware that is not named`)
        else yield workload.pass(path, `${name} ships as a container for ${origin.accelerator}`)
      }
    },
    cases: {
      fails: [
        `models:
  own:
    origin: { kind: prebuilt, compute: edge }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      passes: [
        `models:
  own:
    origin: { kind: prebuilt, compute: edge, container: true, accelerator: NPU }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      notApplicable: ['environment: production'],
    },
  },
}
