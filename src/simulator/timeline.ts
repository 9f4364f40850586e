import type { Clock } from '../base/index.ts'

interface Due {
  readonly dueMs: number
  /** Order of entry, so that what falls due together runs in the order it was asked for. */
  readonly order: number
  callback: (() => void) | null
}

/** All waiting of a simulator on one timer: thousands of streams may be asleep at once. */
export class Timeline {
  readonly #clock: Clock
  readonly #heap: Due[] = []
  #order = 0
  #armedForMs = Infinity
  #disarm: () => void = () => {}

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get waiting(): number {
    return this.#heap.length
  }

  /** Calls back after `delayMs`, never before this returns; what it returns calls it off. */
  after(delayMs: number, callback: () => void): () => void {
    const due: Due = {
      dueMs: this.#clock.monotonicMs() + Math.max(0, delayMs),
      order: this.#order++,
      callback,
    }
    this.#push(due)
    this.#arm()
    return () => {
      // It stays in the heap until it falls due; only what it holds on to is let go.
      due.callback = null
    }
  }

  close(): void {
    this.#disarm()
    this.#heap.length = 0
  }

  #arm(): void {
    const next = this.#heap[0]
    if (next === undefined || next.dueMs >= this.#armedForMs) return
    this.#disarm()
    this.#armedForMs = next.dueMs
    this.#disarm = this.#clock.after(Math.max(0, next.dueMs - this.#clock.monotonicMs()), () => this.#run())
  }

  #run(): void {
    this.#armedForMs = Infinity
    this.#disarm = () => {}
    // What these callbacks ask for with no delay waits for the next turn, so that no one starves the others.
    const untilOrder = this.#order
    // System timers may fire a fraction early.
    const nowMs = this.#clock.monotonicMs() + 1
    const later: Due[] = []
    for (let next = this.#heap[0]; next !== undefined && next.dueMs <= nowMs; next = this.#heap[0]) {
      this.#pop()
      if (next.order >= untilOrder) later.push(next)
      else next.callback?.()
    }
    for (const due of later) this.#push(due)
    this.#arm()
  }

  #push(due: Due): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(due)
    while (at > 0) {
      const parent = (at - 1) >>> 1
      if (!before(due, heap[parent] as Due)) break
      heap[at] = heap[parent] as Due
      at = parent
    }
    heap[at] = due
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop() as Due
    if (heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Due, heap[child] as Due)) child++
      if (!before(heap[child] as Due, last)) break
      heap[at] = heap[child] as Due
      at = child
    }
    heap[at] = last
  }
}

function before(a: Due, b: Due): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order)
}
