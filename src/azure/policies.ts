import table from './data/policies.json' with { type: 'json' }
import { type FactTable, shippedTable } from './fact-table.ts'

/** A built-in definition of Azure Policy that concerns AI workloads. */
export interface PolicyDefinition {
  /** The last segment of `/providers/Microsoft.Authorization/policyDefinitions/ID`, the same in every tenant. */
  readonly id: string
  readonly name: string
  readonly category: string
  /** As its parameter `effect` takes them; the one that it has where `isFixed`. */
  readonly effects: readonly string[]
  /** Null where the effect is none until it is given. */
  readonly defaultEffect: string | null
  /** The effect is no parameter. */
  readonly isFixed: boolean
  /** Parameters that an assignment has to give. */
  readonly needs: readonly string[]
}

export const SHIPPED_POLICIES: FactTable<PolicyDefinition> = shippedTable<PolicyDefinition>(
  { name: 'policies', title: 'built-in policies', key: ['id'], asOf: table.asOf, source: table.source },
  table.definitions.map(({ id, name, category, effects, default: defaultEffect, fixed, needs }) => ({
    id,
    name,
    category,
    effects,
    defaultEffect,
    isFixed: fixed,
    needs,
  })),
)

export interface Policies {
  readonly asOf: string
  /** In any case; null for a definition that the table does not have. */
  find(this: void, id: string): PolicyDefinition | null
}

export function policiesOf({ rows }: FactTable<PolicyDefinition>): Policies {
  const byId = new Map(rows.map((row) => [row.id.toLowerCase(), row]))
  return Object.freeze({ asOf: table.asOf, find: (id: string) => byId.get(id.toLowerCase()) ?? null })
}
