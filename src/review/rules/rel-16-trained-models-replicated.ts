import type { Rule } from '../rule.ts'
import { GIVEN, PERHAPS, sample } from '../sample-resources.ts'
import { Resource } from '../estate.ts'
import { replicatedAssets } from '../replicated-assets.ts'

function registry(regions: readonly string[] | string) {
  const regionDetails = typeof regions === 'string' ? regions : regions.map((location) => ({ location }))
  return sample('Microsoft.MachineLearningServices/registries', 'models', { regionDetails })
}

const IMAGES = sample('Microsoft.ContainerRegistry/registries', 'images', {}, { sku: { name: 'Premium' } })
const REPLICA = sample(
  'Microsoft.ContainerRegistry/registries/replications',
  'images/francecentral',
  {},
  { location: 'francecentral' },
)
const WORKSPACE = sample('Microsoft.MachineLearningServices/workspaces', 'ml', {
  containerRegistry: "[resourceId('Microsoft.ContainerRegistry/registries', 'images')]",
})

export const rel16: Rule = {
  id: 'REL-16',
  title: 'Trained models are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'The assets of `continuity.assets` of kind `trained-model` and the region of their replica; in templates, the regions of registries of Azure Machine Learning, and replicas of the container registries of its workspaces.',
  why: 'An outage of the one region that holds a trained model lasts as long as it takes to make it again.',
  remedy:
    'Register the model in a registry with two regions, and its image in a container registry with geo-replication.',
  workload: {
    check: replicatedAssets('trained-model'),
    cases: {
      fails: [
        `continuity:
  assets:
    claims: { kind: trained-model, primary: swedencentral, replica: swedencentral }`,
      ],
      passes: [
        `continuity:
  assets:
    claims: { kind: trained-model, primary: swedencentral, replica: francecentral, by: each night }`,
      ],
      undetermined: [
        'continuity: { assets: { claims: { kind: trained-model, primary: swedencentral } } }',
        'continuity: {}',
      ],
      notApplicable: ['continuity: { assets: { other: { kind: training-data, replica: francecentral } } }'],
    },
  },
  resources: {
    *check(estate) {
      for (const registry of estate.ofType('Microsoft.MachineLearningServices/registries')) {
        const path = 'properties.regionDetails'
        if (registry.ask(path).kind === 'unknown')
          yield registry.unknown(path, `in how many regions ${registry.name} is`)
        else if (registry.items(path).length > 1)
          yield registry.pass(path, `${registry.name} is in ${registry.items(path).length} regions`)
        else yield registry.fail(path, `${registry.name} is in one region`)
      }
      const workspaces = estate.ofType('Microsoft.MachineLearningServices/workspaces')
      const images = new Set(
        workspaces.flatMap((one) => estate.at(one, 'properties.containerRegistry') ?? []),
      )
      for (const registry of images) {
        const replica = estate.childOf(registry, 'replications')
        if (replica === null) yield registry.fail('sku', `${registry.name} has no replica in another region`)
        else if (replica instanceof Resource)
          yield registry.pass('sku', `${registry.name} has a replica`, replica)
        else yield registry.unknown('sku', `whether ${registry.name} has a replica: ${replica.unknown}`)
      }
    },
    cases: {
      fails: [[registry(['swedencentral'])], [WORKSPACE, IMAGES]],
      passes: [[registry(['swedencentral', 'francecentral'])], [WORKSPACE, IMAGES, REPLICA]],
      undetermined: [[registry(GIVEN)], [WORKSPACE, IMAGES, { ...REPLICA, ...PERHAPS }]],
      notApplicable: [[IMAGES]],
    },
  },
}
