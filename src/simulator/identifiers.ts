import type { Random } from '../base/index.ts'

/** Ids that look like Azure's. One random start for each run, then a count: unique within a run, cheap to make. */
export class Identifiers {
  readonly #run: string
  #count = 0

  constructor(random: Random) {
    this.#run = hex(random) + hex(random) + hex(random)
  }

  /** 24 hex digits that no other call of this run gets. */
  next(): string {
    this.#count++
    return this.#run.slice(0, 12) + this.#count.toString(16).padStart(12, '0')
  }

  /** Shaped like a GUID, for request ids. */
  guid(): string {
    const id = this.next()
    const run = this.#run
    return `${run.slice(12, 20)}-${run.slice(20, 24)}-4${id.slice(0, 3)}-8${id.slice(3, 6)}-${id.slice(12)}`
  }
}

function hex(random: Random): string {
  return Math.floor(random.next() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
}
