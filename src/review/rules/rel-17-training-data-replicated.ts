import type { Rule } from '../rule.ts'
import { GIVEN, sample } from '../sample-resources.ts'
import { Resource } from '../estate.ts'
import { replicatedAssets } from '../replicated-assets.ts'

const WORKSPACE = sample('Microsoft.MachineLearningServices/workspaces', 'ml', {
  storageAccount: "[resourceId('Microsoft.Storage/storageAccounts', 'training')]",
})

function store(sku: string) {
  return sample('Microsoft.Storage/storageAccounts', 'training', {}, { sku: { name: sku } })
}

export const rel17: Rule = {
  id: 'REL-17',
  title: 'Training data sets are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'The assets of `continuity.assets` of kind `training-data` and the region of their replica; in templates, the replication of the storage accounts of workspaces of Azure Machine Learning.',
  why: 'An outage of the one region that holds training data lasts as long as it takes to make it again.',
  remedy:
    'Keep the data in storage with geo-redundancy, or replicate its objects to an account of the second region.',
  workload: {
    check: replicatedAssets('training-data'),
    cases: {
      fails: [
        `continuity:
  assets:
    claims: { kind: training-data, primary: swedencentral, replica: swedencentral }`,
      ],
      passes: [
        `continuity:
  assets:
    claims: { kind: training-data, primary: swedencentral, replica: francecentral, by: each night }`,
      ],
      undetermined: [
        'continuity: { assets: { claims: { kind: training-data, primary: swedencentral } } }',
        'continuity: {}',
      ],
      notApplicable: ['continuity: { assets: { other: { kind: trained-model, replica: francecentral } } }'],
    },
  },
  resources: {
    *check(estate) {
      const stores = new Set<Resource>()
      for (const workspace of estate.ofType('Microsoft.MachineLearningServices/workspaces')) {
        const path = 'properties.storageAccount'
        const store = estate.at(workspace, path)
        if (store !== null) stores.add(store)
        else if (workspace.ask(path).kind !== 'unset')
          yield workspace.unknown(
            path,
            `whether the storage of ${workspace.name} is replicated: it is not here`,
          )
      }
      for (const store of stores) {
        const policy = estate.childOf(store, 'objectReplicationPolicies')
        if (policy instanceof Resource)
          yield store.pass('sku.name', `${store.name} is replicated by ${policy.name}`, policy)
        else
          yield store.judge('sku.name', {
            whenUnset: null,
            isGood: (sku) => typeof sku === 'string' && /_(ra)?gz?rs$/.test(sku),
            bad: 'what models are trained on is in one region',
          })
      }
    },
    cases: {
      fails: [[WORKSPACE, store('Standard_LRS')]],
      passes: [
        [WORKSPACE, store('Standard_GZRS')],
        [
          WORKSPACE,
          store('Standard_LRS'),
          sample('Microsoft.Storage/storageAccounts/objectReplicationPolicies', 'training/copy'),
        ],
      ],
      undetermined: [[WORKSPACE, store(GIVEN)], [WORKSPACE]],
      notApplicable: [[store('Standard_LRS')]],
    },
  },
}
