import { idAbove } from './resource-ids.ts'
import type { EvaluatedResource } from './resource.ts'
import { textOrSymbol } from './text.ts'
import { RecordValue, type Value } from './value.ts'

/** Which resources hang together: by their ids, also where these are only known up to a symbol. */
export class Relations {
  readonly #byId = new Map<string, EvaluatedResource>()
  readonly #children = new Map<string, EvaluatedResource[]>()
  readonly #bySymbolicName = new Map<string, EvaluatedResource[]>()
  readonly #byName = new Map<string, EvaluatedResource[]>()

  constructor(resources: readonly EvaluatedResource[]) {
    for (const resource of resources) {
      const id = keyOf(resource.id)
      if (id !== null) {
        const before = this.#byId.get(id)
        // What is deployed says more than what is only referred to.
        if (before === undefined || before.existing) this.#byId.set(id, resource)
      }
      const above = idAbove(resource.id)
      const aboveKey = above === null ? null : keyOf(above)
      if (aboveKey !== null) add(this.#children, aboveKey, resource)
      const { symbolicName } = resource
      if (symbolicName !== null) {
        add(this.#bySymbolicName, symbolicName.toLowerCase(), resource)
        // A loop is named as a whole too: `deployments` for `deployments[0]`.
        const loop = /^(.*)\[\d+\]$/.exec(symbolicName)?.[1]
        if (loop !== undefined) add(this.#bySymbolicName, loop.toLowerCase(), resource)
      }
      const name = keyOf(resource.name)
      if (name !== null) add(this.#byName, name, resource)
    }
  }

  /** The resource with that id; undefined where the target does not hold it. */
  byId(id: Value | undefined): EvaluatedResource | undefined {
    const key = id === undefined ? null : keyOf(id)
    return key === null ? undefined : this.#byId.get(key)
  }

  /** The parent of a child, the resource that an extension extends, or the resource group that it lies in. */
  parentOf(resource: EvaluatedResource): EvaluatedResource | undefined {
    const above = idAbove(resource.id)
    return above === null ? undefined : this.byId(above)
  }

  /** Children, and resources that extend it; of a resource group, what lies in it. */
  childrenOf(resource: EvaluatedResource): readonly EvaluatedResource[] {
    const key = keyOf(resource.id)
    return key === null ? [] : (this.#children.get(key) ?? [])
  }

  /** What is deployed before it, as far as it says so: by symbolic name, id or name. */
  dependenciesOf(resource: EvaluatedResource): readonly EvaluatedResource[] {
    const found = new Set<EvaluatedResource>()
    for (const one of resource.dependsOn) {
      const key = keyOf(one)
      if (key === null) continue
      const inSameTemplate = (other: EvaluatedResource): boolean =>
        other.deployments.join('\n') === resource.deployments.join('\n')
      const byId = this.#byId.get(key)
      const named = [...(this.#bySymbolicName.get(key) ?? []), ...(this.#byName.get(key) ?? [])]
      for (const other of byId === undefined ? named.filter(inSameTemplate) : [byId]) found.add(other)
    }
    return [...found]
  }
}

function add(map: Map<string, EvaluatedResource[]>, key: string, resource: EvaluatedResource): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, [resource])
  else there.push(resource)
}

function keyOf(value: Value): string | null {
  const text = value instanceof RecordValue ? null : textOrSymbol(value)
  return text === null || text === '' ? null : text.toLowerCase()
}
