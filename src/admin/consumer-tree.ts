import type { ConsumerPath } from '../base/index.ts'
import type { Consumer, Plan } from '../workload/index.ts'

/** A place in the paths of consumers; also one that only holds others. */
export interface ConsumerPlace {
  readonly path: string
  /** The last part of the path. */
  readonly name: string
  readonly parent: string | null
  readonly children: number
  /** Null where the file does not name it. */
  readonly consumer: Consumer | null
  readonly costCenter: string | null
}

/** Places in the order of their paths. A plan never changes, so its places are found once. */
export function consumerPlaces(plan: Plan): ReadonlyMap<string, ConsumerPlace> {
  const kept = KEPT.get(plan)
  if (kept !== undefined) return kept
  const children = new Map<string, number>()
  for (const declared of plan.consumers.keys()) {
    for (let path: string | null = declared; path !== null; path = parentOf(path)) {
      // What is above a known one is known.
      if (children.has(path)) break
      children.set(path, 0)
    }
  }
  for (const path of children.keys()) {
    const above = parentOf(path)
    if (above !== null) children.set(above, (children.get(above) ?? 0) + 1)
  }
  const places = new Map<string, ConsumerPlace>()
  for (const path of [...children.keys()].sort()) {
    const parent = parentOf(path)
    const consumer = plan.consumers.get(path as ConsumerPath) ?? null
    places.set(path, {
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      parent,
      children: children.get(path) ?? 0,
      consumer,
      // Those above come first.
      costCenter: consumer?.costCenter ?? (parent === null ? null : (places.get(parent)?.costCenter ?? null)),
    })
  }
  KEPT.set(plan, places)
  return places
}

const KEPT = new WeakMap<Plan, ReadonlyMap<string, ConsumerPlace>>()

function parentOf(path: string): string | null {
  const end = path.lastIndexOf('/')
  return end <= 0 ? null : path.slice(0, end)
}
