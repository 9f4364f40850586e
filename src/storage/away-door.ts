import {
  type CountedLimit,
  type Decision,
  type MemoryCounters,
  MemoryCounterStore,
  mostAt,
  type Refusal,
  type Reservation,
} from '../limits/index.ts'
import type { KnownLimit } from './known-limit.ts'

/** What happens to a limit while the shared store cannot be asked. */
export type WhenAway = 'last-share' | 'refuse'

/** When to ask again: about when the store is next tried. */
const ASK_AGAIN_MS = 1_000

/** Admits while the shared store is away: by this replica's last share of each limit, or not at all, as is written. */
export class AwayDoor {
  readonly #store: MemoryCounters = new MemoryCounterStore({ leaseMs: Number.MAX_SAFE_INTEGER }).open()
  readonly #whenAway: (limit: CountedLimit) => WhenAway
  readonly #replicas: number | null
  readonly #fallenMs: number

  constructor(whenAway: (limit: CountedLimit) => WhenAway, replicas: number | null, fallenMs: number) {
    this.#whenAway = whenAway
    this.#replicas = replicas
    this.#fallenMs = fallenMs
  }

  reserve(
    asked: readonly CountedLimit[],
    known: readonly KnownLimit[],
    amounts: readonly number[],
    nowMs: number,
  ): Decision {
    const closed: Refusal[] = []
    const limits = asked.map((limit, index): CountedLimit => {
      if (limit.enforced && this.#whenAway(limit) === 'refuse')
        closed.push(awayRefusal(limit, index, amounts[index] ?? 0, nowMs))
      const amount = (known[index] as KnownLimit).share(this.#replicas, this.#fallenMs, nowMs)
      return { ...limit, amount, raises: [], thresholds: [] }
    })
    if (closed.length > 0) return { kind: 'refused', refusals: closed, wouldRefuse: [] }
    const decision = this.#store.reserve(limits, amounts, nowMs)
    if (decision.kind === 'admitted') return decision
    return {
      ...decision,
      // More than the share is not more than the limit ever allows.
      refusals: decision.refusals.map((one) => {
        const limit = asked[one.index] as CountedLimit
        const most = mostAt(limit, nowMs)
        if (one.asked > most) return { ...one, most }
        return { ...awayRefusal(limit, one.index, one.asked, nowMs), left: one.left }
      }),
    }
  }

  settle(reservation: Reservation, actual: readonly number[], nowMs: number): void {
    this.#store.settle(reservation, actual, nowMs)
  }

  release(reservation: Reservation, nowMs: number): void {
    this.#store.release(reservation, nowMs)
  }
}

/** Not that it is used up, which nobody can know: that it may be free again soon. */
export function awayRefusal(limit: CountedLimit, index: number, asked: number, nowMs: number): Refusal {
  const wait =
    limit.window.kind === 'calendar'
      ? ({ kind: 'when-one-ends' } as const)
      : ({ kind: 'after', ms: ASK_AGAIN_MS } as const)
  return { index, most: mostAt(limit, nowMs), left: 0, asked, wait, isFirst: false }
}
