import { idAbove, mayBeSameId } from './resource-ids.ts'
import type { EvaluatedResource } from './resource.ts'
import { splitValue, textOrSymbol } from './text.ts'
import { RecordValue, Unknown, type Value } from './value.ts'

/**
 * Which resources of some targets hang together: by their ids. Within one target these may be known up to a symbol
 * alone; between two, equal symbols say nothing, since each may be deployed elsewhere and with other parameters.
 */
export class Relations {
  readonly #byId = new Map<string, EvaluatedResource>()
  readonly #children = new Map<string, EvaluatedResource[]>()
  readonly #bySymbolicName = new Map<string, EvaluatedResource[]>()
  readonly #byName = new Map<string, EvaluatedResource[]>()
  readonly #targets = new Map<EvaluatedResource, number>()
  /** Children and extensions of what no target deploys under that id, by the last part of their types. */
  readonly #adrift = new Map<
    string,
    { readonly resource: EvaluatedResource; readonly above: Value | null }[]
  >()

  constructor(targets: readonly (readonly EvaluatedResource[])[]) {
    for (const [target, resources] of targets.entries()) {
      for (const resource of resources) this.#add(resource, target)
    }
    for (const resource of this.#targets.keys()) {
      if (this.parentOf(resource)?.existing === false) continue
      add(this.#adrift, lastPart(resource.type), { resource, above: idAbove(resource.id) })
    }
  }

  #add(resource: EvaluatedResource, target: number): void {
    this.#targets.set(resource, target)
    const id = keyOf(resource.id, target)
    if (id !== null) {
      const before = this.#byId.get(id)
      // What is deployed says more than what is only referred to.
      if (before === undefined || before.existing) this.#byId.set(id, resource)
    }
    const above = idAbove(resource.id)
    const aboveKey = above === null ? null : keyOf(above, target)
    if (aboveKey !== null) add(this.#children, aboveKey, resource)
    const { symbolicName } = resource
    if (symbolicName !== null) {
      add(this.#bySymbolicName, symbolicName.toLowerCase(), resource)
      // A loop is named as a whole too: `deployments` for `deployments[0]`.
      const loop = /^(.*)\[\d+\]$/.exec(symbolicName)?.[1]
      if (loop !== undefined) add(this.#bySymbolicName, loop.toLowerCase(), resource)
    }
    const name = keyOf(resource.name, target)
    if (name !== null) add(this.#byName, name, resource)
  }

  /** The resource with the id that `from` speaks of; undefined where the targets do not hold it. */
  byId(id: Value | undefined, from: EvaluatedResource): EvaluatedResource | undefined {
    const key = id === undefined ? null : this.#keyFrom(id, from)
    return key === null ? undefined : this.#byId.get(key)
  }

  /** The parent of a child, the resource that an extension extends, or the resource group that it lies in. */
  parentOf(resource: EvaluatedResource): EvaluatedResource | undefined {
    const above = idAbove(resource.id)
    return above === null ? undefined : this.byId(above, resource)
  }

  /** Whether it lies in or extends the other, however deep. */
  isIn(resource: EvaluatedResource, whole: EvaluatedResource): boolean {
    for (let above = idAbove(resource.id); above !== null; above = idAbove(above))
      if (this.byId(above, resource) === whole) return true
    return false
  }

  /** Children, and resources that extend it; of a resource group, what lies in it. */
  childrenOf(resource: EvaluatedResource): readonly EvaluatedResource[] {
    const key = this.#keyFrom(resource.id, resource)
    return key === null ? [] : (this.#children.get(key) ?? [])
  }

  /** Resources such as `diagnosticSettings` that may stand in it or extend it: what they do is not known by its id. */
  possibleChildrenOf(resource: EvaluatedResource, lastType: string): readonly EvaluatedResource[] {
    return (this.#adrift.get(lastType.toLowerCase()) ?? [])
      .filter(({ above }) => above === null || mayBeSameId(above, resource.id))
      .map((one) => one.resource)
  }

  /** Null where that is not known. */
  isOneSubscription(a: EvaluatedResource, b: EvaluatedResource): boolean | null {
    const [left, right] = [subscriptionIn(a.id), subscriptionIn(b.id)]
    if (left === null || right === null) return null
    if (typeof left === 'string' && typeof right === 'string')
      return left.toLowerCase() === right.toLowerCase()
    const key = this.#keyFrom(left, a)
    return key !== null && key === this.#keyFrom(right, b) ? true : null
  }

  #keyFrom(value: Value, from: EvaluatedResource): string | null {
    return keyOf(value, this.#targets.get(from) ?? 0)
  }

  /** What is deployed before it, as far as it says so: by symbolic name, id or name. */
  dependenciesOf(resource: EvaluatedResource): readonly EvaluatedResource[] {
    const found = new Set<EvaluatedResource>()
    for (const one of resource.dependsOn) {
      const key = this.#keyFrom(one, resource)
      if (key === null) continue
      const inSameTemplate = (other: EvaluatedResource): boolean =>
        this.#targets.get(other) === this.#targets.get(resource) &&
        other.deployments.join('\n') === resource.deployments.join('\n')
      const byId = this.#byId.get(key)
      const named = [...(this.#bySymbolicName.get(key) ?? []), ...(this.#byName.get(key) ?? [])]
      for (const other of byId === undefined ? named.filter(inSameTemplate) : [byId]) found.add(other)
    }
    return [...found]
  }
}

function add<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, [item])
  else there.push(item)
}

function subscriptionIn(id: Value): Value | null {
  const [, kind, subscription] = splitValue(id, '/') ?? []
  return kind === 'subscriptions' ? (subscription ?? null) : null
}

function lastPart(type: string): string {
  return type.slice(type.lastIndexOf('/') + 1).toLowerCase()
}

/** What is known is the same in every target; a symbol stands for something in its own alone. */
function keyOf(value: Value, target: number): string | null {
  const text = value instanceof RecordValue ? null : textOrSymbol(value)
  if (text === null || text === '') return null
  return value instanceof Unknown ? `${target}:${text.toLowerCase()}` : text.toLowerCase()
}
