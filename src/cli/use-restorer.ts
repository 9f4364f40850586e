import type { Clock, Log } from '../base/index.ts'
import {
  type BoundLimit,
  type Counters,
  type FoundNotices,
  reachedThresholds,
  restoredUse,
  type UsedSinceReader,
} from '../limits/index.ts'

/** How long a start waits for the ledger before it serves with quotas and budgets that may be too generous. */
export const RESTORE_WAIT_MS = 15_000
const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 30_000
/** A pause is slept in pieces of this length, so that the end of the program does not wait for it. */
const PAUSE_STEP_MS = 1_000
const CLOSE_WAIT_MS = 2_000

export interface UseRestorerParts {
  readonly counters: Counters
  readonly reader: UsedSinceReader
  readonly clock: Clock
  readonly log: Log
  /** Who hears of thresholds that were reached already, and may not have been told; null for nobody. */
  readonly notices: FoundNotices | null
}

/**
 * Brings quotas and budgets to where the ledger says they stand: those of the file at the start, and those that a
 * reload adds. What it brings is a floor, so that it does no harm beside traffic.
 */
export class UseRestorer {
  readonly #parts: UseRestorerParts
  readonly #restored = new Set<string>()
  #running: Promise<void> | null = null
  #waiting: readonly BoundLimit[] = []
  #closed = false

  constructor(parts: UseRestorerParts) {
    this.#parts = parts
  }

  /** Quotas and budgets that still count from nothing. */
  get isBehind(): boolean {
    return this.#running !== null
  }

  /** They stand right: nothing was used of them before now. */
  assume(limits: readonly BoundLimit[]): void {
    for (const limit of limits) this.#restored.add(idOf(limit))
  }

  /** Resolves when what `limits` lack is there, or with false when `waitMs` have passed; then it goes on by itself. */
  async bring(limits: readonly BoundLimit[], waitMs: number): Promise<boolean> {
    const missing = limits.filter((limit) => limit.kind === 'quota' && !this.#restored.has(idOf(limit)))
    if (missing.length === 0) return true
    this.#waiting = missing
    this.#running ??= this.#run()
    return this.#ends(this.#running, waitMs)
  }

  /** Anew, for what came into the ledger by another way than the counters: the interrupted attempts of a worker. */
  bringAgain(limits: readonly BoundLimit[], waitMs: number): Promise<boolean> {
    this.#restored.clear()
    return this.bring(limits, waitMs)
  }

  /** An answer that is still to come is not waited for, and changes nothing any more. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#running !== null) await this.#ends(this.#running, CLOSE_WAIT_MS)
  }

  async #ends(running: Promise<void>, withinMs: number): Promise<boolean> {
    let cancel = () => {}
    const late = new Promise<false>((resolve) => {
      cancel = this.#parts.clock.after(withinMs, () => resolve(false))
    })
    const inTime = await Promise.race([running.then(() => true), late])
    cancel()
    return inTime
  }

  async #run(): Promise<void> {
    const { counters, reader, clock, log, notices } = this.#parts
    let delayMs = FIRST_RETRY_MS
    try {
      while (this.#waiting.length > 0 && !this.#closed) {
        const limits = this.#waiting
        try {
          const uses = await restoredUse(limits, clock.nowMs(), reader)
          if (this.#closed) return
          await counters.restore(uses, clock.nowMs())
          this.assume(limits)
          if (notices !== null)
            for (const { limit, crossing } of reachedThresholds(limits, uses, clock.nowMs()))
              notices.found(limit, crossing)
          if (this.#waiting === limits) this.#waiting = []
          log.info({ limits: limits.length }, 'quotas and budgets stand where the ledger says')
        } catch (error) {
          const level = delayMs < LONGEST_RETRY_MS ? 'debug' : 'warn'
          log[level]({ err: error }, 'the ledger does not say yet where quotas and budgets stand')
          await this.#pause(delayMs)
          delayMs = Math.min(LONGEST_RETRY_MS, delayMs * 2)
        }
      }
    } finally {
      this.#running = null
    }
  }

  async #pause(delayMs: number): Promise<void> {
    for (let rest = delayMs; rest > 0 && !this.#closed; rest -= PAUSE_STEP_MS)
      await this.#parts.clock.sleep(Math.min(PAUSE_STEP_MS, rest))
  }
}

/** A limit whose window changed is counted anew from the ledger, which changes nothing where it knows less. */
function idOf({ key, window }: BoundLimit): string {
  return window.kind === 'calendar' ? `${key} ${window.id}` : key
}
