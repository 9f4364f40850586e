import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

import { Failure, type FailureCode } from '../base/index.ts'
import { errorBody } from './client-wire.ts'

/**
 * The one file that knows the HTTP server. The parser is Node's llhttp in its strict form, which refuses the shapes
 * that request smuggling needs (both lengths, a doubled length, a bare CR, spaces before colons).
 */
export const MAX_HEADER_BYTES = 16_384
export const MAX_HEADERS = 100
const HEADERS_DEADLINE_MS = 20_000
const KEEP_ALIVE_MS = 75_000
const SWEEP_MS = 1_000
const LINGER_MS = 2_000
const SMALL_BYTES = 8_192
const MAX_CONNECTIONS = 20_000

/** What a step may do with a client. Nothing else of the server reaches the pipeline. */
export class ClientChannel {
  readonly method: string
  readonly url: string
  /** Names in lower case; a repeated header is joined or, where HTTP forbids repeating it, the first counts. */
  readonly headers: IncomingMessage['headers']
  readonly isLoopback: boolean
  /** The client went away before the answer was whole. */
  isGone = false
  hasHead = false
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  #onGone: (() => void) | null = null
  #hasWritten = false

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request
    this.#response = response
    this.method = request.method ?? 'GET'
    this.url = request.url ?? '/'
    this.headers = request.headers
    const peer = request.socket.remoteAddress
    this.isLoopback = peer === '127.0.0.1' || peer === '::1' || peer === '::ffff:127.0.0.1'
    response.on('close', () => {
      if (response.writableFinished) return
      this.isGone = true
      this.#onGone?.()
    })
    // A write to a socket that just closed reports here; 'close' follows and says all there is to say.
    response.on('error', () => {})
  }

  /** One callback: the last one set is the one that is told. */
  whenGone(callback: (() => void) | null): void {
    this.#onGone = callback
  }

  /** Length as the client declares it; null when it sends chunks, 0 when there is no body. */
  declaredLength(): number | null {
    const length = this.headers['content-length']
    if (length !== undefined) return Number(length)
    return this.headers['transfer-encoding'] === undefined ? 0 : null
  }

  /**
   * Reads the whole body into one Buffer; `take` is told of each chunk before it is kept and throws to refuse more.
   * Fails with `body_too_large`, or `client_closed` when the client left in the middle.
   */
  readBody(limitBytes: number, take: (bytes: number) => void): Promise<Buffer> {
    const request = this.#request
    return new Promise((resolve, reject) => {
      let first: Buffer | null = null
      let rest: Buffer[] | null = null
      let bytes = 0
      const stop = (failure: Failure) => {
        request.removeAllListeners('data')
        // The rest of the body is not read; the answer closes the connection.
        request.pause()
        reject(failure)
      }
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > limitBytes) {
          stop(new Failure('body_too_large', { detail: `more than ${limitBytes} bytes` }))
          return
        }
        try {
          take(chunk.length)
        } catch (error) {
          stop(error instanceof Failure ? error : new Failure('internal', { cause: error }))
          return
        }
        if (first === null) first = chunk
        else if (rest === null) rest = [first, chunk]
        else rest.push(chunk)
      })
      request.on('end', () => resolve(rest === null ? (first ?? EMPTY) : Buffer.concat(rest, bytes)))
      request.on('close', () => {
        if (!request.complete) reject(new Failure('client_closed'))
      })
      request.on('error', () => reject(new Failure('client_closed')))
    })
  }

  /** `headers`: names and values in turn. */
  head(status: number, headers: string[]): void {
    this.hasHead = true
    this.#response.writeHead(status, headers)
  }

  /** For an answer that begins before its first byte of body is there. */
  flushHead(): void {
    this.#response.flushHeaders()
  }

  /** False when the client reads slower than the provider sends: wait for `whenDrained`. */
  write(chunk: Buffer | string): boolean {
    this.#hasWritten = true
    return this.#response.write(chunk)
  }

  whenDrained(callback: () => void): void {
    this.#response.once('drain', callback)
  }

  end(chunk?: Buffer | string): void {
    if (!this.#request.complete) {
      this.#endAfterBody(chunk)
      return
    }
    if (chunk === undefined) this.#response.end()
    else if (typeof chunk === 'string' || this.#hasWritten || chunk.length > SMALL_BYTES)
      this.#response.end(chunk)
    else {
      // Node puts a small text and the head into one write; a Buffer goes as a second piece, which costs more.
      this.#response.end(chunk.toString('latin1'), 'latin1')
    }
  }

  /** Breaks the connection, so that the client cannot take a cut answer for a whole one. */
  destroy(): void {
    this.#response.destroy()
  }

  /**
   * The client is still sending. Closing now would reset the connection, and the reset can overtake the answer; so
   * the rest is read and thrown away until it ends, pauses, or meets the request deadline.
   */
  #endAfterBody(chunk: Buffer | string | undefined): void {
    const request = this.#request
    const response = this.#response
    if (chunk !== undefined) response.write(chunk)
    request.once('end', () => response.end())
    request.socket.setTimeout(LINGER_MS, () => request.socket.destroy())
    request.resume()
  }

  /** Whether the body was read to its end; where not, the connection cannot be used again. */
  get bodyWasRead(): boolean {
    return this.#request.complete
  }
}

