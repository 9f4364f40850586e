import { connect as connectPlain, isIP, type OnReadOpts, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'

/** Where a provider listens. */
export interface Origin {
  readonly isTls: boolean
  readonly hostname: string
  readonly port: number
  /** As the `Host` header says it. */
  readonly host: string
  /** TLS sessions to resume: the handshake of a second connection is then a third as dear. */
  session: Buffer | null
}

export function originOf(url: string): Origin {
  const { protocol, hostname, port, host } = new URL(url)
  const isTls = protocol === 'https:'
  return {
    isTls,
    // An IPv6 address stands in brackets in a URL and without them elsewhere.
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port: port === '' ? (isTls ? 443 : 80) : Number(port),
    host,
    session: null,
  }
}

const KEEP_ALIVE_PROBE_MS = 60_000

/**
 * A socket under connection. What is read goes to `onread`'s buffer; `ready` is called when requests may be written
 * (with TLS: after the handshake and the check of the certificate).
 */
export function openSocket(origin: Origin, onread: OnReadOpts, ready: () => void): Socket {
  // The types of the two are not told apart by `keepAlive` and `noDelay`, which both have.
  const options = {
    host: origin.hostname,
    port: origin.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
    onread,
  }
  if (!origin.isTls) return connectPlain(options, ready)
  const socket: TLSSocket = connectTls(
    {
      ...options,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(origin.hostname) === 0 ? { servername: origin.hostname } : {}),
      ...(origin.session === null ? {} : { session: origin.session }),
    },
    ready,
  )
  socket.on('session', (session) => {
    origin.session = session
  })
  return socket
}
