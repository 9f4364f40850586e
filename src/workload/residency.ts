import { type AzureFacts, findDeploymentType, SHIPPED_FACTS } from '../azure/index.ts'
import type { DeploymentType, Processing, Residency } from './plan.ts'

/** What a residency may be, beside a geography's slug. */
const ZONES = ['global', 'eu', 'us'] as const

export function residenciesIn({ regions }: AzureFacts): readonly Residency[] {
  return [...ZONES, ...regions.geographies]
}

export function isResidency(text: string, { regions }: AzureFacts): boolean {
  return ZONES.some((zone) => zone === text) || regions.geographies.includes(text)
}

/** Those of the facts that are shipped, for editors. */
export const RESIDENCIES: readonly Residency[] = residenciesIn(SHIPPED_FACTS)

/**
 * Whether a call that is processed so keeps to the residency. Unknown processing keeps to `global` alone, and so does
 * global processing: it may happen in any country.
 */
export function allowsProcessing(residency: Residency, processing: Processing | null): boolean {
  if (residency === 'global') return true
  if (processing === null || processing.scope === 'global') return false
  if (residency === 'eu' || residency === 'us') return processing.dataZone === residency
  return processing.scope === 'region' && processing.geography === residency
}

/** Where a deployment of this type in this region is processed; null where the tables do not say. */
export function azureProcessing(
  type: DeploymentType,
  region: string,
  { regions }: AzureFacts,
): Processing | null {
  const scope = findDeploymentType(type)?.processing
  if (scope === 'global') return { scope }
  const facts = regions.find(region)
  if (scope === undefined || facts === null) return null
  if (scope === 'region') return { scope, geography: facts.geography, dataZone: facts.dataZone }
  const dataZone = facts.dataZoneDeployments
  return dataZone === null ? null : { scope, dataZone }
}

/** What the file claims of a provider outside Azure. */
export function claimedProcessing(processedIn: Residency, { regions }: AzureFacts): Processing {
  if (processedIn === 'global') return { scope: 'global' }
  if (processedIn === 'eu' || processedIn === 'us') return { scope: 'data-zone', dataZone: processedIn }
  return { scope: 'region', geography: processedIn, dataZone: regions.dataZoneOf(processedIn) }
}

/** As a clause: `calls may be processed anywhere in the world`. */
export function describeProcessing(processing: Processing | null): string {
  if (processing === null) return 'it is not known where calls are processed'
  if (processing.scope === 'global') return 'calls may be processed anywhere in the world'
  if (processing.scope === 'region') return `calls are processed in ${processing.geography}`
  return `calls may be processed anywhere in the data zone ${processing.dataZone}`
}
