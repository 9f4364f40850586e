import { type BatchLine, type LineResult, readLines, runLine } from './batch-line.ts'
import type { AccountState } from './estate.ts'
import type { SimulatedFile } from './file-store.ts'
import { type JsonObject, textOf } from './json.ts'
import type { Room } from './room.ts'

/**
 * Batches of one account: validating, in progress, finalizing, completed, by time alone, each wait longer or shorter by
 * chance. Azure takes hours; here a line takes what its model takes, so many at a time. An outage of the account, or a
 * storm of 429, lets a batch wait; its lines are answered when that is over.
 */
export const MAX_BATCHES = 1_000
const LINES_AT_ONCE = 4
const RETRY_MS = 500
const WINDOW_SECONDS = 86_400
/** Validating and finalizing take this many first tokens. */
const STAGE_FIRST_TOKENS = 4

type Status =
  | 'validating'
  | 'failed'
  | 'in_progress'
  | 'finalizing'
  | 'completed'
  | 'expired'
  | 'cancelling'
  | 'cancelled'

export class BatchJob {
  readonly id: string
  readonly #room: Room
  readonly #account: AccountState
  readonly #endpoint: string
  readonly #input: SimulatedFile
  readonly #metadata: JsonObject | null
  readonly #createdSeconds: number
  readonly #times: Record<string, number> = {}
  #status: Status = 'validating'
  #errors: readonly JsonObject[] = []
  #lines: readonly BatchLine[] = []
  #next = 0
  #active = 0
  #output: string[] = []
  #failed: string[] = []
  #outputId: string | null = null
  #errorId: string | null = null

  constructor(
    room: Room,
    account: AccountState,
    of: { readonly endpoint: string; readonly input: SimulatedFile; readonly metadata: JsonObject | null },
  ) {
    this.id = `batch_${room.ids.guid()}`
    this.#room = room
    this.#account = account
    this.#endpoint = of.endpoint
    this.#input = of.input
    this.#metadata = of.metadata
    this.#createdSeconds = this.#seconds()
    this.#later(() => this.#validate())
  }

