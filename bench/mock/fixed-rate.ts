import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { JSON_ANSWER } from './answers.ts'

/** What it makes up for when nobody came in time. */
const BURST_MS = 20

/** An upstream that begins so many exchanges a second, and tells all others by 429 when to come again. */
export interface FixedRateUpstream {
  readonly port: number
  close(): Promise<void>
}

export async function startFixedRate(perSecond: number): Promise<FixedRateUpstream> {
  const spacingMs = 1_000 / perSecond
  let freeAtMs = 0
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const nowMs = performance.now()
      if (nowMs < freeAtMs) {
        const headers = {
          'content-type': 'application/json',
          'retry-after-ms': String(Math.ceil(freeAtMs - nowMs)),
        }
        response
          .writeHead(429, headers)
          .end('{"error":{"code":"429","message":"Requests exceed the rate limit."}}')
        return
      }
      freeAtMs = Math.max(freeAtMs, nowMs - BURST_MS) + spacingMs
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON_ANSWER)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
