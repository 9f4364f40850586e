import table from './data/roles.json' with { type: 'json' }
import { type FactTable, shippedTable } from './fact-table.ts'

/** One of Azure's built-in roles that AI workloads need. */
export interface BuiltInRole {
  readonly name: string
  /** The id of its definition, the same in every tenant. */
  readonly id: string
}

export const SHIPPED_ROLES: FactTable<BuiltInRole> = shippedTable<BuiltInRole>(
  { name: 'roles', title: 'built-in roles', key: ['name'], asOf: table.asOf, source: table.source },
  table.roles,
)

export interface Roles {
  readonly asOf: string
  find(this: void, name: string): BuiltInRole | null
  /** By the last segment of a role definition's resource id, in any case. */
  findById(this: void, id: string): BuiltInRole | null
}

export function rolesOf({ rows }: FactTable<BuiltInRole>): Roles {
  const byName = new Map(rows.map((role) => [role.name, role]))
  const byId = new Map(rows.map((role) => [role.id.toLowerCase(), role]))
  return Object.freeze({
    asOf: table.asOf,
    find: (name: string) => byName.get(name) ?? null,
    findById: (id: string) => byId.get(id.toLowerCase()) ?? null,
  })
}
