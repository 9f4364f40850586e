import { type AttemptId, type Clock, attemptId } from '../base/index.ts'
import type { ReplyFacts, Verdict } from '../providers/index.ts'
import type { Deadlines as DeadlineSettings } from '../workload/index.ts'
import { SseObserver } from './bytes/sse-observer.ts'
import type { Deadlines, Watched } from './deadlines.ts'
import type { Exchange } from './exchange.ts'
import type { Granted } from './allowances.ts'
import type { FleetAccount, FleetDeployment } from './fleet.ts'
import type {
  UpstreamControl,
  UpstreamFault,
  UpstreamHeaders,
  UpstreamRequest,
  UpstreamSink,
} from './http-client.ts'

/** An error body is kept this far; the providers' are below 4 KB. */
const MAX_ERROR_BODY_BYTES = 65_536
/** A whole answer up to this size is held until it ends, so that a cut one can be had again elsewhere. */
const MAX_HELD_ANSWER_BYTES = 4_194_304
/** A stream's preamble is held this far; past it the answer counts as begun. */
const MAX_PREAMBLE_BYTES = 262_144
const MAX_PREAMBLE_MS = 10_000
/** How slowly a model may write before a whole answer counts as late: providers are two to ten times faster. */
const SLOWEST_TOKEN_MS = 50

/** How the search went on with this attempt: it answers, or not and why. */
export type AttemptResult =
  | { readonly kind: 'committed' }
  | { readonly kind: 'whole'; readonly body: Buffer }
  | {
      readonly kind: 'failed'
      readonly verdict: Verdict
      readonly reason: string
      readonly body: Buffer | null
    }
  | { readonly kind: 'abandoned' }

/** Who takes over an attempt that has begun to answer. */
export interface AttemptReader {
  /** Bytes for the client; false asks for a pause. */
  data(chunk: Buffer): boolean
  end(): void
  /** `reason` is a code for the ledger. */
  broken(reason: string): void
}

/**
 * One try of an exchange on one deployment.
 *
 *   connecting -> waiting -> (stream) preamble -> committed -> done
 *                         -> (whole)  collecting -> done
 *                         -> (error)  collecting -> done
 *
 * Until `committed` nothing has reached the client and the exchange may go on elsewhere; afterwards the reader gets
 * every byte. `result` is called once, `reader` only after it said `committed`.
 */
export class Attempt implements UpstreamSink, Watched {
  readonly id: AttemptId
  readonly number: number
  /** Null for calls on an account itself. */
  readonly deployment: FleetDeployment | null
  readonly account: FleetAccount
  readonly startedMs: number
  phase: 'connecting' | 'waiting' | 'preamble' | 'collecting' | 'committed' | 'done' = 'connecting'
  status: number | null = null
  facts: ReplyFacts | null = null
  headers: UpstreamHeaders = {}
  /** Only for a stream of events. */
  observer: SseObserver | null = null
  /** Monotonic; null until then. */
  firstByteMs: number | null = null
  endedMs: number | null = null
  /** What the deployment's model of its load was charged with; null when it was not told of this attempt. */
  chargedTokens: number | null = null
  /** What limits set aside for it; null for calls that no limit counts. */
  granted: Granted | null = null
  /** Set by `send`; null where nothing is traced. */
  spanId: string | null = null
  /** Set by `send` when the attempt did not answer. */
  failureReason: string | null = null
  verdict: Verdict | null = null
  /** Its closing record was made. */
  isClosed = false
  /** The request went out, so the provider may bill it. */
  wasSent = false

  readonly #exchange: Exchange
  readonly #clock: Clock
  readonly #deadlines: Deadlines
  readonly #limits: DeadlineSettings
  readonly #result: (result: AttemptResult) => void
  #control: UpstreamControl | null = null
  #held: Buffer[] = []
  #heldBytes = 0
  #reader: AttemptReader | null = null
  #ended = false
  #brokenBy: string | null = null
  #lastByteMs: number
  #paused = false
  #abortReason: string | null = null

  constructor(
    exchange: Exchange,
    account: FleetAccount,
    deployment: FleetDeployment | null,
    limits: DeadlineSettings,
    clock: Clock,
    deadlines: Deadlines,
    result: (result: AttemptResult) => void,
  ) {
    this.number = exchange.attempts.length + 1
    this.id = attemptId(exchange.id, this.number)
    this.deployment = deployment
    this.account = account
    this.#exchange = exchange
    this.#clock = clock
    this.#deadlines = deadlines
    this.#limits = limits
    this.#result = result
    this.startedMs = clock.monotonicMs()
    this.#lastByteMs = this.startedMs
  }

