import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app10: Rule = {
  id: 'APP-10',
  title: 'Each model has a version that is pinned',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'design', section: 'Independently deployable components' },
  looksAt: 'The version of each deployment.',
  why: 'Without one, Azure moves the deployment to its next default version on a day of its own choice, and answers change.',
  remedy: 'Say `version` at the model, and move to the next one when it is tested.',
  workload: {
    *check(workload) {
      for (const { name, deployments } of workload.plan.models.values()) {
        const path = ['models', name, 'version']
        const loose = deployments.filter(({ version, type }) => version === null && type !== null)
        if (loose.length > 0)
          yield workload.fail(path, `no version is said for ${namesOf(loose.map(({ id }) => id))}`)
        else yield workload.pass(path, `every deployment of ${name} says its version`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }`,
      ],
    },
  },
}
