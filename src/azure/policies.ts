import table from './data/policies.json' with { type: 'json' }

/** Built-in definitions of Azure Policy that concern AI workloads. */
export const POLICIES_AS_OF: string = table.asOf
export const POLICIES_SOURCE: readonly string[] = table.source

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

const byId: ReadonlyMap<string, PolicyDefinition> = new Map(
  table.definitions.map(({ id, name, category, effects, default: defaultEffect, fixed, needs }) => [
    id,
    { id, name, category, effects, defaultEffect, isFixed: fixed, needs },
  ]),
)

/** In any case; null for a definition that the table does not have. */
export function findPolicy(id: string): PolicyDefinition | null {
  return byId.get(id.toLowerCase()) ?? null
}
