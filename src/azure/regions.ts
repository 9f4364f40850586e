import table from './data/regions.json' with { type: 'json' }
import { type Fact, type FactTable, shippedTable } from './fact-table.ts'

/** The zones within which Microsoft processes calls to data-zone deployments. */
export type DataZone = 'eu' | 'us' | 'apac'

export interface Region {
  readonly name: string
  readonly displayName: string
  /** Microsoft's geography as a slug: `sweden`, `united-kingdom`. */
  readonly geography: string
  /** `us` in the United States, `eu` in a member state of the European Union; null elsewhere. */
  readonly dataZone: 'eu' | 'us' | null
  /** Where a data-zone deployment of this region is processed, as far as residency can rest on it; null is unknown. */
  readonly dataZoneDeployments: DataZone | null
  readonly pairedRegion: string | null
  readonly availabilityZones: boolean
  /** Access only on request. */
  readonly restricted: boolean
  /** Hosts at least one deployment type of an OpenAI model. */
  readonly openAiModels: boolean
}

const hosts: Readonly<Record<DataZone, ReadonlySet<string>>> = {
  eu: new Set(table.dataZoneHosts.eu),
  us: new Set(table.dataZoneHosts.us),
  apac: new Set(table.dataZoneHosts.apac),
}

function hostedZone(region: string): DataZone | null {
  if (hosts.eu.has(region)) return 'eu'
  if (hosts.us.has(region)) return 'us'
  return hosts.apac.has(region) ? 'apac' : null
}

export function geographySlug(geography: string): string {
  return geography.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

export const SHIPPED_REGIONS: FactTable<Region> = shippedTable<Region>(
  { name: 'regions', title: 'regions', key: ['name'], asOf: table.asOf, source: table.source },
  table.regions.map(({ dataZone, ...row }) => ({
    ...row,
    geography: geographySlug(row.geography),
    dataZone: dataZone === 'eu' || dataZone === 'us' ? dataZone : null,
    dataZoneDeployments: hostedZone(row.name),
  })),
)

/** Azure's public regions. A region that Microsoft opened since is unknown here. */
export interface Regions {
  readonly asOf: string
  find(this: void, name: string): Fact<Region> | null
  /** Names as ARM writes them. */
  readonly names: readonly string[]
  /** Slugs of all geographies: what a residency may name beside `global`, `eu` and `us`. */
  readonly geographies: readonly string[]
  /** The zone in which all of a geography lies; null where it lies in none. */
  dataZoneOf(this: void, geography: string): 'eu' | 'us' | null
}

export function regionsOf({ rows }: FactTable<Region>): Regions {
  const byName = new Map(rows.map((row) => [row.name, row]))
  return Object.freeze({
    asOf: table.asOf,
    find: (name: string) => byName.get(name) ?? null,
    names: Object.freeze(rows.map(({ name }) => name)),
    geographies: Object.freeze([...new Set(rows.map(({ geography }) => geography))].sort()),
    dataZoneOf: (geography: string) => rows.find((row) => row.geography === geography)?.dataZone ?? null,
  })
}
