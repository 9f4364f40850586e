import type { Estate, RegionEstate } from '../../estate.ts'
import { plannedWorkspaces } from '../machine-learning-plan.ts'
import { type DataStore, dataStores } from './data-store.ts'
import { makerOf } from './registry.ts'
import type { StoreMaker } from './store-maker.ts'

/** A store, or its copy: one resource that keeps data, in its place. */
export interface PlannedSite {
  readonly store: DataStore
  readonly maker: StoreMaker
  readonly region: string
  /** Whose resource group and network it is in. */
  readonly home: RegionEstate
  readonly isCopy: boolean
  readonly words: readonly string[]
  readonly groupIds: readonly string[]
  /** Sub-resources that are read from another region under names of their own, and where from; null where nowhere. */
  readonly secondaryGroupIds: readonly string[]
  readonly secondaryHome: RegionEstate | null
}

export interface PlannedSites {
  readonly sites: readonly PlannedSite[]
  /** What of the file is built otherwise than somebody might think, or not at all. */
  readonly notes: readonly string[]
}

export function plannedSites(estate: Estate): PlannedSites {
  const notes: string[] = []
  const sites: PlannedSite[] = []
  for (const [name, { kind }] of Object.entries(estate.declaration.data?.stores ?? {}))
    if (makerOf({ kind }) === null)
      notes.push(`data.stores.${name} is of kind ${kind}, of which nothing is built`)
  const stores = [
    ...dataStores(estate),
    ...plannedWorkspaces(estate).flatMap(({ stores: own }) => Object.values(own)),
  ]
  for (const store of stores) {
    const maker = makerOf(store)
    if (maker === null) continue
    const { name, region, home, elsewhere } = store
    if (home.region !== region)
      notes.push(
        `data.stores.${name} is in ${region}, where no model is: its private endpoints are in ${home.region}`,
      )
    const isReadElsewhere = elsewhere !== null && elsewhere.home !== home
    sites.push({
      store,
      maker,
      region,
      home,
      isCopy: false,
      words: store.words,
      groupIds: maker.groupIds(store),
      secondaryGroupIds: isReadElsewhere ? maker.secondaryGroupIds(store, estate) : [],
      secondaryHome: isReadElsewhere ? elsewhere.home : null,
    })
    if (elsewhere === null || !maker.hasCopy(store, estate)) continue
    sites.push({
      store,
      maker,
      region: elsewhere.region,
      home: elsewhere.home,
      isCopy: true,
      words: [...store.words, 'copy'],
      groupIds: maker.groupIds(store),
      secondaryGroupIds: [],
      secondaryHome: null,
    })
  }
  return { sites, notes: [...notes, ...notesOnAssets(estate, sites)] }
}

/** Where `continuity.assets` wants a copy of data, and none stands there. */
function notesOnAssets({ declaration, plan }: Estate, sites: readonly PlannedSite[]): readonly string[] {
  const kept = new Map(sites.map(({ store }) => [store.asset?.name, store]))
  return Object.entries(declaration.continuity?.assets ?? {}).flatMap(([name, { kind, replica }]) => {
    if (!DATA.has(kind) || replica === undefined) return []
    const store = kept.get(name)
    if (store === undefined)
      return [
        `continuity.assets.${name} is not copied: no store of data.stores has its name, or holds ${kind} in its region`,
      ]
    return store.isAsset || store.region === replica
      ? []
      : [
          `continuity.assets.${name} is not copied to ${replica}, which is outside \`residency: ${plan.residency}\``,
        ]
  })
}

const DATA: ReadonlySet<string> = new Set(['retrieval-data', 'training-data'])

/** TCP ports of all their endpoints, each once. */
export function storePorts(estate: Estate): readonly string[] {
  return [...new Set(plannedSites(estate).sites.flatMap(({ maker }) => maker.ports))].sort()
}
