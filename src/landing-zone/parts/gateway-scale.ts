import type { RegionEstate } from '../estate.ts'
import type { GatewayDesign } from '../gateway-design.ts'

const LEAST_WITH_ZONES = 3
const LEAST_WITHOUT_ZONES = 2
const GROWTH = 4

/** How many replicas of the gateway run in a region: as the file says, or so many that one may be lost. */
export function replicasOf(
  { replicas }: GatewayDesign,
  { hasZones }: RegionEstate,
): { readonly least: number; readonly most: number } {
  const least = replicas.least ?? (hasZones ? LEAST_WITH_ZONES : LEAST_WITHOUT_ZONES)
  return { least, most: Math.max(least, replicas.most ?? least * GROWTH) }
}
