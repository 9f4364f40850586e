import type { Clock } from '../base/index.ts'

/**
 * All deadlines of all exchanges, kept by one timer that runs only while something is under way. Deadlines are in
 * seconds, so looking every `SWEEP_MS` is exact enough, and no exchange makes a timer of its own.
 */
export const SWEEP_MS = 100

export interface Watched {
  /** Called at every sweep; `nowMs` is monotonic. */
  sweep(nowMs: number): void
}

export class Deadlines {
  readonly #clock: Clock
  readonly #watched = new Set<Watched>()
  #stop: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(watched: Watched): void {
    this.#watched.add(watched)
    this.#stop ??= this.#clock.every(SWEEP_MS, () => this.#sweep())
  }

  delete(watched: Watched): void {
    this.#watched.delete(watched)
  }

  get size(): number {
    return this.#watched.size
  }

  close(): void {
    this.#stop?.()
    this.#stop = null
  }

  #sweep(): void {
    if (this.#watched.size === 0) {
      this.close()
      return
    }
    const nowMs = this.#clock.monotonicMs()
    for (const watched of this.#watched) watched.sweep(nowMs)
  }
}
