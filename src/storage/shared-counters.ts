import type { Clock, Log, Random } from '../base/index.ts'
import {
  CalendarWindows,
  type CountedLimit,
  type Counters,
  type Crossing,
  type Decision,
  type Left,
  mostAt,
  type Reservation,
  type RestoredUse,
} from '../limits/index.ts'
import { AwayDoor, type WhenAway } from './away-door.ts'
import { KnownLimit } from './known-limit.ts'
import { checkAmount, RedisCounters } from './redis-counters.ts'
import { CountersAway, RedisLink, type RedisLinkOptions } from './redis-link.ts'
import { type Batch, batchOf, oweAll, type SharedReservation, type Unsent } from './untold-use.ts'

/**
 * Counters that replicas share, and what one replica does while it cannot ask: it goes on with its last share of what was
 * left, or refuses, and tells the store afterwards what it used. When the store lost all it held, each replica brings
 * back what it knows, and the store stays shut until those that live had the time to.
 */
export interface SharedCountersOptions extends RedisLinkOptions {
  readonly workload: string
  readonly leaseMs?: number
  readonly whenAway: (limit: CountedLimit) => WhenAway
  /** The limits of the plan, so that what is left of each is known before it is needed. */
  readonly limits: () => readonly CountedLimit[]
  /** How long a store that lost everything waits for all to come back. */
  readonly regatherMs?: number
}

export interface SharedCountersState {
  readonly mode: 'shared' | 'away'
  readonly sinceMs: number
  /** Replicas that count here, this one included; null before the first answer. */
  readonly replicas: number | null
  /** Settlements that the store has not been told. */
  readonly unsent: number
  readonly open: number
  /** How often it was away, and how often it came back with nothing. */
  readonly falls: number
  readonly losses: number
  readonly lastError: string | null
}

const BEAT_MS = 1_000
const DEFAULT_REGATHER_MS = 600
/** Calls wait for so long, just before a store that lost everything opens, so that nothing is used that it is not told. */
const HOLD_MS = 100
const RETRY_MS = 50
/** Of the plan's limits, how many are looked at in one beat. */
const REFRESHED_PER_BEAT = 500

export class SharedCounters implements Counters {
  readonly #options: SharedCountersOptions
  readonly #link: RedisLink
  readonly #remote: RedisCounters
  readonly #clock: Clock
  readonly #log: Log
  readonly #name: string
  readonly #calendar = new CalendarWindows()
  readonly #known = new Map<string, KnownLimit>()
  readonly #knownByList = new WeakMap<readonly CountedLimit[], readonly KnownLimit[]>()
  readonly #open = new Set<SharedReservation>()
  readonly #formerOwners = new Set<string>()
  readonly #stopBeating: () => void
  #unsent: Unsent[] = []
  /** By key of limit: for a store that is away, or loses it. */
  readonly #restored = new Map<string, RestoredUse>()
  #batch: Batch | null = null
  #mode: 'shared' | 'away' = 'away'
  #sinceMs: number
  #door: AwayDoor
  #epoch: string | null = null
  #joinedOwner: string | null = null
  #replicas: number | null = null
  #hold: { readonly promise: Promise<void>; readonly release: () => void } | null = null
  #isRejoining = false
  #isClosed = false
  #lastNumber = 0
  #refreshed = 0
  #falls = 0
  #losses = 0
  #lastError: string | null = null

  constructor(options: SharedCountersOptions) {
    this.#options = options
    const { clock, log, random } = options
    this.#clock = clock
    this.#log = log
    this.#name = nameFrom(random)
    this.#link = new RedisLink(options)
    const { workload, leaseMs } = options
    const lease = leaseMs === undefined ? {} : { leaseMs }
    this.#remote = new RedisCounters({ link: this.#link, workload, owner: this.#name, ...lease })
    this.#sinceMs = clock.nowMs()
    this.#door = new AwayDoor(options.whenAway, null, this.#sinceMs)
    this.#link.onChange((isUp) => (isUp ? void this.#rejoin() : this.#fall('the connection was lost')))
    this.#stopBeating = clock.every(BEAT_MS, () => void this.#tend())
    this.#link.connect()
  }

  /** To the store, for what else replicas share in it. */
  get link(): RedisLink {
    return this.#link
  }