  send(request: UpstreamRequest): void {
    this.#deadlines.add(this)
    this.account.upstream.send(request, this)
  }

  connected(control: UpstreamControl): void {
    this.#control = control
    if (this.#abortReason !== null) {
      control.abort()
      return
    }
    this.phase = 'waiting'
    this.wasSent = true
  }

  head(status: number, headers: UpstreamHeaders): void {
    if (this.phase === 'done') return
    this.status = status
    this.headers = headers
    this.facts = this.account.provider.facts(headers, this.deployment?.target ?? null)
    this.#lastByteMs = this.#clock.monotonicMs()
    const type = headers['content-type']
    const isStream = status < 300 && typeof type === 'string' && type.startsWith('text/event-stream')
    if (isStream) {
      const { ask, operation } = this.#exchange
      this.observer = new SseObserver({
        dialect: operation === 'responses' ? 'responses' : 'chat',
        stripUsageEvent: ask !== null && ask.stream && !ask.wantsUsageEvent && operation !== 'responses',
      })
      this.phase = 'preamble'
    } else {
      this.firstByteMs = this.#lastByteMs
      this.phase = 'collecting'
    }
  }

  data(chunk: Buffer): void {
    switch (this.phase) {
      case 'preamble':
        this.#preamble(chunk)
        return
      case 'committed':
        this.#forward(chunk)
        return
      case 'collecting':
        this.#lastByteMs = this.#clock.monotonicMs()
        this.#collect(chunk)
        return
      case 'connecting':
      case 'waiting':
      case 'done':
    }
  }

  end(): void {
    this.endedMs = this.#clock.monotonicMs()
    this.#deadlines.delete(this)
    if (this.phase === 'committed') {
      this.#ended = true
      if (this.observer !== null) {
        const rest = this.observer.flush()
        if (rest !== null) this.#deliver(rest)
      }
      this.#reader?.end()
      return
    }
    if (this.phase === 'preamble') {
      // A stream that ended in its preamble said nothing; some servers send an empty one when they fail.
      this.#fail({ kind: 'fault', retryAfterMs: null }, 'empty_stream', null)
      return
    }
    if (this.phase !== 'collecting') return
    const body =
      this.#held.length === 1 ? (this.#held[0] as Buffer) : Buffer.concat(this.#held, this.#heldBytes)
    const reply = {
      status: this.status ?? 0,
      headers: this.headers,
      body: (this.status ?? 0) < 400 ? null : body,
      nowMs: this.#clock.nowMs(),
      isProvisioned: this.deployment?.deployment.capacity.kind === 'provisioned',
    }
    const verdict = this.account.provider.classify(reply)
    this.#held = []
    if (verdict.kind === 'answer') this.#finish({ kind: 'whole', body })
    else this.#fail(verdict, 'code' in verdict ? verdict.code : `${this.status}`, body)
  }

