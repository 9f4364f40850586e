import {
  guidOf,
  idOf,
  joined,
  propertyOf,
  type Resource,
  resource,
  systemAssigned,
  userAssigned,
} from '../../resource-graph.ts'
import { type DataStore, hasZones } from './data-store.ts'
import type { StoreMaker } from './store-maker.ts'

const TYPE = 'Microsoft.DocumentDB/databaseAccounts'
const API = '2026-03-15'
/** The least that autoscale has; it falls to a tenth of it when nothing happens. */
const MOST_REQUEST_UNITS = 1_000
/** Built-in Data Contributor of Cosmos DB itself ("Use data plane role-based access control"): what talks keeps talks. */
const CHANGES = '00000000-0000-0000-0000-000000000002'

/** Azure Cosmos DB for NoSQL with one database, in the regions that it is to survive; private, without keys. */
export const cosmosAccount: StoreMaker = {
  kind: 'cosmos',
  resourceType: TYPE,
  ports: ['443'],
  groupIds: () => ['Sql'],
  secondaryGroupIds: () => [],
  // Cosmos DB keeps its copies itself, as one account.
  hasCopy: () => false,
  build(store, { region, words, key }, { estate, identityOf }) {
    const { plan, symbols, name, tags } = estate
    const places = placesOf(store)
    if (store.redundancy === 'region' && places.length === 1)
      estate.notes.add(
        `data.stores.${store.name} is in ${region} alone: the file names no other region within the residency`,
      )
    const main = resource({
      symbol: symbols.of('store', ...words),
      type: TYPE,
      apiVersion: API,
      name: name('cosmosAccount', ...words, region),
      body: {
        location: region,
        tags,
        kind: 'GlobalDocumentDB',
        identity: key === null ? systemAssigned : userAssigned(key.identity),
        properties: {
          databaseAccountOfferType: 'Standard',
          consistencyPolicy: { defaultConsistencyLevel: 'Session' },
          locations: places.map((place, at) => ({
            locationName: place,
            failoverPriority: at,
            isZoneRedundant: store.redundancy !== 'none' && hasZones(plan, place),
          })),
          enableAutomaticFailover: true,
          backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } },
          disableLocalAuth: true,
          disableKeyBasedMetadataWriteAccess: true,
          publicNetworkAccess: 'Disabled',
          networkAclBypass: 'None',
          minimalTlsVersion: 'Tls12',
          ...(key === null
            ? {}
            : {
                keyVaultKeyUri: propertyOf(key.key, 'keyUri'),
                defaultIdentity: joined('UserAssignedIdentity=', idOf(key.identity)),
              }),
        },
      },
      because: [
        { rule: 'PNET-09', why: 'it is reached over its private endpoint alone.' },
        ...(places.length > 1
          ? [{ rule: 'REL-15', why: `${places[1] ?? ''} takes over by itself when ${region} is lost.` }]
          : []),
        ...(key === null ? [] : [{ rule: 'WAF-03', why: 'its key is yours.' }]),
      ],
    })
    const database = resource({
      symbol: symbols.of('store', ...words, 'database'),
      type: `${TYPE}/sqlDatabases`,
      apiVersion: API,
      name: store.name,
      parent: main,
      body: {
        properties: {
          resource: { id: store.name },
          options: { autoscaleSettings: { maxThroughput: MOST_REQUEST_UNITS } },
        },
      },
    })
    const grants: Resource[] = []
    for (const { name: part } of store.reachedBy) {
      const identity = identityOf(part)
      grants.push(
        resource({
          symbol: symbols.of('grant', ...words, 'to', part),
          type: `${TYPE}/sqlRoleAssignments`,
          apiVersion: API,
          name: guidOf(idOf(main), idOf(identity), CHANGES),
          parent: main,
          // Cosmos DB takes one change of its assignments at a time.
          after: [database, ...grants.slice(-1)],
          body: {
            properties: {
              roleDefinitionId: joined(idOf(main), '/sqlRoleDefinitions/', CHANGES),
              principalId: propertyOf(identity, 'principalId'),
              scope: idOf(main),
            },
          },
          because: [{ rule: 'WAF-04', why: `${part} reads and changes what is in it, and not the account.` }],
        }),
      )
    }
    return {
      main,
      resources: [main, database, ...grants],
      watched: [{ resource: main, words, has: 'logs-and-metrics' }],
    }
  },
}

function placesOf({ region, redundancy, elsewhere }: DataStore): readonly string[] {
  return redundancy === 'region' && elsewhere !== null ? [region, elsewhere.region] : [region]
}
