import type { Resource } from '../resource-graph.ts'
import { type BuiltResources, nameOf } from './built-resources.ts'

/** What happens to a resource when its region is lost. */
export interface Recovery {
  /** A sentence; null where nothing goes on by itself. */
  readonly byItself: string | null
  /** What somebody has to do; empty where nothing. */
  readonly steps: readonly Step[]
}

export interface Step {
  /** A sentence. */
  readonly what: string
  /** For a shell; empty where there is none. */
  readonly commands: readonly string[]
}

export interface Loss {
  readonly built: BuiltResources
  readonly region: string
  /** Where to go on; null where the landing zone has no other region. */
  readonly other: string | null
  /** Where Azure itself copies to; null where there is no such region. */
  readonly pair: string | null
}

export type Recover = (resource: Resource, loss: Loss) => Recovery

export function lostWith(resource: Resource, why: string): Recovery {
  return {
    byItself: null,
    steps: [{ what: `${nameOf(resource)} is lost with its region: ${why}.`, commands: [] }],
  }
}
