import type { ReplicaLink, ReplicaListener, Telling } from '../base/index.ts'
import type { ParentWords, WorkerWords } from './worker-words.ts'

/** The way from a worker to the others, by their parent, who hands on what each tells. */
export interface LinkEnd {
  told(telling: Telling): void
  listens(): void
}

export class ParentLink implements ReplicaLink {
  readonly #parent: LinkEnd
  #listener: ReplicaListener | null = null
  #isClosed = false

  constructor(parent: LinkEnd) {
    this.#parent = parent
  }

  tell(telling: Telling): void {
    if (!this.#isClosed) this.#parent.told(telling)
  }

  listen(listener: ReplicaListener): void {
    this.#listener = listener
    this.#parent.listens()
  }

  /** What the parent hands on. */
  hear({ text, ageMs }: WorkerWords['heard']['asks']): void {
    this.#listener?.(text, ageMs)
  }

  close(): Promise<void> {
    this.#isClosed = true
    this.#listener = null
    return Promise.resolve()
  }
}

/** What the parent answers to a worker's words. */
export function relayTo(hear: (heard: WorkerWords['heard']['asks']) => void, link: ReplicaLink) {
  return {
    told(telling: ParentWords['told']['asks']): null {
      link.tell(telling)
      return null
    },
    listens(): null {
      link.listen((text, ageMs) => hear({ text, ageMs }))
      return null
    },
  }
}
