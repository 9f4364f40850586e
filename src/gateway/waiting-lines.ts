import type { Clock } from '../base/index.ts'
import { FairQueue, type Ticket } from '../limits/index.ts'
import type { Consumer, Plan } from '../workload/index.ts'
import type { Deadlines, Watched } from './deadlines.ts'
import type { Exchange } from './exchange.ts'
import type { GatewayMetrics } from './metrics.ts'
import { LineNews, TELL_AGAIN_MS } from './replicas/line-news.ts'
import type { LineTold } from './replicas/news.ts'

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
/** How much of what turns came late is made up for; more would come as a burst. */
const MAX_LATE_MS = 100
/** How long those who wait at another gateway, and had less, are let go first; looking again each so often. */
const LETS_OTHERS_GO_MS = 500
const LOOKS_AT_OTHERS_EVERY_MS = 25
/** Lines that exist only because others have them are no more than these. */
const MAX_LINES_OF_OTHERS = 1_000

export class WaitingLines {
  readonly #clock: Clock
  readonly #deadlines: Deadlines
  readonly #metrics: GatewayMetrics
  readonly #isShared: boolean
  readonly #lines = new Map<string, Line>()

  /** `isShared`: other gateways have such lines, and are told of these. */
  constructor(clock: Clock, deadlines: Deadlines, metrics: GatewayMetrics, isShared: boolean) {
    this.#clock = clock
    this.#deadlines = deadlines
    this.#metrics = metrics
    this.#isShared = isShared
  }

  /** Whether others wait there already, here or at another gateway: whoever comes now waits with them. */
  isBusy(name: string): boolean {
    const line = this.#lines.get(name)
    return line !== undefined && (line.isBusy || line.othersWait())
  }

