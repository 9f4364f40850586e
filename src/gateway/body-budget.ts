import { Failure } from '../base/index.ts'

const RETRY_MS = 1_000

/** How many bytes of request bodies are held at once, over all exchanges; past the limit new ones are refused. */
export class BodyBudget {
  limitBytes: number
  #heldBytes = 0

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  take(bytes: number): void {
    if (this.#heldBytes + bytes > this.limitBytes) {
      throw new Failure('too_many_in_flight', {
        detail: 'request bodies fill gateway.bodies_limit',
        retryAfterMs: RETRY_MS,
      })
    }
    this.#heldBytes += bytes
  }

  release(bytes: number): void {
    this.#heldBytes -= bytes
  }
}
