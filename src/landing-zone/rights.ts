import { Expression, type ResourceGraph, type Value } from './resource-graph.ts'

/** What whoever deploys has to be allowed, beside what the identity that it deploys with may do already. */
export interface Right {
  /** A built-in role, by its name. */
  readonly role: string
  /** Id, or words for it. */
  readonly on: string
  readonly why: string
}

const SUBSCRIPTION = 'the subscription'

/** Only those that the stages need: by the types of what they make, and of what they refer to and do not make. */
export function rightsOf({ stages }: ResourceGraph): readonly Right[] {
  const types = new Set(stages.flatMap(({ resources }) => resources.map(({ type }) => type)))
  const rights: Right[] = [{ role: 'Contributor', on: SUBSCRIPTION, why: 'everything that is made' }]
  if (types.has('Microsoft.Authorization/policyAssignments'))
    rights.push({
      role: 'Resource Policy Contributor',
      on: SUBSCRIPTION,
      why: 'assignments of policies',
    })
  if (types.has('Microsoft.Authorization/roleAssignments'))
    rights.push({
      role: 'Role Based Access Control Administrator',
      on: SUBSCRIPTION,
      why: 'assignments of roles',
    })
  const referred = new Set<string>()
  for (const { resources } of stages) for (const { body } of resources) collectIds(body, referred)
  const elsewhere = [...referred].flatMap(rightOn)
  return [...rights, ...new Map(elsewhere.map((right) => [`${right.role} ${right.on}`, right])).values()]
}

function collectIds(value: Value, found: Set<string>): void {
  if (typeof value === 'string' && value.startsWith('/subscriptions/')) found.add(value)
  if (value === null || typeof value !== 'object' || value instanceof Expression) return
  for (const part of Object.values(value)) collectIds(part, found)
}

const RESOURCE = /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+)\/providers\/([^/]+\/[^/]+)\/[^/]+$/i

/** To refer to a resource is an action on it (`join`, `peer`, `sharedKeys`), which its own role has. */
function rightOn(id: string): readonly Right[] {
  const [, group = '', type = ''] = RESOURCE.exec(id) ?? []
  switch (type.toLowerCase()) {
    case 'microsoft.network/virtualnetworks':
      return [{ role: 'Network Contributor', on: id, why: 'peering with it' }]
    case 'microsoft.network/ddosprotectionplans':
      return [{ role: 'Network Contributor', on: id, why: 'joining the plan' }]
    case 'microsoft.network/privatednszones':
      return [{ role: 'Private DNS Zone Contributor', on: group, why: 'records of private endpoints' }]
    case 'microsoft.operationalinsights/workspaces':
      return [{ role: 'Log Analytics Contributor', on: id, why: 'sending logs to it' }]
    default:
      return []
  }
}
