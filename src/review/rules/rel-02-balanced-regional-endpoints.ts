import type { Rule } from '../rule.ts'

export const rel02: Rule = {
  id: 'REL-02',
  title: 'Deployments of one region stand behind a balancer with others',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'Models whose deployments are all bound to one region each, and how many there are to balance over.',
  why: 'A regional deployment does not move to another region by itself: without others beside it the gateway has nothing to balance over.',
  remedy:
    'Declare a second deployment of the model, so that the gateway spreads calls over both; or take a global or data-zone type where residency permits.',
  workload: {
    *check(workload) {
      for (const { name, deployments } of workload.plan.models.values()) {
        const regional = deployments.filter(({ processing }) => processing?.scope === 'region')
        if (regional.length === 0 || regional.length < deployments.length) continue
        const path = ['models', name]
        if (regional.length > 1)
          yield workload.pass(
            path,
            `the gateway balances ${name} over ${regional.length} regional deployments`,
          )
        else
          yield workload.fail(path, `${name} has one deployment, bound to its region, and nothing beside it`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }
      - { id: gpt41-frc, account: frc, type: standard, tpm: 100k }`,
      ],
      notApplicable: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-swc, account: swc, type: data-zone-standard, tpm: 100k }`,
      ],
    },
  },
}
