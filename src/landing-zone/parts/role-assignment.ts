import { findRole } from '../../azure/index.ts'
import type { Estate } from '../estate.ts'
import {
  guidOf,
  idOf,
  propertyOf,
  type Reason,
  type Resource,
  resource,
  roleDefinition,
} from '../resource-graph.ts'

/** A built-in role on one resource, for a managed identity or a resource's own identity. Throws for an unknown role. */
export function roleAssignment(
  { symbols }: Estate,
  words: readonly string[],
  { role: roleName, on, to, because }: RoleWish,
): Resource {
  const role = findRole(roleName)
  if (role === null) throw new Error(`there is no role ${roleName}`)
  return resource({
    symbol: symbols.of(...words),
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    name: guidOf(idOf(on), idOf(to), role.id),
    extends: on,
    body: {
      properties: {
        roleDefinitionId: roleDefinition(role.id),
        principalId: propertyOf(to, 'principalId'),
        principalType: 'ServicePrincipal',
      },
    },
    because: [because],
  })
}

export interface RoleWish {
  /** By its name in Azure. */
  readonly role: string
  readonly on: Resource
  /** A user-assigned identity. */
  readonly to: Resource
  readonly because: Reason
}
