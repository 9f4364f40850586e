import type { ConsumerPath } from '../../base/index.ts'
import type { FairQueue, WaitingClass } from '../../limits/index.ts'
import type { Consumer } from '../../workload/index.ts'
import { type FlowTold, type LineTold, MAX_THINGS } from './news.ts'

/** What is told again though nothing happened, so that others know that the sender lives. */
export const TELL_AGAIN_MS = 500
/** Whoever says nothing for so long has nobody waiting. */
const SILENT_MS = 3 * TELL_AGAIN_MS
const MAX_SENDERS = 256

/** A flow of consumers that this gateway's plan has, so that there are no more of them than these. */
interface Flow {
  readonly class: WaitingClass
  readonly consumer: string
  readonly weight: number
}

interface Sender {
  heardMs: number
  readonly waiting: Map<string, { readonly flow: Flow; readonly count: number }>
}

/** What one waiting line tells other gateways of itself, and what they told of theirs. */
export class LineNews {
  readonly #queue: FairQueue<unknown>
  readonly #served = new Map<string, { readonly class: WaitingClass; tokens: number }>()
  readonly #told = new Map<string, { readonly class: WaitingClass; readonly waiting: number }>()
  readonly #senders = new Map<string, Sender>()
  #toldAllMs = Number.NEGATIVE_INFINITY
  /** When any of them was last served. */
  othersServedMs = Number.NEGATIVE_INFINITY

  constructor(queue: FairQueue<unknown>) {
    this.#queue = queue
  }

  served(flow: string, where: WaitingClass, tokens: number): void {
    const one = this.#served.get(flow)
    if (one === undefined) this.#served.set(flow, { class: where, tokens })
    else one.tokens += tokens
  }

  /** In parts that are not too long. */
  take(of: string, nowMs: number): readonly LineTold[] {
    const isAll = nowMs - this.#toldAllMs >= TELL_AGAIN_MS
    if (isAll) this.#toldAllMs = nowMs
    const flows: FlowTold[] = []
    const tell = (flow: string, where: WaitingClass, waiting: number): void => {
      const consumer = flow.slice(where.length + 1)
      const served = this.#served.get(flow)?.tokens ?? 0
      this.#served.delete(flow)
      flows.push({ class: where, consumer, waiting, served })
    }
    const gone = new Map(this.#told)
    for (const { flow: name, class: where, waiting } of this.#queue.waitingFlows()) {
      gone.delete(name)
      if (!isAll && !this.#served.has(name) && this.#told.get(name)?.waiting === waiting) continue
      this.#told.set(name, { class: where, waiting })
      tell(name, where, waiting)
    }
    for (const [name, { class: where }] of gone) {
      this.#told.delete(name)
      tell(name, where, 0)
    }
    for (const [name, { class: where }] of this.#served) tell(name, where, 0)
    const parts: LineTold[] = []
    for (let at = 0; at < flows.length; at += MAX_THINGS)
      parts.push({ of, flows: flows.slice(at, at + MAX_THINGS) })
    return parts
  }

  heard(
    from: string,
    flows: readonly FlowTold[],
    consumers: ReadonlyMap<ConsumerPath, Consumer>,
    nowMs: number,
  ): void {
    let sender = this.#senders.get(from)
    if (sender === undefined) {
      if (this.#senders.size >= MAX_SENDERS) return
      this.#senders.set(from, (sender = { heardMs: nowMs, waiting: new Map() }))
    }
    sender.heardMs = nowMs
    for (const { class: where, consumer, waiting, served } of flows) {
      const weight = consumers.get(consumer as ConsumerPath)?.queueWeight
      if (weight === undefined) continue
      const flow = { class: where, consumer, weight }
      const name = `${where} ${consumer}`
      if (waiting === 0) sender.waiting.delete(name)
      else sender.waiting.set(name, { flow, count: waiting })
      if (served !== 0) this.#queue.servedElsewhere({ ...flow, cost: served }, nowMs)
      if (served > 0) this.othersServedMs = nowMs
      this.#count(name, flow, nowMs)
    }
  }

  /** Whether anybody waits at another gateway. */
  othersWait(nowMs: number): boolean {
    let isAny = false
    for (const [from, { heardMs, waiting }] of this.#senders) {
      if (nowMs - heardMs <= SILENT_MS) {
        isAny ||= waiting.size > 0
        continue
      }
      this.#senders.delete(from)
      for (const [name, { flow }] of waiting) this.#count(name, flow, nowMs)
    }
    return isAny
  }

  #count(name: string, flow: Flow, nowMs: number): void {
    let waiting = 0
    for (const sender of this.#senders.values()) waiting += sender.waiting.get(name)?.count ?? 0
    this.#queue.waitElsewhere(flow, waiting, nowMs)
  }
}
