import table from './data/roles.json' with { type: 'json' }

/** Azure's built-in roles that AI workloads need, by name. */
export const ROLES_AS_OF: string = table.asOf
export const ROLES_SOURCE: readonly string[] = table.source

export interface BuiltInRole {
  readonly name: string
  /** The id of its definition, the same in every tenant. */
  readonly id: string
}

const byName: ReadonlyMap<string, BuiltInRole> = new Map(table.roles.map((role) => [role.name, role]))
const byId: ReadonlyMap<string, BuiltInRole> = new Map(table.roles.map((role) => [role.id, role]))

export function findRole(name: string): BuiltInRole | null {
  return byName.get(name) ?? null
}

/** By the last segment of a role definition's resource id, in any case. */
export function findRoleById(id: string): BuiltInRole | null {
  return byId.get(id.toLowerCase()) ?? null
}
