import type { Clock, Log, MetricRegistry } from '../base/index.ts'

/**
 * What waits to be sent to one exporter: bounded, in order, one call at a time. Whoever puts something in never waits;
 * what comes while it is full is dropped and counted. A batch that is not taken is counted and let go of: exporters try
 * again by themselves, within their deadline.
 */
export interface ExportQueueParts<Item> {
  /** Words of the code: of the metric's labels, and of the log. */
  readonly signal: 'traces' | 'logs'
  readonly exporter: string
  readonly registry: MetricRegistry
  readonly clock: Clock
  readonly log: Log
  /** Characters of text beside what every item has; none when left out. */
  readonly textOf?: (item: Item) => number
}

/** Null, or why the batch was not taken; that never holds what a header holds. */
export type ExportBatch<Item> = (batch: readonly Item[]) => Promise<string | null>

/** Some 4 MB of spans without text. */
export const MAX_WAITING = 4_096
/** Of one call, whose making holds the event loop for some 3 ms. */
export const MAX_BATCH = 128
/** Text that waits, and text of one call: collectors refuse more than 4 MB. */
const MAX_WAITING_CHARACTERS = 33_554_432
const MAX_BATCH_CHARACTERS = 1_048_576
const FLUSH_INTERVAL_MS = 1_000
const CLOSE_DEADLINE_MS = 3_000

export class ExportQueue<Item> {
  readonly #parts: ExportQueueParts<Item>
  readonly #counts: { sent: Tally; failed: Tally; dropped: Tally }
  #waiting: Item[] = []
  #waitingCharacters = 0
  #exports: ExportBatch<Item> | null = null
  #running: Promise<void> | null = null
  #stopTicking = (): void => {}
  #isClosed = false
  #state: 'unknown' | 'reached' | 'away' = 'unknown'

  constructor(parts: ExportQueueParts<Item>) {
    this.#parts = parts
    const items = parts.registry.counter(
      'causeway_telemetry_exported_total',
      'Spans and log records for exporters, by what became of them',
      { keeps: ['signal', 'exporter', 'outcome'] },
    )
    const { signal, exporter } = parts
    const tally = (outcome: string): Tally => items.with({ signal, exporter, outcome })
    this.#counts = { sent: tally('sent'), failed: tally('failed'), dropped: tally('dropped') }
  }

  /** From now on what waits is sent. */
  open(exports: ExportBatch<Item>): void {
    this.#exports = exports
    this.#stopTicking = this.#parts.clock.every(FLUSH_INTERVAL_MS, () => this.#run())
  }

  put(item: Item): void {
    const characters = this.#charactersOf(item)
    const isFull = this.#waitingCharacters + characters > MAX_WAITING_CHARACTERS
    if (this.#isClosed || isFull || this.#waiting.length >= MAX_WAITING) {
      this.#counts.dropped.add()
      return
    }
    this.#waiting.push(item)
    this.#waitingCharacters += characters
    if (this.#waiting.length >= MAX_BATCH && this.#running === null) this.#run()
  }

  /** Sends what waits, for some seconds at the most. */
  async close(): Promise<void> {
    this.#stopTicking()
    this.#isClosed = true
    let cancel = (): void => {}
    const late = new Promise<void>((resolve) => {
      cancel = this.#parts.clock.after(CLOSE_DEADLINE_MS, resolve)
    })
    this.#run()
    await Promise.race([this.#running, late])
    cancel()
    this.#exports = null
    this.#counts.dropped.add(this.#waiting.length)
    this.#waiting = []
  }

  #run(): void {
    if (this.#running !== null || this.#exports === null || this.#waiting.length === 0) return
    this.#running = this.#sendAll().finally(() => (this.#running = null))
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0 && this.#exports !== null) {
      const batch = this.#nextBatch()
      const failure = await taken(this.#exports, batch)
      this.#counts[failure === null ? 'sent' : 'failed'].add(batch.length)
      this.#becomes(failure === null ? 'reached' : 'away', failure)
    }
  }

  #nextBatch(): readonly Item[] {
    let characters = 0
    let count = 0
    for (const item of this.#waiting) {
      const more = this.#charactersOf(item)
      if (count === MAX_BATCH || (count > 0 && characters + more > MAX_BATCH_CHARACTERS)) break
      characters += more
      count++
    }
    this.#waitingCharacters -= characters
    return this.#waiting.splice(0, count)
  }

  #charactersOf(item: Item): number {
    return this.#parts.textOf?.(item) ?? 0
  }

  #becomes(state: 'reached' | 'away', reason: string | null): void {
    if (state === this.#state) return
    this.#state = state
    const { signal, exporter, log } = this.#parts
    if (state === 'reached') log.info({ exporter }, `${signal} reach the collector`)
    else log.warn({ exporter, reason }, `${signal} do not reach the collector; what is not taken is dropped`)
  }
}

interface Tally {
  add(by?: number): void
}

/** An exporter that throws has not taken it; its message may hold what was sent. */
async function taken<Item>(exports: ExportBatch<Item>, batch: readonly Item[]): Promise<string | null> {
  try {
    return await exports(batch)
  } catch (error) {
    return `the exporter threw ${error instanceof Error ? error.name : 'something else'}`
  }
}
