import type { Clock } from './clock.ts'

/**
 * The way from one replica, a gateway of the workload in this or another process, to all others. It carries text whose
 * meaning is the gateway's alone. What is said may be lost, and nobody waits for it: a replica that hears nothing goes
 * on with what it knows itself.
 */
export interface ReplicaLink {
  /** Hands it to all others that listen now; returns at once and never throws. What cannot be handed on now is lost. */
  tell(telling: Telling): void
  /**
   * What others tell, each one's in the order in which it was told, and what stands of theirs when this one begins or
   * finds them again. The one listener, which does not throw, is given before anything is told.
   */
  listen(listener: ReplicaListener): void
  close(): Promise<void>
}

export interface Telling {
  /** Without line breaks or tabs; at most `MAX_TELLING_CHARS`, or it is not told. */
  readonly text: string
  /** What those that begin later hear, too. */
  readonly standing: readonly Standing[]
}

/** Kept by name until its time is over: the next one of that name, whoever tells it, takes its place. */
export interface Standing {
  readonly name: string
  readonly text: string
  /** 0 ends it; at most `MAX_STANDING_MS` count. */
  readonly forMs: number
}

/** `ageMs`: since it was told, as far as the link can know; never below 0. */
export type ReplicaListener = (text: string, ageMs: number) => void

export const MAX_TELLING_CHARS = 65_536
export const MAX_STANDING_MS = 60_000
/** Past so many names the oldest is forgotten. */
export const MAX_STANDINGS = 4_000

/** Of a gateway that has no others. */
export const noReplicas: ReplicaLink = {
  tell() {},
  listen() {},
  close: () => Promise.resolve(),
}

interface Kept {
  readonly text: string
  readonly toldMs: number
  readonly untilMs: number
}

/** Links replicas that live in one process, or whoever relays for those that do not. */
export class MemoryReplicas {
  readonly #clock: Clock
  readonly #delayMs: number
  readonly #links = new Map<ReplicaLink, ReplicaListener>()
  readonly #standing = new Map<string, Kept>()

  /** `delayMs`: how long it takes to be heard. */
  constructor(clock: Clock, delayMs: number = 0) {
    this.#clock = clock
    this.#delayMs = delayMs
  }

  join(): ReplicaLink {
    const link: ReplicaLink = {
      tell: (telling) => this.#tell(link, telling),
      listen: (listener) => {
        this.#links.set(link, listener)
        this.#clock.after(this.#delayMs, () => this.#recall(link))
      },
      close: () => {
        this.#links.delete(link)
        return Promise.resolve()
      },
    }
    return link
  }

  #tell(from: ReplicaLink, { text, standing }: Telling): void {
    if (!this.#links.has(from) || text.length > MAX_TELLING_CHARS) return
    const toldMs = this.#clock.monotonicMs()
    for (const one of standing) this.#keep(one, toldMs)
    const others = [...this.#links.keys()].filter((link) => link !== from)
    this.#clock.after(this.#delayMs, () => {
      const ageMs = this.#clock.monotonicMs() - toldMs
      for (const link of others) this.#links.get(link)?.(text, ageMs)
    })
  }

  #keep({ name, text, forMs }: Standing, toldMs: number): void {
    this.#standing.delete(name)
    if (forMs <= 0 || text.length > MAX_TELLING_CHARS) return
    this.#standing.set(name, { text, toldMs, untilMs: toldMs + Math.min(forMs, MAX_STANDING_MS) })
    if (this.#standing.size <= MAX_STANDINGS) return
    const [oldest] = this.#standing.keys()
    if (oldest !== undefined) this.#standing.delete(oldest)
  }

  #recall(link: ReplicaLink): void {
    const nowMs = this.#clock.monotonicMs()
    for (const [name, { text, toldMs, untilMs }] of this.#standing) {
      if (untilMs <= nowMs) this.#standing.delete(name)
      else this.#links.get(link)?.(text, nowMs - toldMs)
    }
  }
}
