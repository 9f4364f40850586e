import type { Estate } from '../../estate.ts'
import {
  type Body,
  idOf,
  propertyOf,
  type Resource,
  resource,
  tenantId,
  userAssigned,
} from '../../resource-graph.ts'
import { type DataStore, hasZones, pairWithin } from './data-store.ts'
import type { CustomerKey, StoreMaker, StoreSite } from './store-maker.ts'

const TYPE = 'Microsoft.DBforPostgreSQL/flexibleServers'
const API = '2025-08-01'
const BACKUP_DAYS = 14
const FIRST_GB = 128

/** Azure Database for PostgreSQL with one database: private, and without passwords. A copy is a replica that reads. */
export const postgresqlServer: StoreMaker = {
  kind: 'postgresql',
  resourceType: TYPE,
  ports: ['5432'],
  groupIds: () => ['postgresqlServer'],
  secondaryGroupIds: () => [],
  hasCopy: ({ wantsCopy }) => wantsCopy,
  build(store, site, { estate, identityOf }) {
    // Its roles are PostgreSQL's own: an administrator lets these in.
    for (const { name } of store.reachedBy) identityOf(name)
    const { symbols } = estate
    const main = server(estate, store, site)
    const { words, isCopy } = site
    const administrators = estate.declaration.landing_zone?.database_administrators
    const database = resource({
      symbol: symbols.of('store', ...words, 'database'),
      type: `${TYPE}/databases`,
      apiVersion: API,
      name: store.name.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_'),
      parent: main,
      body: { properties: { charset: 'UTF8', collation: 'en_US.utf8' } },
    })
    if (administrators === undefined)
      estate.notes.add(
        `nobody may sign in to data.stores.${store.name} yet: name a group as landing_zone.database_administrators`,
      )
    const own =
      administrators === undefined
        ? []
        : [
            resource({
              symbol: symbols.of('store', ...words, 'administrators'),
              type: `${TYPE}/administrators`,
              apiVersion: API,
              name: administrators.object_id,
              parent: main,
              after: [database],
              body: {
                properties: { principalType: 'Group', principalName: administrators.name, tenantId },
              },
              because: [{ rule: 'APP-27', why: 'who administers it signs in with Entra ID.' }],
            }),
          ]
    return {
      main,
      // A replica has the databases and roles of its original.
      resources: isCopy ? [main] : [main, database, ...own],
      watched: [{ resource: main, words, has: 'logs-and-metrics' }],
    }
  },
}

function server(
  estate: Estate,
  store: DataStore,
  { region, words, key, isCopy, original }: StoreSite,
): Resource {
  const { plan, symbols, name, tags } = estate
  const isTried = plan.environment === 'development'
  return resource({
    symbol: symbols.of('store', ...words),
    type: TYPE,
    apiVersion: API,
    name: name('postgresqlServer', ...words, region),
    body: {
      location: region,
      tags,
      // The smallest sizes have no standby and no replicas.
      sku: isTried && !store.wantsCopy ? BURSTABLE : GENERAL_PURPOSE,
      ...(key === null ? {} : { identity: userAssigned(key.identity) }),
      properties: {
        ...(original === null
          ? { version: '17' }
          : { createMode: 'Replica', sourceServerResourceId: idOf(original) }),
        storage: { storageSizeGB: FIRST_GB, autoGrow: 'Enabled' },
        authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId },
        network: { publicNetworkAccess: 'Disabled' },
        ...(isCopy ? {} : backupAndStandby(estate, store, isTried, key)),
        ...(key === null ? {} : { dataEncryption: encryptionWith(key) }),
      },
    },
    because: [
      { rule: 'PNET-09', why: 'it is reached over its private endpoint alone.' },
      { rule: 'APP-27', why: 'it knows no passwords.' },
      ...(isCopy ? [{ rule: 'REL-15', why: 'it can be promoted when the first region is lost.' }] : []),
      ...(key === null ? [] : [{ rule: 'WAF-03', why: 'its key is yours.' }]),
    ],
  })
}

const GENERAL_PURPOSE = { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
const BURSTABLE = { name: 'Standard_B2s', tier: 'Burstable' }

/** Backups in the paired region need a key of their own there, so content with a key of yours has a replica instead. */
function backupAndStandby(
  { plan }: Estate,
  { redundancy, region, wantsCopy }: DataStore,
  isTried: boolean,
  key: CustomerKey | null,
): Body {
  const isGeo = redundancy === 'region' && key === null && pairWithin(plan, region) !== null
  const hasStandby = redundancy !== 'none' && hasZones(plan, region) && (!isTried || wantsCopy)
  return {
    backup: { backupRetentionDays: BACKUP_DAYS, geoRedundantBackup: isGeo ? 'Enabled' : 'Disabled' },
    highAvailability: { mode: hasStandby ? 'ZoneRedundant' : 'Disabled' },
  }
}

/** The server asks for a version of the key ("Data encryption" of flexible servers), so it is told of a new one. */
function encryptionWith({ identity, key }: CustomerKey): Body {
  return {
    type: 'AzureKeyVault',
    primaryKeyURI: propertyOf(key, 'keyUriWithVersion'),
    primaryUserAssignedIdentityId: idOf(identity),
  }
}
