import { pathsAbove, type TrafficKind } from '../ledger/index.ts'
import { clean } from './clean-text.ts'

/** What sums are kept of: a kind and a name, or both as one text. */
export interface Subject {
  readonly kind: TrafficKind
  readonly name: string
}

export function keyOf({ kind, name }: Subject): string {
  return `${kind} ${name}`
}

export function subjectOf(key: string): Subject {
  const end = key.indexOf(' ')
  return { kind: key.slice(0, end) as TrafficKind, name: key.slice(end + 1) }
}

const ALL: readonly string[] = ['all ']
/** Far more than one workload file names; past it they are made again. */
const MOST_KEPT = 20_000

/** Keys by what they are of, kept from batch to batch. */
export class SubjectKeys {
  readonly #payers = new Map<string, readonly string[]>()
  readonly #others = new Map<TrafficKind, Map<string, string>>()

  /** All, and whoever is at or above the consumer. */
  payers(consumer: string | null): readonly string[] {
    if (consumer === null) return ALL
    let keys = this.#payers.get(consumer)
    if (keys === undefined) {
      keys = [...ALL, ...pathsAbove(consumer).map((path) => clean(keyOf({ kind: 'path', name: path })))]
      if (this.#payers.size >= MOST_KEPT) this.#payers.clear()
      this.#payers.set(consumer, keys)
    }
    return keys
  }

  key(kind: TrafficKind, name: string): string {
    let known = this.#others.get(kind)
    if (known === undefined) this.#others.set(kind, (known = new Map()))
    let key = known.get(name)
    if (key === undefined) {
      key = clean(keyOf({ kind, name }))
      if (known.size >= MOST_KEPT) known.clear()
      known.set(name, key)
    }
    return key
  }
}
