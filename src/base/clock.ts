/** Time as the program is handed it, so that tests can drive it. Only `src/cli` makes the system clock. */
export interface Clock {
  /** Milliseconds since the Unix epoch; for records and for people. */
  nowMs(): number
  /** Milliseconds from an arbitrary start, fractional, never going back; for durations and deadlines. */
  monotonicMs(): number
  /** Calls back every `intervalMs` until the returned function is called; does not keep the process alive. */
  every(intervalMs: number, callback: () => void): () => void
  /** Calls back once after `delayMs` unless the returned function was called before; does not keep the process alive. */
  after(delayMs: number, callback: () => void): () => void
  /** Resolves after `delayMs`, and keeps the process alive until then. */
  sleep(delayMs: number): Promise<void>
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  every(intervalMs, callback) {
    const timer = setInterval(callback, intervalMs)
    timer.unref()
    return () => clearInterval(timer)
  },
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
  sleep(delayMs) {
    return new Promise((resolve) => setTimeout(resolve, delayMs))
  },
}

interface Scheduled {
  readonly callback: () => void
  readonly intervalMs: number | null
  dueMs: number
}

/** A clock for tests: time stands still until `advance` moves it, firing what falls due, in order. */
export class ManualClock implements Clock {
  #elapsedMs = 0
  readonly #startMs: number
  readonly #scheduled = new Set<Scheduled>()

  constructor(startMs: number = Date.UTC(2026, 10, 21)) {
    this.#startMs = startMs
  }

  nowMs(): number {
    return this.#startMs + this.#elapsedMs
  }

  monotonicMs(): number {
    return this.#elapsedMs
  }

  every(intervalMs: number, callback: () => void): () => void {
    return this.#schedule({ callback, intervalMs, dueMs: this.#elapsedMs + intervalMs })
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.#schedule({ callback, intervalMs: null, dueMs: this.#elapsedMs + delayMs })
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve))
  }

  advance(byMs: number): void {
    const untilMs = this.#elapsedMs + byMs
    for (;;) {
      let next: Scheduled | null = null
      for (const entry of this.#scheduled) {
        if (entry.dueMs <= untilMs && (next === null || entry.dueMs < next.dueMs)) next = entry
      }
      if (next === null) break
      this.#elapsedMs = next.dueMs
      if (next.intervalMs === null) this.#scheduled.delete(next)
      else next.dueMs += next.intervalMs
      next.callback()
    }
    this.#elapsedMs = untilMs
  }

  #schedule(entry: Scheduled): () => void {
    this.#scheduled.add(entry)
    return () => this.#scheduled.delete(entry)
  }
}