  get state(): SharedCountersState {
    return {
      mode: this.#mode,
      sinceMs: this.#sinceMs,
      replicas: this.#replicas,
      unsent: this.#unsent.length,
      open: this.#open.size,
      falls: this.#falls,
      losses: this.#losses,
      lastError: this.#mode === 'shared' ? null : (this.#lastError ?? this.#link.lastError),
    }
  }

  async reserve(
    limits: readonly CountedLimit[],
    amounts: readonly number[],
    nowMs: number,
  ): Promise<Decision> {
    for (let i = 0; i < limits.length; i++) checkAmount(limits[i] as CountedLimit, amounts[i] as number)
    if (limits.length === 0) return admitUnlimited(limits, amounts, nowMs)
    if (this.#hold !== null) await this.#hold.promise
    const known = this.#knownOf(limits)
    if (this.#mode === 'away') return this.#reserveAway(limits, known, amounts, nowMs)
    let decision: Decision
    const { owner } = this.#remote
    try {
      decision = await this.#remote.reserve(limits, amounts, nowMs)
    } catch (error) {
      this.#fallBy(error)
      return this.#reserveAway(limits, known, amounts, nowMs)
    }
    this.#replicas = this.#remote.replicas
    if (decision.kind === 'refused') {
      for (const { index, left } of decision.refusals) known[index]?.noteLeft(left, nowMs)
      return decision
    }
    for (let i = 0; i < known.length; i++) {
      const one = known[i] as KnownLimit
      one.noteLeft(decision.left[i] as number, nowMs)
      one.held += amounts[i] as number
    }
    const { id } = decision.reservation as Reservation & { readonly id: string }
    const reservation = this.#opened(limits, known, amounts, { id, owner, local: null, atMs: nowMs })
    return { ...decision, reservation }
  }

  async settle(given: Reservation, actual: readonly number[], nowMs: number): Promise<readonly Crossing[]> {
    const reservation = given as SharedReservation
    if (reservation.state === 'ended') return []
    for (let i = 0; i < reservation.limits.length; i++)
      checkAmount(reservation.limits[i] as CountedLimit, actual[i] as number)
    this.#ended(reservation)
    const { known, amounts, atMs, owner } = reservation
    for (let i = 0; i < known.length; i++)
      known[i]?.use(amounts[i] as number, atMs, actual[i] as number, nowMs)
    reservation.local?.door.settle(reservation.local.reservation, actual, nowMs)
    if (owner === null) {
      for (let i = 0; i < known.length; i++) known[i]?.owe(actual[i] as number, nowMs)
      return []
    }
    if (this.#mode === 'away') {
      this.#unsent.push({ reservation, owner, actual, unknown: 'count' })
      return []
    }
    try {
      const { id, limits } = reservation
      const answer = await this.#remote.settleOnce({ id, owner, limits, amounts }, actual, nowMs, 'count')
      for (const { index, spent } of answer.settled) known[index]?.noteSpent(spent, nowMs)
      return answer.crossings
    } catch (error) {
      this.#unsent.push({ reservation, owner, actual, unknown: 'skip' })
      this.#fallBy(error)
      return []
    }
  }

  async release(given: Reservation, nowMs: number): Promise<void> {
    const reservation = given as SharedReservation
    if (reservation.state === 'ended') return
    this.#ended(reservation)
    reservation.local?.door.release(reservation.local.reservation, nowMs)
    const { owner, id } = reservation
    if (owner === null) return
    try {
      if (this.#mode === 'shared') return await this.#remote.releaseOnce({ id, owner }, nowMs)
    } catch (error) {
      this.#fallBy(error)
    }
    const nothing = reservation.amounts.map(() => 0)
    this.#unsent.push({ reservation, owner, actual: nothing, unknown: 'skip' })
  }

  async left(limits: readonly CountedLimit[], nowMs: number): Promise<readonly Left[]> {
    if (this.#mode === 'shared') {
      try {
        return await this.#look(limits, nowMs)
      } catch (error) {
        this.#fallBy(error)
      }
    }
    // As it was when it was last known.
    return this.#knownOf(limits).map(({ limit, left }) => {
      const most = mostAt(limit, nowMs)
      return { most, used: most - Math.min(most, left ?? 0), left: Math.min(most, left ?? 0), resetMs: null }
    })
  }

  async restore(uses: readonly RestoredUse[], nowMs: number): Promise<void> {
    for (const one of uses) this.#restored.set(one.limit.key, one)
    if (this.#mode === 'away') return
    await this.#remote.restore(uses, nowMs).catch((error: unknown) => this.#fallBy(error))
  }

  async beat(nowMs: number): Promise<void> {
    if (this.#mode === 'away') return
    await this.#remote.beat(nowMs).catch((error: unknown) => this.#fallBy(error))
  }

  async close(nowMs: number): Promise<void> {
    this.#isClosed = true
    this.#stopBeating()
    this.#hold?.release()
    if (this.#mode === 'shared')
      await this.#remote
        .close(nowMs)
        .catch(() => this.#log.warn({}, 'shared counters: what was open is given back when its lease ends'))
    this.#link.close()
  }

  #knownOf(limits: readonly CountedLimit[]): readonly KnownLimit[] {
    let known = this.#knownByList.get(limits)
    if (known === undefined) {
      known = limits.map((limit) => {
        let one = this.#known.get(limit.key)
        if (one === undefined) this.#known.set(limit.key, (one = new KnownLimit(limit, this.#calendar)))
        one.limit = limit
        return one
      })
      this.#knownByList.set(limits, known)
    }
    return known
  }

  #reserveAway(
    limits: readonly CountedLimit[],
    known: readonly KnownLimit[],
    amounts: readonly number[],
    nowMs: number,
  ): Decision {
    const door = this.#door
    const decision = door.reserve(limits, known, amounts, nowMs)
    if (decision.kind === 'refused') return decision
    const id = `away-${++this.#lastNumber}`
    const local = { door, reservation: decision.reservation }
    return {
      ...decision,
      reservation: this.#opened(limits, known, amounts, { id, owner: null, local, atMs: nowMs }),
    }
  }

  #opened(
    limits: readonly CountedLimit[],
    known: readonly KnownLimit[],
    amounts: readonly number[],
    rest: Pick<SharedReservation, 'id' | 'owner' | 'local' | 'atMs'>,
  ): SharedReservation {
    const reservation: SharedReservation = { limits, amounts, known, ...rest, state: 'open' }
    this.#open.add(reservation)
    return reservation
  }

  #ended(reservation: SharedReservation): void {
    reservation.state = 'ended'
    this.#open.delete(reservation)
    if (reservation.owner === null) return
    for (let i = 0; i < reservation.known.length; i++) {
      const one = reservation.known[i] as KnownLimit
      one.held -= reservation.amounts[i] as number
    }
  }

  async #look(limits: readonly CountedLimit[], nowMs: number): Promise<readonly Left[]> {
    const known = this.#knownOf(limits)
    const answer = await this.#remote.left(limits, nowMs)
    this.#replicas = this.#remote.replicas
    for (const [i, { left, spent }] of answer.entries()) {
      const one = known[i] as KnownLimit
      one.noteLeft(left, nowMs)
      one.noteSpent(spent, nowMs)
    }
    return answer
  }

