import { Pool, errors } from 'undici'

/**
 * The one file that knows the HTTP client. The path of a request uses undici's `dispatch` with callbacks: its `fetch`
 * costs several times the CPU.
 */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Names and values in turn. */
  readonly headers: string[]
  readonly body: Buffer | null
}

export type UpstreamHeaders = Readonly<Record<string, string | string[] | undefined>>

export interface UpstreamControl {
  pause(): void
  resume(): void
  abort(): void
}

export type UpstreamFault =
  /** No connection: refused, unreachable, name not found, TLS, or not in time. Nothing was sent. */
  | { readonly kind: 'connect'; readonly message: string }
  /** The connection broke. `reused` is true when it had served before, so that the peer may just have closed it idle. */
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'aborted' }

/** Who receives an answer, in this order: `connected`, `head`, any number of `data`, then `end` or `fault`. */
export interface UpstreamSink {
  connected(control: UpstreamControl): void
  head(status: number, headers: UpstreamHeaders): void
  data(chunk: Buffer): void
  end(): void
  fault(fault: UpstreamFault): void
}

/** Azure's front ends close idle connections after some minutes; ours go first. */
const IDLE_CONNECTION_MS = 50_000
const MAX_RESPONSE_HEADER_BYTES = 32_768

const ABORTED = new Error('the gateway ended this call')

export class UpstreamPool {
  readonly origin: string
  readonly #pool: Pool

  constructor(origin: string, settings: { readonly connectMs: number; readonly maxConnections: number }) {
    this.origin = origin
    this.#pool = new Pool(origin, {
      connections: settings.maxConnections,
      pipelining: 1,
      // Deadlines are kept by gateway/deadlines.ts, with one timer for all exchanges.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_CONNECTION_MS,
      maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
      connect: { timeout: settings.connectMs },
    })
  }

  send(request: UpstreamRequest, sink: UpstreamSink): void {
    this.#pool.dispatch(
      {
        // Pool adds its own origin.
        method: request.method,
        path: request.path,
        headers: request.headers,
        body: request.body,
      },
      new Handler(sink),
    )
  }

  /** Ends idle connections now and the busy ones when they finish. */
  close(): Promise<void> {
    return this.#pool.close()
  }

  destroy(): Promise<void> {
    return this.#pool.destroy()
  }
}

interface Controller {
  pause(): void
  resume(): void
  abort(reason: Error): void
}

class Handler implements UpstreamControl {
  readonly #sink: UpstreamSink
  #controller: Controller | null = null

  constructor(sink: UpstreamSink) {
    this.#sink = sink
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller
    this.#sink.connected(this)
  }

  onResponseStart(_controller: Controller, status: number, headers: UpstreamHeaders): void {
    if (status >= 200) this.#sink.head(status, headers)
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.#sink.data(chunk)
  }

  onResponseEnd(): void {
    this.#sink.end()
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#sink.fault(faultOf(error))
  }

  pause(): void {
    this.#controller?.pause()
  }

  resume(): void {
    this.#controller?.resume()
  }

  abort(): void {
    this.#controller?.abort(ABORTED)
  }
}

const CONNECT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

function faultOf(error: Error): UpstreamFault {
  if (error === ABORTED || error instanceof errors.RequestAbortedError) return { kind: 'aborted' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const message = `${code}: ${error.message}`
  return CONNECT_CODES.has(code) ? { kind: 'connect', message } : { kind: 'broken', message }
}
