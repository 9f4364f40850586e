import type { Clock } from '../base/index.ts'
import { FairQueue, type Ticket } from '../limits/index.ts'
import type { Consumer } from '../workload/index.ts'
import type { Deadlines, Watched } from './deadlines.ts'
import type { Exchange } from './exchange.ts'
import type { GatewayMetrics } from './metrics.ts'

/**
 * Where exchanges wait when every deployment that may serve them said that it is full: one line for each model and set
 * of deployments, in fair order. Nobody polls. The soonest time at which anything may be free is known, from what the
 * providers said and from the model of provisioned buckets; at that time the first in line looks, and when it could
 * send, the next one does, until one finds everything full again.
 */
export type Waited =
  /** It is this exchange's turn to look. */
  | 'go'
  /** Nothing will be free before its time is up. */
  | 'late'
  /** The line is full, and those in it have a better right to their places. */
  | 'full'
  | 'gone'

/** When nothing is known of when a deployment may be free. */
const UNKNOWN_WAIT_MS = 100
const MIN_WAIT_MS = 1

export class WaitingLines {
  readonly #clock: Clock
  readonly #deadlines: Deadlines
  readonly #metrics: GatewayMetrics
  readonly #lines = new Map<string, Line>()

  constructor(clock: Clock, deadlines: Deadlines, metrics: GatewayMetrics) {
    this.#clock = clock
    this.#deadlines = deadlines
    this.#metrics = metrics
  }

  /** Whether others wait there already: whoever comes now waits behind them. */
  isBusy(name: string): boolean {
    return this.#lines.get(name)?.isBusy === true
  }

