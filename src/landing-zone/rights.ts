import { Expression, type ResourceGraph, type StageScope, type Value } from './resource-graph.ts'

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
  const referred = new Set<string>()
  for (const { resources } of stages) for (const { body } of resources) collectIds(body, referred)
  const rights = [
    { role: 'Contributor', on: SUBSCRIPTION, why: 'everything that is made' },
    ...stages.flatMap(({ scope, resources }) => resources.flatMap(({ type }) => rightToMake(type, scope))),
    ...[...referred].flatMap(rightOn),
  ]
  return [...new Map(rights.map((right) => [`${right.role} ${right.on}`, right])).values()]
}

/** What the role of Contributor on the subscription does not have. */
function rightToMake(type: string, scope: StageScope): readonly Right[] {
  const on = nameOf(scope)
  switch (type) {
    case 'Microsoft.Management/managementGroups':
      return [
        { role: 'Management Group Contributor', on, why: 'management groups below it' },
        // A deployment is an action of its own, which the role before has not.
        {
          role: scope.kind === 'tenant' ? 'Contributor' : 'Resource Policy Contributor',
          on,
          why: 'deploying to it',
        },
      ]
    case 'Microsoft.Management/managementGroups/subscriptions':
      return [
        { role: 'Owner', on: SUBSCRIPTION, why: 'moving it' },
        {
          role: 'Management Group Contributor',
          on: 'the management group that the subscription lies under',
          why: 'moving it from there',
        },
      ]
    case 'Microsoft.Authorization/policyAssignments':
      return [{ role: 'Resource Policy Contributor', on, why: 'assignments of policies' }]
    case 'Microsoft.Authorization/roleAssignments':
      return [
        {
          role: 'Role Based Access Control Administrator',
          on: SUBSCRIPTION,
          why: 'assignments of roles',
        },
      ]
    case 'Microsoft.ContainerService/managedClusters':
      return [
        {
          role: 'Azure Kubernetes Service RBAC Cluster Admin',
          on: SUBSCRIPTION,
          why: 'what is applied to the clusters',
        },
      ]
    default:
      return []
  }
}

function nameOf(scope: StageScope): string {
  if (scope.kind === 'tenant') return 'the root of the tenant (`/`)'
  return scope.kind === 'management-group' ? `the management group ${scope.managementGroup}` : SUBSCRIPTION
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
