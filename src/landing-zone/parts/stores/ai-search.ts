import { type Resource, resource, systemAssigned } from '../../resource-graph.ts'
import { roleAssignment } from '../role-assignment.ts'
import { hasZones } from './data-store.ts'
import type { StoreMaker } from './store-maker.ts'

const TYPE = 'Microsoft.Search/searchServices'
const API = '2025-05-01'
/** Three answer queries and take changes by Microsoft's service level, one in each zone; two answer queries alone. */
const REPLICAS = { production: 3, staging: 2, development: 2 } as const

/** Azure AI Search: private, without keys, with an identity of its own for its indexers. */
export const aiSearch: StoreMaker = {
  kind: 'search',
  resourceType: TYPE,
  ports: ['443'],
  groupIds: () => ['searchService'],
  secondaryGroupIds: () => [],
  hasCopy: ({ wantsCopy }) => wantsCopy,
  build(store, { region, words, key, isCopy }, { estate, identityOf }) {
    const { plan, symbols, name, tags } = estate
    const main = resource({
      symbol: symbols.of('store', ...words),
      type: TYPE,
      apiVersion: API,
      name: name('searchService', ...words, region),
      body: {
        location: region,
        tags,
        sku: { name: plan.environment === 'development' ? 'basic' : 'standard' },
        identity: systemAssigned,
        properties: {
          replicaCount: REPLICAS[plan.environment],
          partitionCount: 1,
          hostingMode: 'Default',
          publicNetworkAccess: 'Disabled',
          networkRuleSet: { bypass: 'None' },
          disableLocalAuth: true,
          // The key itself is named by each index: the service refuses those that name none.
          ...(key === null ? {} : { encryptionWithCmk: { enforcement: 'Enabled' } }),
        },
      },
      because: [
        { rule: 'PNET-09', why: 'it is reached over its private endpoint alone.' },
        {
          rule: 'PLAT-06',
          why: hasZones(plan, region) ? 'its replicas stand in several zones.' : 'it has replicas.',
        },
        ...(isCopy ? [{ rule: 'REL-15', why: 'indexes go on there when the first region is lost.' }] : []),
      ],
    })
    const grants: readonly Resource[] = store.reachedBy.map(({ name: part, fills }) =>
      roleAssignment(estate, ['grant', ...words, 'to', part], {
        role: fills ? 'Search Index Data Contributor' : 'Search Index Data Reader',
        on: main,
        to: identityOf(part),
        because: {
          rule: 'WAF-04',
          why: `${part} ${fills ? 'fills' : 'asks'} its indexes, and may not change them.`,
        },
      }),
    )
    const keyGrants =
      key === null
        ? []
        : [
            roleAssignment(estate, ['key', ...words, 'to', 'search'], {
              role: 'Key Vault Crypto Service Encryption User',
              on: key.key,
              to: main,
              because: { rule: 'WAF-03', why: 'it encrypts its indexes with your key.' },
            }),
          ]
    return {
      main,
      resources: [main, ...grants, ...keyGrants],
      watched: [{ resource: main, words, has: 'logs-and-metrics' }],
    }
  },
}
