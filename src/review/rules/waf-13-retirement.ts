import { daysSince } from '../../azure/index.ts'
import { deploymentsIn } from '../../workload/index.ts'
import type { Rule } from '../rule.ts'
import { modelDeployments } from '../model-deployments.ts'
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
  live: {
    looksAt: 'Answers of another version than the file says.',
    *check(running) {
      const metric = 'causeway_model_version_drift_total'
      for (const deployment of running.values('causeway_attempts_total', 'deployment')) {
        const labels = { deployment }
        const answered = running.sum({
          metric: 'causeway_attempts_total',
          labels: { deployment, outcome: 'answered' },
        })
        if (answered === 0) continue
        const drifted = running.sum({ metric, labels })
        const told = `${drifted} of ${answered} answers ${running.period} were of another version than the file says`
        if (drifted > 0) yield running.fail(`deployment ${deployment}`, { metric, labels }, told)
        else yield running.pass(`deployment ${deployment}`, { metric, labels }, told)
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_attempts_total{deployment="gpt41-swc",outcome="answered"} 40
causeway_model_version_drift_total{deployment="gpt41-swc"} 3`,
        },
      ],
      passes: [{ metrics: 'causeway_attempts_total{deployment="gpt41-swc",outcome="answered"} 40' }],
      notApplicable: [{ metrics: 'causeway_attempts_total{deployment="gpt41-swc",outcome="failed"} 40' }],
    },
  },
  workload: {
    *check(workload) {
      const { retirements } = workload.plan.facts
      for (const { deployment, model, modelDeclaration, path } of deploymentsIn(workload.declaration)) {
        if (workload.declaration.accounts[deployment.account]?.provider !== 'azure-openai') continue
        const baseModel = modelDeclaration.base_model ?? model
        const version = deployment.version ?? modelDeclaration.version
        if (version === undefined) {
          yield workload.unknown(path, `when ${baseModel} retires: the file does not say its version`)
          continue
        }
        const retirement = retirements.find(baseModel, version)
        const what = `${baseModel} ${version}`
        if (retirement?.retiresOn === undefined || retirement.retiresOn === null) {
          const known = retirements.of(baseModel).length > 0
          yield workload.unknown(
            path,
            `when ${what} retires: Microsoft’s schedule of ${retirements.asOf} has ${known ? 'no day for it' : 'no such model'}`,
          )
          continue
        }
        const { retiresOn, replacements } = retirement
        const daysLeft = -daysSince(retiresOn, workload.nowMs)
        const instead = replacements.length === 0 ? '' : `; Microsoft names ${namesOf(replacements)} instead`
        const source = `schedule of ${retirements.asOf}`
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
  resources: {
    *check(estate) {
      const { retirements } = estate.facts
      for (const { resource, model, version } of modelDeployments(estate)) {
        const path = 'properties.model.version'
        const retiresOn =
          model === null || version === null ? null : retirements.find(model, version)?.retiresOn
        const what = version === null ? (model ?? 'the model') : `${model ?? 'the model'} ${version}`
        if (retiresOn === null || retiresOn === undefined)
          yield resource.unknown(path, `when ${what} of ${resource.name} retires`)
        else if (-daysSince(retiresOn, estate.nowMs) > NOTICE_DAYS)
          yield resource.pass(path, `${what} is served until ${retiresOn} (schedule of ${retirements.asOf})`)
        else
          yield resource.fail(
            path,
            `${what} ${daysSince(retiresOn, estate.nowMs) >= 0 ? 'retired' : 'retires'} on ${retiresOn} (schedule of ${retirements.asOf})`,
          )
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4o', version: '2024-05-13' } },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1' } },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
        ],
      ],
    },
  },
}
