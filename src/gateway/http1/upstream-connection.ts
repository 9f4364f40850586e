import type { Socket } from 'node:net'

import type { Clock } from '../../base/index.ts'
import type { UpstreamControl, UpstreamRequest, UpstreamSink } from '../http-client.ts'
import { BodyDecoder } from './body-decoder.ts'
import { headerLine, TARGET } from './header-lines.ts'
import { readResponseHead } from './response-head.ts'
import { type Origin, openSocket } from './upstream-socket.ts'

export interface ConnectionOptions {
  readonly origin: Origin
  readonly clock: Clock
  readonly connectMs: number
  readonly longestIdleMs: number
  /** The connection can take a request. */
  readonly isFree: (connection: UpstreamConnection) => void
  /** The connection is closed, by whomever. */
  readonly isGone: (connection: UpstreamConnection) => void
}

const MAX_RESPONSE_HEADER_BYTES = 32_768
const HEAD_END = '\r\n\r\n'
/** Up to here a body is cheaper copied into one write with its head. */
const ONE_WRITE_BYTES = 16_384
const READ_BYTES = 65_536

/**
 * All connections read into this one: the system fills it and the callback has used it up before the next read. What is
 * kept of it is copied, which is cheaper than a fresh Buffer of 64 KB for each read.
 */
const readBuffer = Buffer.allocUnsafeSlow(READ_BYTES)

/** Connects; `done` gets the connection, or what went wrong. The returned function gives up. */
export function connectUpstream(
  options: ConnectionOptions,
  done: (result: UpstreamConnection | string) => void,
): () => void {
  let connection: UpstreamConnection | null = null
  let isDone = false
  const finish = (result: UpstreamConnection | string) => {
    if (isDone) return
    isDone = true
    cancel()
    done(result)
  }
  const onread = {
    buffer: readBuffer,
    callback: (length: number) => connection?.read(length) ?? true,
  }
  const socket = openSocket(options.origin, onread, () => {
    connection = new UpstreamConnection(socket, options)
    finish(connection)
  })
  const cancel = options.clock.after(options.connectMs, () => {
    finish(`ETIMEDOUT: no connection within ${options.connectMs} ms`)
    socket.destroy()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (connection === null) finish(describe(error))
    else connection.failed(describe(error))
  })
  socket.on('close', () => {
    if (connection === null) finish('ECONNRESET: closed before the connection stood')
    else connection.closed()
  })
  return () => {
    if (connection === null) socket.destroy()
  }
}

/** Of several addresses that were tried in turn, the first says why. */
function describe(error: NodeJS.ErrnoException): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : null
  const told = first instanceof Error ? (first as NodeJS.ErrnoException) : error
  return `${told.code ?? told.name}: ${told.message}`
}

