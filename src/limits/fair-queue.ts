/**
 * A bounded line of those who wait for one thing, in which a flood costs whoever makes it, and nobody else. A flow is
 * one consumer in one class. The order is start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996) with two
 * additions:
 * - A flow that had less than its share may catch up, by as much as the line serves in `CATCH_UP_MS`. Whoever is within
 *   its share in this sense goes before all who are beyond theirs: by class, then whoever used less of his catching up,
 *   then in the order of arrival. So what it waits for is at most what others may ask for within their shares, whatever
 *   is asked for beyond.
 * - Capacity that nobody wanted counts for everyone: who used it is not held to it later.
 *
 * Where several gateways have such a line for the same thing, each is told what the others serve and who waits there:
 * what a flow was served elsewhere counts as if it was served here.
 *
 * Where the line is full, the flow that holds most places gives up its newest one ("longest queue drop", McKenney, 1990).
 */
export const WAITING_CLASSES = ['interactive', 'standard', 'batch'] as const
export type WaitingClass = (typeof WAITING_CLASSES)[number]

/** An interactive call is served four times as soon as a standard one, and that as a batch one; none of them starves. */
const WEIGHTS: Readonly<Record<WaitingClass, number>> = { interactive: 16, standard: 4, batch: 1 }
const RANKS: Readonly<Record<WaitingClass, number>> = { interactive: 0, standard: 1, batch: 2 }

/** Longer than bursts of callers last, and not so long that whoever comes back after a pause is alone in the line. */
const CATCH_UP_MS = 5_000
/**
 * Flows that are within their share go by how much of their catching up they used, in steps of what is served in 200 ms: so whoever
 * begins to flood is soon behind those who ask for what they always do, and does not use all of his first.
 */
const CATCH_UP_STEPS = 25
const BEYOND = Number.POSITIVE_INFINITY

/** So many of its next ticket a flow may be ahead of one that waits at another gateway: news take a while. */
const AHEAD_OF_OTHERS = 8

export interface Newcomer {
  readonly class: WaitingClass
  readonly consumer: string
  /** Share among the flows of its class; above 0. */
  readonly weight: number
  /** In tokens, or anything that is shared. */
  readonly cost: number
}

export interface Ticket<Entry> {
  readonly entry: Entry
  readonly class: WaitingClass
  readonly flow: Flow<Entry>
  readonly cost: number
  /** Virtual time at which its service begins and how long it takes. */
  start: number
  readonly span: number
  /** How much of what its flow may catch up on was used when it came, in steps from 0; `BEYOND` its share. */
  step: number
  /** In order of arrival. */
  readonly number: number
}

export interface Joined<Entry> {
  readonly ticket: Ticket<Entry>
  /** Whoever lost his place to it; null where there was room. */
  readonly displaced: Entry | null
}

interface Flow<Entry> {
  readonly name: string
  readonly tickets: Ticket<Entry>[]
  readonly class: WaitingClass
  weight: number
  /** Virtual time at which all that the flow was given so far ends. */
  finish: number
  /** How many wait at other gateways. */
  elsewhere: number
  /** Those are not served, though this line let them go first. */
  isStuck: boolean
}

export class FairQueue<Entry> {
  /** How many may wait. */
  most: number
  /** By consumer and class: as many as there are tickets, and those who are ahead of what they may catch up on. */
  readonly #flows = new Map<string, Flow<Entry>>()
  #virtual = 0
  #size = 0
  #count = 0
  /** Flows in which somebody waits at another gateway. */
  #flowsElsewhere = 0
  /** What was served in the stretch of `CATCH_UP_MS` that began then, and in the one before. */
  #stretchStartMs = 0
  #served = 0
  #servedBefore = 0
  #emptySinceMs = 0
  #lastCost = 0

  constructor(most: number) {
    this.most = most
  }

  get size(): number {
    return this.#size
  }

  /**
   * Null when the line is full of others who hold no more places than the newcomer. A ticket that was taken and comes
   * back, as nothing was to be had yet, is put where it was by `putBack`.
   */
  join(
    entry: Entry,
    { class: where, consumer, weight, cost }: Newcomer,
    nowMs: number,
  ): Joined<Entry> | null {
    this.#pass(nowMs)
    const name = `${where} ${consumer}`
    let displaced: Entry | null = null
    if (this.#size >= this.most) {
      const longest = this.#longest(name, where, weight)
      if (longest === null) return null
      displaced = this.#dropNewest(longest)
    }
    const flowWeight = WEIGHTS[where] * weight
    const floor = this.#virtual - this.#recentlyServed() / flowWeight
    const flow = this.#flow(where, consumer, weight)
    const start = Math.max(floor, flow.finish)
    const span = Math.max(1, cost) / flowWeight
    flow.finish = start + span
    const step = this.#step(start, floor)
    const number = this.#count++
    const ticket = { entry, class: where, flow, cost, start, span, step, number }
    flow.tickets.push(ticket)
    this.#size++
    return { ticket, displaced }
  }