  /**
   * `knownWaitMs`: until a deployment may be free, as far as is known; null where nothing is. `hasLooked`: it was just
   * tried in vain.
   */
  wait(x: Exchange, name: string, knownWaitMs: number | null, hasLooked: boolean): Promise<Waited> {
    const { maxWaiting, maxWaitMs } = x.fleet.plan.gateway.queue
    const consumer = x.consumer?.consumer
    if (consumer === undefined) throw new Error('an exchange waits before its consumer is known')
    const nowMs = this.#clock.monotonicMs()
    const untilMs = (x.place?.sinceMs ?? nowMs) + maxWaitMs[x.priority]
    const line = this.#line(name, nowMs)
    // Those who wait elsewhere were told when to look; whoever is the first here has to see for itself.
    const waitMs = hasLooked || line.isBusy ? knownWaitMs : 0
    if (waitMs !== null && nowMs + waitMs > untilMs) return Promise.resolve('late')
    line.queue.most = maxWaiting
    const place = x.place ?? new Place(x, untilMs, nowMs, this.#deadlines, this.#clock)
    const joined = place.join(line, consumer)
    const refused = joined.kind === 'full' ? x : joined.displaced
    if (refused !== null)
      this.#metrics.queueRefusals.with({ model: refused.model?.model.name ?? 'none' }).add()
    if (joined.kind === 'full') return Promise.resolve('full')
    x.place = place
    line.knowWait(waitMs)
    return place.turn()
  }

  /** Waiting now, by class; for metrics. */
  waiting(where: 'interactive' | 'standard' | 'batch'): number {
    let waiting = 0
    for (const line of this.#lines.values()) waiting += line.queue.waiting(where)
    return waiting
  }

  /** What other gateways were not told. */
  takeNews(): readonly LineTold[] {
    const nowMs = this.#clock.monotonicMs()
    return [...this.#lines].flatMap(([name, { news }]) => news?.take(name, nowMs) ?? [])
  }

  get tellAgainMs(): number | null {
    for (const { isBusy } of this.#lines.values()) if (this.#isShared && isBusy) return TELL_AGAIN_MS
    return null
  }

  heard(from: string, lines: readonly LineTold[], consumers: Plan['consumers']): void {
    const nowMs = this.#clock.monotonicMs()
    for (const { of, flows } of lines) {
      if (!this.#lines.has(of) && this.#lines.size >= MAX_LINES_OF_OTHERS) continue
      this.#line(of, nowMs).news?.heard(from, flows, consumers, nowMs)
    }
  }

  #line(name: string, nowMs: number): Line {
    let line = this.#lines.get(name)
    if (line === undefined) {
      this.#forgetIdle(nowMs)
      line = new Line(this.#clock, this.#isShared)
      this.#lines.set(name, line)
    }
    return line
  }

  /** Lines outlive those who waited in them, for they know who had more than his share; they are few by the plan. */
  #forgetIdle(nowMs: number): void {
    for (const [name, line] of this.#lines)
      if (!line.isBusy && !line.othersWait() && line.queue.isIdle(nowMs)) this.#lines.delete(name)
  }
}

class Line {
  readonly queue = new FairQueue<Place>(0)
  /** Null where there are no other gateways. */
  readonly news: LineNews | null
  readonly #clock: Clock
  /** Whoever's turn it is, until it has sent or waits again. */
  #looking: Place | null = null
  #cancel: (() => void) | null = null
  #wakesMs = Number.POSITIVE_INFINITY
  /** When the newest turn was due, which was before it came where the machine is busy. */
  #dueMs = Number.NEGATIVE_INFINITY
  /** Since when those who wait elsewhere are let go first. */
  #lettingOthersMs: number | null = null

  constructor(clock: Clock, isShared: boolean) {
    this.#clock = clock
    this.news = isShared ? new LineNews(this.queue) : null
  }

  get isBusy(): boolean {
    return this.queue.size > 0 || this.#looking !== null
  }

  othersWait(): boolean {
    return this.news !== null && this.news.othersWait(this.#clock.monotonicMs())
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
      this.#dueMs = atMs
      this.#next()
    })
  }

  /** `paceMs`: it is out of the line, and the next may look after that; null when it waits again and said until when. */
  looked(place: Place, paceMs: number | null): void {
    if (this.#looking !== place) return
    this.#looking = null
    if (paceMs !== null && this.queue.size > 0) {
      // From when the turn was due: otherwise what each timer is late would be taken from what can be served.
      const nowMs = this.#clock.monotonicMs()
      const dueMs = Math.max(this.#dueMs, nowMs - MAX_LATE_MS) + paceMs
      if (dueMs - nowMs < MIN_WAIT_MS) {
        this.#dueMs = dueMs
        this.#next()
      } else this.knowWait(dueMs - nowMs)
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
    if (this.#letsOthersGo()) {
      this.knowWait(LOOKS_AT_OTHERS_EVERY_MS)
      return
    }
    const ticket = this.queue.take(this.#clock.monotonicMs())
    if (ticket === null) return
    this.#looking = ticket.entry
    ticket.entry.go()
  }

  /** Those who had less and wait elsewhere go first, as long as they do go. */
  #letsOthersGo(): boolean {
    const { news, queue } = this
    if (news === null || !this.othersWait() || !queue.isTurnOfOthers()) {
      this.#lettingOthersMs = null
      return false
    }
    const nowMs = this.#clock.monotonicMs()
    this.#lettingOthersMs ??= nowMs
    if (nowMs - Math.max(this.#lettingOthersMs, news.othersServedMs) < LETS_OTHERS_GO_MS) return true
    queue.passOthers()
    this.#lettingOthersMs = null
    return false
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
  /** What it was sent with, in case it is refused; and whether that counts as served. */
  #sent: { readonly line: Line; readonly ticket: Ticket<Place> } | null = null
  #countsAsServed = false
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

  /** The first time at the end; after a turn in vain, or a refusal, where it was. `displaced` lost his place to it. */
  join(line: Line, { path, queueWeight }: Consumer): PlaceJoined {
    if (this.#ticket !== null && this.#line === line) {
      line.queue.putBack(this.#ticket)
      line.looked(this, null)
      return { kind: 'joined', displaced: null }
    }
    if (this.#sent?.line === line) {
      this.#line = line
      this.#ticket = this.#sent.ticket
      this.#sent = null
      this.#leftMs = null
      line.queue.putBack(this.#ticket)
      return { kind: 'joined', displaced: null }
    }
    const cost = this.#x.estimatedInput + this.#x.estimatedOutput
    const newcomer = { class: this.#x.priority, consumer: path, weight: queueWeight, cost }
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

  /** It has sent: what it takes counts as served to its consumer, unless it is refused. */
  served(paceMs: number): void {
    if (this.#line !== null && this.#ticket !== null) this.#sent = { line: this.#line, ticket: this.#ticket }
    this.#countAsServed(true)
    this.leave(paceMs)
  }

  /** What it was sent to was full. */
  refused(): void {
    this.#countAsServed(false)
  }

  /** It has sent, or gave up: the next may look, after `paceMs`. */
  leave(paceMs: number): void {
    this.#leftMs ??= this.#clock.monotonicMs()
    const line = this.#line
    this.#line = null
    this.#ticket = null
    line?.looked(this, paceMs)
  }

  /** Nothing more is sent for it: what was refused in the end is given back to its consumer. */
  end(): void {
    const sent = this.#sent
    if (sent !== null && !this.#countsAsServed) sent.line.queue.giveBack(sent.ticket)
    this.#sent = null
    this.leave(0)
  }

  #countAsServed(isServed: boolean): void {
    if (this.#sent === null || this.#countsAsServed === isServed) return
    this.#countsAsServed = isServed
    const { line, ticket } = this.#sent
    line.news?.served(ticket.flow.name, ticket.class, isServed ? ticket.cost : -ticket.cost)
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
