import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A collector that takes what it gets and counts the calls, by path. */
export interface CountingCollector {
  readonly endpoint: string
  calls(path: string): number
  close(): void
}

export async function startCountingCollector(): Promise<CountingCollector> {
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const path = request.url ?? ''
      counts.set(path, (counts.get(path) ?? 0) + 1)
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: (path) => counts.get(path) ?? 0,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