  get hasEnded(): boolean {
    return ['failed', 'completed', 'expired', 'cancelled'].includes(this.#status)
  }

  /** False when it is over already. */
  cancel(): boolean {
    if (this.hasEnded || this.#status === 'finalizing') return false
    this.#enter('cancelling')
    if (this.#active === 0) this.#later(() => this.#finish('cancelled'))
    return true
  }

  object(): JsonObject {
    const time = (status: Status): number | null => this.#times[status] ?? null
    return {
      id: this.id,
      object: 'batch',
      endpoint: this.#endpoint,
      errors: this.#errors.length === 0 ? null : { object: 'list', data: this.#errors },
      input_file_id: this.#input.id,
      completion_window: '24h',
      status: this.#status,
      output_file_id: this.#outputId,
      error_file_id: this.#errorId,
      created_at: this.#createdSeconds,
      in_progress_at: time('in_progress'),
      expires_at: this.#createdSeconds + WINDOW_SECONDS,
      finalizing_at: time('finalizing'),
      completed_at: time('completed'),
      failed_at: time('failed'),
      expired_at: time('expired'),
      cancelling_at: time('cancelling'),
      cancelled_at: time('cancelled'),
      request_counts: {
        total: this.#lines.length,
        completed: this.#output.length,
        failed: this.#failed.length,
      },
      metadata: this.#metadata,
    }
  }

  #validate(): void {
    if (this.#status !== 'validating') return
    const { lines, errors } = readLines(this.#input.bytes.toString('utf8'), this.#endpoint)
    const name = textOf(lines[0]?.body['model'])
    const deployment = name === null ? null : this.#account.deployment(name)
    const about = { param: 'body.model', line: null }
    if (errors.length > 0) this.#errors = errors
    else if (deployment === null || !deployment.isBatch)
      this.#errors = [
        { code: 'invalid_request', message: `${name} is no batch deployment of this resource.`, ...about },
      ]
    else if (this.#strikes('failed-validation'))
      this.#errors = [
        {
          code: 'token_limit_exceeded',
          message: 'Enqueued token limit reached for this deployment (simulated fault).',
          ...about,
        },
      ]
    if (this.#errors.length > 0) {
      this.#enter('failed')
      return
    }
    this.#lines = lines
    this.#enter('in_progress')
    for (let i = 0; i < LINES_AT_ONCE; i++) this.#step()
  }

  /** One of several that take line after line. */
  #step(): void {
    if (this.#status !== 'in_progress') {
      if (this.#status === 'cancelling' && this.#active === 0) this.#finish('cancelled')
      return
    }
    if (this.#strikes('expired-batch')) {
      this.#expire()
      return
    }
    const line = this.#lines[this.#next]
    if (line === undefined) {
      if (this.#active === 0) this.#later(() => this.#finish('completed'), 'finalizing')
      return
    }
    this.#next++
    this.#active++
    this.#run(line)
  }

  #run(line: BatchLine): void {
    const at = { room: this.#room, account: this.#account, endpoint: this.#endpoint }
    // Never deeper than one line: models without latency answer at once.
    this.#room.timeline.after(0, () =>
      runLine(at, line, (result) => {
        if (result === null && !this.hasEnded) {
          this.#room.timeline.after(RETRY_MS, () => this.#run(line))
          return
        }
        this.#active--
        if (result !== null) this.#keep(line, result)
        this.#step()
      }),
    )
  }

  #keep(line: BatchLine, { status, requestId, body }: LineResult): void {
    const response = { body, request_id: requestId, status_code: status }
    const to = status < 300 ? this.#output : this.#failed
    to.push(JSON.stringify({ custom_id: line.customId, response, error: null }))
  }

  #expire(): void {
    const message = 'This request could not be executed before the completion window expired.'
    for (const { customId } of this.#lines.slice(this.#next))
      this.#failed.push(
        JSON.stringify({ custom_id: customId, response: null, error: { code: 'batch_expired', message } }),
      )
    this.#next = this.#lines.length
    this.#later(() => this.#finish('expired'), 'finalizing')
  }

  #finish(status: 'completed' | 'cancelled' | 'expired'): void {
    if (this.hasEnded) return
    // Lines that were under way when it expired are still told.
    if (this.#active > 0) {
      this.#later(() => this.#finish(status))
      return
    }
    this.#outputId = this.#file(this.#output, 'output')
    this.#errorId = this.#file(this.#failed, 'error')
    this.#enter(status)
  }

  #file(lines: readonly string[], name: string): string | null {
    if (lines.length === 0) return null
    const id = `file-${this.#room.ids.next()}`
    const isKept = this.#account.files.put({
      id,
      name: `${this.id}-${name}.jsonl`,
      purpose: 'batch_output',
      bytes: Buffer.from(`${lines.join('\n')}\n`),
      createdMs: this.#room.clock.nowMs(),
      expiresMs: null,
    })
    return isKept ? id : null
  }

  #later(then: () => void, meanwhile: Status | null = null): void {
    if (meanwhile !== null) this.#enter(meanwhile)
    const { settings, random, timeline } = this.#room
    const { firstTokenMs, jitter } = settings.latency
    timeline.after(firstTokenMs * STAGE_FIRST_TOKENS * (1 + jitter * (2 * random.next() - 1)), then)
  }

  #strikes(kind: 'failed-validation' | 'expired-batch'): boolean {
    const { name: account, region } = this.#account
    const deployment = textOf(this.#lines[0]?.body['model'])
    return this.#room.faults.strike(kind, { account, region, deployment }) !== null
  }

  #enter(status: Status): void {
    this.#status = status
    this.#times[status] = this.#seconds()
  }

  #seconds(): number {
    return Math.floor(this.#room.clock.nowMs() / 1000)
  }
}
