import type { Estate } from '../estate.ts'
import {
  guidOf,
  idOf,
  principalOf,
  propertyOf,
  type Reason,
  type Resource,
  resource,
  roleDefinition,
} from '../resource-graph.ts'

/** A built-in role on one resource or on what its stage is deployed to, for a managed identity or a resource's own identity. Throws for an unknown role. */
export function roleAssignment(
  { plan, symbols }: Estate,
  words: readonly string[],
  { role: roleName, on, to, because }: RoleWish,
): Resource {
  const role = plan.facts.roles.find(roleName)
  if (role === null) throw new Error(`there is no role ${roleName}`)
  return resource({
    symbol: symbols.of(...words),
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    name: on === null ? guidOf(idOf(to), role.id) : guidOf(idOf(on), idOf(to), role.id),
    extends: on,
    body: {
      properties: {
        roleDefinitionId: roleDefinition(role.id),
        principalId: to.type === USER_ASSIGNED ? propertyOf(to, 'principalId') : principalOf(to),
        principalType: 'ServicePrincipal',
      },
    },
    because: [because],
  })
}

const USER_ASSIGNED = 'Microsoft.ManagedIdentity/userAssignedIdentities'

export interface RoleWish {
  /** By its name in Azure. */
  readonly role: string
  /** Null: what the stage is deployed to. */
  readonly on: Resource | null
  /** A user-assigned identity, or a resource with an identity of its own. */
  readonly to: Resource
  readonly because: Reason
}
