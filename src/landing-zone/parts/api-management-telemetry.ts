import type { Estate } from '../estate.ts'
import type { Resource } from '../resource-graph.ts'
import { isApiManagementWanted } from './api-management-wish.ts'
import { roleAssignment } from './role-assignment.ts'

/** Lets API Management send its metrics, since Application Insights takes no keys. */
export function apiManagementTelemetry(
  estate: Estate,
  insights: Resource,
  identities: ReadonlyMap<string, Resource>,
): readonly Resource[] {
  const identity = identities.get(estate.homeRegion)
  if (!isApiManagementWanted(estate) || identity === undefined) return []
  return [
    roleAssignment(estate, ['telemetry', 'from', estate.homeRegion], {
      role: 'Monitoring Metrics Publisher',
      on: insights,
      to: identity,
      because: { rule: 'WAF-04', why: 'the gateway sends telemetry as itself, and reads none.' },
    }),
  ]
}
