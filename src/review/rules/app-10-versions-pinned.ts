import type { Rule } from '../rule.ts'
import { modelDeployments } from '../model-deployments.ts'
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
  resources: {
    *check(estate) {
      for (const { resource } of modelDeployments(estate)) {
        const path = 'properties.versionUpgradeOption'
        const version = resource.ask('properties.model.version')
        if (version.kind === 'unset')
          yield resource.fail(
            'properties.model',
            `${resource.name} says no version: Azure takes its default of the day`,
          )
        else if (version.kind === 'unknown')
          yield resource.unknown('properties.model', `of which version ${resource.name} is`)
        else
          yield resource.judge(path, {
            whenUnset: 'OnceNewDefaultVersionAvailable',
            isGood: (option) => option === 'noautoupgrade' || option === 'oncecurrentversionexpired',
            bad: 'Azure moves it to the next default version on a day of its choice',
          })
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
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
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
            properties: {
              model: { format: 'OpenAI', name: 'gpt-4.1' },
              versionUpgradeOption: 'NoAutoUpgrade',
            },
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
            properties: {
              model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' },
              versionUpgradeOption: 'NoAutoUpgrade',
            },
          },
        ],
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
            properties: {
              model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' },
              versionUpgradeOption: 'OnceCurrentVersionExpired',
            },
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
            properties: {
              model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' },
              versionUpgradeOption: "[parameters('given')]",
            },
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
