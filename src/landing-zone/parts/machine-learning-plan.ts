import type { Estate, RegionEstate } from '../estate.ts'
import { type DataStore, isWithin, ownStore } from './stores/data-store.ts'

/** A workspace of Azure Machine Learning, with what it keeps its files, secrets and images in. */
export interface PlannedWorkspace {
  readonly name: string
  readonly home: RegionEstate
  readonly stores: { readonly files: DataStore; readonly secrets: DataStore; readonly images: DataStore }
  readonly clusters: readonly PlannedCluster[]
}

export interface PlannedCluster {
  readonly name: string
  /** Such as `Standard_NC24ads_A100_v4`. */
  readonly size: string
  readonly mostNodes: number
}

export interface PlannedRegistry {
  readonly home: RegionEstate
  readonly regions: readonly string[]
}

/** Where the file names no workspace, and has something that needs one. */
const ONE_FOR_ALL = 'main'

/** Those of `landing_zone.machine_learning`; one, where the file speaks of workspaces and names none. */
export function plannedWorkspaces(estate: Estate): readonly PlannedWorkspace[] {
  const { declaration, homeRegion, regions } = estate
  const named = declaration.landing_zone?.machine_learning?.workspaces
  const wanted = named ?? (declaration.operations?.workspaces === undefined ? {} : { [ONE_FOR_ALL]: {} })
  return Object.entries(wanted).flatMap(([name, { region = homeRegion, clusters = {} }]) => {
    const home = regions.find((one) => one.region === region)
    if (home === undefined) {
      estate.notes.add(`the workspace ${name} is not built: ${region} has no model, and so no network`)
      return []
    }
    const store = (use: string, kind: DataStore['kind'], uses: DataStore['uses'] = ['blob']): DataStore =>
      ownStore(estate, { words: ['ml', name, use], kind, home, uses })
    return [
      {
        name,
        home,
        stores: {
          files: store('files', 'storage', ['blob', 'file']),
          secrets: store('secrets', 'key-vault'),
          images: store('images', 'container-registry'),
        },
        clusters: Object.entries(clusters).map(([cluster, { size, most_nodes: mostNodes }]) => ({
          name: cluster,
          size,
          mostNodes,
        })),
      },
    ]
  })
}

/** The registry that trained models are kept in twice; null where `continuity.assets` has none of two regions. */
export function plannedRegistry(estate: Estate): PlannedRegistry | null {
  const { declaration, homeRegion, regions } = estate
  const assets = Object.values(declaration.continuity?.assets ?? {}).filter(
    ({ kind }) => kind === 'trained-model',
  )
  const first = declaration.regions?.primary ?? homeRegion
  const home = regions.find(({ region }) => region === first) ?? regions[0]
  const places = assets.flatMap(({ primary, replica }) => [
    primary ?? first,
    ...(replica === undefined ? [] : [replica]),
  ])
  const outside = places.filter((region) => !isWithin(estate.plan, region))
  for (const region of outside)
    estate.notes.add(
      `the registry of models has no copy in ${region}, which is outside \`residency: ${estate.plan.residency}\``,
    )
  const distinct = [...new Set([first, ...places])].filter((region) => !outside.includes(region))
  return home === undefined || assets.length === 0 || distinct.length < 2 ? null : { home, regions: distinct }
}
