import type { Rule } from '../rule.ts'
import { counted } from '../wording.ts'

export const plat06: Rule = {
  id: 'PLAT-06',
  title: 'Parts and stores survive the loss of a machine or zone',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'platform', section: 'Application platform for AI workloads on Azure' },
  looksAt: '`replicas.least` of `application.parts`, and `redundancy` of `data.stores`.',
  why: 'Whatever is there once is down whenever that one is.',
  remedy: 'Keep two replicas of each part at least, and stores that are zone-redundant.',
  workload: {
    *check(workload) {
      const { application, data } = workload.declaration
      for (const [name, part] of Object.entries(application?.parts ?? {})) {
        if (!['api', 'orchestrator', 'microservice', 'model-server'].includes(part.kind)) continue
        yield workload.judge(['application', 'parts', name, 'replicas', 'least'], part.replicas?.least, {
          isGood: (least) => least >= 2,
          good: (least) => `${name} has ${least} replicas at least`,
          bad: (least) => `${name} may have ${counted(least, 'replica')}`,
        })
      }
      for (const [name, store] of Object.entries(data?.stores ?? {}))
        yield workload.judge(['data', 'stores', name, 'redundancy'], store.redundancy, {
          isGood: (redundancy) => redundancy !== 'none',
          good: (redundancy) => `${name} survives the loss of a ${redundancy === 'zone' ? 'zone' : 'region'}`,
          bad: `${name} is lost with its machine or zone`,
        })
    },
    cases: {
      fails: [
        'application: { parts: { api: { kind: api, replicas: { least: 1, most: 4 } } } }',
        'data: { stores: { index: { kind: search, redundancy: none } } }',
      ],
      passes: [
        `application: { parts: { api: { kind: api, replicas: { least: 2, most: 4 } } } }
data: { stores: { index: { kind: search, redundancy: zone } } }`,
      ],
      undetermined: ['data: { stores: { index: { kind: search } } }'],
      notApplicable: ['application: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const search of estate.ofType('Microsoft.Search/searchServices'))
        yield search.judge('properties.replicaCount', {
          whenUnset: 1,
          isGood: (count) => typeof count === 'number' && count >= 2,
          bad: 'queries stop with its one replica, and Microsoft’s service level needs two',
        })
      for (const app of estate.ofType('Microsoft.App/containerApps'))
        yield app.judge('properties.template.scale.minReplicas', {
          whenUnset: 0,
          isGood: (count) => typeof count === 'number' && count >= 2,
          bad: 'the app is down while its last replica restarts',
        })
    },
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
            type: 'Microsoft.App/containerApps',
            apiVersion: '2024-10-01',
            name: 'api',
            location: 'swedencentral',
            properties: { template: { scale: { minReplicas: 1 } } },
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
            properties: { replicaCount: 3 },
          },
        ],
        [
          {
            type: 'Microsoft.App/containerApps',
            apiVersion: '2024-10-01',
            name: 'api',
            location: 'swedencentral',
            properties: { template: { scale: { minReplicas: 2 } } },
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
            properties: { replicaCount: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
