import type { Rule } from '../rule.ts'
import { modelDeployments } from '../model-deployments.ts'
import { allowsProcessing, azureProcessing, DEPLOYMENT_TYPES } from '../../workload/index.ts'

export const rel05: Rule = {
  id: 'REL-05',
  title: 'Deployments are processed inside the residency',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'Type and region of each deployment of a model, beside the `residency` of the workload file that is reviewed with the template.',
  why: 'A global deployment may be processed in any country, a data-zone deployment in any of the zone: a promise of residency is then not kept.',
  remedy: 'Take a data-zone type for `eu` or `us`, and a regional type for a geography.',
  resources: {
    *check(estate) {
      const { residency } = estate
      if (residency === null || residency === 'global') return
      for (const { resource, type, region } of modelDeployments(estate)) {
        const path = 'sku.name'
        if (type === null || region === null) {
          yield resource.unknown(path, `where ${resource.name} is processed: its type or region is not known`)
          continue
        }
        const known = DEPLOYMENT_TYPES.find((name) => name === type.name)
        const isInside =
          known !== undefined && allowsProcessing(residency, azureProcessing(known, region, estate.facts))
        const told = `${resource.name} is ${type.skuName} in ${region}`
        if (isInside) yield resource.pass(path, `${told}, inside the residency ${residency}`)
        else yield resource.fail(path, `${told}, which may be processed outside the residency ${residency}`)
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
            sku: { name: 'GlobalStandard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'eastus2',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'DataZoneStandard', capacity: 50 },
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
            sku: { name: 'datazonestandard', capacity: 50 },
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
            sku: { name: "[parameters('given')]", capacity: 50 },
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
