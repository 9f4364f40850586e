import { connect } from 'node:net'

/** Sends bytes as they are, as no HTTP client would, and gives all that comes back until the server is done. */
export interface RawReply {
  readonly status: number
  readonly text: string
  /** The connection was closed by the server. */
  readonly closed: boolean
}

/** Far more than the seconds for which the gateway reads on before it closes. */
const WAIT_MS = 60_000

export function rawRequest(
  port: number,
  pieces: readonly (string | Buffer)[],
  options: { readonly pauseMs?: number; readonly waitMs?: number } = {},
): Promise<RawReply> {
  const { pauseMs = 0, waitMs = WAIT_MS } = options
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const received: Buffer[] = []
    let closed = false
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      const text = Buffer.concat(received).toString('latin1')
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text, closed })
    }
    const timer = setTimeout(finish, waitMs)
    socket.on('data', (chunk) => {
      received.push(chunk)
      // A whole answer of a kept connection: its length is known and has come.
      const text = Buffer.concat(received).toString('latin1')
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
      const head = text.indexOf('\r\n\r\n')
      const wantsClose = /\r\nconnection: close/i.test(text)
      if (length !== undefined && head !== -1 && !wantsClose && text.length >= head + 4 + Number(length))
        finish()
    })
    socket.on('close', () => {
      closed = true
      finish()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error)
    })
    socket.on('connect', () => {
      void (async () => {
        for (const piece of pieces) {
          if (socket.destroyed) return
          socket.write(piece)
          if (pauseMs > 0) await new Promise((next) => setTimeout(next, pauseMs))
        }
      })()
    })
  })
}
