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
import { CountersAway, type RedisLink } from './redis-link.ts'
import { type RedisScript, SCRIPTS } from './redis-scripts.ts'
import { readRefusals, readSettled, type Settled, TAB, thresholdWord, windowWords } from './redis-words.ts'

/**
 * Counters in Redis or Valkey, for one owner; one script for each step, so that each is atomic. Throws `CountersAway`
 * for whatever the store did not answer; `SharedCounters` says what happens then.
 *
 * Keys, all with one hash tag: a reservation takes from limits of consumers, models and deployments in one step, and a
 * cluster runs a script only where all its keys lie on one shard. So a workload's counters are on one shard, which does
 * about 10,000 exchanges a second (`bench/counters/main.ts`); other workloads may lie on others.
 * - `{causeway:NAME}:clock`: the steady clock and the epoch, see `join.lua`
 * - `{causeway:NAME}:owners`: who lives, by when it was last heard of
 * - `{causeway:NAME}:open:OWNER`: what an owner has set aside, so that others can give it back when it is dead
 * - `{causeway:NAME}:untold`: thresholds that were reached, until somebody keeps the notice, see `untold-crossings.ts`
 * - `{causeway:NAME}:n:LIMIT`: what one limit counts; expires by itself when its window is long over
 */
export interface RedisCountersOptions {
  readonly link: RedisLink
  readonly workload: string
  readonly owner: string
  readonly leaseMs?: number
  /** `server`: windows that slide and leases follow the store's clock, whatever those of replicas say. */
  readonly clock?: 'server' | 'caller'
}

export interface RedisReservation extends Reservation {
  readonly id: string
  readonly owner: string
  state: 'open' | 'ended'
}

export interface Joined {
  readonly epoch: string
  /** Until those have come back that had counted here before the store lost it. */
  readonly waitMs: number
}

/** What to count as used beside, or below, what is counted. */
export interface Merge {
  readonly limit: CountedLimit
  readonly how: 'floor' | 'base' | 'add'
  readonly uses: readonly { readonly atMs: number; readonly amount: number }[]
}

/** What is open, to be set aside again. */
export interface Reopened {
  readonly id: string
  readonly limits: readonly CountedLimit[]
  readonly amounts: readonly number[]
  readonly atMs: number
}

export interface LeftAndSettled extends Left {
  readonly spent: number
}

const DEFAULT_LEASE_MS = 10_000
/** For limits, or reservations, that one script handles when there are many. */
const CHUNK = 200

export class RedisCounters implements Counters {
  readonly #link: RedisLink
  readonly #prefix: string
  readonly #leaseMs: number
  readonly #clock: 'server' | 'caller'
  readonly #calendar = new CalendarWindows()
  /** By the list, which is the same for the same consumer, model and deployment. */
  readonly #keys = new WeakMap<readonly CountedLimit[], readonly string[]>()
  #owner: string
  #epoch = '-'
  #lastId = 0
  #replicas = 1

  constructor({ link, workload, owner, leaseMs = DEFAULT_LEASE_MS, clock = 'server' }: RedisCountersOptions) {
    this.#link = link
    this.#prefix = `{causeway:${workload}}:`
    this.#leaseMs = leaseMs
    this.#clock = clock
    this.#owner = owner
  }

  get epoch(): string {
    return this.#epoch
  }

  get owner(): string {
    return this.#owner
  }

  /** Owners that live, this one included, as of the last answer. */
  get replicas(): number {
    return this.#replicas
  }

