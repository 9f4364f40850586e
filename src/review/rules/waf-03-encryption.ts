import type { Resource } from '../estate.ts'
import type { Rule } from '../rule.ts'

/**
 * Since this version of its API a storage account takes HTTPS alone unless told otherwise
 * (https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts, read 2026-11-21).
 */
const HTTPS_BY_DEFAULT_SINCE = '2019-04-01'

export const waf03: Rule = {
  id: 'WAF-03',
  title: 'Confidential data is encrypted with keys of yours',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'principles', section: 'Security', isDerived: true },
  looksAt: '`encryption` of `data.stores` that are confidential.',
  why: 'Who holds the key decides who can read: for confidential data that should be you.',
  remedy: 'Encrypt the store with a customer-managed key in Key Vault.',
  workload: {
    *check(workload) {
      for (const [name, store] of Object.entries(workload.declaration.data?.stores ?? {})) {
        if (store.classification !== 'confidential') continue
        yield workload.judge(['data', 'stores', name, 'encryption'], store.encryption, {
          isGood: (key) => key === 'customer-key',
          good: `${name} is encrypted with a key of yours`,
          bad: `${name} is confidential, and encrypted with a key of the platform`,
        })
      }
    },
    cases: {
      fails: [
        'data: { stores: { claims: { kind: sql, classification: confidential, encryption: platform-key } } }',
      ],
      passes: [
        'data: { stores: { claims: { kind: sql, classification: confidential, encryption: customer-key } } }',
      ],
      undetermined: ['data: { stores: { claims: { kind: sql, classification: confidential } } }'],
      notApplicable: ['data: { stores: { products: { kind: sql, classification: public } } }'],
    },
  },
  resources: {
    *check(estate) {
      for (const store of estate.ofType('Microsoft.Storage/storageAccounts')) {
        yield store.judge('properties.minimumTlsVersion', {
          whenUnset: 'TLS1_0',
          isGood: (tls) => tls === 'tls1_2' || tls === 'tls1_3',
          bad: 'old versions of TLS are answered',
        })
        yield store.judge('properties.supportsHttpsTrafficOnly', {
          whenUnset: isHttpsByDefault(store),
          isGood: (on) => on === true,
          bad: 'plain HTTP is answered',
        })
      }
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
            type: 'Microsoft.Storage/storageAccounts',
            apiVersion: '2024-10-01',
            name: 'claims',
            location: 'swedencentral',
            kind: 'StorageV2',
            sku: { name: 'Standard_GZRS' },
            properties: { minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: false },
          },
        ],
        [
          {
            type: 'Microsoft.Storage/storageAccounts',
            apiVersion: '2016-01-01',
            name: 'claims',
            location: 'swedencentral',
            kind: 'Storage',
            sku: { name: 'Standard_GRS' },
            properties: { minimumTlsVersion: 'TLS1_2' },
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
            properties: { minimumTlsVersion: 'TLS1_2' },
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
            properties: { minimumTlsVersion: "[parameters('given')]" },
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

function isHttpsByDefault(store: Resource): boolean {
  const { apiVersion } = store.evaluated
  return typeof apiVersion !== 'string' || apiVersion >= HTTPS_BY_DEFAULT_SINCE
}
