import type { Rule } from '../rule.ts'
import { replicatedAssets } from '../replicated-assets.ts'

/** What retrieves or learns: without any of them, stores may be for something else. */
const READERS = [
  'Microsoft.CognitiveServices/accounts',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.Search/searchServices',
]

export const rel15: Rule = {
  id: 'REL-15',
  title: 'Data for retrieval are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'The assets of `continuity.assets` of kind `retrieval-data` and the region of their replica.',
  why: 'An outage of the one region that holds data for retrieval lasts as long as it takes to make it again.',
  remedy:
    'Keep a second index and a store with geo-redundancy (GZRS or RA-GRS, or a second region of Cosmos DB).',
  workload: {
    check: replicatedAssets('retrieval-data'),
    cases: {
      fails: [
        `continuity:
  assets:
    claims: { kind: retrieval-data, primary: swedencentral, replica: swedencentral }`,
      ],
      passes: [
        `continuity:
  assets:
    claims: { kind: retrieval-data, primary: swedencentral, replica: francecentral, by: each night }`,
      ],
      undetermined: [
        'continuity: { assets: { claims: { kind: retrieval-data, primary: swedencentral } } }',
        'continuity: {}',
      ],
      notApplicable: ['continuity: { assets: { other: { kind: trained-model, replica: francecentral } } }'],
    },
  },
  resources: {
    *check(estate) {
      const isForRetrieval = estate.hasWorkload || estate.ofType(...READERS).length > 0
      for (const store of estate.ofType('Microsoft.Storage/storageAccounts')) {
        const judged = store.judge('sku.name', {
          whenUnset: null,
          isGood: (sku) => typeof sku === 'string' && /_(ra)?gz?rs$/.test(sku),
          bad: 'its content is in one region',
        })
        // Premium file shares are for programs that mount them; Azure keeps none of those in a second region.
        const isMounted = store.text('kind') === 'filestorage'
        yield judged.verdict === 'fail' && (!isForRetrieval || isMounted)
          ? store.unknown('sku.name', `${judged.message}; whether models use it is not known`)
          : judged
      }
      for (const account of estate.ofType('Microsoft.DocumentDB/databaseAccounts')) {
        const path = 'properties.locations'
        if (account.ask(path).kind === 'unknown')
          yield account.unknown(path, `in how many regions ${account.name} is`)
        else if (account.items(path).length > 1)
          yield account.pass(path, `${account.name} is in ${account.items(path).length} regions`)
        else yield account.fail(path, `${account.name} is in one region`)
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
            sku: { name: 'Standard_LRS' },
            properties: {},
          },
          {
            type: 'Microsoft.Search/searchServices',
            apiVersion: '2024-06-01-preview',
            name: 'index',
            location: 'swedencentral',
            sku: { name: 'standard' },
            properties: {},
          },
        ],
        [
          {
            type: 'Microsoft.DocumentDB/databaseAccounts',
            apiVersion: '2024-10-01',
            name: 'chats',
            properties: { locations: [{ locationName: 'swedencentral' }] },
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
            sku: { name: 'Standard_RAGZRS' },
            properties: {},
          },
        ],
        [
          {
            type: 'Microsoft.DocumentDB/databaseAccounts',
            apiVersion: '2024-10-01',
            name: 'chats',
            properties: { locations: [{ locationName: 'swedencentral' }, { locationName: 'francecentral' }] },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Storage/storageAccounts',
            apiVersion: '2024-10-01',
            name: 'journals',
            location: 'swedencentral',
            kind: 'FileStorage',
            sku: { name: 'Premium_ZRS' },
            properties: {},
          },
          {
            type: 'Microsoft.Search/searchServices',
            apiVersion: '2024-06-01-preview',
            name: 'index',
            location: 'swedencentral',
            sku: { name: 'standard' },
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
            sku: { name: 'Standard_LRS' },
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
            sku: { name: "[parameters('given')]" },
            properties: {},
          },
        ],
      ],
    },
  },
}
