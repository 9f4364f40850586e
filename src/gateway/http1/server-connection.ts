import type { Socket } from 'node:net'

import { type Clock, Failure, type FailureCode } from '../../base/index.ts'
import { BodyDecoder } from './body-decoder.ts'
import { type BodySink, type Carrier, ClientChannel, KEEP_ALIVE_SECONDS } from './client-channel.ts'
import { readRequestHead, type RequestHead } from './request-head.ts'

export const MAX_HEADER_BYTES = 16_384
/** How long a client that is still sending when it has its answer is listened to, between two pieces. */
const LINGER_MS = 2_000
/** How long a client may take nothing of an answer that is all written from the gateway's side. */
const STUCK_MS = 60_000
const HEAD_END = '\r\n\r\n'

/** What all connections of a server share. */
export interface ServerContext {
  readonly clock: Clock
  readonly headersDeadlineMs: number
  readonly requestDeadlineMs: number
  readonly handle: (client: ClientChannel) => void
  /** The `Date` line for answers, made once a second. */
  readonly dateLine: () => string
  /** What is sent, and then the connection closed, where no request could be made out. */
  readonly refusal: (failure: Failure) => string
  isLeaving: boolean
}

type Phase =
  /** Between requests, or before the first. */
  | 'idle'
  /** Some of a request's head is there. */
  | 'head'
  /** The request is the pipeline's; its body may still be coming. */
  | 'exchange'
  /** The answer is out, and the client still sends: what comes is thrown away. */
  | 'lingering'
  /** Our side is closed. */
  | 'closing'

/** One connection of a client: requests one after another. */
export class ServerConnection implements Carrier {
  readonly socket: Socket
  readonly isLoopback: boolean
  readonly dateLine: () => string
  readonly #context: ServerContext
  #phase: Phase = 'idle'
  /** Monotonic: since when this phase, or in `lingering` the last bytes. */
  #sinceMs: number
  /** Monotonic: when the request under way began. */
  #requestSinceMs = 0
  /** Of answers, at the last sweep. */
  #unwrittenBytes = 0
  /** Bytes that came and were not looked at: a part of a head, a body that nobody reads yet, or the next request. */
  #pending: Buffer | null = null
  #channel: ClientChannel | null = null
  #decoder: BodyDecoder | null = null
  #sink: BodySink | null = null
  #keepsAlive = false
  #owesContinue = false
  #isPaused = false
  /** In `#advance`: what an answer made at once leaves behind is gone on with there, not deeper. */
  #isAdvancing = false