  /** Says that this replica lives, tells what the store has not been told, and looks at what is left. */
  async #tend(): Promise<void> {
    if (this.#mode === 'away' || this.#isClosed) return
    try {
      if (this.#epoch !== null) await this.#deliver(this.#epoch)
      await this.#refresh()
    } catch (error) {
      this.#fallBy(error)
    }
  }

  async #refresh(): Promise<void> {
    const limits = this.#options.limits()
    if (this.#refreshed >= limits.length) this.#refreshed = 0
    const some = limits.slice(this.#refreshed, this.#refreshed + REFRESHED_PER_BEAT)
    this.#refreshed += some.length
    await this.#look(some, this.#clock.nowMs())
  }

  #fallBy(error: unknown): void {
    if (!(error instanceof CountersAway)) throw error
    this.#fall(error.message)
    if (this.#link.isUp) this.#clock.after(RETRY_MS, () => void this.#rejoin())
  }

  #fall(reason: string): void {
    this.#lastError = reason
    if (this.#mode === 'away') return
    this.#mode = 'away'
    this.#falls++
    this.#sinceMs = this.#clock.nowMs()
    for (const one of this.#known.values()) one.heldAtFall = one.held
    this.#door = new AwayDoor(this.#options.whenAway, this.#replicas, this.#sinceMs)
    this.#log.warn(
      { reason, replicas: this.#replicas },
      'shared counters are away; each replica goes on by itself',
    )
  }

  async #rejoin(): Promise<void> {
    if (this.#isRejoining || this.#mode === 'shared') return
    this.#isRejoining = true
    while (this.#link.isUp && this.#mode === 'away' && !this.#isClosed) {
      try {
        await this.#joinOnce()
      } catch (error) {
        if (!(error instanceof CountersAway)) throw error
        this.#lastError = error.message
        this.#mode = 'away'
        await this.#clock.sleep(RETRY_MS)
      } finally {
        this.#hold?.release()
        this.#hold = null
      }
    }
    this.#isRejoining = false
  }

  async #joinOnce(): Promise<void> {
    const owner = this.#newName()
    const newEpoch = `${owner}.${this.#clock.nowMs()}`
    const shutMs = this.#options.regatherMs ?? DEFAULT_REGATHER_MS
    const hadEpoch = this.#epoch
    const joined = await this.#remote.join(owner, { hadEpoch, newEpoch, shutMs }, this.#clock.nowMs())
    const isLost = hadEpoch !== null && hadEpoch !== joined.epoch
    if (this.#joinedOwner !== null) this.#formerOwners.add(this.#joinedOwner)
    this.#joinedOwner = owner
    await this.#deliver(joined.epoch)
    if (isLost || hadEpoch === null)
      await this.#remote.restore([...this.#restored.values()], this.#clock.nowMs())
    if (joined.waitMs > 0) {
      await this.#clock.sleep(Math.max(0, joined.waitMs - HOLD_MS))
      this.#holdCalls()
      await this.#deliver(joined.epoch)
      await this.#clock.sleep(Math.min(HOLD_MS, joined.waitMs))
    }
    await this.#refresh()
    // What is sent here goes before whatever is asked from now on.
    const delivered = this.#deliver(joined.epoch)
    this.#mode = 'shared'
    this.#sinceMs = this.#clock.nowMs()
    if (isLost) this.#losses++
    await delivered
    this.#log.info({ replicas: this.#replicas, isLost }, 'counters are shared')
  }

  #newName(): string {
    return `${this.#name}.${++this.#lastNumber}`
  }

  #holdCalls(): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#hold = { promise, release: resolve }
  }

  /** Tells the store all that it does not know; all of it is sent before this gives back its promise. */
  async #deliver(epoch: string): Promise<void> {
    const nowMs = this.#clock.nowMs()
    const remote = this.#remote
    const isLost = this.#epoch !== null && this.#epoch !== epoch
    const unsent = this.#unsent
    this.#unsent = []
    if (isLost) oweAll(unsent, nowMs)
    const settled = isLost ? [] : unsent
    const sent: Promise<unknown>[] = settled.map(
      ({ reservation: { id, limits, amounts }, owner, actual, unknown }) =>
        remote.settleOnce({ id, owner, limits, amounts }, actual, nowMs, unknown),
    )
    const reopened = [...this.#open].filter(({ owner }) => owner !== remote.owner)
    sent.push(remote.reopen(reopened, nowMs))
    for (const one of reopened) {
      if (one.owner === null)
        for (let i = 0; i < one.known.length; i++)
          (one.known[i] as KnownLimit).held += one.amounts[i] as number
      one.owner = remote.owner
    }
    const former = [...this.#formerOwners]
    if (!isLost) for (const owner of former) sent.push(remote.close(nowMs, owner))
    const batch =
      this.#batch?.epoch === epoch
        ? this.#batch
        : batchOf(this.#known.values(), { epoch, name: this.#newName(), isLost }, nowMs)
    this.#batch = batch
    if (batch !== null) sent.push(remote.merge(batch.merges, nowMs, batch.name))
    try {
      await Promise.all(sent)
    } catch (error) {
      // What was sent may have been done.
      this.#unsent.push(...settled.map((one) => ({ ...one, unknown: 'skip' as const })))
      throw error
    }
    for (const owner of former) this.#formerOwners.delete(owner)
    if (batch !== null)
      for (const [one, amount] of batch.pending) one.pending = Math.max(0, one.pending - amount)
    this.#batch = null
    this.#epoch = epoch
  }
}

/** What no limit binds asks nobody. */
function admitUnlimited(limits: readonly CountedLimit[], amounts: readonly number[], atMs: number): Decision {
  const reservation: SharedReservation = {
    limits,
    amounts,
    id: '',
    known: [],
    atMs,
    owner: null,
    local: null,
    state: 'open',
  }
  return { kind: 'admitted', reservation, left: [], wouldRefuse: [] }
}

function nameFrom(random: Random): string {
  return Array.from({ length: 4 }, () => Math.floor(random.next() * 36 ** 4).toString(36)).join('')
}
