import { CalendarWindows } from './calendar-window.ts'
import { type Count, countFor, type Now } from './counts.ts'
import {
  type CountedLimit,
  type Counters,
  type Crossing,
  type Decision,
  type Left,
  mostAt,
  type Refusal,
  type Reservation,
  type RestoredUse,
} from './counters.ts'

/** Counters of one process. Every call answers at once, so that an exchange that may go on waits for nothing. */
export interface MemoryCountersOptions {
  /** After this long without a word an owner is taken for dead. */
  readonly leaseMs?: number
  /** Past this many, counts that hold nothing are let go: they are those of earlier plans. */
  readonly maxIdleCounts?: number
}

const DEFAULT_LEASE_MS = 10_000

/** A clock may be put back by this much while windows stand still; by more, they go on as if it had not been. */
const MAX_STANDSTILL_MS = 5_000

const DEFAULT_MAX_IDLE_COUNTS = 100_000

const NONE: readonly never[] = Object.freeze([])

interface Owner {
  seenMs: number
  /** As many as it has exchanges under way, which whoever calls has to bound. */
  readonly open: Set<MemoryReservation>
}

interface MemoryReservation extends Reservation {
  readonly counts: readonly Count[]
  readonly places: readonly number[]
  state: 'open' | 'ended' | 'expired'
}

export class MemoryCounterStore {
  readonly #leaseMs: number
  readonly #maxIdleCounts: number
  readonly #calendar = new CalendarWindows()
  readonly #counts = new Map<string, Count>()
  readonly #owners = new Set<Owner>()
  readonly #now: Now = { wallMs: 0, steadyMs: Number.NEGATIVE_INFINITY }
  /** What the steady clock is ahead of the other. */
  #aheadMs = 0

  constructor({
    leaseMs = DEFAULT_LEASE_MS,
    maxIdleCounts = DEFAULT_MAX_IDLE_COUNTS,
  }: MemoryCountersOptions = {}) {
    this.#leaseMs = leaseMs
    this.#maxIdleCounts = maxIdleCounts
  }

  /** How many limits are counted. */
  get size(): number {
    return this.#counts.size
  }

  /** Counters of one owner; all owners share what is counted. */
  open(): MemoryCounters {
    return new MemoryCounters(this, { seenMs: 0, open: new Set() })
  }

