import type { Estate } from '../estate.ts'
import type { Body } from '../resource-graph.ts'

/** Properties of a virtual network: the plan of the platform, where there is one. */
export function ddosProtectionOf({ existing: { ddosPlan } }: Estate): Body {
  return ddosPlan === null ? {} : { enableDdosProtection: true, ddosProtectionPlan: { id: ddosPlan } }
}
