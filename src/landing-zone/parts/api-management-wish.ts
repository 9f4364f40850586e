import type { Estate, RegionEstate } from '../estate.ts'

/**
 * Each region costs a unit of the tier Premium at least, and Azure tells the addresses of more than one further region in
 * no order that is promised.
 */
const MOST_REGIONS = 2

type Asked = Pick<Estate, 'declaration' | 'regions'>

export function isApiManagementWanted({ declaration }: Pick<Estate, 'declaration'>): boolean {
  return declaration.landing_zone?.gateway?.runs_on === 'api-management'
}

/** Where API Management has a gateway: the home region first, and a second where the workload has one. */
export function apiManagementRegions(asked: Asked): readonly RegionEstate[] {
  return isApiManagementWanted(asked) ? asked.regions.slice(0, MOST_REGIONS) : []
}

/** The region whose gateway the networks of a region are led to. */
export function apiManagementFor(asked: Asked, region: string): string | null {
  const places = apiManagementRegions(asked).map((place) => place.region)
  return places.find((place) => place === region) ?? places[0] ?? null
}
