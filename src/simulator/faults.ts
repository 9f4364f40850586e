import type { Clock, Random } from '../base/index.ts'

/** A fault that a developer put in, and where. A scope without fields is everywhere. */
export type Fault = FaultEffect & {
  readonly scope: FaultScope
  /** Of a call being hit; 1 when absent. */
  readonly probability?: number
  /** Milliseconds since the epoch; the fault is gone afterwards. */
  readonly untilMs?: number
}

export interface FaultScope {
  readonly account?: string
  readonly region?: string
  readonly deployment?: string
}

export type FaultEffect =
  /** The connection is destroyed without an answer; answers under way are cut when the fault begins. */
  | { readonly kind: 'outage' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'internal-error' }
  /** Slow, but well: the first token later by `delayMs`, all waits longer by `factor`. */
  | { readonly kind: 'brownout'; readonly delayMs: number; readonly factor: number }
  | { readonly kind: 'storm-429'; readonly retryAfterMs: number }
  /** Azure lowers a standard deployment's limits for a time; headers tell the lower ones. */
  | { readonly kind: 'lowered-limit'; readonly share: number }
  /** A 200 stream whose first event with meaning is an error. */
  | { readonly kind: 'error-in-stream' }
  /** The connection of a stream is destroyed after so many events. */
  | { readonly kind: 'cut-mid-stream'; readonly afterEvents: number }
  | { readonly kind: 'slow-stream'; readonly perTokenMs: number }
  | { readonly kind: 'wrong-audience' }
  | { readonly kind: 'forbidden' }
  /** 404: the deployment went with its model. 410: the deployment stands, the model does not. */
  | { readonly kind: 'retired-model'; readonly status: 404 | 410 }
  /** A batch fails when it is validated. */
  | { readonly kind: 'failed-validation' }
  /** A batch expires with the lines that were not sent yet. */
  | { readonly kind: 'expired-batch' }

export type FaultKind = FaultEffect['kind']
type EffectOf<Kind extends FaultKind> = Extract<FaultEffect, { kind: Kind }>

export interface Place {
  readonly account: string
  readonly region: string
  /** Null while it is not known yet: only faults of whole accounts and regions reach it. */
  readonly deployment: string | null
}

export type NumberedFault = Fault & { readonly id: number }

export const MAX_FAULTS = 1_000

export class Faults {
  readonly #clock: Clock
  readonly #random: Random
  readonly #onOutage: (fault: Fault) => void
  #faults: NumberedFault[] = []
  #count = 0

  constructor(deps: { clock: Clock; random: Random }, onOutage: (fault: Fault) => void) {
    this.#clock = deps.clock
    this.#random = deps.random
    this.#onOutage = onOutage
  }

  /** These and no others. Returns them with their ids. */
  set(faults: readonly Fault[]): readonly NumberedFault[] {
    this.#faults = []
    for (const fault of faults) this.add(fault)
    return this.all()
  }

  add(fault: Fault): NumberedFault {
    if (this.#faults.length >= MAX_FAULTS) throw new RangeError(`more than ${MAX_FAULTS} faults`)
    const numbered = { id: ++this.#count, ...fault }
    this.#faults.push(numbered)
    if (fault.kind === 'outage') this.#onOutage(fault)
    return numbered
  }

  remove(id: number): boolean {
    const before = this.#faults.length
    this.#faults = this.#faults.filter((fault) => fault.id !== id)
    return this.#faults.length < before
  }

  clear(): void {
    this.#faults = []
  }

  all(): readonly NumberedFault[] {
    this.#expire()
    return this.#faults
  }

  /** The effect of the first fault of this kind that hits here, chance having been asked. */
  strike<Kind extends FaultKind>(kind: Kind, place: Place): EffectOf<Kind> | null {
    if (this.#faults.length === 0) return null
    this.#expire()
    for (const fault of this.#faults) {
      if (fault.kind !== kind || !covers(fault.scope, place)) continue
      if (fault.probability !== undefined && this.#random.next() >= fault.probability) continue
      return fault as NumberedFault & EffectOf<Kind>
    }
    return null
  }

  /** Whether a call under way at `place` is hit by an outage that begins. */
  hits(fault: Fault, place: Place): boolean {
    if (!covers(fault.scope, place)) return false
    return fault.probability === undefined || this.#random.next() < fault.probability
  }

  #expire(): void {
    const nowMs = this.#clock.nowMs()
    if (this.#faults.some((fault) => fault.untilMs !== undefined && fault.untilMs <= nowMs)) {
      this.#faults = this.#faults.filter((fault) => fault.untilMs === undefined || fault.untilMs > nowMs)
    }
  }
}

function covers(scope: FaultScope, place: Place): boolean {
  return (
    (scope.account === undefined || scope.account === place.account) &&
    (scope.region === undefined || scope.region === place.region) &&
    (scope.deployment === undefined || scope.deployment === place.deployment)
  )
}
