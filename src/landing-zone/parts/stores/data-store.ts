import {
  allowsProcessing,
  azureProcessing,
  type DeclaredStore,
  type Plan,
  type StoreKind,
} from '../../../workload/index.ts'
import type { Estate, RegionEstate } from '../../estate.ts'

/** A store of `data.stores` with what the file leaves open decided: where it and its copy go, and what it survives. */
export interface DataStore {
  readonly name: string
  /** Tell its symbols and names from those of others. */
  readonly words: readonly string[]
  readonly kind: StoreKind
  /** The store's own; Azure region. */
  readonly region: string
  /** Whose resource group and network it is put into: that of its region, or the first where no model is there. */
  readonly home: RegionEstate
  /** Survives the loss of a machine, of a zone, or of its region. */
  readonly redundancy: 'none' | 'zone' | 'region'
  /** Where it could go on, if its region were lost: as the file says, or the other region of the file. */
  readonly elsewhere: StorePlace | null
  /** Whether the file asks for a copy there, rather than for what the service does by itself. */
  readonly wantsCopy: boolean
  /** The entry of `continuity.assets` that it is, as far as one names the place of a copy. */
  readonly asset: StoreAsset | null
  /** Whether the copy goes where that says, which has to be inside the residency. */
  readonly isAsset: boolean
  readonly hasCustomerKey: boolean
  /** Whether services that Microsoft trusts may reach it beside its endpoints, as Azure Machine Learning has to. */
  readonly isTrusting: boolean
  /** Services of a storage account that are used. */
  readonly uses: readonly StorageService[]
  /** Parts of the application that reach it, with an identity each. */
  readonly reachedBy: readonly ReachingPart[]
}

export interface StoreAsset {
  readonly name: string
  readonly replica: string
}

export interface StorePlace {
  readonly region: string
  readonly home: RegionEstate
}

export interface ReachingPart {
  readonly name: string
  /** Whether it fills the store, or asks it alone. */
  readonly fills: boolean
}

export type StorageService = NonNullable<DeclaredStore['uses']>[number]

const RETRIEVED: readonly StoreKind[] = ['search', 'storage', 'cosmos', 'sql', 'postgresql']

/** In the order of the file. Stores of kind `other` are left out: nobody knows what they are. */
export function dataStores(estate: Estate): readonly DataStore[] {
  return Object.entries(estate.declaration.data?.stores ?? {}).flatMap(([name, store]) =>
    store.kind === 'other' ? [] : [dataStore(estate, name, store)],
  )
}

function dataStore(estate: Estate, name: string, store: DeclaredStore): DataStore {
  const region = store.region ?? estate.homeRegion
  const asset = assetOf(estate, name, store, region)
  const named = asset?.replica ?? null
  const elsewhere =
    [named, ...otherRegions(estate)].find(
      (other) => other !== null && other !== region && isWithin(estate.plan, other),
    ) ?? null
  return {
    name,
    words: [name],
    kind: store.kind,
    region,
    home: homeOf(estate, region),
    redundancy: store.redundancy ?? 'region',
    elsewhere: elsewhere === null ? null : { region: elsewhere, home: homeOf(estate, elsewhere) },
    wantsCopy: elsewhere !== null && (named === elsewhere || store.redundancy === 'region'),
    asset,
    isAsset: elsewhere !== null && named === elsewhere,
    hasCustomerKey: store.kind !== 'key-vault' && (store.encryption ?? keyByClass(store)) === 'customer-key',
    isTrusting: false,
    uses: store.uses ?? ['blob'],
    reachedBy: reachingParts(estate, store.reached_by ?? []),
  }
}

export interface OwnStoreWish {
  readonly words: readonly string[]
  readonly kind: StoreKind
  readonly home: RegionEstate
  readonly uses: readonly StorageService[]
}

/** A store that the file does not name, since another part of the landing zone works with it. */
export function ownStore(estate: Estate, { words, kind, home, uses }: OwnStoreWish): DataStore {
  const classification = estate.declaration.governance?.regulated === true ? 'confidential' : 'internal'
  const store = dataStore(estate, words.join('-'), {
    kind,
    classification,
    region: home.region,
    uses: [...uses],
  })
  return { ...store, words, isTrusting: true }
}

function keyByClass({ classification }: DeclaredStore): DeclaredStore['encryption'] {
  return classification === 'confidential' ? 'customer-key' : 'platform-key'
}

function homeOf({ regions }: Estate, region: string): RegionEstate {
  const home = regions.find((one) => one.region === region) ?? regions[0]
  if (home === undefined) throw new Error('an estate has at least one region')
  return home
}

/** The asset of the same name, or else one of its kind with the same original region. */
function assetOf(
  { declaration, homeRegion }: Estate,
  name: string,
  { kind }: DeclaredStore,
  region: string,
): StoreAsset | null {
  const primary = declaration.regions?.primary ?? homeRegion
  const replicated = Object.entries(declaration.continuity?.assets ?? {}).flatMap(
    ([assetName, { replica, ...asset }]) =>
      replica === undefined ? [] : [{ ...asset, name: assetName, replica }],
  )
  const byKind = replicated.find(
    (asset) =>
      (asset.primary ?? primary) === region &&
      ((asset.kind === 'retrieval-data' && RETRIEVED.includes(kind)) ||
        (asset.kind === 'training-data' && kind === 'storage') ||
        (asset.kind === 'trained-model' && kind === 'container-registry')),
  )
  const found = replicated.find((asset) => asset.name === name) ?? byKind
  return found === undefined ? null : { name: found.name, replica: found.replica }
}

function otherRegions({ declaration, regions }: Estate): readonly (string | null)[] {
  return [
    declaration.regions?.secondary ?? null,
    declaration.regions?.primary ?? null,
    ...regions.map(({ region }) => region),
  ]
}

/** Whether what is in a region stays inside the residency. */
export function isWithin({ residency, facts }: Plan, region: string): boolean {
  return allowsProcessing(residency, azureProcessing('standard', region, facts))
}

/**
 * The region that Azure itself copies to, where there is one and the residency allows it. Pairs are in one geography
 * but for those that the table has ("Azure region pairs"): some, such as Sweden South, take no customers and stand in
 * no list.
 */
export function pairWithin(plan: Plan, region: string): string | null {
  const { regions } = plan.facts
  const pair = regions.find(region)?.pairedRegion ?? null
  if (pair === null) return null
  return isWithin(plan, regions.find(pair) === null ? region : pair) ? pair : null
}

export function hasZones({ facts }: Plan, region: string): boolean {
  return facts.regions.find(region)?.availabilityZones ?? false
}

/** User interfaces and the like have no identity of their own to reach data with. */
const KINDS_WITH_IDENTITY = new Set(['api', 'orchestrator', 'agent', 'pipeline', 'microservice'])

function reachingParts({ declaration }: Estate, names: readonly string[]): readonly ReachingPart[] {
  return [...new Set(names)].flatMap((name) => {
    const kind = declaration.application?.parts?.[name]?.kind
    return kind !== undefined && KINDS_WITH_IDENTITY.has(kind) ? [{ name, fills: kind === 'pipeline' }] : []
  })
}
