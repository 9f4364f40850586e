import type { Rule } from '../rule.ts'
import { restrictedAccess } from '../public-access.ts'
import { setting } from '../setting.ts'

export const pnet08: Rule = {
  id: 'PNET-08',
  title: 'Storage, Key Vault and registries around the models are private too',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks', isDerived: true },
  looksAt: '`network.data`.',
  why: 'What the model may read lies there, and its keys: closing the model alone closes a door beside an open one.',
  remedy:
    'Make private endpoints for storage, vault, registry, search and databases, and turn their public access off.',
  workload: {
    check: setting(['network', 'data'], ({ network }) => network?.data, {
      isGood: (reach) => reach !== 'public',
      good: (reach) => `data is reached over ${reach}`,
      bad: 'data is reached from the internet',
    }),
    cases: {
      fails: ['network: { data: public }'],
      passes: ['network: { data: private-endpoints }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const resource of estate.ofType('Microsoft.Storage/storageAccounts', 'Microsoft.KeyVault/vaults'))
        yield restrictedAccess(resource)
      for (const registry of estate.ofType('Microsoft.ContainerRegistry/registries'))
        yield restrictedAccess(registry, 'properties.networkRuleSet')
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Storage/storageAccounts',
            apiVersion: '2024-10-01',
            name: 'claims',
            location: 'swedencentral',
            kind: 'StorageV2',
            sku: { name: 'Standard_GZRS' },
            properties: {},
          },
        ],
        [
          {
            type: 'Microsoft.KeyVault/vaults',
            apiVersion: '2024-10-01',
            name: 'secrets',
            location: 'swedencentral',
            properties: { publicNetworkAccess: 'Enabled' },
          },
        ],
        [
          {
            type: 'Microsoft.ContainerRegistry/registries',
            apiVersion: '2024-10-01',
            name: 'images',
            location: 'swedencentral',
            properties: {},
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Storage/storageAccounts',
            apiVersion: '2024-10-01',
            name: 'claims',
            location: 'swedencentral',
            kind: 'StorageV2',
            sku: { name: 'Standard_GZRS' },
            properties: { publicNetworkAccess: 'disabled' },
          },
        ],
        [
          {
            type: 'Microsoft.KeyVault/vaults',
            apiVersion: '2024-10-01',
            name: 'secrets',
            location: 'swedencentral',
            properties: { publicNetworkAccess: 'Enabled', networkAcls: { defaultAction: 'Deny' } },
          },
        ],
        [
          {
            type: 'Microsoft.ContainerRegistry/registries',
            apiVersion: '2024-10-01',
            name: 'images',
            location: 'swedencentral',
            properties: { networkRuleSet: { defaultAction: 'Deny' } },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Storage/storageAccounts',
            apiVersion: '2024-10-01',
            name: 'claims',
            location: 'swedencentral',
            kind: 'StorageV2',
            sku: { name: 'Standard_GZRS' },
            properties: { publicNetworkAccess: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