  putBack(ticket: Ticket<Entry>): void {
    let flow = this.#flows.get(ticket.flow.name)
    if (flow === undefined) {
      flow = ticket.flow
      flow.finish = Math.min(flow.finish, this.#virtual + ticket.span)
      this.#flows.set(flow.name, flow)
    }
    flow.tickets.unshift(ticket)
    this.#served = Math.max(0, this.#served - ticket.cost)
    this.#size++
  }

  /** Takes out whoever is next; null when nobody waits. */
  take(nowMs: number): Ticket<Entry> | null {
    if (this.#size === 0) return null
    this.#pass(nowMs)
    const recentlyServed = this.#recentlyServed()
    let next: Flow<Entry> | null = null
    for (const [name, flow] of this.#flows) {
      const first = flow.tickets[0]
      if (first === undefined) {
        if (flow.elsewhere > 0) continue
        const floor = this.#virtual - recentlyServed / (WEIGHTS[flow.class] * flow.weight)
        if (flow.finish <= floor) this.#flows.delete(name)
      } else if (next === null || precedes(first, next.tickets[0] as Ticket<Entry>)) next = flow
    }
    const ticket = next?.tickets.shift()
    if (ticket === undefined) return null
    this.#removed(nowMs)
    this.#virtual = Math.max(this.#virtual, ticket.start)
    this.#served += ticket.cost
    this.#lastCost = ticket.cost
    return ticket
  }

  /** Whoever does not want to wait any more. */
  leave(ticket: Ticket<Entry>, nowMs: number): void {
    const flow = this.#flows.get(ticket.flow.name)
    const at = flow?.tickets.indexOf(ticket) ?? -1
    if (flow === undefined || at === -1) return
    flow.tickets.splice(at, 1)
    flow.finish -= ticket.span
    this.#removed(nowMs)
  }

  /** So many of a flow wait at other gateways. */
  waitElsewhere(
    { class: where, consumer, weight }: Omit<Newcomer, 'cost'>,
    waiting: number,
    nowMs: number,
  ): void {
    if (waiting === 0 && !this.#flows.has(`${where} ${consumer}`)) return
    this.#pass(nowMs)
    const flow = this.#flow(where, consumer, weight)
    if (flow.elsewhere === 0 && flow.tickets.length === 0)
      flow.finish = Math.max(this.#floor(flow), flow.finish)
    if (waiting === 0) flow.isStuck = false
    this.#flowsElsewhere += Number(waiting > 0) - Number(flow.elsewhere > 0)
    flow.elsewhere = waiting
    if (this.#isEmpty) this.#emptySinceMs = nowMs
  }

  /** Another gateway served so much of a flow; below 0 where it was less than it said before. */
  servedElsewhere({ class: where, consumer, weight, cost }: Newcomer, nowMs: number): void {
    this.#pass(nowMs)
    const flow = this.#flow(where, consumer, weight)
    // Who waits there all the time keeps its place; who did not comes in where things are.
    const begins = flow.elsewhere > 0 ? flow.finish : Math.max(this.#floor(flow), flow.finish)
    const start = flow.tickets[0]?.start ?? begins
    this.#virtual = Math.max(this.#virtual, Math.min(start, this.#first()?.start ?? start))
    this.#served = Math.max(0, this.#served + cost)
    flow.finish = Math.max(start, flow.finish)
    this.#shift(flow, cost / (WEIGHTS[where] * weight))
    if (cost > 0) flow.isStuck = false
  }

  /** What was taken was not served after all, and does not come back. */
  giveBack(ticket: Ticket<Entry>): void {
    const flow = this.#flows.get(ticket.flow.name)
    this.#served = Math.max(0, this.#served - ticket.cost)
    if (flow !== undefined) this.#shift(flow, -ticket.span)
  }

  /** Whether somebody who waits at another gateway had so much less that it comes before all who wait here. */
  isTurnOfOthers(): boolean {
    const first = this.#first()
    if (first === null || this.#flowsElsewhere === 0) return false
    const mostAhead = first.start - AHEAD_OF_OTHERS * first.span
    for (const { elsewhere, isStuck, tickets, finish } of this.#flows.values())
      if (elsewhere > 0 && !isStuck && tickets.length === 0 && finish < mostAhead) return true
    return false
  }

  /**
   * Those that wait elsewhere were let go first, and are not served: they are waited for no more until they are, and
   * have no more coming to them than those here.
   */
  passOthers(): void {
    const start = this.#first()?.start ?? this.#virtual
    for (const flow of this.#flows.values()) {
      flow.isStuck = flow.elsewhere > 0
      if (flow.isStuck && flow.tickets.length === 0) flow.finish = Math.max(flow.finish, start)
    }
  }

  /** How many are served before it, as things are. */
  before(ticket: Ticket<Entry>): number {
    let before = 0
    for (const { tickets } of this.#flows.values())
      for (const other of tickets) if (precedes(other, ticket)) before++
    return before
  }

  waiting(where: WaitingClass): number {
    let waiting = 0
    for (const flow of this.#flows.values()) if (flow.class === where) waiting += flow.tickets.length
    return waiting
  }

  /** Those who wait here, by flow. */
  *waitingFlows(): Generator<{
    readonly flow: string
    readonly class: WaitingClass
    readonly waiting: number
  }> {
    for (const { name, class: where, tickets } of this.#flows.values())
      if (tickets.length > 0) yield { flow: name, class: where, waiting: tickets.length }
  }

  /** Whether nothing that it knows matters any more to those who come. */
  isIdle(nowMs: number): boolean {
    return this.#isEmpty && nowMs - this.#emptySinceMs >= 2 * CATCH_UP_MS
  }

  /** Time goes by: stretches end, and what an empty line could have served is nobody's debt. */
  #pass(nowMs: number): void {
    if (this.isIdle(nowMs)) {
      this.#flows.clear()
      this.#virtual = 0
      this.#served = 0
      this.#servedBefore = 0
    } else if (this.#isEmpty) {
      const couldServe = (this.#recentlyServed() * (nowMs - this.#emptySinceMs)) / CATCH_UP_MS
      // What was taken last was still being served when the line was empty already.
      this.#virtual += Math.max(0, couldServe - this.#lastCost) / WEIGHTS.standard
      this.#lastCost = Math.max(0, this.#lastCost - couldServe)
      this.#emptySinceMs = nowMs
    }
    const passedMs = nowMs - this.#stretchStartMs
    if (passedMs < CATCH_UP_MS) return
    this.#servedBefore = passedMs < 2 * CATCH_UP_MS ? this.#served : 0
    this.#served = 0
    this.#stretchStartMs = nowMs
  }

  #recentlyServed(): number {
    return Math.max(this.#served, this.#servedBefore)
  }

  #removed(nowMs: number): void {
    this.#size--
    if (this.#isEmpty) this.#emptySinceMs = nowMs
  }

  /** Nobody waits, here or elsewhere. */
  get #isEmpty(): boolean {
    return this.#size === 0 && this.#flowsElsewhere === 0
  }

  /** Where whoever had nothing of late begins. */
  #floor({ class: where, weight }: Pick<Flow<Entry>, 'class' | 'weight'>): number {
    return this.#virtual - this.#recentlyServed() / (WEIGHTS[where] * weight)
  }

  #step(start: number, floor: number): number {
    if (start > this.#virtual) return BEYOND
    const stepSpan = (this.#virtual - floor) / CATCH_UP_STEPS
    return stepSpan === 0 ? 0 : Math.floor((start - floor) / stepSpan)
  }

  #shift(flow: Flow<Entry>, span: number): void {
    flow.finish += span
    for (const ticket of flow.tickets) {
      ticket.start += span
      if (ticket.start > this.#virtual) ticket.step = BEYOND
    }
  }

  #first(): Ticket<Entry> | null {
    let next: Ticket<Entry> | null = null
    for (const { tickets } of this.#flows.values()) {
      const first = tickets[0]
      if (first !== undefined && (next === null || precedes(first, next))) next = first
    }
    return next
  }

  #flow(where: WaitingClass, consumer: string, weight: number): Flow<Entry> {
    const name = `${where} ${consumer}`
    let flow = this.#flows.get(name)
    if (flow === undefined) {
      const finish = this.#floor({ class: where, weight })
      flow = { name, tickets: [], class: where, weight, finish, elsewhere: 0, isStuck: false }
      this.#flows.set(name, flow)
    }
    flow.weight = weight
    return flow
  }

  /**
   * Of all flows the one that holds most places for its weight; of several, one of the lowest class. Null where that is
   * the newcomer's own.
   */
  #longest(newcomer: string, where: WaitingClass, weight: number): Flow<Entry> | null {
    const own = this.#flows.get(newcomer)
    let longest: Flow<Entry> | null = null
    let most = ((own?.tickets.length ?? 0) + 1) / weight
    let rank = RANKS[where]
    for (const flow of this.#flows.values()) {
      const places = flow.tickets.length / flow.weight
      if (flow === own || places < most || (places === most && RANKS[flow.class] <= rank)) continue
      longest = flow
      most = places
      rank = RANKS[flow.class]
    }
    return longest
  }

  #dropNewest(flow: Flow<Entry>): Entry {
    const ticket = flow.tickets.pop()
    if (ticket === undefined) throw new Error('the longest flow of a full line is empty')
    flow.finish -= ticket.span
    this.#size--
    return ticket.entry
  }
}

function precedes<Entry>(one: Ticket<Entry>, other: Ticket<Entry>): boolean {
  const isWithinShare = one.step !== BEYOND
  if (isWithinShare !== (other.step !== BEYOND)) return isWithinShare
  if (!isWithinShare && one.start !== other.start) return one.start < other.start
  if (isWithinShare && one.class !== other.class) return RANKS[one.class] < RANKS[other.class]
  if (isWithinShare && one.step !== other.step) return one.step < other.step
  return one.number < other.number
}
