import { BatchRun, type RunParts, type RunSettings } from './run.ts'
import { BATCH_STATUSES, type BatchRecord, hasEnded } from './records.ts'
import { Slots } from './slots.ts'
import type { FileStore } from './stores.ts'

/** Batches of providers that are under way: looked at now and then, by the same process. */
export interface UpstreamWatch {
  /** The batch as it is after the look; it may have ended. */
  look(batch: BatchRecord): Promise<void>
}

export interface RunnerSettings extends RunSettings {
  /** How long batches that have ended are told of. */
  readonly keptMs: number
  readonly pollMs: number
}

export interface RunnerParts extends Omit<RunParts, 'slots' | 'settings'> {
  readonly files: FileStore
  readonly settings: () => RunnerSettings
  readonly upstream: UpstreamWatch
}

const SCAN_MS = 1_000
const SWEEP_MS = 60_000
/** Each holds some open files; the others wait their turn in `validating`. */
const MAX_RUNS = 64
/** How long a batch that broke off, as on a full disk, is left alone. */
const BROKEN_MS = 10_000

/**
 * Runs every batch that has not ended, whichever process took it in: new ones, and the cancellation of those that
 * run, are found on the disk once a second, and at once where `nudge` is called in this very process. One process of a
 * state folder runs one of these, the one that holds the folder's lock of batches; the caller sees to that.
 */
export class BatchRunner {
  readonly #parts: RunnerParts
  readonly #slots: Slots
  readonly #runs = new Map<string, { readonly run: BatchRun; readonly ended: Promise<void> }>()
  readonly #polledMs = new Map<string, number>()
  readonly #brokenMs = new Map<string, number>()
  #polling: Promise<void> | null = null
  #scanning: Promise<void> | null = null
  #isNudged = false
  #isStopped = false
  #stopTimers: (() => void)[] = []

  constructor(parts: RunnerParts) {
    this.#parts = parts
    this.#slots = new Slots(parts.settings().linesAtOnce)
    parts.metrics.registry.beforeCollect(() => parts.metrics.linesInFlight.set(this.#slots.taken))
  }

  start(): void {
    const { clock, files, batches, settings } = this.#parts
    const sweep = (): void => {
      this.#watch(
        Promise.all([files.sweep(), batches.sweep(settings().keptMs)]),
        'files and batches could not be swept',
      )
      this.#watch(
        files.usedBytes().then((bytes) => this.#parts.metrics.fileBytes.set(bytes)),
        'the files could not be counted',
      )
    }
    sweep()
    this.#stopTimers = [clock.every(SCAN_MS, () => this.nudge()), clock.every(SWEEP_MS, sweep)]
    this.nudge()
  }

  /** Something may have changed: looks now. */
  nudge(): void {
    if (this.#isStopped) return
    this.#isNudged = true
    this.#scanning ??= this.#scan()
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'batches could not be looked for'))
      .finally(() => {
        this.#scanning = null
        if (this.#isNudged) this.nudge()
      })
  }

  /** Sends no more lines, and resolves when those under way have ended or `withinMs` have passed. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopped = true
    for (const stop of this.#stopTimers) stop()
    await this.#scanning
    for (const { run } of this.#runs.values()) run.stop({ kind: 'shutdown' })
    const ends = [...this.#runs.values()].map(({ ended }) => ended)
    if (this.#polling !== null) ends.push(this.#polling)
    if (ends.length === 0) return
    let cancel = (): void => {}
    const late = new Promise<void>((resolve) => {
      cancel = this.#parts.clock.after(withinMs, resolve)
    })
    await Promise.race([Promise.all(ends), late])
    cancel()
    for (const { run } of this.#runs.values()) run.abandon()
  }

  async #scan(): Promise<void> {
    this.#isNudged = false
    const { batches, metrics, settings } = this.#parts
    this.#slots.most = settings().linesAtOnce
    const active = await batches.active()
    for (const status of BATCH_STATUSES)
      if (!hasEnded(status))
        metrics.underWay.with({ status }).set(active.filter((batch) => batch.status === status).length)
    for (const batch of active) {
      if (this.#isStopped) return
      const known = this.#runs.get(batch.id)
      if (known !== undefined) await known.run.look()
      else if (batch.upstream === null && this.#runs.size < MAX_RUNS && !this.#isLeftAlone(batch))
        this.#begin(batch)
    }
    this.#polling ??= this.#poll(active.filter(({ upstream }) => upstream !== null)).finally(() => {
      this.#polling = null
    })
  }

  #begin(batch: BatchRecord): void {
    const run = new BatchRun(batch, { ...this.#parts, slots: this.#slots })
    const ended = run
      .run()
      .catch((error: unknown) => {
        // It is gone on with later; what is done stays done.
        this.#brokenMs.set(batch.id, this.#parts.clock.monotonicMs())
        this.#parts.log.error({ batch: batch.id, err: error }, 'a batch broke off and is begun again')
      })
      .finally(() => this.#runs.delete(batch.id))
    this.#runs.set(batch.id, { run, ended })
  }

  #isLeftAlone({ id }: BatchRecord): boolean {
    const brokenMs = this.#brokenMs.get(id)
    if (brokenMs === undefined) return false
    if (this.#parts.clock.monotonicMs() - brokenMs < BROKEN_MS) return true
    this.#brokenMs.delete(id)
    return false
  }

  /** One after another, so that a slow provider costs one connection. */
  async #poll(batches: readonly BatchRecord[]): Promise<void> {
    const { clock, settings, upstream, log } = this.#parts
    const live = new Set(batches.map(({ id }) => id))
    for (const id of this.#polledMs.keys()) if (!live.has(id)) this.#polledMs.delete(id)
    for (const batch of batches) {
      const nowMs = clock.monotonicMs()
      const polledMs = this.#polledMs.get(batch.id)
      if (this.#isStopped) return
      if (polledMs !== undefined && nowMs - polledMs < settings().pollMs) continue
      this.#polledMs.set(batch.id, nowMs)
      try {
        await upstream.look(batch)
      } catch (error) {
        log.warn({ batch: batch.id, err: error }, "a provider's batch could not be looked at")
      }
    }
  }

  #watch(work: Promise<unknown>, problem: string): void {
    work.catch((error: unknown) => this.#parts.log.error({ err: error }, problem))
  }
}
