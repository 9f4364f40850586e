import type { StoreKind } from '../../../workload/index.ts'
import type { Estate } from '../../estate.ts'
import type { Resource, Text } from '../../resource-graph.ts'
import type { DataStore } from './data-store.ts'

/** One service of Azure that keeps data: how a store of its kind is made. One file for each, listed in `registry.ts`. */
export interface StoreMaker {
  readonly kind: StoreKind
  readonly resourceType: string
  /** Sub-resources that get a private endpoint each. */
  groupIds(store: DataStore): readonly string[]
  /** Sub-resources that are read elsewhere under names of their own; none where a copy is a resource by itself. */
  secondaryGroupIds(store: DataStore, estate: Estate): readonly string[]
  /** Whether a copy elsewhere is a resource of its own. */
  hasCopy(store: DataStore, estate: Estate): boolean
  /** TCP ports of its endpoints. */
  readonly ports: readonly string[]
  build(store: DataStore, at: StoreSite, context: StoreContext): BuiltStore
}

/** One of the resources of a store: the store itself, or its copy. */
export interface StoreSite {
  readonly region: string
  readonly isCopy: boolean
  /** Tell its symbols and names from those of others. */
  readonly words: readonly string[]
  /** Null where its content is encrypted with a key of the platform. */
  readonly key: CustomerKey | null
  /** Of a copy, what it is the copy of. */
  readonly original: Resource | null
}

export interface StoreContext {
  readonly estate: Estate
  /** Identity of a part of the application. */
  identityOf(this: void, part: string): Resource
}

/** A key in a vault of the workload, and the identity that may use it. */
export interface CustomerKey {
  readonly identity: Resource
  readonly vault: Resource
  readonly key: Resource
  readonly keyName: string
  readonly vaultUri: Text
}

export interface BuiltStore {
  /** What private endpoints lead to. */
  readonly main: Resource
  /** What is deployed, in order, `main` among it. */
  readonly resources: readonly Resource[]
  /** What sends logs or metrics to the workspace. */
  readonly watched: readonly Watched[]
}

export interface Watched {
  readonly resource: Resource
  readonly words: readonly string[]
  /** Storage accounts have no logs themselves, only their services do. */
  readonly has: 'logs-and-metrics' | 'metrics'
}
