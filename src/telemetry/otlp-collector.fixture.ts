import { createServer } from 'node:http'
import { createServer as createHttp2Server, type Http2Server, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'

import {
  logsOf,
  pointsOf,
  type ReceivedLog,
  type ReceivedPoint,
  type ReceivedSpan,
  spansOf,
} from './otlp-wire.fixture.ts'

/** A collector for tests: takes metrics, traces and logs over OTLP, by HTTP with protobuf or by gRPC. */
export interface Call {
  readonly headers: NodeJS.Dict<string | string[]>
  /** `/v1/metrics` and its like; of gRPC the path of the method. */
  readonly url: string
  readonly points: readonly ReceivedPoint[]
  readonly spans: readonly ReceivedSpan[]
  readonly logs: readonly ReceivedLog[]
}

export interface Collector {
  readonly endpoint: string
  /** Each call that was taken, with what it held. */
  readonly calls: Call[]
  /** All of all calls. */
  readonly spans: readonly ReceivedSpan[]
  readonly logs: readonly ReceivedLog[]
  /** The newest value of a series, or null. */
  latest(metric: string, attributes: Readonly<Record<string, string>>): number | null
  /** The status of HTTP that it answers from now on; anything but 200 takes nothing. */
  answer: number
  close(): Promise<void>
}

export async function startCollector(port = 0): Promise<Collector> {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (collector.answer === 200)
        calls.push(callOf(request.headers, request.url ?? '', Buffer.concat(chunks)))
      response.writeHead(collector.answer, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  const collector = await listening(server, port, calls, () => server.closeAllConnections())
  return collector
}

/** gRPC over HTTP/2 in the clear: each message has a byte and its length before it. */
export async function startGrpcCollector(): Promise<Collector> {
  const calls: Call[] = []
  const server: Http2Server = createHttp2Server()
  const sessions = new Set<{ destroy(): void }>()
  server.on('session', (session) => sessions.add(session))
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const isTaken = collector.answer === 200
      if (isTaken) calls.push(callOf(headers, headers[':path'] ?? '', Buffer.concat(chunks).subarray(5)))
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': isTaken ? '0' : '14' }))
      stream.end(isTaken ? Buffer.alloc(5) : Buffer.alloc(0))
    })
  })
  const collector = await listening(server, 0, calls, () => sessions.forEach((session) => session.destroy()))
  return collector
}

async function listening(
  server: Server,
  port: number,
  calls: Call[],
  hangUp: () => void,
): Promise<Collector> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    get spans() {
      return calls.flatMap(({ spans }) => spans)
    },
    get logs() {
      return calls.flatMap(({ logs }) => logs)
    },
    answer: 200,
    latest(metric, attributes) {
      const points = calls.flatMap(({ points: all }) => all)
      const found = points.findLast(
        (point) =>
          point.metric === metric &&
          Object.entries(attributes).every(([name, value]) => point.attributes[name] === value),
      )
      return found?.value ?? null
    },
    async close() {
      hangUp()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function callOf(headers: Call['headers'], url: string, body: Buffer): Call {
  const isOf = (word: string) => url.includes(`/v1/${word}s`) || url.includes(`.${word}.v1.`)
  return {
    headers,
    url,
    points: url.includes('metrics') ? pointsOf(body) : [],
    spans: isOf('trace') ? spansOf(body) : [],
    logs: url.includes('logs') ? logsOf(body) : [],
  }
}