  constructor(socket: Socket, context: ServerContext) {
    this.socket = socket
    this.#context = context
    this.dateLine = context.dateLine
    this.#sinceMs = context.clock.monotonicMs()
    const peer = socket.remoteAddress
    this.isLoopback = peer === '127.0.0.1' || peer === '::1' || peer === '::ffff:127.0.0.1'
    socket.on('data', (bytes: Buffer) => this.#arrive(bytes))
    socket.on('close', () => this.#closed())
    // A write to a socket that just closed reports here; 'close' follows and says all there is to say.
    socket.on('error', () => {})
  }

  get peerAddress(): string | null {
    return this.socket.remoteAddress ?? null
  }

  get isIdle(): boolean {
    return this.#phase === 'idle'
  }

  get isLeaving(): boolean {
    return this.#context.isLeaving
  }

  get isBodyRead(): boolean {
    return this.#decoder === null || this.#decoder.isDone
  }

  write(text: string | Buffer, encoding: 'latin1' | 'utf8' = 'latin1'): boolean {
    return typeof text === 'string' ? this.socket.write(text, encoding) : this.socket.write(text)
  }

  writeTwo(head: string, body: Buffer): boolean {
    this.socket.cork()
    this.socket.write(head, 'latin1')
    const isFree = this.socket.write(body)
    this.socket.uncork()
    return isFree
  }

  whenDrained(callback: () => void): void {
    this.socket.once('drain', callback)
  }

  readBody(sink: BodySink): void {
    const decoder = this.#decoder
    if (this.#phase !== 'exchange') {
      sink.broken(new Failure('client_closed'))
      return
    }
    if (decoder === null || decoder.isDone) {
      sink.end()
      return
    }
    this.#sink = sink
    if (this.#owesContinue) {
      this.#owesContinue = false
      this.socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1')
    }
    const bytes = this.#pending
    this.#pending = null
    if (bytes !== null) this.#body(bytes)
    this.#setPaused(false)
  }

  stopReading(): void {
    this.#sink = null
    this.#setPaused(true)
  }

  answered(mayContinue: boolean): void {
    this.#channel = null
    this.#sink = null
    if (!this.isBodyRead) {
      // Closing now would reset the connection, and the reset can overtake the answer; so the rest is read and thrown
      // away until it ends, pauses, or meets the request deadline.
      this.#enter('lingering')
      const bytes = this.#pending
      this.#pending = null
      if (bytes !== null) this.#discard(bytes)
      this.#setPaused(false)
      return
    }
    this.#decoder = null
    if (!mayContinue || !this.#keepsAlive || this.#context.isLeaving) {
      this.close()
      return
    }
    this.#enter('idle')
    // A client that asks without taking the answers is not read until it does.
    if (this.socket.writableNeedDrain) {
      this.#setPaused(true)
      this.whenDrained(() => this.#goOn())
    } else this.#goOn()
  }

  #goOn(): void {
    if (this.#phase !== 'idle') return
    this.#setPaused(false)
    if (this.#pending !== null && !this.#isAdvancing) {
      const bytes = this.#pending
      this.#pending = null
      this.#advance(bytes)
    }
  }

  /** Ends our side once all is written. */
  close(): void {
    if (this.#phase === 'closing') return
    this.#enter('closing')
    this.#pending = null
    this.socket.end()
    this.#setPaused(false)
  }

  destroy(): void {
    this.socket.destroy()
  }

  /** Called about once a second. */
  sweep(nowMs: number): void {
    const passedMs = nowMs - this.#sinceMs
    const { headersDeadlineMs, requestDeadlineMs } = this.#context
    switch (this.#phase) {
      case 'idle':
        if (!this.#isStillWriting(nowMs) && passedMs > KEEP_ALIVE_SECONDS * 1000) this.destroy()
        return
      case 'head':
        if (passedMs > headersDeadlineMs) this.#refuse('body_timeout')
        return
      case 'exchange':
        // A body that nobody asked for keeps nobody waiting: the answer may take as long as it takes.
        if (this.#sink !== null && passedMs > requestDeadlineMs) this.#break(new Failure('body_timeout'))
        return
      case 'lingering':
        if (passedMs > LINGER_MS || nowMs - this.#requestSinceMs > requestDeadlineMs) this.close()
        return
      case 'closing':
        if (!this.#isStillWriting(nowMs) && passedMs > LINGER_MS) this.destroy()
    }
  }

  /** The client is still taking the answer; one that takes nothing for `STUCK_MS` is cut off. */
  #isStillWriting(nowMs: number): boolean {
    if (this.socket.writableLength === 0) return false
    const unwrittenBytes = unwrittenOf(this.socket)
    if (unwrittenBytes !== this.#unwrittenBytes) {
      this.#unwrittenBytes = unwrittenBytes
      this.#sinceMs = nowMs
    } else if (nowMs - this.#sinceMs > STUCK_MS) this.destroy()
    return true
  }

  #enter(phase: Phase): void {
    this.#phase = phase
    this.#sinceMs = this.#context.clock.monotonicMs()
  }

  #arrive(bytes: Buffer): void {
    switch (this.#phase) {
      case 'idle':
      case 'head': {
        const before = this.#pending
        this.#pending = null
        this.#advance(before === null ? bytes : Buffer.concat([before, bytes]))
        return
      }
      case 'exchange':
        if (this.#sink !== null) this.#body(bytes)
        else {
          this.#pending = this.#pending === null ? bytes : Buffer.concat([this.#pending, bytes])
          // One read's worth at most is kept for later.
          this.#setPaused(true)
        }
        return
      case 'lingering':
        this.#discard(bytes)
        return
      case 'closing':
    }
  }

  /** Makes requests of what is there, until a request waits or the bytes are used up. */
  #advance(first: Buffer): void {
    this.#isAdvancing = true
    let bytes: Buffer | null = first
    while (bytes !== null) {
      this.#begin(bytes)
      bytes = null
      if (this.#phase === 'idle' && this.#pending !== null && !this.#isPaused) {
        bytes = this.#pending
        this.#pending = null
      }
    }
    this.#isAdvancing = false
  }

  /** A head out of `bytes`, and the exchange begun; or what is there of it kept until more comes. */
  #begin(bytes: Buffer): void {
    // Empty lines before a request are to be overlooked (RFC 9112, section 2.2).
    let start = 0
    while (bytes[start] === 0x0d && bytes[start + 1] === 0x0a) start += 2
    if (start === bytes.length) {
      if (this.#phase === 'head') this.#enter('idle')
      return
    }
    const end = bytes.indexOf(HEAD_END, start, 'latin1')
    if (end === -1 ? bytes.length - start > MAX_HEADER_BYTES : end - start > MAX_HEADER_BYTES) {
      this.#refuse('headers_too_large')
      return
    }
    if (end === -1) {
      if (this.#phase === 'idle') this.#enter('head')
      this.#pending = bytes
      if (isHopeless(bytes, start)) this.#refuse('malformed_request')
      return
    }
    const head = readRequestHead(bytes.toString('latin1', start, end))
    if (typeof head === 'string') {
      this.#refuse(head === 'headers too large' ? 'headers_too_large' : 'malformed_request')
      return
    }
    this.#exchange(head, bytes, end + HEAD_END.length)
  }

  #exchange(head: RequestHead, bytes: Buffer, bodyStart: number): void {
    this.#enter('exchange')
    this.#requestSinceMs = this.#sinceMs
    this.#keepsAlive = head.keepsAlive
    this.#decoder = head.framing.kind === 'none' ? null : new BodyDecoder(head.framing)
    this.#owesContinue = head.expectsContinue && this.#decoder !== null
    this.#pending = bodyStart < bytes.length ? bytes.subarray(bodyStart) : null
    const channel = new ClientChannel(this, head)
    this.#channel = channel
    this.#context.handle(channel)
  }

  /** Bytes of a body that is wanted. */
  #body(bytes: Buffer): void {
    const decoder = this.#decoder as BodyDecoder
    const sink = this.#sink as BodySink
    const payload = decoder.decode(bytes, 0, bytes.length)
    if (decoder.fault !== null) {
      this.#keepsAlive = false
      this.#break(new Failure('malformed_request', { detail: decoder.fault }))
      return
    }
    if (decoder.consumed < bytes.length) this.#pending = bytes.subarray(decoder.consumed)
    if (sink.isLong === true) this.#sinceMs = this.#context.clock.monotonicMs()
    if (payload.length > 0) sink.data(payload)
    if (!decoder.isDone) return
    this.#sink = null
    this.#setPaused(this.#pending !== null)
    sink.end()
  }

  #discard(bytes: Buffer): void {
    const decoder = this.#decoder as BodyDecoder
    decoder.decode(bytes, 0, bytes.length)
    this.#sinceMs = this.#context.clock.monotonicMs()
    if (decoder.isDone || decoder.fault !== null) this.close()
  }

  #break(failure: Failure): void {
    const sink = this.#sink
    this.#sink = null
    this.#setPaused(true)
    sink?.broken(failure)
  }

  /** What came is no request: says so and closes. */
  #refuse(code: FailureCode): void {
    this.socket.write(this.#context.refusal(new Failure(code)), 'utf8')
    this.close()
  }

  #setPaused(isPaused: boolean): void {
    if (this.#isPaused === isPaused) return
    this.#isPaused = isPaused
    if (isPaused) this.socket.pause()
    else this.socket.resume()
  }

  #closed(): void {
    this.#phase = 'closing'
    const sink = this.#sink
    this.#sink = null
    this.#pending = null
    sink?.broken(new Failure('client_closed'))
    this.#channel?.left()
    this.#channel = null
  }
}

interface Handle {
  readonly bytesWritten?: number
  readonly writeQueueSize?: number
}

/** What Node does not document of its sockets; where it is absent, only `writableLength` tells. */
interface Wrapped {
  readonly _handle?: Handle | null
  readonly _parent?: Wrapped | null
}

/**
 * A figure that changes with every byte that the system takes. `writableLength` counts the whole of a write until its
 * last byte is gone; the handle knows what is left of it, which is how `Socket.setTimeout` tells slow from stuck. Of
 * a TLS socket it is the handle of the plain one beneath.
 */
function unwrittenOf(socket: Wrapped & { readonly writableLength: number }): number {
  const beneath = socket._parent ?? socket
  const { bytesWritten = 0, writeQueueSize = 0 } = beneath._handle ?? {}
  return socket.writableLength - bytesWritten + writeQueueSize
}

const LONGEST_METHOD = 8

/** Bytes that cannot become a request whatever follows: TLS on a plain port, a bare LF as the end of a line. */
function isHopeless(bytes: Buffer, start: number): boolean {
  for (let i = start; i < bytes.length && i < start + LONGEST_METHOD; i++) {
    const byte = bytes[i] as number
    if (byte === 0x20) break
    if (byte === 0x0d && i === start) return false
    if (byte < 0x41 || byte > 0x5a) return true
  }
  for (let at = bytes.indexOf(0x0a, start); at !== -1; at = bytes.indexOf(0x0a, at + 1))
    if (bytes[at - 1] !== 0x0d) return true
  return false
}
