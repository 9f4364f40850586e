import {
  type Boundaries,
  type CalendarWindows,
  type CountedLimit,
  mostAt,
  SLOTS_PER_WINDOW,
} from '../limits/index.ts'

const SLOTS_KEPT = SLOTS_PER_WINDOW + 1

/** What one replica knows of a limit that it shares: its own use, and what was left when the store last answered. */
export class KnownLimit {
  limit: CountedLimit
  /** Of all replicas, as of the last answer; null before the first one. */
  left: number | null = null
  /** Settled by all replicas in the calendar's window, as of the last answer. */
  spent = 0
  /** Where `left` and `spent` hold; null for windows that slide. */
  boundaries: Boundaries | null = null
  /** Settled by this replica and not known to be counted in the store. */
  pending = 0
  /** Set aside in the store by this replica. */
  held = 0
  heldAtFall = 0
  readonly #calendar: CalendarWindows
  readonly #slotMs: number
  readonly #slots: Float64Array
  #head = 0

  constructor(limit: CountedLimit, calendar: CalendarWindows) {
    this.limit = limit
    this.#calendar = calendar
    const slides = limit.window.kind === 'sliding'
    this.#slotMs = limit.window.kind === 'sliding' ? limit.window.lengthMs / SLOTS_PER_WINDOW : 1
    this.#slots = new Float64Array(slides ? SLOTS_KEPT : 0)
  }

  /** Notes what was settled: what was set aside counts from then, what came on top of it from now. */
  use(reserved: number, reservedMs: number, actual: number, nowMs: number): void {
    if (this.#slots.length === 0) return
    this.#slide(nowMs)
    this.#put(Math.floor(reservedMs / this.#slotMs), Math.min(actual, reserved))
    this.#put(this.#head, Math.max(0, actual - reserved))
  }

  noteLeft(left: number, nowMs: number): void {
    this.turn(nowMs)
    this.left = left
  }

  noteSpent(spent: number, nowMs: number): void {
    this.turn(nowMs)
    this.spent = Math.max(this.spent, spent)
  }

  /** Of this replica's use, what the store has to be told. */
  owe(amount: number, nowMs: number): void {
    if (this.limit.window.kind === 'at-once') return
    this.turn(nowMs)
    this.pending += amount
  }

  /** What was settled in a window of the calendar that is over is of no more use. */
  turn(nowMs: number): void {
    const { window } = this.limit
    const { boundaries } = this
    if (window.kind !== 'calendar') return
    if (boundaries !== null && boundaries.startMs <= nowMs && nowMs < boundaries.endMs) return
    this.boundaries = this.#calendar.at(window, nowMs)
    this.spent = 0
    this.pending = 0
  }

  /** Own use in the window that now ends, each slot at its last instant. */
  uses(nowMs: number): { atMs: number; amount: number }[] {
    if (this.#slots.length === 0) return []
    this.#slide(nowMs)
    const uses: { atMs: number; amount: number }[] = []
    for (let slot = Math.max(0, this.#head - SLOTS_PER_WINDOW); slot <= this.#head; slot++) {
      const amount = this.#slots[slot % SLOTS_KEPT] ?? 0
      if (amount > 0) uses.push({ atMs: Math.min(nowMs, (slot + 1) * this.#slotMs - 1), amount })
    }
    return uses
  }

  /**
   * What this replica may use while nobody can be asked: its part of what was left; in windows that began since, of all.
   * The parts of all replicas together are no more than there was.
   */
  share(replicas: number | null, fallenMs: number, nowMs: number): number {
    const { window } = this.limit
    const most = mostAt(this.limit, nowMs)
    if (replicas === null) return 0
    const part = Math.floor(most / replicas)
    if (this.left === null) return window.kind === 'calendar' ? 0 : part
    const partLeft = Math.min(most, Math.floor(this.left / replicas))
    if (window.kind === 'at-once') return partLeft + Math.max(0, this.heldAtFall - this.held)
    const isSame =
      window.kind === 'calendar'
        ? this.boundaries !== null && nowMs < this.boundaries.endMs
        : nowMs - fallenMs < window.lengthMs + this.#slotMs
    return isSame ? partLeft : part
  }

  #slide(nowMs: number): void {
    const slot = Math.floor(nowMs / this.#slotMs)
    if (slot - this.#head >= SLOTS_KEPT) this.#slots.fill(0)
    else for (let passed = this.#head + 1; passed <= slot; passed++) this.#slots[passed % SLOTS_KEPT] = 0
    this.#head = Math.max(this.#head, slot)
  }

  #put(slot: number, amount: number): void {
    const at = Math.min(slot, this.#head)
    if (this.#head - at < SLOTS_KEPT)
      this.#slots[at % SLOTS_KEPT] = (this.#slots[at % SLOTS_KEPT] ?? 0) + amount
  }
}