const EMPTY = Buffer.alloc(0)

export interface HttpServerSettings {
  readonly host: string
  readonly port: number
  readonly tls: { readonly certificate: string; readonly key: string } | null
  readonly requestDeadlineMs: number
}

export interface HttpServer {
  readonly host: string
  readonly port: number
  /** Takes no new connections, closes idle ones, and ends kept-alive ones with their next answer. */
  stopAccepting(): void
  /** Breaks whatever is left. */
  close(): Promise<void>
  connections(): number
}

const PARSE_FAILURES: Record<string, FailureCode> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'body_timeout',
}

/** Answers what never became a request, in OpenAI's shape, and closes the connection. */
function refuseMalformed(error: Error & { code?: string }, socket: Duplex, isAnswering: boolean): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) {
    socket.destroy()
    return
  }
  const failure = new Failure(PARSE_FAILURES[error.code ?? ''] ?? 'malformed_request')
  const body = errorBody('openai', failure, 'none', [])
  const head = `HTTP/1.1 ${failure.status} Refused\r\ncontent-type: application/json\r\nconnection: close\r\n`
  socket.end(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, () => socket.destroy())
}

export async function startHttpServer(
  settings: HttpServerSettings,
  handle: (client: ClientChannel) => void,
): Promise<HttpServer> {
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: Math.min(HEADERS_DEADLINE_MS, settings.requestDeadlineMs),
    requestTimeout: settings.requestDeadlineMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: SWEEP_MS,
    insecureHTTPParser: false,
    requireHostHeader: true,
    noDelay: true,
  }
  const answering = new WeakMap<Duplex, ServerResponse>()
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    answering.set(request.socket, response)
    handle(new ClientChannel(request, response))
  }
  const server: Server =
    settings.tls === null
      ? createServer(options, onRequest)
      : createTlsServer(
          { ...options, cert: settings.tls.certificate, key: settings.tls.key, minVersion: 'TLSv1.2' },
          onRequest,
        )
  server.maxHeadersCount = MAX_HEADERS
  server.maxConnections = MAX_CONNECTIONS
  server.on('clientError', (error, socket) => {
    const response = answering.get(socket)
    refuseMalformed(
      error,
      socket,
      response !== undefined && response.headersSent && !response.writableFinished,
    )
  })
  // A client that asks for permission to send gets it from `receive`, which may refuse by the declared length first.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    response.writeContinue()
    onRequest(request, response)
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: settings.host, port: settings.port, backlog: 4_096 }, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  return {
    host: address.address,
    port: address.port,
    stopAccepting() {
      server.close()
      server.closeIdleConnections()
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
    },
    connections: () => sockets.size,
  }
}
