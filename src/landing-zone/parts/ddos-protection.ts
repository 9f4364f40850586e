import type { Estate } from '../estate.ts'
import { type Body, idOf, type Resource, resource } from '../resource-graph.ts'

/** The plan that the networks join: the platform's by id, or one that is built; null where each address is protected. */
export function ddosPlanOf({
  declaration,
  existing,
  homeRegion,
  tags,
  name,
}: Omit<Estate, 'ddosPlan'>): Resource | string | null {
  if (existing.ddosPlan !== null) return existing.ddosPlan
  if (declaration.landing_zone?.ddos !== 'network-plan') return null
  return resource({
    symbol: 'ddosPlan',
    type: 'Microsoft.Network/ddosProtectionPlans',
    apiVersion: '2025-09-01',
    name: name('ddosPlan'),
    // Networks of all regions join one plan.
    body: { location: homeRegion, tags },
    because: [{ rule: 'NET-01', why: 'networks with public addresses are protected from floods.' }],
  })
}

/** Properties of a virtual network: the plan, where there is one. */
export function ddosProtectionOf({ ddosPlan }: Estate): Body {
  if (ddosPlan === null) return {}
  const id = typeof ddosPlan === 'string' ? ddosPlan : idOf(ddosPlan)
  return { enableDdosProtection: true, ddosProtectionPlan: { id } }
}
