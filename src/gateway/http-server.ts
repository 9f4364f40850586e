import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

import { type Clock, Failure } from '../base/index.ts'
import { errorBody } from './client-wire.ts'
import type { ClientChannel } from './http1/client-channel.ts'
import { ServerConnection, type ServerContext } from './http1/server-connection.ts'

export type { ClientChannel } from './http1/client-channel.ts'

/**
 * The HTTP server: HTTP/1.1 on plain or TLS sockets, with a parser of our own (`http1/`), because Node's costs more than
 * all the rest of an exchange (docs/decisions/). It takes the strict form only, and so refuses the shapes that
 * request smuggling needs.
 */
const HEADERS_DEADLINE_MS = 20_000
const SWEEP_MS = 1_000
const MAX_CONNECTIONS = 20_000
const BACKLOG = 4_096

export interface HttpServerSettings {
  readonly host: string
  readonly port: number
  readonly tls: { readonly certificate: string; readonly key: string } | null
  readonly requestDeadlineMs: number
  readonly clock: Clock
  /** Whether other processes listen on the same port, among whom the system shares out connections. */
  readonly sharesPort?: boolean
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

export async function startHttpServer(
  settings: HttpServerSettings,
  handle: (client: ClientChannel) => void,
): Promise<HttpServer> {
  const { clock, requestDeadlineMs, tls } = settings
  const sockets = new Set<Socket>()
  const connections = new Set<ServerConnection>()
  let dateLine = dateLineAt(clock.nowMs())
  const context: ServerContext = {
    clock,
    headersDeadlineMs: Math.min(HEADERS_DEADLINE_MS, requestDeadlineMs),
    requestDeadlineMs,
    handle,
    dateLine: () => dateLine,
    refusal,
    isLeaving: false,
  }
  const serve = (socket: Socket) => {
    const connection = new ServerConnection(socket, context)
    connections.add(connection)
    socket.once('close', () => connections.delete(connection))
  }
  const options = { noDelay: true }
  const server: Server =
    tls === null
      ? createServer(options, serve)
      : createTlsServer(
          {
            ...options,
            cert: tls.certificate,
            key: tls.key,
            minVersion: 'TLSv1.2',
            ALPNProtocols: ['http/1.1'],
            handshakeTimeout: context.headersDeadlineMs,
          },
          serve,
        )
  server.maxConnections = MAX_CONNECTIONS
  // Of a TLS server too these are the bare sockets, from before their handshake.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const stopSweeping = clock.every(SWEEP_MS, () => {
    dateLine = dateLineAt(clock.nowMs())
    const nowMs = clock.monotonicMs()
    for (const connection of connections) connection.sweep(nowMs)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    const { host, port, sharesPort: reusePort = false } = settings
    server.listen({ host, port, reusePort, backlog: BACKLOG }, () => {
      server.removeListener('error', reject)
      // From here on: one connection that could not be taken (no memory, no descriptors). The others can.
      server.on('error', () => {})
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  return {
    host: address.address,
    port: address.port,
    stopAccepting() {
      context.isLeaving = true
      server.close()
      for (const connection of connections) if (connection.isIdle) connection.close()
    },
    close() {
      stopSweeping()
      return new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
    },
    connections: () => sockets.size,
  }
}

function dateLineAt(nowMs: number): string {
  return `date: ${new Date(nowMs).toUTCString()}\r\n`
}

/** Answers what never became a request, in OpenAI's shape. */
function refusal(failure: Failure): string {
  const body = errorBody('openai', failure, 'none', [])
  const head = `HTTP/1.1 ${failure.status} Refused\r\ncontent-type: application/json\r\nconnection: close\r\n`
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
