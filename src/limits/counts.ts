import type { CalendarWindow, LimitWindow } from '../workload/index.ts'
import type { CalendarWindows } from './calendar-window.ts'
import { type CountedLimit, type Crossing, mostAt, SLOTS_PER_WINDOW, type Wait } from './counters.ts'

/** What one limit has counted in memory, one class for each kind of window. */
export interface Count {
  /** Reservations that may still be settled here. */
  open: number
  /** What counts against the limit, what is set aside included. */
  used(limit: CountedLimit, now: Now): number
  /** Sets aside; gives the place to hand back to `settle`. */
  take(amount: number): number
  /** Takes back what was set aside at `place` and counts what was used; null while no threshold is crossed. */
  settle(settled: Settled): Omit<Crossing, 'index'>[] | null
  /** Takes back what was set aside, unused. */
  giveBack(reserved: number, place: number): void
  /** Floor of what was used by now. */
  restore(limit: CountedLimit, uses: readonly { atMs: number; amount: number }[], now: Now): void
  /** When `asked` fits below `most`; asked is at least 1. */
  wait(asked: number, most: number, now: Now): Wait
  resetMs(now: Now): number | null
  /** Notes a refusal; true for the first one in the window. */
  refused(now: Now): boolean
  /** Whether nothing would be lost with it. */
  isIdle(now: Now): boolean
}

/** The instant of a call, on two clocks. */
export interface Now {
  /** For calendars. */
  wallMs: number
  /** Never goes back; for windows that slide. */
  steadyMs: number
}

export interface Settled {
  readonly limit: CountedLimit
  readonly reserved: number
  readonly place: number
  readonly actual: number
  readonly most: number
}

export function countFor(window: LimitWindow, calendar: CalendarWindows): Count {
  if (window.kind === 'at-once') return new AtOnceCount()
  return window.kind === 'sliding' ? new SlidingCount(window.lengthMs) : new CalendarCount(window, calendar)
}

class AtOnceCount implements Count {
  open = 0
  #held = 0

  used(): number {
    return this.#held
  }

  take(amount: number): number {
    this.#held += amount
    return 0
  }

  settle({ reserved }: Settled): null {
    this.#held -= reserved
    return null
  }

  giveBack(reserved: number): void {
    this.#held -= reserved
  }

  restore(): void {
    // Nothing of before the start is still under way.
  }

  wait(asked: number, most: number): Wait {
    return asked > most ? { kind: 'never' } : { kind: 'when-one-ends' }
  }

  resetMs(): number | null {
    return this.#held === 0 ? 0 : null
  }

  refused(): boolean {
    return false
  }

  isIdle(): boolean {
    return this.open === 0
  }
}

/** In windows longer than this what is set aside mostly ends before it slides out. */
const MINUTE_MS = 60_000

/** The slot that now is in, and as many whole ones before it as make a window. */
const SLOTS_KEPT = SLOTS_PER_WINDOW + 1

class SlidingCount implements Count {
  open = 0
  readonly #slotMs: number
  readonly #slots = new Float64Array(SLOTS_KEPT)
  /** Number of the newest slot, counted from the epoch. */
  #head = 0
  #sum = 0
  /** Of reservations that may still be settled. */
  #held = 0
  #refusedMs = Number.NEGATIVE_INFINITY

  constructor(lengthMs: number) {
    this.#slotMs = lengthMs / SLOTS_PER_WINDOW
  }

