import type { Reservation } from '../limits/index.ts'
import type { AwayDoor } from './away-door.ts'
import type { KnownLimit } from './known-limit.ts'
import type { Merge } from './redis-counters.ts'

/** What a replica that shares counters has to tell the store when it can be asked again. */
export interface SharedReservation extends Reservation {
  readonly id: string
  readonly known: readonly KnownLimit[]
  readonly atMs: number
  /** Under which name it is set aside in the store; null where it is not. */
  owner: string | null
  /** In the door, for one that was admitted while the store was away. */
  readonly local: { readonly door: AwayDoor; readonly reservation: Reservation } | null
  state: 'open' | 'ended'
}

export interface Unsent {
  readonly reservation: SharedReservation
  readonly owner: string
  readonly actual: readonly number[]
  /** `skip` for what was sent and not answered: if it is not open any more, it was done. */
  readonly unknown: 'count' | 'skip'
}

/** Sent until the store confirms it, and counted there once. */
export interface Batch {
  readonly epoch: string
  readonly name: string
  readonly merges: readonly Merge[]
  readonly pending: ReadonlyMap<KnownLimit, number>
}

/** The store has neither what these settled nor the reservations. */
export function oweAll(unsent: readonly Unsent[], nowMs: number): void {
  for (const { reservation, actual } of unsent)
    for (const [i, one] of reservation.known.entries()) one.owe(actual[i] ?? 0, nowMs)
}

/** `isLost`: the store has nothing, so all that this replica knows goes in, its own use and what it saw of others'. */
export function batchOf(
  known: Iterable<KnownLimit>,
  { epoch, name, isLost }: { epoch: string; name: string; isLost: boolean },
  nowMs: number,
): Batch | null {
  const merges: Merge[] = []
  const pending = new Map<KnownLimit, number>()
  for (const one of known) {
    const { limit } = one
    one.turn(nowMs)
    if (one.pending > 0) pending.set(one, one.pending)
    if (limit.window.kind === 'sliding' && isLost) {
      const uses = one.uses(nowMs)
      if (uses.length > 0) merges.push({ limit, how: 'add', uses })
      continue
    }
    if (isLost && one.spent > 0)
      merges.push({ limit, how: 'base', uses: [{ atMs: nowMs, amount: one.spent }] })
    if (one.pending > 0) merges.push({ limit, how: 'add', uses: [{ atMs: nowMs, amount: one.pending }] })
  }
  return merges.length === 0 ? null : { epoch, name, merges, pending }
}