  async reserve(
    limits: readonly CountedLimit[],
    amounts: readonly number[],
    nowMs: number,
  ): Promise<Decision> {
    const id = (++this.#lastId).toString(36)
    let words = id
    for (let i = 0; i < limits.length; i++) {
      const limit = limits[i] as CountedLimit
      const amount = amounts[i] as number
      checkAmount(limit, amount)
      words += `\t${windowWords(limit, this.#calendar, nowMs)}\t${mostAt(limit, nowMs)}\t${limit.enforced ? 1 : 0}\t${amount}`
    }
    const reply = await this.#run(SCRIPTS.reserve, limits, words, nowMs)
    if (reply[0] === 'W') throw new CountersAway('waits for the other replicas')
    this.#replicas = Number(reply[1])
    if (reply[0] === 'R') return { kind: 'refused', ...readRefusals(reply, 2, limits, amounts, nowMs) }
    const left: number[] = []
    for (let i = 0; i < limits.length; i++) left.push(Number(reply[i + 2]))
    const reservation: RedisReservation = { limits, amounts, id, owner: this.#owner, state: 'open' }
    const from = limits.length + 2
    const wouldRefuse =
      reply.length === from ? [] : readRefusals(reply, from, limits, amounts, nowMs).wouldRefuse
    return { kind: 'admitted', reservation, left, wouldRefuse }
  }

  async settle(
    reservation: Reservation,
    actual: readonly number[],
    nowMs: number,
  ): Promise<readonly Crossing[]> {
    const own = reservation as RedisReservation
    if (own.state === 'ended') return []
    for (let i = 0; i < own.limits.length; i++)
      checkAmount(own.limits[i] as CountedLimit, actual[i] as number)
    own.state = 'ended'
    return (await this.settleOnce(own, actual, nowMs, 'count')).crossings
  }

  /** `unknown`: what to do when the reservation is not open. */
  async settleOnce(
    { id, owner, limits }: Omit<RedisReservation, 'state'>,
    actual: readonly number[],
    nowMs: number,
    unknown: 'count' | 'skip',
  ): Promise<{ crossings: readonly Crossing[]; settled: readonly Settled[] }> {
    let words = `${id}\t${unknown}`
    for (let i = 0; i < limits.length; i++) {
      const limit = limits[i] as CountedLimit
      words += `\t${windowWords(limit, this.#calendar, nowMs)}\t${mostAt(limit, nowMs)}\t${thresholdWord(limit)}\t${actual[i]}`
    }
    const reply = await this.#run(SCRIPTS.settle, limits, words, nowMs, owner)
    return readSettled(reply, limits, this.#calendar, nowMs)
  }

  async release(reservation: Reservation, nowMs: number): Promise<void> {
    const own = reservation as RedisReservation
    if (own.state === 'ended') return
    own.state = 'ended'
    await this.releaseOnce(own, nowMs)
  }

  async releaseOnce({ id, owner }: Pick<RedisReservation, 'id' | 'owner'>, nowMs: number): Promise<void> {
    await this.#run(SCRIPTS.release, [], id, nowMs, owner)
  }

  async left(limits: readonly CountedLimit[], nowMs: number): Promise<readonly LeftAndSettled[]> {
    const words = limits.map((limit) => windowWords(limit, this.#calendar, nowMs)).join(TAB)
    const reply = await this.#run(SCRIPTS.left, limits, words === '' ? '-' : words, nowMs)
    this.#replicas = Number(reply[1])
    return limits.map((limit, i) => {
      const most = mostAt(limit, nowMs)
      const used = Number(reply[2 + 3 * i])
      const resetMs = Number(reply[3 + 3 * i])
      const spent = Number(reply[4 + 3 * i])
      return { most, used, left: Math.max(0, most - used), resetMs: resetMs < 0 ? null : resetMs, spent }
    })
  }

  restore(uses: readonly RestoredUse[], nowMs: number): Promise<void> {
    return this.merge(
      uses.map((one) => ({ ...one, how: 'floor' })),
      nowMs,
      '-',
    )
  }

  /** Done once under its name, however often it is asked for; `-` is no name. */
  async merge(merges: readonly Merge[], nowMs: number, once: string): Promise<void> {
    for (let from = 0; from < merges.length; from += CHUNK) {
      const chunk = merges.slice(from, from + CHUNK)
      const words = [once === '-' ? '-' : `${once}:${from}`]
      for (const { limit, how, uses } of chunk) {
        words.push(
          windowWords(limit, this.#calendar, nowMs),
          how,
          `${mostAt(limit, nowMs)}`,
          thresholdWord(limit),
        )
        words.push(`${uses.length}`)
        for (const { atMs, amount } of uses) words.push(`${atMs}`, `${amount}`)
      }
      const limits = chunk.map(({ limit }) => limit)
      await this.#run(SCRIPTS.restore, limits, words.join(TAB), nowMs)
    }
  }

  async reopen(open: readonly Reopened[], nowMs: number): Promise<void> {
    for (let from = 0; from < open.length; from += CHUNK) {
      const chunk = open.slice(from, from + CHUNK)
      const words = [`${chunk.length}`]
      for (const { id, limits, amounts, atMs } of chunk) {
        words.push(id, `${limits.length}`)
        for (const [i, limit] of limits.entries())
          words.push(
            this.#keyOf(limit),
            windowWords(limit, this.#calendar, nowMs),
            `${atMs}`,
            `${amounts[i] ?? 0}`,
          )
      }
      await this.#run(SCRIPTS.reopen, [], words.join(TAB), nowMs)
    }
  }

  /** Begins to count under a name, and learns the store's epoch. `hadEpoch` is null for who has counted nowhere. */
  async join(
    owner: string,
    { hadEpoch, newEpoch, shutMs }: { hadEpoch: string | null; newEpoch: string; shutMs: number },
    nowMs: number,
  ): Promise<Joined> {
    this.#owner = owner
    this.#epoch = hadEpoch ?? '-'
    const words = `${newEpoch}\t${hadEpoch === null ? '-' : shutMs}`
    const reply = await this.#run(SCRIPTS.join, [], words, nowMs)
    this.#epoch = reply[1] as string
    return { epoch: this.#epoch, waitMs: Number(reply[2]) }
  }

  async beat(nowMs: number): Promise<void> {
    const reply = await this.#run(SCRIPTS.beat, [], 'live', nowMs)
    this.#replicas = Number(reply[1])
  }

  /** Gives back what this owner, or one of its earlier names, has open. */
  async close(nowMs: number, owner: string = this.#owner): Promise<void> {
    await this.#run(SCRIPTS.beat, [], 'end', nowMs, owner)
  }

  async #run(
    script: RedisScript,
    limits: readonly CountedLimit[],
    words: string,
    nowMs: number,
    owner: string = this.#owner,
  ): Promise<readonly string[]> {
    const now = this.#clock === 'server' ? '-' : nowMs
    const header = `${owner}\t${this.#epoch}\t${this.#leaseMs}\t${nowMs}\t${now}\t`
    const prefix = this.#prefix
    const args: (string | number)[] = [
      3 + limits.length,
      `${prefix}clock`,
      `${prefix}owners`,
      `${prefix}open:${owner}`,
    ]
    if (limits.length > 0) args.push(...this.#keysOf(limits))
    args.push(header + words)
    const reply = (await this.#link.run(script, args)).split(TAB)
    if (reply[0] === 'N') throw new CountersAway('the store lost what it had counted')
    return reply
  }

  #keysOf(limits: readonly CountedLimit[]): readonly string[] {
    let keys = this.#keys.get(limits)
    if (keys === undefined) {
      keys = limits.map((limit) => this.#keyOf(limit))
      this.#keys.set(limits, keys)
    }
    return keys
  }

  #keyOf({ key }: CountedLimit): string {
    return `${this.#prefix}n:${key}`
  }
}

/** Anything else would poison a sum for good. */
export function checkAmount({ key }: CountedLimit, amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is no amount for ${key}`)
}
