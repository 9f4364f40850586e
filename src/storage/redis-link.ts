import type { Clock } from '../base/index.ts'
import { ioredis, RedisClient, type RedisClientOptions } from './redis-client.ts'
import { type RedisScript, SCRIPTS } from './redis-scripts.ts'

/** The store cannot be reached, answers too late, or lost what it held: nobody knows what it would have said. */
export class CountersAway extends Error {
  override readonly name = 'CountersAway'
}

export interface RedisLinkOptions extends RedisClientOptions {
  readonly clock: Clock
  /** Past this the connection is given up, and with it all that it has not answered. */
  readonly timeoutMs?: number
}

const DEFAULT_TIMEOUT_MS = 500
/** In that time it is looked so often for an answer. */
const LOOKS = 4
/** Past this many unanswered commands the store is too slow to be asked. */
const MAX_IN_FLIGHT = 10_000

/**
 * One connection that runs scripts, pipelined: what is asked in one turn of the event loop leaves together. It has no
 * timer for each command and keeps no command for later: what cannot be asked now fails now.
 */
export class RedisLink {
  readonly #Command = ioredis().Command
  readonly #client: RedisClient
  readonly #timeoutMs: number
  readonly #stopWatching: () => void
  readonly #listeners = new Set<(isUp: boolean) => void>()
  #isUp = false
  #inFlight = 0
  /**
   * Looks in vain since the store last answered, or was first asked after it had answered all. Not time that passed: after
   * a turn of this process that took long, what the store said meanwhile is read before the next look.
   */
  #looks = 0

  constructor(options: RedisLinkOptions) {
    const { clock, timeoutMs = DEFAULT_TIMEOUT_MS } = options
    this.#timeoutMs = timeoutMs
    this.#client = new RedisClient(options, 2)
    this.#client.redis.on('ready', () => void this.#prepare())
    this.#client.redis.on('close', () => this.#setUp(false))
    this.#stopWatching = clock.every(timeoutMs / LOOKS, () => this.#watch())
  }

  get isUp(): boolean {
    return this.#isUp
  }

  get lastError(): string | null {
    return this.#client.lastError
  }

  /** Tells each change; gives what ends it. */
  onChange(listener: (isUp: boolean) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to connect, and does not end to try until `close`. */
  connect(): void {
    this.#client.connect()
  }

  /** `args` after the script: number of keys, keys, words. Throws `CountersAway`. */
  async run(script: RedisScript, args: readonly (string | number)[]): Promise<string> {
    if (!this.#isUp) throw new CountersAway(this.lastError ?? 'not connected')
    if (this.#inFlight >= MAX_IN_FLIGHT) throw new CountersAway('too many commands without an answer')
    if (this.#inFlight++ === 0) this.#looks = 0
    try {
      return await this.#evaluate(script, args)
    } catch (error) {
      throw new CountersAway((error as Error).message, { cause: error })
    } finally {
      // Answers come in order: whatever is in flight now was asked after what is answered now.
      this.#inFlight--
      this.#looks = 0
    }
  }

  close(): void {
    this.#stopWatching()
    this.#listeners.clear()
    this.#isUp = false
    this.#client.close()
  }

  async #evaluate(script: RedisScript, args: readonly (string | number)[]): Promise<string> {
    const command = new this.#Command('evalsha', [script.sha, ...args], { replyEncoding: 'utf8' })
    try {
      return (await this.#client.redis.sendCommand(command)) as string
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error
      return (await this.#client.redis.eval(script.text, ...(args as [number, ...string[]]))) as string
    }
  }

  async #prepare(): Promise<void> {
    try {
      await Promise.all(Object.values(SCRIPTS).map(({ text }) => this.#client.redis.script('LOAD', text)))
    } catch (error) {
      this.#client.failed(error)
      this.#client.redis.disconnect(true)
      return
    }
    this.#client.recovered()
    this.#setUp(true)
  }

  #setUp(isUp: boolean): void {
    if (this.#isUp === isUp) return
    this.#isUp = isUp
    for (const listener of this.#listeners) listener(isUp)
  }

  #watch(): void {
    // The first look may come at once after the question.
    if (this.#inFlight === 0 || this.#looks++ < LOOKS) return
    this.#client.failed(new CountersAway(`no answer within ${this.#timeoutMs} ms`))
    this.#setUp(false)
    // Not the polite end, which a server that hangs would not answer either.
    this.#client.redis.stream.destroy()
  }
}
