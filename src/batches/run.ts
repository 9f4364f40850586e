import type { Clock, ConsumerPath, FailureCode, Log, Random } from '../base/index.ts'
import type { BatchMetrics } from './metrics.ts'
import { type BatchRecord, hasEnded, newFileId, withStatus } from './records.ts'
import { isBlank, linesOf, type NumberedLine, type ScanLine } from './request-lines.ts'
import { answeredLine, unansweredLine } from './result-lines.ts'
import type { Slots } from './slots.ts'
import type { BatchStore, ResultFiles } from './stores.ts'
import { faultOf, validateInput } from './validate.ts'
import { endpointOf } from './request-lines.ts'

/** One request of a batch, for whoever sends it. */
export interface LineCall {
  readonly owner: ConsumerPath
  /** Of `ENDPOINTS`. */
  readonly endpoint: string
  readonly body: Buffer
}

export interface LineAnswer {
  /** By which the ledger knows the call. */
  readonly requestId: string
  readonly status: number
  /** A JSON value. */
  readonly body: Buffer
  /** Why the gateway itself did not have it answered; null where a provider's word is the answer. */
  readonly failure: FailureCode | null
  readonly retryAfterMs: number | null
}

/** The gateway, as far as a run needs it. */
export interface LineCaller {
  call(line: LineCall): Promise<LineAnswer>
  /** Why this owner may not use a model; null when it may. */
  whyNot(owner: ConsumerPath, model: string): string | null
}

export interface RunSettings {
  readonly linesPerBatch: number
  /** Of all batches together. */
  readonly linesAtOnce: number
  readonly maxLineBytes: number
}

export interface RunParts {
  readonly batches: BatchStore
  readonly caller: LineCaller
  readonly scan: ScanLine
  readonly settings: () => RunSettings
  readonly slots: Slots
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly metrics: BatchMetrics
}

/** Why the lines that are left are not sent any more. */
type Stop =
  | { readonly kind: 'cancelled' | 'expired' | 'shutdown' }
  | { readonly kind: 'budget'; readonly code: string; readonly message: string }
  | { readonly kind: 'broken'; readonly error: unknown }

/** A refusal that time may lift is waited for between these. */
const MIN_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000
/** A call that failed, and not for want of capacity, is made this often. */
const MAX_FAULTS_OF_LINE = 3
const SAVE_COUNTS_MS = 1_000
const NEVER_SENT = {
  cancelled: { code: 'batch_cancelled', message: 'The batch was cancelled before this request was sent.' },
  expired: {
    code: 'batch_expired',
    message: 'This request could not be executed before the completion window expired.',
  },
} as const

/**
 * One batch whose lines the gateway sends itself, from validation to its result files. All that counts is on the disk:
 * a run that breaks off at any moment is gone on with by the next one. A line whose answer is in a result file is
 * never sent again; one that was under way is, and its first try is in the ledger, too.
 */
export class BatchRun {
  readonly #parts: RunParts
  #record: BatchRecord
  #results: ResultFiles | null = null
  readonly #done = new Set<number>()
  #completed = 0
  #failed = 0
  #stop: Stop | null = null
  /** Lines that wait to be tried again. */
  readonly #sleeping = new Set<() => void>()
  #savedMs = 0
  #saving: Promise<void> = Promise.resolve()
  #isAbandoned = false

  constructor(record: BatchRecord, parts: RunParts) {
    this.#record = record
    this.#parts = parts
  }

  get record(): BatchRecord {
    return this.#record
  }

