import type { Clock } from '../base/index.ts'
import { connectUpstream, type ConnectionOptions, UpstreamConnection } from './http1/upstream-connection.ts'
import { type Origin, originOf } from './http1/upstream-socket.ts'

/**
 * The HTTP client: pools of HTTP/1.1 connections with a parser of our own (`http1/`), because a general client costs
 * more than all the rest of an exchange (docs/decisions/). One request at a time on a connection.
 */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly body: Buffer | null
}

export type UpstreamHeaders = Readonly<Record<string, string | undefined>>

export interface UpstreamControl {
  pause(): void
  resume(): void
  abort(): void
}

export type UpstreamFault =
  /** No connection: refused, unreachable, name not found, TLS, or not in time. Nothing was sent. */
  | { readonly kind: 'connect'; readonly message: string }
  /** The connection broke, or what came on it was no HTTP. */
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'aborted' }

/**
 * Who receives an answer, in this order: `connected`, `head`, any number of `data`, then `end` or `fault`. All of a
 * body that came in one read of the socket is one `data`.
 */
export interface UpstreamSink {
  connected(control: UpstreamControl): void
  head(status: number, headers: UpstreamHeaders): void
  /** The Buffer is the sink's own. */
  data(chunk: Buffer): void
  end(): void
  fault(fault: UpstreamFault): void
}

/** Azure's front ends close idle connections after some minutes; ours go first. */
const IDLE_CONNECTION_MS = 50_000
const SWEEP_MS = 5_000

interface Waiting {
  readonly request: UpstreamRequest
  readonly sink: UpstreamSink
}

export interface PoolSettings {
  readonly connectMs: number
  readonly maxConnections: number
  readonly clock: Clock
}

export class UpstreamPool {
  readonly origin: string
  readonly #settings: PoolSettings
  readonly #address: Origin
  readonly #connections = new Set<UpstreamConnection>()
  /** The one used last is used first, so that a pool shrinks when there is less to do. */
  readonly #idle: UpstreamConnection[] = []
  /** Bounded by the connections of clients: each waits with one request. */
  #waiting: Waiting[] = []
  /** Each connection attempt under way, by what gives it up. */
  readonly #connecting = new Set<() => void>()
  #isClosed = false
  #whenEmpty: (() => void)[] = []
  readonly #stopSweeping: () => void

  constructor(origin: string, settings: PoolSettings) {
    this.origin = origin
    this.#settings = settings
    this.#address = originOf(origin)
    this.#stopSweeping = settings.clock.every(SWEEP_MS, () => this.#sweep())
  }

  send(request: UpstreamRequest, sink: UpstreamSink): void {
    if (this.#isClosed) {
      sink.fault({ kind: 'connect', message: 'the connection pool is closed' })
      return
    }
    const nowMs = this.#settings.clock.monotonicMs()
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (!idle.isStale(nowMs)) {
        if (!idle.send(request, sink)) this.#free(idle)
        return
      }
      idle.destroy()
    }
    this.#waiting.push({ request, sink })
    if (this.#connections.size + this.#connecting.size < this.#settings.maxConnections) this.#connect()
  }

  /** Ends idle connections now and the busy ones when they finish. */
  close(): Promise<void> {
    this.#isClosed = true
    this.#stopSweeping()
    for (const connection of this.#idle.splice(0)) connection.destroy()
    return new Promise((resolve) => {
      this.#whenEmpty.push(resolve)
      this.#checkEmpty()
    })
  }

  /** Breaks what is under way. */
  destroy(): Promise<void> {
    const closed = this.close()
    for (const { sink } of this.#waiting.splice(0)) sink.fault({ kind: 'aborted' })
    for (const giveUp of this.#connecting) giveUp()
    for (const connection of this.#connections) {
      connection.abort()
      connection.destroy()
    }
    return closed
  }

  #connect(): void {
    const options: ConnectionOptions = {
      origin: this.#address,
      clock: this.#settings.clock,
      connectMs: this.#settings.connectMs,
      longestIdleMs: IDLE_CONNECTION_MS,
      isFree: (connection) => this.#free(connection),
      isGone: (connection) => this.#gone(connection),
    }
    const giveUp = connectUpstream(options, (result) => {
      this.#connecting.delete(giveUp)
      if (result instanceof UpstreamConnection) {
        this.#connections.add(result)
        this.#free(result)
      } else {
        // Whoever waits longest is told; the others have connections of their own under way.
        this.#waiting.shift()?.sink.fault({ kind: 'connect', message: result })
        this.#connectForWaiting()
        this.#checkEmpty()
      }
    })
    this.#connecting.add(giveUp)
  }

  /** After a connection is gone: who waited for its end needs another. */
  #connectForWaiting(): void {
    const room = this.#settings.maxConnections - this.#connections.size - this.#connecting.size
    if (this.#waiting.length > this.#connecting.size && room > 0) this.#connect()
  }

  /** The connection can take a request. */
  #free(connection: UpstreamConnection): void {
    // Many who waited may have left meanwhile.
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      if (connection.send(next.request, next.sink)) return
    if (this.#isClosed) connection.destroy()
    else this.#idle.push(connection)
  }

  #gone(connection: UpstreamConnection): void {
    this.#connections.delete(connection)
    const at = this.#idle.indexOf(connection)
    if (at !== -1) this.#idle.splice(at, 1)
    this.#connectForWaiting()
    this.#checkEmpty()
  }

  #sweep(): void {
    const nowMs = this.#settings.clock.monotonicMs()
    for (const connection of this.#idle.filter((idle) => idle.isStale(nowMs))) connection.destroy()
  }

  #checkEmpty(): void {
    if (this.#connections.size > 0 || this.#connecting.size > 0) return
    for (const resolve of this.#whenEmpty.splice(0)) resolve()
  }
}
