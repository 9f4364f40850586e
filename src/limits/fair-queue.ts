/**
 * A bounded line of those who wait for one thing, in which each consumer gets its share whatever the others do: start-time
 * fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996). A flow is one consumer in one class; of what is served, flows
 * get shares by the weight of their class, and a flow that floods waits for itself alone.
 */
export const WAITING_CLASSES = ['interactive', 'standard', 'batch'] as const
export type WaitingClass = (typeof WAITING_CLASSES)[number]

/** An interactive call is served four times as soon as a standard one, and that as a batch one; none of them starves. */
const WEIGHTS: Readonly<Record<WaitingClass, number>> = { interactive: 16, standard: 4, batch: 1 }

export interface Ticket<Entry> {
  readonly entry: Entry
  readonly class: WaitingClass
  readonly flow: string
  /** Virtual time at which its service begins: the least is next. */
  readonly start: number
}

interface Flow<Entry> {
  readonly tickets: Ticket<Entry>[]
  /** Virtual time at which all that the flow was given so far ends. */
  finish: number
}

export class FairQueue<Entry> {
  readonly #most: number
  readonly #flows = new Map<string, Flow<Entry>>()
  #virtual = 0
  #size = 0

  /** `most`: how many may wait. */
  constructor(most: number) {
    this.#most = most
  }

  get size(): number {
    return this.#size
  }

  /**
   * Null when the line is full. `cost` in tokens or anything that is shared; above 0. A ticket that was taken and comes
   * back, as nothing was to be had yet, is put where it was by `putBack`.
   */
  join(entry: Entry, where: WaitingClass, consumer: string, cost: number): Ticket<Entry> | null {
    if (this.#size >= this.#most) return null
    const name = `${where} ${consumer}`
    const flow = this.#flow(name)
    const start = Math.max(this.#virtual, flow.finish)
    flow.finish = start + Math.max(1, cost) / WEIGHTS[where]
    const ticket = { entry, class: where, flow: name, start }
    flow.tickets.push(ticket)
    this.#size++
    return ticket
  }

  putBack(ticket: Ticket<Entry>): void {
    this.#flow(ticket.flow).tickets.unshift(ticket)
    this.#size++
  }

  /** Takes out whoever is next; null when nobody waits. */
  take(): Ticket<Entry> | null {
    let next: Flow<Entry> | null = null
    for (const flow of this.#flows.values()) {
      const first = flow.tickets[0]
      if (first !== undefined && (next === null || first.start < (next.tickets[0] as Ticket<Entry>).start))
        next = flow
    }
    const ticket = next?.tickets.shift()
    if (ticket === undefined) return null
    this.#size--
    this.#virtual = Math.max(this.#virtual, ticket.start)
    this.#forget(ticket.flow)
    return ticket
  }

  /** Whoever does not want to wait any more. */
  leave(ticket: Ticket<Entry>): void {
    const flow = this.#flows.get(ticket.flow)
    const at = flow?.tickets.indexOf(ticket) ?? -1
    if (flow === undefined || at === -1) return
    flow.tickets.splice(at, 1)
    this.#size--
    this.#forget(ticket.flow)
  }

  /** How many are served before it, as things are. */
  before(ticket: Ticket<Entry>): number {
    let before = 0
    for (const { tickets } of this.#flows.values())
      for (const other of tickets) if (other.start < ticket.start) before++
    return before
  }

  waiting(where: WaitingClass): number {
    let waiting = 0
    for (const { tickets } of this.#flows.values()) if (tickets[0]?.class === where) waiting += tickets.length
    return waiting
  }

  #flow(name: string): Flow<Entry> {
    let flow = this.#flows.get(name)
    if (flow === undefined) this.#flows.set(name, (flow = { tickets: [], finish: 0 }))
    return flow
  }

  /** A flow in which nobody waits is kept only while it is ahead of its share. */
  #forget(name: string): void {
    for (const key of [name, ...(this.#size === 0 ? this.#flows.keys() : [])]) {
      const flow = this.#flows.get(key)
      if (flow?.tickets.length === 0 && (flow.finish <= this.#virtual || this.#size === 0))
        this.#flows.delete(key)
    }
  }
}
