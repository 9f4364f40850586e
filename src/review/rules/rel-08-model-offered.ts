import { deploymentsIn } from '../../workload/index.ts'
import type { Rule } from '../rule.ts'
import { modelDeployments } from '../model-deployments.ts'
import { namesOf } from '../wording.ts'

export const rel08: Rule = {
  id: 'REL-08',
  title: 'Azure offers each model, version and type in the region that it is wanted in',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'Model, version, deployment type and region of each deployment, beside Microsoft’s tables of what is offered where.',
  why: 'What a region does not offer cannot be deployed there, and is found out on the day of the deployment or of the fail-over.',
  remedy: 'Take a region, a type or a version that the tables have.',
  workload: {
    *check(workload) {
      const { accounts } = workload.declaration
      for (const { deployment, model, modelDeclaration, path } of deploymentsIn(workload.declaration)) {
        const account = accounts[deployment.account]
        if (account?.provider !== 'azure-openai' || account.region === undefined) continue
        if (deployment.type === undefined) continue
        const baseModel = modelDeclaration.base_model ?? model
        const version = deployment.version ?? modelDeclaration.version ?? null
        const offer = workload.plan.facts.offers.find(baseModel, version, deployment.type, account.region)
        const what = `${version === null ? baseModel : `${baseModel} ${version}`} as ${deployment.type} in ${account.region}`
        if (offer?.kind === 'offered')
          yield workload.pass(path, `${what} is on offer (tables of ${offer.asOf})`)
        else if (offer?.kind === 'not-here') {
          const elsewhere = offer.regions.length === 0 ? 'no region' : namesOf(offer.regions)
          const here = offer.typesHere.length === 0 ? 'no other type' : namesOf(offer.typesHere)
          yield workload.fail(
            path,
            `${what} is not on offer (tables of ${offer.asOf}): that type is in ${elsewhere}, and there it is as ${here}`,
          )
        } else yield workload.unknown(path, `whether ${what} is on offer: no table that is at hand says`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: gpt41-frc, account: frc, type: standard, tpm: 100k }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: gpt41-swc, account: swc, type: standard, tpm: 100k }`,
      ],
      undetermined: [
        `models:
  contoso-own-name:
    deployments:
      - { id: own-swc, account: swc, type: standard, tpm: 100k }`,
      ],
    },
  },
  resources: {
    *check(estate) {
      for (const { resource, model, version, type, region } of modelDeployments(estate)) {
        const path = 'properties.model'
        const offer =
          model === null || type === null || region === null
            ? null
            : estate.facts.offers.find(model, version, type.name, region)
        const named = version === null ? (model ?? 'the model') : `${model ?? 'the model'} ${version}`
        const what = `${named} as ${type?.skuName ?? 'its type'} in ${region ?? 'its region'}`
        if (offer?.kind === 'offered')
          yield resource.pass(path, `${what} is on offer (tables of ${offer.asOf})`)
        else if (offer?.kind === 'not-here')
          yield resource.fail(
            path,
            `${what} is not on offer (tables of ${offer.asOf}): that type is in ${namesOf(offer.regions)}`,
          )
        else yield resource.unknown(path, `whether ${what} is on offer is not known`)
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'francecentral',
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
            location: "[parameters('given')]",
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
