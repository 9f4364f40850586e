import { createServer, type Socket } from 'node:net'
import { END_EVENT, EVENTS, JSON_ANSWER, SLOW_EVENT } from './answers.ts'
import { RequestReader } from './request-reader.ts'

/**
 * The mock upstream as a program of its own: `node bench/mock/server.ts PORT`. Written on bare sockets because an HTTP
 * server would make the mock, not the proxy, the slow part. Each event of a stream is a write of its own, as a model
 * that makes one token after the other sends them.
 */

/** A body with this text, and `"stream":true`, gets an endless stream of one event a second. */
export const SLOW_MARK = 'bench-slow-stream'
const SLOW_EVENT_MS = 1_000

const jsonReply = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n' +
    `Content-Length: ${Buffer.byteLength(JSON_ANSWER)}\r\n\r\n${JSON_ANSWER}`,
)
const streamHead = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\n' +
    'Transfer-Encoding: chunked\r\n\r\n',
)
const eventChunks = EVENTS.map(asChunk)
const endChunk = Buffer.concat([asChunk(END_EVENT), Buffer.from('0\r\n\r\n')])
const slowChunk = asChunk(SLOW_EVENT)
const streamMark = Buffer.from('"stream":true')
const slowMark = Buffer.from(SLOW_MARK)

function asChunk(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)
}

function answer(socket: Socket, body: Buffer): void {
  if (!body.includes(streamMark)) {
    socket.write(jsonReply)
    return
  }
  socket.write(streamHead)
  if (body.includes(slowMark)) {
    const timer = setInterval(() => socket.write(slowChunk), SLOW_EVENT_MS)
    socket.once('close', () => clearInterval(timer))
    return
  }
  for (const chunk of eventChunks) socket.write(chunk)
  socket.write(endChunk)
}

function main(): void {
  const port = Number(process.argv[2])
  const server = createServer({ noDelay: true }, (socket) => {
    const reader = new RequestReader((body) => answer(socket, body))
    socket.on('data', (bytes) => reader.push(bytes))
    // Load generators and proxies cut connections when they stop; that is how every run ends.
    socket.on('error', () => socket.destroy())
  })
  server.listen({ port, host: '127.0.0.1', backlog: 4096 })
}

if (import.meta.main) main()
