import table from './data/regions.json' with { type: 'json' }

/** Azure's public regions, as of `REGIONS_AS_OF`. A region that Microsoft opened since is unknown here. */
export const REGIONS_AS_OF: string = table.asOf
export const REGIONS_SOURCE: readonly string[] = table.source

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

const regions: ReadonlyMap<string, Region> = new Map(
  table.regions.map((row) => [
    row.name,
    {
      ...row,
      geography: geographySlug(row.geography),
      dataZone: row.dataZone === 'eu' || row.dataZone === 'us' ? row.dataZone : null,
      dataZoneDeployments: hostedZone(row.name),
    },
  ]),
)

export function findRegion(name: string): Region | null {
  return regions.get(name) ?? null
}

/** Names as ARM writes them, for suggestions. */
export const REGION_NAMES: readonly string[] = [...regions.keys()]

/** Slugs of all geographies: what a residency may name beside `global`, `eu` and `us`. */
export const GEOGRAPHIES: readonly string[] = [
  ...new Set([...regions.values()].map(({ geography }) => geography)),
].sort()

/** The zone in which all of a geography lies; null where it lies in none. */
export function dataZoneOfGeography(geography: string): 'eu' | 'us' | null {
  for (const region of regions.values()) if (region.geography === geography) return region.dataZone
  return null
}