  /** `knownWaitMs`: until a deployment may be free, as far as this exchange could see; null where it did not look. */
  wait(x: Exchange, name: string, knownWaitMs: number | null): Promise<Waited> {
    const { maxWaiting, maxWaitMs } = x.fleet.plan.gateway.queue
    const consumer = x.consumer?.consumer
    if (consumer === undefined) throw new Error('an exchange waits before its consumer is known')
    const nowMs = this.#clock.monotonicMs()
    const untilMs = (x.place?.sinceMs ?? nowMs) + maxWaitMs[consumer.priority]
    if (knownWaitMs !== null && nowMs + knownWaitMs > untilMs) return Promise.resolve('late')
    let line = this.#lines.get(name)
    if (line === undefined) {
      this.#forgetIdle(nowMs)
      line = new Line(this.#clock)
      this.#lines.set(name, line)
    }
    line.queue.most = maxWaiting
    const place = x.place ?? new Place(x, untilMs, nowMs, this.#deadlines, this.#clock)
    const joined = place.join(line, consumer)
    const refused = joined.kind === 'full' ? x : joined.displaced
    if (refused !== null)
      this.#metrics.queueRefusals.with({ model: refused.model?.model.name ?? 'none' }).add()
    if (joined.kind === 'full') return Promise.resolve('full')
    x.place = place
    line.knowWait(knownWaitMs)
    return place.turn()
  }

  /** Waiting now, by class; for metrics. */
  waiting(where: 'interactive' | 'standard' | 'batch'): number {
    let waiting = 0
    for (const line of this.#lines.values()) waiting += line.queue.waiting(where)
    return waiting
  }

  /** Lines outlive those who waited in them, for they know who had more than his share; they are few by the plan. */
  #forgetIdle(nowMs: number): void {
    for (const [name, line] of this.#lines)
      if (!line.isBusy && line.queue.isIdle(nowMs)) this.#lines.delete(name)
  }
}

class Line {
  readonly queue = new FairQueue<Place>(0)
  readonly #clock: Clock
  /** Whoever's turn it is, until it has sent or waits again. */
  #looking: Place | null = null
  #cancel: (() => void) | null = null
  #wakesMs = Number.POSITIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isBusy(): boolean {
    return this.queue.size > 0 || this.#looking !== null
  }

  knowWait(waitMs: number | null): void {
    const nowMs = this.#clock.monotonicMs()
    const atMs = nowMs + Math.max(MIN_WAIT_MS, waitMs ?? UNKNOWN_WAIT_MS)
    if (this.#cancel !== null && this.#wakesMs <= atMs) return
    this.#cancel?.()
    this.#wakesMs = atMs
    this.#cancel = this.#clock.after(atMs - nowMs, () => {
      this.#cancel = null
      this.#wakesMs = Number.POSITIVE_INFINITY
      this.#next()
    })
  }

  /** `paceMs`: it is out of the line, and the next may look after that; null when it waits again and said until when. */
  looked(place: Place, paceMs: number | null): void {
    if (this.#looking !== place) return
    this.#looking = null
    if (paceMs !== null && this.queue.size > 0) {
      if (paceMs < MIN_WAIT_MS) this.#next()
      else this.knowWait(paceMs)
    }
    this.checkEmpty()
  }

  checkEmpty(): void {
    if (this.isBusy) return
    this.#cancel?.()
    this.#cancel = null
    this.#wakesMs = Number.POSITIVE_INFINITY
  }

  #next(): void {
    if (this.#looking !== null) return
    const ticket = this.queue.take(this.#clock.monotonicMs())
    if (ticket === null) return
    this.#looking = ticket.entry
    ticket.entry.go()
  }
}

type PlaceJoined =
  { readonly kind: 'joined'; readonly displaced: Exchange | null } | { readonly kind: 'full' }

/** One exchange's place in a line, from when it first waits until it has sent. */
export class Place implements Watched {
  readonly sinceMs: number
  /** How many were to be served before it when it came. */
  position = 0
  readonly #x: Exchange
  readonly #untilMs: number
  readonly #deadlines: Deadlines
  readonly #clock: Clock
  #line: Line | null = null
  #ticket: Ticket<Place> | null = null
  #resolve: ((waited: Waited) => void) | null = null
  #leftMs: number | null = null

  constructor(x: Exchange, untilMs: number, nowMs: number, deadlines: Deadlines, clock: Clock) {
    this.#x = x
    this.#untilMs = untilMs
    this.sinceMs = nowMs
    this.#deadlines = deadlines
    this.#clock = clock
  }

  /** Milliseconds that it waited, or waits already. */
  get waitedMs(): number {
    return (this.#leftMs ?? this.#clock.monotonicMs()) - this.sinceMs
  }

  /** The first time at the end; after a turn in vain where it was. `displaced` lost his place to it. */
  join(line: Line, { priority, path, queueWeight }: Consumer): PlaceJoined {
    if (this.#ticket !== null && this.#line === line) {
      line.queue.putBack(this.#ticket)
      line.looked(this, null)
      return { kind: 'joined', displaced: null }
    }
    const cost = this.#x.estimatedInput + this.#x.estimatedOutput
    const newcomer = { class: priority, consumer: path, weight: queueWeight, cost }
    const joined = line.queue.join(this, newcomer, this.#clock.monotonicMs())
    if (joined === null) return { kind: 'full' }
    this.leave(0)
    this.#leftMs = null
    this.#line = line
    this.#ticket = joined.ticket
    this.position = line.queue.before(joined.ticket) + 1
    const { displaced } = joined
    if (displaced === null) return { kind: 'joined', displaced: null }
    displaced.#end('full')
    return { kind: 'joined', displaced: displaced.#x }
  }

  turn(): Promise<Waited> {
    this.#deadlines.add(this)
    this.#x.client.whenGone(() => this.#end('gone'))
    return new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  go(): void {
    this.#deadlines.delete(this)
    const resolve = this.#resolve
    this.#resolve = null
    resolve?.('go')
  }

  sweep(nowMs: number): void {
    if (nowMs > this.#untilMs) this.#end('late')
  }

  /** It has sent, or gave up: the next may look, after `paceMs`. */
  leave(paceMs: number): void {
    this.#leftMs ??= this.#clock.monotonicMs()
    const line = this.#line
    this.#line = null
    this.#ticket = null
    line?.looked(this, paceMs)
  }

  #end(waited: 'late' | 'gone' | 'full'): void {
    const resolve = this.#resolve
    if (resolve === null) return
    this.#resolve = null
    this.#deadlines.delete(this)
    if (this.#ticket !== null) this.#line?.queue.leave(this.#ticket, this.#clock.monotonicMs())
    this.#line?.checkEmpty()
    this.#line = null
    this.#ticket = null
    this.#leftMs = this.#clock.monotonicMs()
    resolve(waited)
  }
}
