import { deploymentsIn } from '../../workload/index.ts'
import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const rel06: Rule = {
  id: 'REL-06',
  title: 'All deployments of a model have one version',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI reliability', isDerived: true },
  looksAt: 'The versions of all deployments of one model.',
  why: 'Fail-over to another version is fail-over to another model: prompts that were tested against one may do badly on the other.',
  remedy: 'Say the version, once, at the model; give each deployment that one.',
  workload: {
    *check(workload) {
      for (const [model, all] of Map.groupBy(deploymentsIn(workload.declaration), (one) => one.model)) {
        if (all.length < 2) continue
        const path = ['models', model]
        const versions = new Set(
          all.map(({ deployment, modelDeclaration }) => deployment.version ?? modelDeclaration.version),
        )
        const said = [...versions].filter((version) => version !== undefined)
        if (said.length > 1) yield workload.fail(path, `${model} answers from the versions ${namesOf(said)}`)
        else if (versions.has(undefined)) yield workload.silent([...path, 'version'])
        else yield workload.pass(path, `every deployment of ${model} is of version ${namesOf(said)}`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4o:
    mixed_versions: allowed
    deployments:
      - { id: gpt4o-a, account: swc, type: data-zone-standard, tpm: 100k, version: "2024-08-06" }
      - { id: gpt4o-b, account: frc, type: data-zone-standard, tpm: 100k, version: "2024-11-20" }`,
      ],
      passes: [
        `models:
  gpt-4o:
    version: "2024-11-20"
    deployments:
      - { id: gpt4o-a, account: swc, type: data-zone-standard, tpm: 100k }
      - { id: gpt4o-b, account: frc, type: data-zone-standard, tpm: 100k }`,
      ],
      undetermined: [
        `models:
  gpt-4o:
    deployments:
      - { id: gpt4o-a, account: swc, type: data-zone-standard, tpm: 100k }
      - { id: gpt4o-b, account: frc, type: data-zone-standard, tpm: 100k }`,
      ],
      notApplicable: [
        `models:
  gpt-4o:
    deployments:
      - { id: gpt4o-a, account: swc, type: data-zone-standard, tpm: 100k }`,
      ],
    },
  },
}
