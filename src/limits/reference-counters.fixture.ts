import type { CalendarWindow } from '../workload/index.ts'
import { windowAt } from './calendar-window.ts'
import { type CountedLimit, mostAt, SLOTS_PER_WINDOW } from './counters.ts'

/** The promises of `Counters` in the plainest way: all that ever happened is kept, and added up anew each time. */
export interface Charge {
  readonly owner: number
  readonly limits: readonly CountedLimit[]
  readonly amounts: readonly number[]
  readonly steadyMs: number
  state: 'open' | 'ended' | 'expired'
}

interface Use {
  readonly key: string
  readonly steadyMs: number
  readonly wallMs: number
  readonly of: Charge
  readonly amount: number
}

export class ReferenceCounters {
  readonly #leaseMs: number
  readonly #seen = new Map<number, number>()
  #uses: Use[] = []
  readonly #charges: Charge[] = []
  readonly #starts = new Map<string, number>()
  readonly #told = new Set<string>()
  #wallMs = 0
  #steadyMs = Number.NEGATIVE_INFINITY
  #aheadMs = 0

  constructor(leaseMs: number) {
    this.#leaseMs = leaseMs
  }

  hear(owner: number, nowMs: number): void {
    const behindMs = this.#steadyMs - (nowMs + this.#aheadMs)
    if (behindMs > 5_000) this.#aheadMs += behindMs
    this.#wallMs = nowMs
    this.#steadyMs = Math.max(this.#steadyMs, nowMs + this.#aheadMs)
    this.#seen.set(owner, this.#steadyMs)
    for (const charge of this.#charges)
      if (charge.state === 'open' && this.#steadyMs - (this.#seen.get(charge.owner) ?? 0) >= this.#leaseMs)
        this.#end(charge, 'expired')
  }

  reserve(owner: number, limits: readonly CountedLimit[], amounts: readonly number[]): Charge | number[] {
    const refusing = limits.flatMap((limit, i) =>
      limit.enforced && this.used(limit) + Math.max(1, amounts[i] ?? 0) > mostAt(limit, this.#wallMs)
        ? [i]
        : [],
    )
    if (refusing.length > 0) return refusing
    const charge: Charge = { owner, limits, amounts, steadyMs: this.#steadyMs, state: 'open' }
    this.#charges.push(charge)
    for (const [i, { key, window }] of limits.entries())
      if (window.kind === 'sliding') this.#use(key, amounts[i] ?? 0, charge)
    return charge
  }

  /** The percentages that are crossed. */
  settle(charge: Charge, actual: readonly number[]): number[] {
    const { state, limits, amounts } = charge
    if (state === 'ended') return []
    this.#end(charge, 'ended')
    return limits.flatMap((limit, i) => {
      const used = actual[i] ?? 0
      // Where a window slides, what was set aside counts from then, and only what came on top of it from now.
      const before = limit.window.kind === 'sliding' && state === 'open' ? Math.min(used, amounts[i] ?? 0) : 0
      this.#use(limit.key, before, charge, charge.steadyMs)
      this.#use(limit.key, used - before, charge)
      return limit.thresholds.filter((percent) => this.#tell(limit, percent))
    })
  }

  release(charge: Charge): void {
    if (charge.state !== 'ended') this.#end(charge, 'ended')
  }

  used(limit: CountedLimit): number {
    const { key, window } = limit
    const uses = this.#uses.filter((use) => use.key === key)
    if (window.kind === 'sliding') {
      const slotMs = window.lengthMs / SLOTS_PER_WINDOW
      const oldest = Math.floor(this.#steadyMs / slotMs) - SLOTS_PER_WINDOW
      return sum(uses.filter(({ steadyMs }) => Math.floor(steadyMs / slotMs) >= oldest))
    }
    const held = this.#charges.flatMap(({ state, limits, amounts }) =>
      state === 'open' ? limits.map((one, i) => (one.key === key ? (amounts[i] ?? 0) : 0)) : [],
    )
    const isNow = ({ wallMs }: Use): boolean =>
      window.kind === 'calendar' && this.#startOf(window, wallMs) === this.#startOf(window, this.#wallMs)
    return held.reduce((total, one) => total + one, 0) + sum(uses.filter(isNow))
  }

  /** What a window of exactly the promised length holds; the rest is as `used`. */
  usedExactly(limit: CountedLimit): number {
    const { key, window } = limit
    if (window.kind !== 'sliding') return this.used(limit)
    const since = this.#steadyMs - window.lengthMs
    return sum(this.#uses.filter((use) => use.key === key && use.steadyMs > since))
  }

  #tell(limit: CountedLimit, percent: number): boolean {
    const { window, key } = limit
    if (window.kind !== 'calendar') return false
    const startMs = this.#startOf(window, this.#wallMs)
    const told = `${key} ${startMs} ${percent}`
    const spent = sum(
      this.#uses.filter((use) => use.key === key && this.#startOf(window, use.wallMs) === startMs),
    )
    if (this.#told.has(told) || spent < (percent / 100) * mostAt(limit, this.#wallMs)) return false
    this.#told.add(told)
    return true
  }

  #startOf(window: CalendarWindow, wallMs: number): number {
    const known = this.#starts.get(`${window.id} ${wallMs}`) ?? windowAt(window, wallMs).startMs
    this.#starts.set(`${window.id} ${wallMs}`, known)
    return known
  }

  #use(key: string, amount: number, of: Charge, steadyMs: number = this.#steadyMs): void {
    this.#uses.push({ key, amount, of, steadyMs, wallMs: this.#wallMs })
  }

  /** What was taken at admission goes with it. */
  #end(charge: Charge, state: Charge['state']): void {
    if (charge.state === 'open') this.#uses = this.#uses.filter((use) => use.of !== charge)
    charge.state = state
  }
}

function sum(uses: readonly Use[]): number {
  return uses.reduce((total, { amount }) => total + amount, 0)
}