  used(_limit: CountedLimit, { steadyMs }: Now): number {
    const slot = Math.floor(steadyMs / this.#slotMs)
    if (slot - this.#head >= SLOTS_KEPT) {
      this.#slots.fill(0)
      this.#sum = 0
    } else {
      for (let passed = this.#head + 1; passed <= slot; passed++) {
        this.#sum -= this.#slots[passed % SLOTS_KEPT] ?? 0
        this.#slots[passed % SLOTS_KEPT] = 0
      }
    }
    this.#head = slot
    return this.#sum
  }

  take(amount: number): number {
    this.#put(this.#head, amount)
    this.#held += amount
    return this.#head
  }

  /** What is given back is given back where it was taken; what is too much counts from now on. */
  settle({ reserved, place, actual }: Pick<Settled, 'reserved' | 'place' | 'actual'>): null {
    const more = actual - reserved
    this.#held -= reserved
    if (more > 0) this.#put(this.#head, more)
    else if (this.#head - place < SLOTS_KEPT) this.#put(place, more)
    return null
  }

  giveBack(reserved: number, place: number): void {
    this.settle({ reserved, place, actual: 0 })
  }

  restore(limit: CountedLimit, uses: readonly { atMs: number; amount: number }[], now: Now): void {
    this.used(limit, now)
    const sums = new Map<number, number>()
    for (const { atMs, amount } of uses) {
      const slot = Math.min(this.#head, Math.floor((atMs + now.steadyMs - now.wallMs) / this.#slotMs))
      if (this.#head - slot < SLOTS_KEPT) sums.set(slot, (sums.get(slot) ?? 0) + amount)
    }
    for (const [slot, sum] of sums) this.#put(slot, Math.max(0, sum - (this.#slots[slot % SLOTS_KEPT] ?? 0)))
  }

  wait(asked: number, most: number, { steadyMs }: Now): Wait {
    if (asked > most) return { kind: 'never' }
    if (this.#slotMs > MINUTE_MS / SLOTS_PER_WINDOW && this.#sum - this.#held + asked <= most)
      return { kind: 'when-one-ends' }
    let over = this.#sum + asked - most
    let slot = Math.max(0, this.#head - SLOTS_PER_WINDOW)
    for (; slot < this.#head; slot++) {
      over -= this.#slots[slot % SLOTS_KEPT] ?? 0
      if (over <= 0) break
    }
    return { kind: 'after', ms: this.#leavesMs(slot) - steadyMs }
  }

  resetMs({ steadyMs }: Now): number {
    if (this.#sum === 0) return 0
    let slot = this.#head
    while (slot > 0 && this.#slots[slot % SLOTS_KEPT] === 0) slot--
    return this.#leavesMs(slot) - steadyMs
  }

  refused({ steadyMs }: Now): boolean {
    const isFirst = steadyMs - this.#refusedMs >= this.#slotMs * SLOTS_PER_WINDOW
    if (isFirst) this.#refusedMs = steadyMs
    return isFirst
  }

  isIdle({ steadyMs }: Now): boolean {
    return this.open === 0 && (this.#sum === 0 || this.#leavesMs(this.#head) <= steadyMs)
  }

  /** When a slot is no longer counted. */
  #leavesMs(slot: number): number {
    return (slot + SLOTS_KEPT) * this.#slotMs
  }

  #put(slot: number, amount: number): void {
    const index = slot % SLOTS_KEPT
    this.#slots[index] = (this.#slots[index] ?? 0) + amount
    this.#sum += amount
  }
}

/** What one window of a calendar has counted. */
interface Page {
  readonly startMs: number
  readonly endMs: number
  spent: number
  /** The highest percentage that was reported. */
  crossed: number
  hasRefused: boolean
}

class CalendarCount implements Count {
  open = 0
  #held = 0
  #page: Page
  /** Another window, mostly the one before, for a clock that is put back. */
  #other: Page | null = null
  #id: string
  readonly #calendar: CalendarWindows

  constructor(window: CalendarWindow, calendar: CalendarWindows) {
    this.#calendar = calendar
    this.#id = window.id
    this.#page = blankPage(0, 0)
  }

  used({ window }: CountedLimit, { wallMs }: Now): number {
    const page = this.#page
    if (wallMs >= page.endMs || wallMs < page.startMs || window.kind !== 'calendar' || window.id !== this.#id)
      this.#turn(window, wallMs)
    return this.#page.spent + this.#held
  }

  take(amount: number): number {
    this.#held += amount
    return 0
  }

  settle({ limit, reserved, actual, most }: Settled): Omit<Crossing, 'index'>[] | null {
    this.#held -= reserved
    return this.#spend(actual, limit, most)
  }

  giveBack(reserved: number): void {
    this.#held -= reserved
  }

  restore(limit: CountedLimit, uses: readonly { atMs: number; amount: number }[], now: Now): void {
    this.used(limit, now)
    const page = this.#page
    let sum = 0
    for (const { atMs, amount } of uses) if (page.startMs <= atMs && atMs < page.endMs) sum += amount
    if (sum <= page.spent) return
    page.spent = sum
    // Whatever was crossed before the start was reported before the start.
    for (const percent of limit.thresholds)
      if (sum >= (percent / 100) * mostAt(limit, now.wallMs)) page.crossed = Math.max(page.crossed, percent)
  }

  wait(asked: number, most: number, { wallMs }: Now): Wait {
    if (asked > most) return { kind: 'never' }
    if (this.#page.spent + asked <= most) return { kind: 'when-one-ends' }
    return { kind: 'after', ms: this.#page.endMs - wallMs }
  }

  resetMs({ wallMs }: Now): number {
    return this.#page.spent + this.#held === 0 ? 0 : this.#page.endMs - wallMs
  }

  refused(): boolean {
    const isFirst = !this.#page.hasRefused
    this.#page.hasRefused = true
    return isFirst
  }

  isIdle({ wallMs }: Now): boolean {
    return this.open === 0 && (this.#page.spent === 0 || this.#page.endMs <= wallMs)
  }

  #spend(amount: number, { thresholds }: CountedLimit, most: number): Omit<Crossing, 'index'>[] | null {
    const page = this.#page
    page.spent += amount
    let crossings: Omit<Crossing, 'index'>[] | null = null
    for (const percent of thresholds) {
      if (percent <= page.crossed) continue
      if (page.spent < (percent / 100) * most) break
      page.crossed = percent
      crossings ??= []
      const { startMs: windowStartMs, endMs: windowEndMs, spent: used } = page
      crossings.push({ percent, used, most, windowStartMs, windowEndMs })
    }
    return crossings
  }

  #turn(window: LimitWindow, wallMs: number): void {
    if (window.kind !== 'calendar') throw new Error('a limit changed its kind of window under one key')
    const { startMs, endMs } = this.#calendar.at(window, wallMs)
    const page = this.#page
    if (window.id !== this.#id) {
      // A new plan moved the boundaries: what was used stays used, in the window that now is in.
      this.#id = window.id
      this.#other = null
      this.#page = { ...page, startMs, endMs }
    } else {
      const other = this.#other
      this.#page = other?.startMs === startMs ? other : blankPage(startMs, endMs)
      // Of the pages that were known, the newest: a clock goes back less than it went forward.
      if (other === null || other === this.#page || other.startMs < page.startMs)
        this.#other = page.endMs === 0 ? null : page
    }
  }
}

function blankPage(startMs: number, endMs: number): Page {
  return { startMs, endMs, spent: 0, crossed: 0, hasRefused: false }
}
