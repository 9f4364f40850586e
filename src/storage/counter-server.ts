import { rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'

import { type Clock, listenPrivately, type Log } from '../base/index.ts'
import type {
  CountedLimit,
  Decision,
  MemoryCounters,
  MemoryCounterStore,
  Reservation,
  RestoredUse,
} from '../limits/index.ts'
import { ANSWER, ASK, BatchCollector, type FrameReader, FrameWriter } from './counter-frames.ts'

/**
 * Counts for the workers of one machine: each connection is an owner of the store, so that whatever a worker had set
 * aside is back in the moment in which it dies.
 */
export interface CounterServer {
  close(): Promise<void>
}

export async function serveCounters(
  socketPath: string,
  { store, clock, log }: CounterServerParts,
): Promise<CounterServer> {
  const sockets = new Set<Socket>()
  const now = new Instant(clock)
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(socket, new CountingWorker(store.open(), now), log)
  })
  await listenPrivately(server, socketPath)
  return {
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await rm(socketPath, { force: true })
    },
  }
}

export interface CounterServerParts {
  readonly store: MemoryCounterStore
  readonly clock: Clock
  readonly log: Log
}

/** One clock for all workers: what one of them says late is no clock that was put back. A test tells its own time. */
class Instant {
  toldMs: number | null = null
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get nowMs(): number {
    return this.toldMs ?? this.#clock.nowMs()
  }
}

function serve(socket: Socket, worker: CountingWorker, log: Log): void {
  const batches = new BatchCollector((batch) => worker.work(batch))
  socket.on('data', (piece: Buffer) => {
    try {
      batches.take(piece)
    } catch (error) {
      log.error({ err: error }, 'a worker asks for what no counter can answer; its connection is closed')
      socket.destroy()
      return
    }
    worker.send(socket)
  })
  // It died in the middle of an answer: 'close' follows.
  socket.on('error', () => {})
  socket.once('close', () => worker.end())
}

/** What one worker asks, and what it has open. */
class CountingWorker {
  readonly #counters: MemoryCounters
  readonly #answers = new FrameWriter()
  readonly #limits = new Map<number, CountedLimit>()
  readonly #lists = new Map<number, readonly CountedLimit[]>()
  /** As many as the worker has exchanges under way. */
  readonly #open = new Map<number, Reservation>()
  readonly #now: Instant
  #nowMs = 0

  constructor(counters: MemoryCounters, now: Instant) {
    this.#counters = counters
    this.#now = now
  }

  work(batch: FrameReader): void {
    this.#nowMs = this.#now.nowMs
    while (!batch.isAtEnd) this.#one(batch)
  }

  send(socket: Socket): void {
    if (this.#answers.isEmpty) return
    const batch = this.#answers.take()
    socket.write(batch, () => this.#answers.giveBack(batch))
  }

  end(): void {
    this.#open.clear()
    this.#counters.close(this.#now.nowMs)
  }

  #one(batch: FrameReader): void {
    switch (batch.word()) {
      case ASK.time:
        this.#nowMs = this.#now.toldMs = batch.number()
        return
      case ASK.limit:
        this.#limits.set(batch.int(), batch.json() as CountedLimit)
        return
      case ASK.list: {
        const list = batch.int()
        const limits = Array.from({ length: batch.int() }, () => known(this.#limits, batch.int()))
        this.#lists.set(list, limits)
        return
      }
      case ASK.forget:
        this.#limits.clear()
        this.#lists.clear()
        return
      case ASK.reserve:
        this.#reserve(batch)
        return
      case ASK.settle:
        this.#settle(batch)
        return
      case ASK.release: {
        const question = batch.int()
        const reservation = batch.int()
        this.#counters.release(known(this.#open, reservation), this.#nowMs)
        this.#open.delete(reservation)
        this.#done(question)
        return
      }
      case ASK.left:
        this.#left(batch)
        return
      case ASK.restore: {
        const question = batch.int()
        this.#counters.restore(batch.json() as readonly RestoredUse[], this.#nowMs)
        this.#done(question)
        return
      }
      case ASK.beat: {
        const question = batch.int()
        this.#counters.beat(this.#nowMs)
        this.#done(question)
        return
      }
      case ASK.close: {
        const question = batch.int()
        this.#counters.close(this.#nowMs)
        this.#done(question)
        return
      }
      default:
        throw new RangeError('no word of counters')
    }
  }

  #reserve(batch: FrameReader): void {
    const question = batch.int()
    const limits = known(this.#lists, batch.int())
    const amounts = batch.numbers(limits.length)
    const decision: Decision = this.#counters.reserve(limits, amounts, this.#nowMs)
    if (decision.kind === 'refused') {
      this.#answer(ANSWER.refused, question)
      this.#answers.json(decision)
      return
    }
    this.#open.set(question, decision.reservation)
    const isPlain = decision.wouldRefuse.length === 0
    this.#answer(isPlain ? ANSWER.admitted : ANSWER.admittedThough, question)
    for (const left of decision.left) this.#answers.number(left)
    if (!isPlain) this.#answers.json(decision.wouldRefuse)
  }

  #settle(batch: FrameReader): void {
    const question = batch.int()
    const number = batch.int()
    const reservation = known(this.#open, number)
    const actual = batch.numbers(reservation.limits.length)
    const crossings = this.#counters.settle(reservation, actual, this.#nowMs)
    this.#open.delete(number)
    if (crossings.length === 0) this.#done(question)
    else {
      this.#answer(ANSWER.crossed, question)
      this.#answers.json(crossings)
    }
  }

  #left(batch: FrameReader): void {
    const question = batch.int()
    const limits = known(this.#lists, batch.int())
    this.#answer(ANSWER.left, question)
    for (const { most, used, left, resetMs } of this.#counters.left(limits, this.#nowMs)) {
      this.#answers.number(most)
      this.#answers.number(used)
      this.#answers.number(left)
      this.#answers.number(resetMs ?? -1)
    }
  }

  #done(question: number): void {
    this.#answer(ANSWER.done, question)
  }

  #answer(word: number, question: number): void {
    this.#answers.word(word)
    this.#answers.int(question)
  }
}

function known<Thing>(things: ReadonlyMap<number, Thing>, number: number): Thing {
  const thing = things.get(number)
  if (thing === undefined) throw new RangeError(`nothing of counters has the number ${number}`)
  return thing
}
