import type { Rule } from '../rule.ts'
import { property } from '../property.ts'

/** Platform services that models and their data live in; unset, all of them are public. */
const PLATFORM_TYPES = [
  'Microsoft.CognitiveServices/accounts',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.MachineLearningServices/registries',
  'Microsoft.Search/searchServices',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.ContainerRegistry/registries',
  'Microsoft.DocumentDB/databaseAccounts',
  'Microsoft.AppConfiguration/configurationStores',
  'Microsoft.ServiceBus/namespaces',
  'Microsoft.EventHub/namespaces',
]

export const pnet09: Rule = {
  id: 'PNET-09',
  title: 'No platform service or model endpoint is open to the internet',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt: '`network.models` and `network.data`.',
  why: 'Networks that are named can still be wrong; a private endpoint leaves no public address to attack.',
  remedy: 'Use private endpoints for models and data; they add work, and mostly earn it.',
  workload: {
    *check(workload) {
      for (const key of ['models', 'data'] as const)
        yield workload.judge(['network', key], workload.declaration.network?.[key], {
          isGood: (reach) => reach === 'private-endpoints',
          good: `${key}: over private endpoints alone`,
          bad: (reach) =>
            `${key}: ${reach === 'public' ? 'from the internet' : 'over public endpoints, from selected networks'}`,
        })
    },
    cases: {
      fails: [
        'network: { models: selected-networks, data: private-endpoints }',
        'network: { models: private-endpoints, data: public }',
      ],
      passes: ['network: { models: private-endpoints, data: private-endpoints }'],
      undetermined: ['network: { data: private-endpoints }'],
    },
  },
  resources: {
    check: property(PLATFORM_TYPES, 'properties.publicNetworkAccess', {
      whenUnset: 'Enabled',
      isGood: (value) => value === 'disabled',
      bad: 'it has a public endpoint',
    }),
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Search/searchServices',
            apiVersion: '2024-10-01',
            name: 'index',
            location: 'swedencentral',
            sku: { name: 'standard' },
            properties: {},
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
            properties: { publicNetworkAccess: 'Enabled', networkAcls: { defaultAction: 'Deny' } },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Search/searchServices',
            apiVersion: '2024-10-01',
            name: 'index',
            location: 'swedencentral',
            sku: { name: 'standard' },
            properties: { publicNetworkAccess: 'Disabled' },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Search/searchServices',
            apiVersion: '2024-10-01',
            name: 'index',
            location: 'swedencentral',
            sku: { name: 'standard' },
            properties: { publicNetworkAccess: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
