import type { Clock, Random, ReplicaLink } from '../base/index.ts'

/**
 * What other replicas of the workload hold to be wrong, so that the first that sees it tells, and the last one that it is
 * over. What is heard is believed for a minute; a replica that goes is no reason to wait for it.
 */
const BELIEVED_MS = 60_000
/** More alerts at once are told of by each. */
const MAX_KEYS = 200
const MAX_OTHERS = 100
const NAME_PARTS = 1e9

interface Heard {
  readonly keys: ReadonlySet<string>
  readonly untilMs: number
}

export class SharedAlerts {
  readonly #link: ReplicaLink
  readonly #clock: Clock
  readonly #name: string
  readonly #others = new Map<string, Heard>()
  #hasTold = false

  constructor(link: ReplicaLink, { clock, random }: { readonly clock: Clock; readonly random: Random }) {
    this.#link = link
    this.#clock = clock
    this.#name = Math.floor(random.next() * NAME_PARTS).toString(36)
    link.listen((text, ageMs) => this.#hear(text, ageMs))
  }

  /** All that this one holds, after each look. */
  tell(keys: readonly string[]): void {
    if (keys.length === 0 && !this.#hasTold) return
    this.#hasTold = keys.length > 0
    const text = JSON.stringify({ v: 1, from: this.#name, keys: keys.slice(0, MAX_KEYS) })
    this.#link.tell({ text, standing: [{ name: this.#name, text, forMs: BELIEVED_MS }] })
  }

  othersHold(key: string): boolean {
    const nowMs = this.#clock.monotonicMs()
    for (const { keys, untilMs } of this.#others.values()) if (untilMs > nowMs && keys.has(key)) return true
    return false
  }

  #hear(text: string, ageMs: number): void {
    const told = parsed(text)
    if (told === null || told.from === this.#name) return
    const nowMs = this.#clock.monotonicMs()
    for (const [from, { untilMs }] of this.#others) if (untilMs <= nowMs) this.#others.delete(from)
    this.#others.delete(told.from)
    if (this.#others.size < MAX_OTHERS)
      this.#others.set(told.from, { keys: new Set(told.keys), untilMs: nowMs - ageMs + BELIEVED_MS })
  }
}

/** Null where it is none of ours: it may be of another version. */
function parsed(text: string): { readonly from: string; readonly keys: readonly string[] } | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  if (typeof value !== 'object' || value === null) return null
  const { v, from, keys } = value as Readonly<Record<string, unknown>>
  if (v !== 1 || typeof from !== 'string' || !Array.isArray(keys)) return null
  return { from, keys: keys.filter((key) => typeof key === 'string').slice(0, MAX_KEYS) }
}
