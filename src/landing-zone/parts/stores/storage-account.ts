import type { Estate } from '../../estate.ts'
import {
  type Body,
  idOf,
  type Reason,
  type Resource,
  resource,
  systemAssigned,
  userAssigned,
} from '../../resource-graph.ts'
import { roleAssignment } from '../role-assignment.ts'
import { type DataStore, hasZones, pairWithin, type ReachingPart, type StorageService } from './data-store.ts'
import type { CustomerKey, StoreContext, StoreMaker, StoreSite } from './store-maker.ts'

const TYPE = 'Microsoft.Storage/storageAccounts'
const API = '2026-04-01'
/** What was deleted or changed can be had back for so long. */
const DELETED_KEPT_DAYS = 30

/** Azure Storage: blobs and what else of it the store uses, private, without keys. */
export const storageAccount: StoreMaker = {
  kind: 'storage',
  resourceType: TYPE,
  ports: ['443'],
  groupIds: servicesOf,
  secondaryGroupIds: (store, estate) =>
    isGeoRedundant(skuOf(store, estate))
      ? servicesOf(store).flatMap((service) => (service === 'file' ? [] : [`${service}_secondary`]))
      : [],
  // Azure chooses the region that it copies to itself; to any other, objects are replicated between two accounts.
  hasCopy: (store, { plan }) => store.isAsset && store.elsewhere?.region !== pairWithin(plan, store.region),
  build(store, at, context) {
    const { estate } = context
    const main = account(estate, store, at)
    const services = servicesOf(store)
      .filter((service): service is Exclude<StorageService, 'dfs'> => service !== 'dfs')
      .map((service) => ({ service, settings: serviceSettings(estate, store, at, main, service) }))
    return {
      main,
      resources: [
        main,
        ...services.map(({ settings }) => settings),
        ...store.reachedBy.flatMap((part) => roles(store, at, main, part, context)),
      ],
      watched: [
        { resource: main, words: at.words, has: 'metrics' },
        ...services.map(({ service, settings }) => ({
          resource: settings,
          words: [...at.words, service],
          has: 'logs-and-metrics' as const,
        })),
      ],
    }
  },
}

/** Data Lake keeps its files as blobs, so what uses the one needs the way to the other. */
function servicesOf({ uses }: DataStore): readonly StorageService[] {
  return uses.includes('dfs') && !uses.includes('blob') ? ['blob', ...uses] : uses
}

/**
 * Geo-redundancy goes to the paired region alone, and is no choice where that is outside the residency ("Azure Storage
 * redundancy").
 */
function skuOf({ redundancy, region }: Pick<DataStore, 'redundancy' | 'region'>, { plan }: Estate): string {
  const zones = hasZones(plan, region)
  if (redundancy === 'none') return 'Standard_LRS'
  if (redundancy === 'region' && pairWithin(plan, region) !== null)
    return zones ? 'Standard_RAGZRS' : 'Standard_RAGRS'
  return zones ? 'Standard_ZRS' : 'Standard_LRS'
}

function account(estate: Estate, store: DataStore, { region, words, key, isCopy }: StoreSite): Resource {
  const sku = skuOf({ ...store, region }, estate)
  if (
    !isCopy &&
    store.redundancy === 'region' &&
    !isGeoRedundant(sku) &&
    !storageAccount.hasCopy(store, estate)
  )
    estate.notes.add(
      `the store ${store.name} is kept in ${region} alone: Azure copies it to no region within the residency; name a replica in continuity.assets.${store.name}`,
    )
  return resource({
    symbol: estate.symbols.of('store', ...words),
    type: TYPE,
    apiVersion: API,
    name: estate.name('storageAccount', ...words, region),
    body: {
      location: region,
      tags: estate.tags,
      kind: 'StorageV2',
      sku: { name: sku },
      identity: key === null ? systemAssigned : userAssigned(key.identity),
      properties: {
        accessTier: 'Hot',
        publicNetworkAccess: 'Disabled',
        networkAcls: { defaultAction: 'Deny', bypass: store.isTrusting ? 'AzureServices' : 'None' },
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        isLocalUserEnabled: false,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
        ...(isHierarchical(store) ? { isHnsEnabled: true } : {}),
        ...(key === null ? {} : { encryption: encryptionWith(key) }),
      },
    },
    because: [
      { rule: 'PNET-08', why: 'it is reached over its private endpoints alone.' },
      { rule: 'WAF-03', why: key === null ? 'old TLS and plain HTTP are refused.' : 'its key is yours.' },
      ...redundancyReason(sku, isCopy),
    ],
  })
}