  fault(fault: UpstreamFault): void {
    this.endedMs = this.#clock.monotonicMs()
    this.#deadlines.delete(this)
    const reason = this.#abortReason ?? (fault.kind === 'aborted' ? 'aborted' : fault.message)
    if (this.phase === 'committed') {
      if (this.#ended) return
      this.#brokenBy = reason
      this.#reader?.broken(reason)
      return
    }
    if (this.phase === 'done') return
    if (this.#abortReason === 'client_closed') this.#finish({ kind: 'abandoned' })
    else this.#fail({ kind: 'fault', retryAfterMs: null }, reason, null)
  }

  /** Ends the call; `reason` is the code for the ledger. A call that was not connected yet never is. */
  abort(reason: string): void {
    if (this.#abortReason !== null || this.endedMs !== null) return
    this.#abortReason = reason
    if (this.#control !== null) this.#control.abort()
    else this.fault({ kind: 'aborted' })
  }

  /** The client left before anything was sent. */
  giveUp(): void {
    this.#finish({ kind: 'abandoned' })
  }

  /** Hands over an answer that has begun; what was held comes first. */
  read(reader: AttemptReader): void {
    const held = this.#held
    this.#held = []
    this.#heldBytes = 0
    let wantsMore = true
    for (const chunk of held) wantsMore = reader.data(chunk) && wantsMore
    this.#reader = reader
    if (this.#ended) reader.end()
    else if (this.#brokenBy !== null) reader.broken(this.#brokenBy)
    else if (!wantsMore) this.pause()
  }

  pause(): void {
    this.#paused = true
    this.#control?.pause()
  }

  resume(): void {
    this.#paused = false
    this.#lastByteMs = this.#clock.monotonicMs()
    this.#control?.resume()
  }

  /** Nothing more of this attempt is wanted, though bytes may still come: a stream past its last event. */
  finish(): void {
    this.endedMs ??= this.#clock.monotonicMs()
    this.#ended = true
    this.#deadlines.delete(this)
  }

  sweep(nowMs: number): void {
    const total = nowMs - this.#exchange.startedMs
    if (total > this.#limits.totalMs) {
      this.abort('deadline_total')
      return
    }
    const quietMs = nowMs - this.#lastByteMs
    switch (this.phase) {
      case 'connecting':
      case 'waiting':
        if (quietMs > this.#firstByteDeadlineMs()) this.abort('deadline_first_token')
        return
      case 'preamble':
        if (nowMs - this.startedMs > this.#limits.firstTokenMs) this.abort('deadline_first_token')
        else if (this.#held.length > 0 && quietMs > MAX_PREAMBLE_MS) this.#commit()
        return
      case 'collecting':
      case 'committed':
        // The client's own slowness is no fault of the deployment; it has the same time to take what it asked for.
        if (quietMs > this.#limits.idleMs) this.abort(this.#paused ? 'client_closed' : 'deadline_idle')
        return
      case 'done':
    }
  }

  /** A whole answer comes when its last token is written, so it has the time that writing takes on top. */
  #firstByteDeadlineMs(): number {
    const { firstTokenMs } = this.#limits
    return this.#exchange.ask?.stream === true
      ? firstTokenMs
      : firstTokenMs + this.#exchange.estimatedOutput * SLOWEST_TOKEN_MS
  }

  #preamble(chunk: Buffer): void {
    this.#lastByteMs = this.#clock.monotonicMs()
    const observer = this.observer as SseObserver
    for (const piece of observer.push(chunk)) this.#hold(piece)
    const error = observer.preambleError
    if (error !== null) {
      const verdict = this.account.provider.classifyStreamError(error)
      // What was asked is refused, whichever deployment is asked: the client gets the event as it is.
      if (verdict.kind === 'refuse' || verdict.kind === 'answer') this.#commit()
      else {
        this.#fail(verdict, 'error_in_stream', null)
        this.#control?.abort()
      }
      return
    }
    if (!observer.inPreamble || this.#heldBytes > MAX_PREAMBLE_BYTES) this.#commit()
  }

  #commit(): void {
    this.firstByteMs = this.#clock.monotonicMs()
    this.phase = 'committed'
    this.#result({ kind: 'committed' })
  }

  #collect(chunk: Buffer): void {
    const isError = (this.status ?? 0) >= 400
    if (isError && this.#heldBytes + chunk.length > MAX_ERROR_BODY_BYTES) return
    this.#hold(chunk)
    if (!isError && this.#heldBytes > MAX_HELD_ANSWER_BYTES) this.#commit()
  }

  #forward(chunk: Buffer): void {
    this.#lastByteMs = this.#clock.monotonicMs()
    if (this.observer === null) {
      this.#deliver(chunk)
      return
    }
    for (const piece of this.observer.push(chunk)) this.#deliver(piece)
  }

  #deliver(chunk: Buffer): void {
    if (this.#reader === null) this.#hold(chunk)
    else if (!this.#reader.data(chunk) && !this.#paused) this.pause()
  }

  #hold(chunk: Buffer): void {
    this.#held.push(chunk)
    this.#heldBytes += chunk.length
  }

  #fail(verdict: Verdict, reason: string, body: Buffer | null): void {
    this.#finish({ kind: 'failed', verdict, reason, body })
  }

  #finish(result: AttemptResult): void {
    this.phase = 'done'
    this.endedMs ??= this.#clock.monotonicMs()
    this.#deadlines.delete(this)
    this.#held = result.kind === 'whole' ? this.#held : []
    this.#result(result)
  }
}
