import { daysSince, findRetirement, MODEL_RETIREMENTS_AS_OF, retirementsOf } from '../../azure/index.ts'
import { deploymentsIn } from '../../workload/index.ts'
import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

/** To test and move to another model takes a team weeks. */
const NOTICE_DAYS = 90

export const waf13: Rule = {
  id: 'WAF-13',
  title: 'Models in use are watched, and none is about to retire',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'principles', section: 'Design Principles for AI Solutions' },
  looksAt: 'The retirement dates of the versions in use, and `operations.drift`.',
  why: 'A retired version answers nothing any more, and a model whose quality nobody watches goes stale unseen.',
  remedy: 'Move to the version that Microsoft names in its place before the day; say how quality is watched.',
  workload: {
    *check(workload) {
      for (const { deployment, model, modelDeclaration, path } of deploymentsIn(workload.declaration)) {
        if (workload.declaration.accounts[deployment.account]?.provider !== 'azure-openai') continue
        const baseModel = modelDeclaration.base_model ?? model
        const version = deployment.version ?? modelDeclaration.version
        if (version === undefined) {
          yield workload.unknown(path, `when ${baseModel} retires: the file does not say its version`)
          continue
        }
        const retirement = findRetirement(baseModel, version)
        const what = `${baseModel} ${version}`
        if (retirement?.retiresOn === undefined || retirement.retiresOn === null) {
          const known = retirementsOf(baseModel).length > 0
          yield workload.unknown(
            path,
            `when ${what} retires: Microsoft’s schedule of ${MODEL_RETIREMENTS_AS_OF} has ${known ? 'no day for it' : 'no such model'}`,
          )
          continue
        }
        const { retiresOn, replacements } = retirement
        const daysLeft = -daysSince(retiresOn, workload.nowMs)
        const instead = replacements.length === 0 ? '' : `; Microsoft names ${namesOf(replacements)} instead`
        const source = `schedule of ${MODEL_RETIREMENTS_AS_OF}`
        if (daysLeft <= 0) yield workload.fail(path, `${what} retired on ${retiresOn} (${source})${instead}`)
        else if (daysLeft <= NOTICE_DAYS)
          yield workload.fail(
            path,
            `${what} retires on ${retiresOn}, in ${daysLeft} days (${source})${instead}`,
          )
        else yield workload.pass(path, `${what} is served until ${retiresOn} (${source})`)
      }
      if (workload.declaration.operations !== undefined)
        yield workload.judge(['operations', 'drift'], workload.declaration.operations.drift, {
          isGood: () => true,
          good: 'the file says how quality is watched in production',
          bad: '',
        })
    },
    cases: {
      fails: [
        `models:
  gpt-4o:
    deployments:
      - { id: gpt4o-swc, account: swc, type: standard, tpm: 100k, version: "2024-05-13" }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k, version: "2025-04-14" }
operations: { drift: a sample of answers is graded each week }`,
      ],
      undetermined: [
        `models:
  gpt-4.1:
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }`,
      ],
    },
  },
}
