import type { Rule } from '../rule.ts'
import { modelDeployments } from '../model-deployments.ts'
import { namesOf } from '../wording.ts'

export const plat14: Rule = {
  id: 'PLAT-14',
  title: 'Provisioned throughput has pay-as-you-go to spill to',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'platform', section: 'GenAI Model Deployments', isDerived: true },
  looksAt: 'Models with provisioned deployments: whether there is one paid by token, or a `fallback`.',
  why: 'Provisioned throughput refuses what it cannot carry, however short the peak.',
  remedy: 'Add a deployment that is paid by token with a lower priority, or a `fallback`.',
  workload: {
    *check(workload) {
      for (const { name, deployments, fallback } of workload.plan.models.values()) {
        if (!deployments.some(({ capacity }) => capacity.kind === 'provisioned')) continue
        const path = ['models', name]
        const spill = deployments.find(({ capacity }) => capacity.kind !== 'provisioned')
        if (spill !== undefined) yield workload.pass(path, `${name} spills to ${spill.id}`)
        else if (fallback.length > 0) yield workload.pass(path, `${name} falls back to ${namesOf(fallback)}`)
        else yield workload.fail(path, `${name} has provisioned throughput, and nothing to spill to`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50 }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50, priority: 1 }
      - { id: std-frc, account: frc, type: standard, tpm: 100k, priority: 2 }`,
      ],
      notApplicable: ['environment: production'],
    },
  },
  resources: {
    *check(estate) {
      const all = modelDeployments(estate)
      for (const { resource, model, type } of all) {
        if (type?.provisioned !== true) continue
        const path = 'properties.spilloverDeploymentName'
        const beside = all.find((other) => other.model === model && other.type?.provisioned === false)
        const spill = resource.ask(path)
        if (spill.kind === 'unknown')
          yield resource.unknown(path, `where ${resource.name} spills to: ${path} is not known`)
        else if (spill.kind === 'known')
          yield resource.pass(
            path,
            `${resource.name} spills to ${resource.written(path) ?? 'another deployment'}`,
          )
        else if (beside !== undefined)
          yield resource.pass(
            path,
            `${beside.resource.name} is paid by token beside ${resource.name}`,
            beside.resource,
          )
        else yield resource.fail(path, `${resource.name} has provisioned throughput, and nothing to spill to`)
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
            sku: { name: 'ProvisionedManaged', capacity: 50 },
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
            sku: { name: 'ProvisionedManaged', capacity: 50 },
            properties: {
              model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' },
              spilloverDeploymentName: 'gpt-4.1-std',
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
            sku: { name: 'ProvisionedManaged', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1-std',
            sku: { name: 'GlobalStandard', capacity: 50 },
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
            sku: { name: 'ProvisionedManaged', capacity: 50 },
            properties: {
              model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' },
              spilloverDeploymentName: "[parameters('given')]",
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
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
      ],
    },
  },
}
