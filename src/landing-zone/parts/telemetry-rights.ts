import type { Estate } from '../estate.ts'
import type { Resource } from '../resource-graph.ts'
import { isApiManagementWanted } from './api-management-wish.ts'
import { roleAssignment } from './role-assignment.ts'

/** Lets the gateway send what it tells of itself, since the Application Insights that is built takes no keys. */
export function telemetryRights(
  estate: Estate,
  insights: Resource,
  identities: ReadonlyMap<string, Resource>,
): readonly Resource[] {
  return [...identities].flatMap(([region, identity]) =>
    isSender(estate, region)
      ? [
          roleAssignment(estate, ['telemetry', 'from', region], {
            role: 'Monitoring Metrics Publisher',
            on: insights,
            to: identity,
            because: { rule: 'WAF-04', why: 'the gateway sends telemetry as itself, and reads none.' },
          }),
        ]
      : [],
  )
}

/** API Management has one identity, whatever its regions; Causeway has one in each. */
function isSender(estate: Estate, region: string): boolean {
  if (isApiManagementWanted(estate)) return region === estate.homeRegion
  return estate.gateway !== null && estate.plan.telemetry.azureMonitor !== null
}
