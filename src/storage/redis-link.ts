import { Command, Redis } from 'ioredis'
import type { Clock, Log, Random } from '../base/index.ts'
import { type RedisScript, SCRIPTS } from './redis-scripts.ts'

/** The store cannot be reached, answers too late, or lost what it held: nobody knows what it would have said. */
export class CountersAway extends Error {
  override readonly name = 'CountersAway'
}

export interface RedisLinkOptions {
  /** `redis://` or `rediss://`, with user and password where there are any. */
  readonly url: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Past this the connection is given up, and with it all that it has not answered. */
  readonly timeoutMs?: number
  /** In place of the password of the address: that of the next connection, such as a token of Entra. */
  readonly password?: () => string
}

const DEFAULT_TIMEOUT_MS = 500
const CONNECT_TIMEOUT_MS = 2_000
const MIN_BACKOFF_MS = 25
/** Half of the second in which limits have to be exact again. */
const MAX_BACKOFF_MS = 400
const MAX_DOUBLINGS = 6
const KEEP_ALIVE_MS = 10_000
/** Past this many unanswered commands the store is too slow to be asked. */
const MAX_IN_FLIGHT = 10_000

/**
 * One connection that runs scripts, pipelined: what is asked in one turn of the event loop leaves together. It has no
 * timer for each command and keeps no command for later: what cannot be asked now fails now.
 */
export class RedisLink {
  readonly #client: Redis
  readonly #clock: Clock
  readonly #timeoutMs: number
  readonly #stopWatching: () => void
  readonly #listeners = new Set<(isUp: boolean) => void>()
  #isUp = false
  #inFlight = 0
  #oldestMs = 0
  #lastError: string | null = null

  constructor({ url, clock, random, log, timeoutMs = DEFAULT_TIMEOUT_MS, password }: RedisLinkOptions) {
    this.#clock = clock
    this.#timeoutMs = timeoutMs
    this.#client = new Redis(url, {
      protocol: 2,
      replyMapping: 'legacy',
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: CONNECT_TIMEOUT_MS,
      keepAlive: KEEP_ALIVE_MS,
      connectionName: 'causeway',
      retryStrategy: (times) => {
        if (password !== undefined) this.#client.options.password = password()
        const backoffMs = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** Math.min(times, MAX_DOUBLINGS))
        return backoffMs * (0.5 + random.next() / 2)
      },
      // After a failover the address leads to the new primary, and the connection to the old one.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    })
    if (password !== undefined) this.#client.options.password = password()
    this.#client.on('ready', () => void this.#prepare())
    this.#client.on('close', () => this.#setUp(false))
    this.#client.on('error', (error: Error) => {
      if (this.#lastError === error.message) return
      this.#lastError = error.message
      log.warn({ error: error.message }, 'shared counters: Redis cannot be reached')
    })
    this.#stopWatching = clock.every(timeoutMs / 4, () => this.#watch())
  }

  get isUp(): boolean {
    return this.#isUp
  }

  get lastError(): string | null {
    return this.#lastError
  }

  /** Tells each change; gives what ends it. */
  onChange(listener: (isUp: boolean) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to connect, and does not end to try until `close`. */
  connect(): void {
    this.#client.connect().catch((error: unknown) => {
      this.#lastError = (error as Error).message
    })
  }

  /** `args` after the script: number of keys, keys, words. Throws `CountersAway`. */
  async run(script: RedisScript, args: readonly (string | number)[]): Promise<string> {
    if (!this.#isUp) throw new CountersAway(this.#lastError ?? 'not connected')
    if (this.#inFlight >= MAX_IN_FLIGHT) throw new CountersAway('too many commands without an answer')
    if (this.#inFlight++ === 0) this.#oldestMs = this.#clock.monotonicMs()
    try {
      return await this.#evaluate(script, args)
    } catch (error) {
      throw new CountersAway((error as Error).message, { cause: error })
    } finally {
      // Answers come in order: whatever is in flight now was asked after what is answered now.
      this.#inFlight--
      this.#oldestMs = this.#clock.monotonicMs()
    }
  }

  close(): void {
    this.#stopWatching()
    this.#listeners.clear()
    this.#isUp = false
    this.#client.disconnect()
  }

  async #evaluate(script: RedisScript, args: readonly (string | number)[]): Promise<string> {
    const command = new Command('evalsha', [script.sha, ...args], { replyEncoding: 'utf8' })
    try {
      return (await this.#client.sendCommand(command)) as string
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error
      return (await this.#client.eval(script.text, ...(args as [number, ...string[]]))) as string
    }
  }

  async #prepare(): Promise<void> {
    try {
      await Promise.all(Object.values(SCRIPTS).map(({ text }) => this.#client.script('LOAD', text)))
    } catch (error) {
      this.#lastError = (error as Error).message
      this.#client.disconnect(true)
      return
    }
    this.#lastError = null
    this.#setUp(true)
  }

  #setUp(isUp: boolean): void {
    if (this.#isUp === isUp) return
    this.#isUp = isUp
    for (const listener of this.#listeners) listener(isUp)
  }

  #watch(): void {
    if (this.#inFlight === 0 || this.#clock.monotonicMs() - this.#oldestMs < this.#timeoutMs) return
    this.#lastError = `no answer within ${this.#timeoutMs} ms`
    this.#setUp(false)
    // Not the polite end, which a server that hangs would not answer either.
    this.#client.stream.destroy()
  }
}
