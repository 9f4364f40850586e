import { createConnection, type Socket } from 'node:net'

import type { Clock, Log } from '../base/index.ts'
import type {
  CountedLimit,
  Counters,
  Crossing,
  Decision,
  Left,
  Refusal,
  Refused,
  Reservation,
  RestoredUse,
} from '../limits/index.ts'
import { awayRefusal } from './away-door.ts'
import { ANSWER, ASK, BatchCollector, type FrameReader, FrameWriter } from './counter-frames.ts'
import { checkAmount } from './redis-counters.ts'

/**
 * Counters of a worker, which its parent keeps for all workers of the machine. What is asked in one turn of the event
 * loop leaves in one write. A parent that does not answer in time is not guessed about: what is limited is refused,
 * to be tried again soon, until it answers; what it admits too late is given back.
 */
export interface WorkerCountersOptions {
  readonly socketPath: string
  readonly clock: Clock
  readonly log: Log
  /** Past this without any answer the parent is taken for away. */
  readonly timeoutMs?: number
  /** The connection broke: what is limited is refused from here on. */
  readonly lost?: () => void
  /** Whose time counts: the parent's, unless a test says what time it is. */
  readonly time?: 'parent' | 'caller'
}

const DEFAULT_TIMEOUT_MS = 2_000
/** In that time it is looked so often for an answer. */
const LOOKS = 4
/** Past this many questions without an answer no more reservation is asked for. */
const MAX_IN_FLIGHT = 10_000
/** Lists of limits that the parent is told of before both sides begin anew; plans come and go. */
const MAX_LISTS = 50_000
const READ_BYTES = 65_536
const NONE: readonly never[] = Object.freeze([])

interface WorkerReservation extends Reservation {
  /** Null where nothing of it is counted. */
  readonly number: number | null
  state: 'open' | 'ended'
}

type Question =
  | {
      readonly kind: 'reserve'
      readonly limits: readonly CountedLimit[]
      readonly amounts: readonly number[]
      readonly nowMs: number
      /** Null once it was answered without the parent. */
      resolve: ((decision: Decision) => void) | null
    }
  | { readonly kind: 'settle'; readonly resolve: (crossings: readonly Crossing[]) => void }
  | {
      readonly kind: 'left'
      readonly count: number
      readonly resolve: (left: readonly Left[]) => void
      readonly reject: (error: Error) => void
    }
  | { readonly kind: 'tell'; readonly resolve: () => void; readonly reject: (error: Error) => void }

export class WorkerCounters implements Counters {
  readonly #log: Log
  readonly #timeoutMs: number
  readonly #tellsTime: boolean
  readonly #whenLost: () => void
  readonly #socket: Socket
  readonly #asks = new FrameWriter()
  readonly #questions = new Map<number, Question>()
  readonly #limitNumbers = new Map<string, number>()
  #listNumbers = new WeakMap<readonly CountedLimit[], number>()
  readonly #stopWatching: () => void
  #lists = 0
  #lastNumber = 0
  #toldMs = Number.NaN
  #isScheduled = false
  /**
   * Looks in vain since the parent last answered, or was first asked after it had answered all. Not time that passed: after
   * a turn of this process that took long, what the parent said meanwhile is read before the next look.
   */
  #looks = 0
  #state: 'up' | 'away' | 'lost' | 'closed' = 'up'

