import table from './data/private-link.json' with { type: 'json' }
import { type FactTable, shippedTable } from './fact-table.ts'

/** Sub-resources that a private endpoint can reach, and the private DNS zones that each needs, in the public cloud. */
export interface PrivateLinkGroup {
  /** As ARM writes it: `Microsoft.CognitiveServices/accounts`. */
  readonly resourceType: string
  readonly groupId: string
  /** All of them are needed, in one DNS zone group. `{regionName}` and `{regionCode}` stand for the region in tables. */
  readonly zones: readonly string[]
  /** Stands in Microsoft's page of that day; otherwise it is known from elsewhere. */
  readonly verified: boolean
}

/** How a region is written in names of zones. */
export interface RegionCode {
  readonly region: string
  readonly code: string
}

export const SHIPPED_PRIVATE_LINK: FactTable<PrivateLinkGroup> = shippedTable<PrivateLinkGroup>(
  {
    name: 'private_link',
    title: 'groups and zones of private endpoints',
    key: ['resourceType', 'groupId'],
    asOf: table.asOf,
    source: table.source,
  },
  table.groups.map(({ type, group, zones, verified }) => ({
    resourceType: type,
    groupId: group,
    zones,
    verified,
  })),
)

export const SHIPPED_REGION_CODES: FactTable<RegionCode> = shippedTable<RegionCode>(
  {
    name: 'region_codes',
    title: 'codes of regions in zones',
    key: ['region'],
    asOf: table.asOf,
    source: table.source,
  },
  Object.entries(table.regionCodes).map(([region, code]) => ({ region, code })),
)

export interface PrivateLink {
  readonly asOf: string
  /** Every sub-resource of a type, ARM's name compared without case; empty where a type is not in the table. */
  groupsOf(this: void, resourceType: string, region: string): readonly PrivateLinkGroup[]
  /** One sub-resource; null where the table does not have it. */
  find(this: void, resourceType: string, groupId: string, region: string): PrivateLinkGroup | null
}

export function privateLinkOf(
  groups: FactTable<PrivateLinkGroup>,
  regionCodes: FactTable<RegionCode>,
): PrivateLink {
  const byType = Map.groupBy(groups.rows, ({ resourceType }) => resourceType.toLowerCase())
  const codes = new Map(regionCodes.rows.map(({ region, code }) => [region, code]))
  const groupsOf = (resourceType: string, region: string): readonly PrivateLinkGroup[] =>
    (byType.get(resourceType.toLowerCase()) ?? []).map(({ groupId, zones, verified }) => ({
      resourceType,
      groupId,
      zones: zones.map((zone) =>
        zone.replace('{regionName}', region).replace('{regionCode}', codes.get(region) ?? region),
      ),
      verified,
    }))
  return Object.freeze({
    asOf: table.asOf,
    groupsOf,
    find: (resourceType: string, groupId: string, region: string) =>
      groupsOf(resourceType, region).find((group) => group.groupId === groupId) ?? null,
  })
}
