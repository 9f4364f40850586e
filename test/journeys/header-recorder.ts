import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands before a provider, hands everything on as it is, and keeps the headers that came. */
export interface HeaderRecorder {
  readonly address: string
  readonly seen: IncomingHttpHeaders[]
  close(): Promise<void>
}

export async function recordHeaders(provider: string): Promise<HeaderRecorder> {
  const seen: IncomingHttpHeaders[] = []
  const server = createServer((incoming, outgoing) => {
    seen.push(incoming.headers)
    const { method, headers, url } = incoming
    const onward = request(`${provider}${url ?? ''}`, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
    })
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