  reserve(
    owner: Owner,
    limits: readonly CountedLimit[],
    amounts: readonly number[],
    nowMs: number,
  ): Decision {
    this.#hear(owner, nowMs)
    const counts: Count[] = []
    const left: number[] = []
    let refusals: Refusal[] | null = null
    let wouldRefuse: Refusal[] | null = null
    for (let i = 0; i < limits.length; i++) {
      const limit = limits[i] as CountedLimit
      const amount = amounts[i] as number
      checkAmount(limit, amount)
      const count = this.#countOf(limit)
      const used = count.used(limit, this.#now)
      const most = mostAt(limit, nowMs)
      counts.push(count)
      left.push(Math.max(0, most - used - amount))
      // What costs nothing is refused too where nothing is left.
      if (used + Math.max(1, amount) <= most) continue
      const wait = count.wait(Math.max(1, amount), most, this.#now)
      const isFirst = wait.kind === 'after' && count.refused(this.#now)
      const refusal = { index: i, most, left: Math.max(0, most - used), asked: amount, wait, isFirst }
      if (limit.enforced) (refusals ??= []).push(refusal)
      else (wouldRefuse ??= []).push(refusal)
    }
    if (refusals !== null) return { kind: 'refused', refusals, wouldRefuse: wouldRefuse ?? NONE }
    const places: number[] = []
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i] as Count
      places.push(count.take(amounts[i] as number))
      count.open++
    }
    const reservation: MemoryReservation = { limits, amounts, counts, places, state: 'open' }
    owner.open.add(reservation)
    return { kind: 'admitted', reservation, left, wouldRefuse: wouldRefuse ?? NONE }
  }

  settle(
    owner: Owner,
    reservation: MemoryReservation,
    actual: readonly number[],
    nowMs: number,
  ): readonly Crossing[] {
    this.#hear(owner, nowMs)
    if (reservation.state === 'ended') return NONE
    for (let i = 0; i < reservation.limits.length; i++)
      checkAmount(reservation.limits[i] as CountedLimit, actual[i] as number)
    const isHeld = reservation.state === 'open'
    reservation.state = 'ended'
    owner.open.delete(reservation)
    let crossings: Crossing[] | null = null
    for (let i = 0; i < reservation.limits.length; i++) {
      const limit = reservation.limits[i] as CountedLimit
      const count = isHeld ? (reservation.counts[i] as Count) : this.#countOf(limit)
      count.used(limit, this.#now)
      const crossed = count.settle({
        limit,
        reserved: isHeld ? (reservation.amounts[i] as number) : 0,
        place: reservation.places[i] as number,
        actual: actual[i] as number,
        most: limit.thresholds.length === 0 ? limit.amount : mostAt(limit, nowMs),
      })
      if (isHeld) count.open--
      if (crossed !== null) (crossings ??= []).push(...crossed.map((crossing) => ({ ...crossing, index: i })))
    }
    return crossings ?? NONE
  }

  release(owner: Owner, reservation: MemoryReservation, nowMs: number): void {
    this.#hear(owner, nowMs)
    if (reservation.state === 'open') this.#giveBack(owner, reservation, 'ended')
    reservation.state = 'ended'
  }

  left(owner: Owner, limits: readonly CountedLimit[], nowMs: number): readonly Left[] {
    this.#hear(owner, nowMs)
    return limits.map((limit) => {
      const count = this.#countOf(limit)
      const used = count.used(limit, this.#now)
      const most = mostAt(limit, nowMs)
      return { most, used, left: Math.max(0, most - used), resetMs: count.resetMs(this.#now) }
    })
  }

  restore(owner: Owner, restored: readonly RestoredUse[], nowMs: number): void {
    this.#hear(owner, nowMs)
    for (const { limit, uses } of restored) this.#countOf(limit).restore(limit, uses, this.#now)
  }

  beat(owner: Owner, nowMs: number): void {
    this.#hear(owner, nowMs)
  }

  close(owner: Owner, nowMs: number): void {
    this.#hear(owner, nowMs)
    this.#bury(owner)
  }

  /** Every call comes by here: moves the clocks, notes that the owner lives, and looks for owners that do not. */
  #hear(owner: Owner, nowMs: number): void {
    const now = this.#now
    let steadyMs = nowMs + this.#aheadMs
    if (steadyMs < now.steadyMs) {
      if (now.steadyMs - steadyMs > MAX_STANDSTILL_MS) this.#aheadMs += now.steadyMs - steadyMs
      steadyMs = now.steadyMs
    }
    now.wallMs = nowMs
    now.steadyMs = steadyMs
    owner.seenMs = steadyMs
    this.#owners.add(owner)
    if (this.#owners.size === 1) return
    for (const other of this.#owners) if (steadyMs - other.seenMs >= this.#leaseMs) this.#bury(other)
  }

  #bury(owner: Owner): void {
    for (const reservation of owner.open) this.#giveBack(owner, reservation, 'expired')
    this.#owners.delete(owner)
  }

  #giveBack(owner: Owner, reservation: MemoryReservation, state: 'ended' | 'expired'): void {
    reservation.state = state
    owner.open.delete(reservation)
    for (let i = 0; i < reservation.limits.length; i++) {
      const limit = reservation.limits[i] as CountedLimit
      const count = reservation.counts[i] as Count
      count.used(limit, this.#now)
      count.open--
      count.giveBack(reservation.amounts[i] as number, reservation.places[i] as number)
    }
  }

  #countOf(limit: CountedLimit): Count {
    let count = this.#counts.get(limit.key)
    if (count === undefined) {
      if (this.#counts.size >= this.#maxIdleCounts) this.#forgetIdle()
      count = countFor(limit.window, this.#calendar)
      this.#counts.set(limit.key, count)
    }
    return count
  }

  /** What is used or open stays, however much it is: it is bounded by the traffic of one window. */
  #forgetIdle(): void {
    for (const [key, count] of this.#counts) if (count.isIdle(this.#now)) this.#counts.delete(key)
  }
}

/** Anything else would poison a sum for good. */
function checkAmount({ key }: CountedLimit, amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is no amount for ${key}`)
}

/** One owner's view of a store. */
export class MemoryCounters implements Counters {
  readonly #store: MemoryCounterStore
  readonly #owner: Owner

  constructor(store: MemoryCounterStore, owner: Owner) {
    this.#store = store
    this.#owner = owner
  }

  reserve(limits: readonly CountedLimit[], amounts: readonly number[], nowMs: number): Decision {
    return this.#store.reserve(this.#owner, limits, amounts, nowMs)
  }

  settle(reservation: Reservation, actual: readonly number[], nowMs: number): readonly Crossing[] {
    return this.#store.settle(this.#owner, reservation as MemoryReservation, actual, nowMs)
  }

  release(reservation: Reservation, nowMs: number): void {
    this.#store.release(this.#owner, reservation as MemoryReservation, nowMs)
  }

  left(limits: readonly CountedLimit[], nowMs: number): readonly Left[] {
    return this.#store.left(this.#owner, limits, nowMs)
  }

  restore(uses: readonly RestoredUse[], nowMs: number): void {
    this.#store.restore(this.#owner, uses, nowMs)
  }

  beat(nowMs: number): void {
    this.#store.beat(this.#owner, nowMs)
  }

  close(nowMs: number): void {
    this.#store.close(this.#owner, nowMs)
  }
}
