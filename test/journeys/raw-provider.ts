import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A provider that answers with bytes as they are, as no HTTP server would. */
export interface RawProvider {
  address: string
  /** Requests that came whole. */
  requests: number
  connections: number
  /** What to do with a request that came whole; `nth` counts from 1 on its connection. */
  reply: (socket: Socket, nth: number) => void
  close(): Promise<void>
}

const HEAD_END = '\r\n\r\n'

export async function startRawProvider(): Promise<RawProvider> {
  const sockets = new Set<Socket>()
  const provider: RawProvider = {
    address: '',
    requests: 0,
    connections: 0,
    reply: (socket) => void socket.destroy(),
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer((socket) => {
    provider.connections++
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let text = ''
    let nth = 0
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1')
      for (let end = text.indexOf(HEAD_END); end !== -1; end = text.indexOf(HEAD_END)) {
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0)
        const whole = end + HEAD_END.length + length
        if (text.length < whole) return
        text = text.slice(whole)
        provider.requests++
        provider.reply(socket, ++nth)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  provider.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return provider
}
