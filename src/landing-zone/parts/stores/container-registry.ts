import { propertyOf, type Resource, resource, systemAssigned, userAssigned } from '../../resource-graph.ts'
import { roleAssignment } from '../role-assignment.ts'
import { hasZones } from './data-store.ts'
import type { StoreMaker } from './store-maker.ts'

const TYPE = 'Microsoft.ContainerRegistry/registries'
const API = '2025-11-01'

/** Azure Container Registry, of the one tier that has private endpoints and copies; without its administrator. */
export const containerRegistry: StoreMaker = {
  kind: 'container-registry',
  resourceType: TYPE,
  ports: ['443'],
  groupIds: () => ['registry'],
  secondaryGroupIds: () => [],
  // A registry keeps its copies itself, under the one name.
  hasCopy: () => false,
  build(store, { region, words, key }, { estate, identityOf }) {
    const { plan, symbols, name, tags } = estate
    const zoneRedundancy = (place: string) =>
      store.redundancy !== 'none' && hasZones(plan, place) ? 'Enabled' : 'Disabled'
    const main = resource({
      symbol: symbols.of('store', ...words),
      type: TYPE,
      apiVersion: API,
      name: name('containerRegistry', ...words, region),
      body: {
        location: region,
        tags,
        sku: { name: 'Premium' },
        identity: key === null ? systemAssigned : userAssigned(key.identity),
        properties: {
          adminUserEnabled: false,
          anonymousPullEnabled: false,
          publicNetworkAccess: 'Disabled',
          networkRuleBypassOptions: 'None',
          dataEndpointEnabled: true,
          zoneRedundancy: zoneRedundancy(region),
          policies: { exportPolicy: { status: 'disabled' } },
          ...(key === null
            ? {}
            : {
                encryption: {
                  status: 'enabled',
                  keyVaultProperties: {
                    keyIdentifier: propertyOf(key.key, 'keyUri'),
                    identity: propertyOf(key.identity, 'clientId'),
                  },
                },
              }),
        },
      },
      because: [
        { rule: 'PNET-08', why: 'it is reached over its private endpoint alone.' },
        ...(key === null ? [] : [{ rule: 'WAF-03', why: 'its key is yours.' }]),
      ],
    })
    const copies =
      store.elsewhere === null || !store.wantsCopy
        ? []
        : [
            resource({
              symbol: symbols.of('store', ...words, 'replication'),
              type: `${TYPE}/replications`,
              apiVersion: API,
              name: store.elsewhere.region,
              parent: main,
              body: {
                location: store.elsewhere.region,
                tags,
                properties: {
                  regionEndpointEnabled: true,
                  zoneRedundancy: zoneRedundancy(store.elsewhere.region),
                },
              },
              because: [
                { rule: 'REL-16', why: 'images of models are pulled there when the first region is lost.' },
              ],
            }),
          ]
    const grants: readonly Resource[] = store.reachedBy.map(({ name: part, fills }) =>
      roleAssignment(estate, ['grant', ...words, 'to', part], {
        role: fills ? 'AcrPush' : 'AcrPull',
        on: main,
        to: identityOf(part),
        because: {
          rule: 'WAF-04',
          why: `${part} ${fills ? 'pushes' : 'pulls'} images, and may do nothing else.`,
        },
      }),
    )
    return {
      main,
      resources: [main, ...copies, ...grants],
      watched: [{ resource: main, words, has: 'logs-and-metrics' }],
    }
  },
}