function isGeoRedundant(sku: string): boolean {
  return sku.startsWith('Standard_RA')
}

function redundancyReason(sku: string, isCopy: boolean): readonly Reason[] {
  if (isCopy) return [{ rule: 'REL-15', why: 'it takes the copy that the file asks for.' }]
  if (isGeoRedundant(sku)) return [{ rule: 'REL-15', why: 'its content is kept in a second region.' }]
  return sku.endsWith('ZRS') ? [{ rule: 'PLAT-06', why: 'it survives the loss of a zone.' }] : []
}

/** Keys of queues and tables must be said when the account is made. */
function encryptionWith({ identity, keyName, vaultUri }: CustomerKey): Body {
  const byAccountKey = { enabled: true, keyType: 'Account' }
  return {
    keySource: 'Microsoft.Keyvault',
    identity: { userAssignedIdentity: idOf(identity) },
    keyvaultproperties: { keyname: keyName, keyvaulturi: vaultUri },
    services: { blob: byAccountKey, file: byAccountKey, queue: byAccountKey, table: byAccountKey },
    requireInfrastructureEncryption: true,
  }
}

function isHierarchical({ uses }: DataStore): boolean {
  return uses.includes('dfs')
}

const SETTINGS_TYPES = {
  blob: 'blobServices',
  file: 'fileServices',
  queue: 'queueServices',
  table: 'tableServices',
} as const

function serviceSettings(
  estate: Estate,
  store: DataStore,
  { words }: StoreSite,
  main: Resource,
  service: keyof typeof SETTINGS_TYPES,
): Resource {
  return resource({
    symbol: estate.symbols.of('store', ...words, service),
    type: `${TYPE}/${SETTINGS_TYPES[service]}`,
    apiVersion: API,
    name: 'default',
    parent: main,
    body: { properties: settingsOf(service, store) },
  })
}

function settingsOf(service: keyof typeof SETTINGS_TYPES, store: DataStore): Body {
  const kept = { enabled: true, days: DELETED_KEPT_DAYS }
  if (service === 'file') return { shareDeleteRetentionPolicy: kept }
  if (service !== 'blob') return {}
  return {
    deleteRetentionPolicy: kept,
    containerDeleteRetentionPolicy: kept,
    // Azure keeps no versions of a hierarchical namespace ("Known issues with Azure Data Lake Storage").
    ...(isHierarchical(store)
      ? {}
      : {
          isVersioningEnabled: true,
          changeFeed: { enabled: true, retentionInDays: DELETED_KEPT_DAYS },
        }),
  }
}

const ROLES: Readonly<Record<StorageService, { readonly asks: string; readonly fills: string }>> = {
  blob: { asks: 'Storage Blob Data Reader', fills: 'Storage Blob Data Contributor' },
  dfs: { asks: 'Storage Blob Data Reader', fills: 'Storage Blob Data Contributor' },
  file: {
    asks: 'Storage File Data Privileged Contributor',
    fills: 'Storage File Data Privileged Contributor',
  },
  queue: { asks: 'Storage Queue Data Contributor', fills: 'Storage Queue Data Message Sender' },
  table: { asks: 'Storage Table Data Reader', fills: 'Storage Table Data Contributor' },
}

function roles(
  store: DataStore,
  { words }: StoreSite,
  main: Resource,
  { name, fills }: ReachingPart,
  { estate, identityOf }: StoreContext,
): readonly Resource[] {
  const wanted = new Set(store.uses.map((service) => ROLES[service][fills ? 'fills' : 'asks']))
  return [...wanted].map((role) =>
    roleAssignment(estate, ['grant', ...words, 'to', name, role], {
      role,
      on: main,
      to: identityOf(name),
      because: {
        rule: 'WAF-04',
        why: `${name} ${fills ? 'fills' : 'reads'} it, and may do nothing else there.`,
      },
    }),
  )
}