/** One connection to a provider: requests one after another. */
export class UpstreamConnection {
  readonly #socket: Socket
  readonly #options: ConnectionOptions
  #sink: UpstreamSink | null = null
  #call: Call | null = null
  /** Null until the head of the answer is whole. */
  #decoder: BodyDecoder | null = null
  #head: Buffer | null = null
  #idleMs: number
  #idleSinceMs: number
  #isPaused = false
  #isAborted = false
  /** Bytes of the request went out. */
  #wasSent = false
  #problem: string | null = null
  #isGone = false

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket
    this.#options = options
    this.#idleMs = options.longestIdleMs
    this.#idleSinceMs = options.clock.monotonicMs()
  }

  /** Too old to be used again, or being closed already. */
  isStale(nowMs: number): boolean {
    return !this.#socket.writable || nowMs - this.#idleSinceMs > this.#idleMs
  }

  /** False when whoever asked has left before anything was sent: the connection is as free as it was. */
  send(request: UpstreamRequest, sink: UpstreamSink): boolean {
    const call = new Call(this)
    this.#sink = sink
    this.#call = call
    sink.connected(call)
    if (this.#isAborted) {
      this.#isAborted = false
      this.#release()
      sink.fault({ kind: 'aborted' })
      return false
    }
    try {
      this.#write(request)
    } catch (error) {
      this.#release()
      this.destroy()
      sink.fault({ kind: 'broken', message: (error as Error).message })
    }
    return true
  }

  /** From here on who asked has no more to say about this connection. */
  #release(): void {
    this.#sink = null
    this.#decoder = null
    this.#wasSent = false
    this.#call?.ended()
    this.#call = null
  }

  pause(): void {
    if (this.#isPaused) return
    this.#isPaused = true
    this.#socket.pause()
  }

  resume(): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    this.#socket.resume()
  }

  abort(): void {
    this.#isAborted = true
    // Within `connected` nothing was written yet; `send` goes on from here.
    if (this.#wasSent) this.destroy()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #write({ method, path, headers, body }: UpstreamRequest): void {
    if (!TARGET.test(path)) throw new TypeError('the path cannot be sent')
    let head = `${method} ${path} HTTP/1.1\r\nhost: ${this.#options.origin.host}\r\nconnection: keep-alive\r\n`
    for (let i = 0; i < headers.length; i += 2)
      head += headerLine(headers[i] as string, headers[i + 1] as string)
    const length = body?.length ?? 0
    if (length > 0 || method === 'POST') head += `content-length: ${length}\r\n\r\n`
    else head += '\r\n'
    this.#wasSent = true
    if (body === null || length === 0) this.#socket.write(head, 'latin1')
    else if (length <= ONE_WRITE_BYTES) this.#socket.write(head + body.toString('latin1'), 'latin1')
    else {
      this.#socket.cork()
      this.#socket.write(head, 'latin1')
      this.#socket.write(body)
      this.#socket.uncork()
    }
  }

  /** `readBuffer` holds `length` new bytes. False asks the socket to pause. */
  read(length: number): boolean {
    if (this.#sink === null) {
      // Nobody asked for anything.
      this.destroy()
      return true
    }
    if (this.#decoder === null) this.#readHead(length)
    else this.#readBody(readBuffer, 0, length, true)
    return !this.#isPaused
  }

  #readHead(length: number): void {
    let bytes = readBuffer
    let end = length
    let isShared = true
    if (this.#head !== null) {
      bytes = Buffer.concat([this.#head, readBuffer.subarray(0, length)])
      end = bytes.length
      isShared = false
      this.#head = null
    }
    for (let start = 0; ;) {
      const headEnd = bytes.subarray(0, end).indexOf(HEAD_END, start, 'latin1')
      if (
        headEnd === -1 ? end - start > MAX_RESPONSE_HEADER_BYTES : headEnd - start > MAX_RESPONSE_HEADER_BYTES
      ) {
        this.#breakOff('the headers of the answer are too large')
        return
      }
      if (headEnd === -1) {
        this.#head = Buffer.from(bytes.subarray(start, end))
        return
      }
      const head = readResponseHead(bytes.toString('latin1', start, headEnd), this.#options.longestIdleMs)
      if (head === null || head.status === 101) {
        this.#breakOff('what came is no answer in HTTP/1.1')
        return
      }
      start = headEnd + HEAD_END.length
      if (head.status < 200) continue
      this.#idleMs = head.idleMs
      this.#decoder = new BodyDecoder(head.framing)
      this.#sink?.head(head.status, head.headers)
      this.#readBody(bytes, start, end, isShared)
      return
    }
  }

  #readBody(bytes: Buffer, start: number, end: number, isShared: boolean): void {
    const sink = this.#sink
    const decoder = this.#decoder
    if (sink === null || decoder === null || this.#isAborted) return
    const payload = decoder.decode(bytes, start, end)
    if (decoder.fault !== null) {
      this.#breakOff(`the answer has a ${decoder.fault}`)
      return
    }
    if (payload.length > 0)
      sink.data(isShared && payload.buffer === readBuffer.buffer ? Buffer.from(payload) : payload)
    // What came may have made the sink give up: the connection is being closed then, and 'close' ends the call.
    if (decoder.isDone && !this.#isAborted) this.#finish(decoder.consumed < end)
  }

  #finish(hasMore: boolean): void {
    const sink = this.#sink
    this.#release()
    // More than was asked for, or an answer before the whole request went out: what comes next cannot be trusted.
    const isUsable =
      this.#idleMs > 0 && !hasMore && this.#socket.writableLength === 0 && !this.#socket.destroyed
    this.resume()
    if (isUsable) this.#free()
    else this.destroy()
    sink?.end()
  }

  #free(): void {
    this.#idleSinceMs = this.#options.clock.monotonicMs()
    this.#options.isFree(this)
  }

  #breakOff(problem: string): void {
    this.failed(problem)
    this.destroy()
  }

  failed(problem: string): void {
    this.#problem ??= problem
  }

  closed(): void {
    if (this.#isGone) return
    this.#isGone = true
    const sink = this.#sink
    const isWhole =
      !this.#isAborted && this.#problem === null && this.#decoder !== null && this.#decoder.endOfConnection()
    this.#release()
    this.#options.isGone(this)
    if (sink === null) return
    if (isWhole) sink.end()
    else if (this.#isAborted) sink.fault({ kind: 'aborted' })
    else
      sink.fault({ kind: 'broken', message: this.#problem ?? 'ECONNRESET: the peer closed the connection' })
  }
}

/** What who asked may do, until his answer has ended: the connection then serves another. */
class Call implements UpstreamControl {
  #connection: UpstreamConnection | null

  constructor(connection: UpstreamConnection) {
    this.#connection = connection
  }

  pause(): void {
    this.#connection?.pause()
  }

  resume(): void {
    this.#connection?.resume()
  }

  abort(): void {
    this.#connection?.abort()
  }

  ended(): void {
    this.#connection = null
  }
}
