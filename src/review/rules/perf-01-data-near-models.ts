import type { Rule } from '../rule.ts'
import { account, deployment, GIVEN, PERHAPS, sample } from '../sample-resources.ts'
import { modelDeployments } from '../model-deployments.ts'
import { namesOf } from '../wording.ts'

const STORES = ['Microsoft.Search/searchServices', 'Microsoft.DocumentDB/databaseAccounts']
const MODEL = deployment('aoai-swc/gpt41', { name: 'Standard', capacity: 10 }, { name: 'gpt-4.1' })

function store(location: string) {
  return sample('Microsoft.Search/searchServices', 'index', {}, { location })
}

export const perf01: Rule = {
  id: 'PERF-01',
  title: 'Data for retrieval stands near the models',
  pillar: 'performance',
  severity: 'low',
  isHedged: true,
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'The regions of `data.stores` beside those of the accounts; in templates, of Azure AI Search and Cosmos DB beside accounts with models.',
  why: 'Each question waits for its data first: distance between the two is added to every answer.',
  remedy:
    'Put the store, or a replica of it, into a region that has the models; it is not required, only faster.',
  workload: {
    *check(workload) {
      const { accounts, data } = workload.declaration
      const regions = new Set(Object.values(accounts).flatMap(({ region }) => region ?? []))
      for (const [name, store] of Object.entries(data?.stores ?? {})) {
        const path = ['data', 'stores', name, 'region']
        yield workload.judge(path, store.region, {
          isGood: (region) => regions.has(region),
          good: (region) => `${name} is in ${region}, as models are`,
          bad: (region) => `${name} is in ${region}, and models are in ${namesOf(regions)}`,
        })
      }
    },
    cases: {
      fails: ['data: { stores: { documents: { kind: search, region: westeurope } } }'],
      passes: ['data: { stores: { documents: { kind: search, region: swedencentral } } }'],
      undetermined: ['data: { stores: { documents: { kind: search } } }'],
      notApplicable: ['data: {}'],
    },
  },
  resources: {
    *check(estate) {
      const models = modelDeployments(estate)
      if (models.length === 0) return
      const regions = new Set(models.map(({ region }) => region))
      const sure = new Set(models.filter((one) => one.resource.doubt === null).map(({ region }) => region))
      for (const store of estate.ofType(...STORES)) {
        const { region } = store
        if (region !== null && sure.has(region))
          yield store.pass('location', `${store.name} is in ${region}, where models are`)
        else if (region === null || regions.has(region) || regions.has(null))
          yield store.unknown('location', `whether ${store.name} is where models are is not known`)
        else yield store.fail('location', `${store.name} is in ${region}, and no model is there`)
      }
    },
    cases: {
      fails: [[account(), MODEL, store('westeurope')]],
      passes: [[account(), MODEL, store('swedencentral')]],
      undetermined: [
        [account(), { ...MODEL, ...PERHAPS }, store('swedencentral')],
        [account(), MODEL, store(GIVEN)],
        [MODEL, store('westeurope')],
      ],
      notApplicable: [[store('westeurope')], [account(), store('westeurope')]],
    },
  },
}