  constructor({ socketPath, clock, log, timeoutMs, lost = () => {}, time }: WorkerCountersOptions) {
    this.#tellsTime = time === 'caller'
    this.#whenLost = lost
    this.#log = log
    this.#timeoutMs = timeoutMs ?? DEFAULT_TIMEOUT_MS
    const batches = new BatchCollector((batch) => {
      while (!batch.isAtEnd) this.#answer(batch)
    })
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES)
    this.#socket = createConnection({
      path: socketPath,
      onread: {
        buffer,
        callback: (bytes) => {
          batches.take(buffer.subarray(0, bytes))
          return true
        },
      },
    })
    this.#socket.on('error', (error) => this.#lose(error.message))
    this.#socket.once('close', () => this.#lose('the connection was closed'))
    this.#stopWatching = clock.every(this.#timeoutMs / LOOKS, () => this.#watch())
  }

  /** Whether the parent is asked, and what is limited not simply refused. */
  get isUp(): boolean {
    return this.#state === 'up'
  }

  reserve(
    limits: readonly CountedLimit[],
    amounts: readonly number[],
    nowMs: number,
  ): Decision | Promise<Decision> {
    for (let i = 0; i < limits.length; i++) checkAmount(limits[i] as CountedLimit, amounts[i] as number)
    if (this.#state !== 'up' || this.#questions.size >= MAX_IN_FLIGHT)
      return decideAway(limits, amounts, nowMs)
    return new Promise((resolve) => {
      const list = this.#listNumber(limits)
      const number = this.#ask({ kind: 'reserve', limits, amounts, nowMs, resolve })
      this.#tell(ASK.reserve, number, nowMs)
      this.#asks.int(list)
      for (let i = 0; i < amounts.length; i++) this.#asks.number(amounts[i] as number)
    })
  }

  settle(
    given: Reservation,
    actual: readonly number[],
    nowMs: number,
  ): readonly Crossing[] | Promise<readonly Crossing[]> {
    const reservation = given as WorkerReservation
    const { number, limits } = reservation
    if (reservation.state === 'ended') return NONE
    for (let i = 0; i < limits.length; i++) checkAmount(limits[i] as CountedLimit, actual[i] as number)
    reservation.state = 'ended'
    if (number === null || !this.#isConnected) return NONE
    return new Promise((resolve) => {
      this.#tell(ASK.settle, this.#ask({ kind: 'settle', resolve }), nowMs)
      this.#asks.int(number)
      for (let i = 0; i < limits.length; i++) this.#asks.number(actual[i] as number)
    })
  }

  release(given: Reservation, nowMs: number): void | Promise<void> {
    const reservation = given as WorkerReservation
    const { number } = reservation
    if (reservation.state === 'ended') return
    reservation.state = 'ended'
    if (number === null || !this.#isConnected) return
    return this.#sendRelease(number, nowMs)
  }

  left(limits: readonly CountedLimit[], nowMs: number): Promise<readonly Left[]> {
    if (!this.#isConnected) return Promise.reject(lost())
    return new Promise((resolve, reject) => {
      const list = this.#listNumber(limits)
      this.#tell(ASK.left, this.#ask({ kind: 'left', count: limits.length, resolve, reject }), nowMs)
      this.#asks.int(list)
    })
  }

  restore(uses: readonly RestoredUse[], nowMs: number): Promise<void> {
    return this.#tellAndWait(ASK.restore, nowMs, () => this.#asks.json(uses.map(asRestored)))
  }

  beat(nowMs: number): Promise<void> {
    return this.#tellAndWait(ASK.beat, nowMs)
  }

  async close(nowMs: number): Promise<void> {
    if (this.#isConnected) await this.#tellAndWait(ASK.close, nowMs).catch(() => {})
    this.#state = 'closed'
    this.#stopWatching()
    this.#socket.destroy()
  }

  get #isConnected(): boolean {
    return this.#state === 'up' || this.#state === 'away'
  }

  #tellAndWait(word: number, nowMs: number, more: () => void = () => {}): Promise<void> {
    if (!this.#isConnected) return Promise.reject(lost())
    return new Promise((resolve, reject) => {
      this.#tell(word, this.#ask({ kind: 'tell', resolve, reject }), nowMs)
      more()
    })
  }

  #sendRelease(reservation: number, nowMs: number): Promise<void> {
    return this.#tellAndWait(ASK.release, nowMs, () => this.#asks.int(reservation))
  }

  /** Numbers come again after 2^32 questions, when whatever had them is long over. */
  #ask(question: Question): number {
    if (this.#questions.size === 0) this.#looks = 0
    const number = (this.#lastNumber = (this.#lastNumber + 1) >>> 0)
    this.#questions.set(number, question)
    return number
  }

  #tell(word: number, question: number, nowMs: number): void {
    if (this.#tellsTime && nowMs !== this.#toldMs) {
      this.#toldMs = nowMs
      this.#asks.word(ASK.time)
      this.#asks.number(nowMs)
    }
    this.#asks.word(word)
    this.#asks.int(question)
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#flush())
  }

  #flush(): void {
    this.#isScheduled = false
    if (!this.#isConnected) return
    const batch = this.#asks.take()
    this.#socket.write(batch, () => this.#asks.giveBack(batch))
  }

  /** The parent is told of a list once; the plan gives the same list for the same names. */
  #listNumber(limits: readonly CountedLimit[]): number {
    const known = this.#listNumbers.get(limits)
    if (known !== undefined) return known
    if (this.#lists >= MAX_LISTS) {
      this.#asks.word(ASK.forget)
      this.#limitNumbers.clear()
      this.#listNumbers = new WeakMap()
      this.#lists = 0
    }
    const numbers = limits.map((limit) => this.#limitNumber(limit))
    const list = ++this.#lists
    this.#asks.word(ASK.list)
    this.#asks.int(list)
    this.#asks.int(numbers.length)
    for (const number of numbers) this.#asks.int(number)
    this.#listNumbers.set(limits, list)
    return list
  }

  #limitNumber(limit: CountedLimit): number {
    const counted = asCounted(limit)
    const text = JSON.stringify(counted)
    let number = this.#limitNumbers.get(text)
    if (number !== undefined) return number
    number = this.#limitNumbers.size + 1
    this.#limitNumbers.set(text, number)
    this.#asks.word(ASK.limit)
    this.#asks.int(number)
    this.#asks.json(counted)
    return number
  }

  #answer(batch: FrameReader): void {
    const word = batch.word()
    const number = batch.int()
    const question = this.#questions.get(number)
    if (question === undefined) throw new RangeError(`the parent answers ${number}, which nobody asked`)
    this.#questions.delete(number)
    this.#hear()
    switch (question.kind) {
      case 'reserve':
        this.#decided(question, number, word, batch)
        return
      case 'settle':
        question.resolve(word === ANSWER.crossed ? (batch.json() as readonly Crossing[]) : NONE)
        return
      case 'left':
        question.resolve(
          Array.from({ length: question.count }, () => {
            const most = batch.number()
            const used = batch.number()
            const left = batch.number()
            const resetMs = batch.number()
            return { most, used, left, resetMs: resetMs < 0 ? null : resetMs }
          }),
        )
        return
      case 'tell':
        question.resolve()
    }
  }

  #decided(
    { limits, amounts, nowMs, resolve }: Question & { kind: 'reserve' },
    number: number,
    word: number,
    batch: FrameReader,
  ): void {
    if (word === ANSWER.refused) {
      const refused = batch.json() as Refused
      resolve?.(refused)
      return
    }
    const left = batch.numbers(limits.length)
    const wouldRefuse = word === ANSWER.admittedThough ? (batch.json() as readonly Refusal[]) : NONE
    if (resolve === null) void this.#sendRelease(number, nowMs).catch(() => {})
    else {
      const reservation: WorkerReservation = { limits, amounts, number, state: 'open' }
      resolve({ kind: 'admitted', reservation, left, wouldRefuse })
    }
  }

  #hear(): void {
    this.#looks = 0
    if (this.#state !== 'away') return
    this.#state = 'up'
    this.#log.info({}, 'the parent process answers again; limits are counted')
  }

  #watch(): void {
    if (this.#state !== 'up' || this.#questions.size === 0) return
    // The first look may come at once after the question.
    if (this.#looks++ < LOOKS) return
    this.#state = 'away'
    this.#log.warn(
      { timeoutMs: this.#timeoutMs },
      'the parent process does not answer; what is limited is refused until it does',
    )
    this.#decideAll()
  }

  #lose(reason: string): void {
    if (!this.#isConnected) return
    this.#state = 'lost'
    this.#stopWatching()
    this.#log.error({ reason }, 'the parent process is gone; what is limited is refused')
    this.#decideAll()
    const questions = [...this.#questions.values()]
    this.#questions.clear()
    for (const question of questions) {
      if (question.kind === 'settle') question.resolve(NONE)
      else if (question.kind !== 'reserve') question.reject(lost())
    }
    this.#whenLost()
  }

  /** Who waits to be admitted is told without the parent, whose late word then changes nothing. */
  #decideAll(): void {
    for (const question of this.#questions.values()) {
      if (question.kind !== 'reserve' || question.resolve === null) continue
      const { limits, amounts, nowMs, resolve } = question
      question.resolve = null
      resolve(decideAway(limits, amounts, nowMs))
    }
  }
}

function lost(): Error {
  return new Error('the parent process, which counts, is gone')
}

/** Refused by each limit that may; what no limit may refuse goes on uncounted. */
function decideAway(limits: readonly CountedLimit[], amounts: readonly number[], nowMs: number): Decision {
  const refusals: Refusal[] = []
  for (const [index, limit] of limits.entries())
    if (limit.enforced) refusals.push(awayRefusal(limit, index, amounts[index] ?? 0, nowMs))
  if (refusals.length > 0) return { kind: 'refused', refusals, wouldRefuse: NONE }
  const reservation: WorkerReservation = { limits, amounts, number: null, state: 'open' }
  return { kind: 'admitted', reservation, left: limits.map(() => 0), wouldRefuse: NONE }
}

/** Without what a plan says of a limit beyond counting. */
function asCounted({ key, window, amount, raises, enforced, thresholds }: CountedLimit): CountedLimit {
  return { key, window, amount, raises, enforced, thresholds }
}

function asRestored({ limit, uses }: RestoredUse): RestoredUse {
  return { limit: asCounted(limit), uses }
}