  /** Resolves when the batch has ended, or when it was stopped by `shutdown`. */
  async run(): Promise<void> {
    const { batches, clock } = this.#parts
    if (hasEnded(this.#record.status)) {
      await batches.retire(this.#record)
      return
    }
    if (this.#record.status === 'cancelling') this.stop({ kind: 'cancelled' })
    if (this.#record.status === 'validating' && !(await this.#validate())) return
    this.#results = await batches.results(this.#record)
    try {
      for (const line of this.#results.done) this.#done.add(line)
      this.#completed = this.#results.counts.completed
      this.#failed = this.#results.counts.failed
      if (this.#record.status !== 'finalizing') {
        if (clock.nowMs() >= this.#record.endsMs) this.stop({ kind: 'expired' })
        await this.#sendLines()
        if (this.#stop?.kind === 'shutdown') return
        if (this.#stop?.kind === 'broken') throw this.#stop.error
        await this.#beginEnd()
      }
      await this.#end(this.#results)
    } finally {
      await this.#results.close()
    }
  }

  /** Lines under way end; those that wait are not sent. The first reason counts, but `shutdown` before all. */
  stop(stop: Stop): void {
    if (this.#stop !== null && stop.kind !== 'shutdown') return
    this.#stop = stop
    for (const wake of this.#sleeping) wake()
  }

  /** Another process may go on with the batch from now on: what still comes in here is written no more. */
  abandon(): void {
    this.#isAbandoned = true
  }

  /** Called now and then: what came from outside. */
  async look(): Promise<void> {
    const { batches, clock } = this.#parts
    if (clock.nowMs() >= this.#record.endsMs) this.stop({ kind: 'expired' })
    if (this.#stop === null && (await batches.isCancelAsked(this.#record))) this.stop({ kind: 'cancelled' })
    if (this.#stop?.kind !== 'cancelled') return
    await this.#save((record) =>
      record.status === 'in_progress' ? withStatus(record, 'cancelling', clock.nowMs()) : record,
    )
  }

  /** False when it ended there. */
  async #validate(): Promise<boolean> {
    const { batches, caller, scan, settings, clock } = this.#parts
    const { endpoint, owner } = this.#record
    const { maxLineBytes } = settings()
    const found = await validateInput(batches.input(this.#record), { endpoint, maxLineBytes }, scan)
    const faults = [...found.faults]
    if (faults.length === 0 && found.model !== null) {
      const whyNot = caller.whyNot(owner, found.model)
      if (whyNot !== null)
        faults.push({ code: 'invalid_request', message: whyNot, param: 'body.model', line: null })
    }
    if (this.#stop?.kind === 'shutdown') return false
    const { model } = found
    if (faults.length > 0) {
      await this.#save((record) => withStatus(record, 'failed', clock.nowMs(), { errors: faults, model }))
      await batches.retire(this.#record)
      return false
    }
    const counts = { total: found.total, completed: 0, failed: 0 }
    await this.#save((record) => withStatus(record, 'in_progress', clock.nowMs(), { counts, model }))
    return true
  }

  async #sendLines(): Promise<void> {
    const { batches, settings } = this.#parts
    const { linesPerBatch, maxLineBytes } = settings()
    const lines = linesOf(batches.input(this.#record), maxLineBytes)
    // One reader for all: each takes the next line when it has done the one before.
    let turn: Promise<unknown> = Promise.resolve()
    const next = (): Promise<NumberedLine | null> => {
      const taken = turn.then(() => this.#next(lines))
      turn = taken.catch(() => {})
      return taken
    }
    const work = async (): Promise<void> => {
      for (let line = await next(); line !== null; line = await next()) await this.#line(line)
    }
    try {
      await Promise.all(
        Array.from({ length: linesPerBatch }, () =>
          work().catch((error: unknown) => this.stop({ kind: 'broken', error })),
        ),
      )
    } finally {
      await lines.return(undefined)
    }
  }

  async #next(lines: AsyncGenerator<NumberedLine>): Promise<NumberedLine | null> {
    for (;;) {
      if (this.#stop?.kind === 'shutdown' || this.#stop?.kind === 'broken') return null
      const { value, done } = await lines.next()
      if (done === true) return null
      if (!this.#done.has(value.number) && value.bytes !== null && !isBlank(value.bytes)) return value
    }
  }

  async #line({ number, bytes }: NumberedLine): Promise<void> {
    if (bytes === null) return
    const { scan } = this.#parts
    const line = scan(bytes)
    const endpoint = endpointOf(this.#record.endpoint)
    // It was found sound before anything was sent; the input cannot have changed but by a fault of the disk.
    if (
      typeof line === 'string' ||
      endpoint === null ||
      faultOf(line, endpoint) !== null ||
      line.customId === null
    )
      throw new Error(`line ${number} of the input of ${this.#record.id} is not what it was`)
    const { customId } = line
    const answer = await this.#answer({
      owner: this.#record.owner,
      endpoint,
      body: bytes.subarray(line.bodyStart, line.bodyEnd),
    })
    if (answer === null) {
      const stop = this.#stop
      if (stop === null || stop.kind === 'shutdown' || stop.kind === 'broken') return
      const error = stop.kind === 'budget' ? stop : NEVER_SENT[stop.kind]
      await this.#keep('error', number, unansweredLine(this.#record, number, customId, error))
      return
    }
    const to = answer.status < 300 ? 'output' : 'error'
    await this.#keep(to, number, answeredLine(this.#record, number, customId, answer))
  }

  /** Null when the line is not to be sent any more. */
  async #answer(call: LineCall): Promise<LineAnswer | null> {
    const { caller, slots, metrics } = this.#parts
    let faults = 0
    for (let tries = 0; ; tries++) {
      if (this.#stop !== null) return null
      const waiting = slots.take()
      if (waiting !== undefined) await waiting
      let answer: LineAnswer
      try {
        if (this.#stop !== null) return null
        answer = await caller.call(call)
      } finally {
        slots.release()
      }
      if (answer.failure === 'budget_exhausted' || answer.failure === 'token_quota_exceeded') {
        const message = `The batch stopped: ${messageOf(answer.body)}`
        this.stop({ kind: 'budget', code: answer.failure, message })
        return null
      }
      const isFull = answer.status === 429 || answer.status === 503
      // What the gateway could not have answered while it ends is not the line's fault.
      if (answer.status >= 500 && this.#isShutDown()) return null
      if (!isFull) {
        if (answer.status < 500 || ++faults >= MAX_FAULTS_OF_LINE) return answer
      }
      metrics.lines.with({ outcome: 'tried again' }).add()
      await this.#sleep(this.#retryMs(answer.retryAfterMs, tries))
    }
  }

  #isShutDown(): boolean {
    return this.#stop?.kind === 'shutdown'
  }

  /** At least what was said, and longer each time; never all at once. */
  #retryMs(saidMs: number | null, tries: number): number {
    const least = Math.min(MAX_RETRY_MS, Math.max(saidMs ?? 0, MIN_RETRY_MS * 2 ** Math.min(tries, 6)))
    return least * (1 + this.#parts.random.next() / 4)
  }

  #sleep(delayMs: number): Promise<void> {
    if (this.#stop !== null) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel()
        this.#sleeping.delete(wake)
        resolve()
      }
      const cancel = this.#parts.clock.after(delayMs, wake)
      this.#sleeping.add(wake)
    })
  }

  async #keep(to: 'output' | 'error', number: number, result: Buffer): Promise<void> {
    if (this.#isAbandoned) return
    if (this.#results === null) throw new Error('a result before the result files are open')
    await this.#results.append(to, result)
    this.#done.add(number)
    if (to === 'output') this.#completed++
    else this.#failed++
    this.#parts.metrics.lines.with({ outcome: to === 'output' ? 'answered' : 'failed' }).add()
    const nowMs = this.#parts.clock.monotonicMs()
    if (nowMs - this.#savedMs < SAVE_COUNTS_MS) return
    this.#savedMs = nowMs
    await this.#save((record) => ({ ...record, counts: this.#counts() }))
  }

  #counts(): BatchRecord['counts'] {
    return { total: this.#record.counts.total, completed: this.#completed, failed: this.#failed }
  }

  /** From here on no line is sent; the ids of the result files are fixed before they are made. */
  async #beginEnd(): Promise<void> {
    const nowMs = this.#parts.clock.nowMs()
    const stop = this.#stop
    const ending = stop?.kind === 'cancelled' || stop?.kind === 'expired' ? stop.kind : 'completed'
    const errors =
      stop?.kind === 'budget'
        ? [{ code: stop.code, message: stop.message, param: null, line: null }]
        : this.#record.errors
    await this.#save((record) =>
      withStatus(record, 'finalizing', nowMs, {
        counts: this.#counts(),
        ending,
        errors,
        outputFile: this.#completed > 0 ? newFileId(nowMs) : null,
        errorFile: this.#failed > 0 ? newFileId(nowMs) : null,
      }),
    )
  }

  async #end(results: ResultFiles): Promise<void> {
    const { batches, clock } = this.#parts
    await results.publish(this.#record)
    await this.#save((record) => withStatus(record, record.ending ?? 'completed', clock.nowMs()))
    await batches.retire(this.#record)
  }

  /** One after another, each upon what the one before left. */
  #save(change: (record: BatchRecord) => BatchRecord): Promise<void> {
    const saved = this.#saving.then(() => this.#saveNow(change))
    this.#saving = saved.catch(() => {})
    return saved
  }

  async #saveNow(change: (record: BatchRecord) => BatchRecord): Promise<void> {
    const changed = change(this.#record)
    if (changed === this.#record || this.#isAbandoned) return
    await this.#parts.batches.save(changed)
    if (hasEnded(changed.status)) this.#parts.metrics.ended.with({ status: changed.status }).add()
    this.#record = changed
  }
}

function messageOf(body: Buffer): string {
  try {
    const value = JSON.parse(body.toString('utf8')) as { readonly error?: { readonly message?: unknown } }
    return typeof value.error?.message === 'string' ? value.error.message : 'a budget is used up'
  } catch (error) {
    if (error instanceof SyntaxError) return 'a budget is used up'
    throw error
  }
}
