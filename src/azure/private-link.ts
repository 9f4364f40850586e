import table from './data/private-link.json' with { type: 'json' }

/** Sub-resources that a private endpoint can reach, and the private DNS zones that each needs, in the public cloud. */
export const PRIVATE_LINK_AS_OF: string = table.asOf
export const PRIVATE_LINK_SOURCE: readonly string[] = table.source

export interface PrivateLinkGroup {
  /** As ARM writes it: `Microsoft.CognitiveServices/accounts`. */
  readonly resourceType: string
  readonly groupId: string
  /** All of them are needed, in one DNS zone group. */
  readonly zones: readonly string[]
  /** Stands in Microsoft's page of that day; otherwise it is known from elsewhere. */
  readonly verified: boolean
}

const regionCodes: Readonly<Partial<Record<string, string>>> = table.regionCodes

/** Every sub-resource of a type, ARM's name compared without case; empty where a type is not in the table. */
export function privateLinkGroups(resourceType: string, region: string): readonly PrivateLinkGroup[] {
  const type = resourceType.toLowerCase()
  return table.groups
    .filter((row) => row.type.toLowerCase() === type)
    .map(({ group, zones, verified }) => ({
      resourceType,
      groupId: group,
      zones: zones.map((zone) =>
        zone
          .replace('{regionName}', region)
          .replace(
            '{regionCode}',
            Object.hasOwn(regionCodes, region) ? (regionCodes[region] ?? region) : region,
          ),
      ),
      verified,
    }))
}

/** One sub-resource; null where the table does not have it. */
export function findPrivateLinkGroup(
  resourceType: string,
  groupId: string,
  region: string,
): PrivateLinkGroup | null {
  return privateLinkGroups(resourceType, region).find((group) => group.groupId === groupId) ?? null
}
