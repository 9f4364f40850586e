import { createRequire } from 'node:module'
import type { Redis } from 'ioredis'
import type { Log, Random } from '../base/index.ts'

/**
 * Read with the first connection: most programs make none, and reading it takes them 50 ms of processor time at each
 * start.
 */
const require = createRequire(import.meta.url)
export const ioredis = () => require('ioredis') as typeof import('ioredis')

/** Who signs in, in place of whoever the address names: an identity whose password is a token that is renewed. */
export interface RedisSignIn {
  current(): { readonly user: string; readonly password: string }
  /** Calls back with each renewal; gives what ends it. */
  onRenewed(listener: () => void): () => void
  /** The server did not take it: another is needed soon. */
  refused(): void
}

export interface RedisClientOptions {
  /** `redis://` or `rediss://`, with user and password where there are any. */
  readonly url: string
  readonly random: Random
  readonly log: Log
  readonly signIn?: RedisSignIn
}

const CONNECT_TIMEOUT_MS = 2_000
const MIN_BACKOFF_MS = 25
/** Half of the second in which limits have to be exact again. */
const MAX_BACKOFF_MS = 400
const MAX_DOUBLINGS = 6
const KEEP_ALIVE_MS = 10_000

/** One connection of its own, which is made anew for as long as it takes; nothing is kept for later or sent again. */
export class RedisClient {
  readonly redis: Redis
  readonly #signIn: RedisSignIn | null
  readonly #log: Log
  readonly #stopRenewing: () => void
  #lastError: string | null = null

  /** `protocol`: with 3 a connection that subscribes can also sign in again. */
  constructor({ url, random, log, signIn }: RedisClientOptions, protocol: 2 | 3) {
    this.#signIn = signIn ?? null
    this.#log = log
    this.redis = new (ioredis().Redis)(url, {
      protocol,
      replyMapping: 'legacy',
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      autoResubscribe: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: CONNECT_TIMEOUT_MS,
      keepAlive: KEEP_ALIVE_MS,
      connectionName: 'causeway',
      retryStrategy: (times) => {
        this.#presentCredentials()
        const backoffMs = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** Math.min(times, MAX_DOUBLINGS))
        return backoffMs * (0.5 + random.next() / 2)
      },
      // After a failover the address leads to the new primary, and the connection to the old one.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    })
    this.#presentCredentials()
    this.redis.on('error', (error: Error) => {
      if (/^(WRONGPASS|NOAUTH)/.test(error.message)) this.#signIn?.refused()
      if (this.#lastError === error.message) return
      this.#lastError = error.message
      log.warn({ error: error.message }, 'shared counters: Redis cannot be reached')
    })
    this.#stopRenewing = this.#signIn?.onRenewed(() => this.#signInAgain()) ?? (() => {})
  }

  get lastError(): string | null {
    return this.#lastError
  }

  failed(error: unknown): void {
    this.#lastError = (error as Error).message
  }

  recovered(): void {
    this.#lastError = null
  }

  /** Begins to connect, and does not end to try until `close`. */
  connect(): void {
    this.redis.connect().catch((error: unknown) => this.failed(error))
  }

  close(): void {
    this.#stopRenewing()
    this.redis.disconnect()
  }

  #presentCredentials(): void {
    if (this.#signIn === null) return
    const { user, password } = this.#signIn.current()
    this.redis.options.username = user
    this.redis.options.password = password
  }

  /** On the connection as it is, before what it was let in with expires; a connection that is being made has it already. */
  #signInAgain(): void {
    if (this.#signIn === null) return
    this.#presentCredentials()
    if (this.redis.status !== 'ready') return
    const { user, password } = this.#signIn.current()
    this.redis.auth(user, password).catch((error: unknown) => {
      this.failed(error)
      this.#signIn?.refused()
      this.#log.warn(
        { error: (error as Error).message },
        'shared counters: Redis did not take the renewed token',
      )
      this.redis.disconnect(true)
    })
  }
}
