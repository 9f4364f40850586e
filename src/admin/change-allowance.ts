import type { Clock } from '../base/index.ts'
import { ApiProblem } from './api-problem.ts'

/** Changes that one operator key may make: each is a line of the audit log, which nothing may fill the disk with. */
const WINDOW_MS = 60_000
const MOST_OF_KEY = 600

export class ChangeAllowance {
  readonly #clock: Clock
  /** Within the window, by the id of the key, of which there are as many as there are keys. */
  readonly #made = new Map<string, number>()
  #sinceMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Throws where the key has made as many as it may. */
  take(keyId: string): void {
    const nowMs = this.#clock.monotonicMs()
    if (nowMs - this.#sinceMs >= WINDOW_MS) {
      this.#made.clear()
      this.#sinceMs = nowMs
    }
    const made = this.#made.get(keyId) ?? 0
    if (made >= MOST_OF_KEY)
      throw new ApiProblem(
        'too_many',
        `this key made ${MOST_OF_KEY} changes within a minute`,
        'Wait a minute.',
      )
    this.#made.set(keyId, made + 1)
  }
}
