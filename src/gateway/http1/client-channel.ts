import { Failure, http } from '../../base/index.ts'
import { headerLine, type Headers } from './header-lines.ts'
import type { Client } from '../client.ts'
import type { RequestHead } from './request-head.ts'

/** What a channel needs of the connection that it lives on. */
export interface Carrier {
  readonly isLoopback: boolean
  readonly peerAddress: string | null
  readonly dateLine: () => string
  /** False when the peer reads slower than it is written to. */
  write(text: string | Buffer, encoding?: 'latin1' | 'utf8'): boolean
  writeTwo(head: string, body: Buffer): boolean
  whenDrained(callback: () => void): void
  /** The body is wanted from now on; `sink` is told of it in order. */
  readBody(sink: BodySink): void
  /** The rest of the body is not wanted. */
  stopReading(): void
  /** The answer is out; `mayContinue` when the connection may serve another request. */
  answered(mayContinue: boolean): void
  readonly isBodyRead: boolean
  /** The server takes no new requests: answers say that the connection closes. */
  readonly isLeaving: boolean
  destroy(): void
}

export interface BodySink {
  /** The body may be long: its deadline is for the time between two pieces of it. */
  readonly isLong?: true
  data(bytes: Buffer): void
  end(): void
  broken(failure: Failure): void
}

/** Up to here, bytes are cheaper copied into one write with what stands around them than handed over as a second piece. */
const ONE_WRITE_BYTES = 16_384
const EMPTY = Buffer.alloc(0)
/** As the server keeps it, so that clients which heed the hint do not meet a connection that is just being closed. */
export const KEEP_ALIVE_SECONDS = 75
const KEEPS = `connection: keep-alive\r\nkeep-alive: timeout=${KEEP_ALIVE_SECONDS}\r\n`
const CLOSES = 'connection: close\r\n'

/** What a step may do with a client. Nothing else of the server reaches the pipeline. */
export class ClientChannel implements Client {
  readonly method: string
  readonly url: string
  /** Names in lower case; a repeated header is joined or, where HTTP forbids repeating it, the first counts. */
  readonly headers: Headers
  readonly isLoopback: boolean
  /** The client went away before the answer was whole. */
  isGone = false
  hasHead = false
  readonly #carrier: Carrier
  readonly #request: RequestHead
  #onGone: (() => void) | null = null
  /** The head that waits for the first bytes of body, to leave in one write with them. */
  #head: string | null = null
  #framing: 'none' | 'length' | 'chunked' | 'until-close' = 'none'
  #saysClose = false
  #hasEnded = false

  constructor(carrier: Carrier, request: RequestHead) {
    this.#carrier = carrier
    this.#request = request
    this.method = request.method
    this.url = request.target
    this.headers = request.headers
    this.isLoopback = carrier.isLoopback
  }

  get peerAddress(): string | null {
    return this.#carrier.peerAddress
  }

  /** One callback: the last one set is the one that is told. */
  whenGone(callback: (() => void) | null): void {
    this.#onGone = callback
  }

  /** For the connection: the peer is gone. */
  left(): void {
    if (this.isGone || this.#hasEnded) return
    this.isGone = true
    this.#onGone?.()
  }

  /** Length as the client declares it; null when it sends chunks, 0 when there is no body. */
  declaredLength(): number | null {
    const { framing } = this.#request
    return framing.kind === 'length' ? framing.bytes : framing.kind === 'none' ? 0 : null
  }

  /**
   * Reads the whole body into one Buffer; `take` is told of each piece before it is kept and throws to refuse more.
   * At once when the body is there already. Fails with `body_too_large`, `body_timeout`, `malformed_request`, or
   * `client_closed` when the client left in the middle.
   */
  readBody(limitBytes: number, take: (bytes: number) => void): Buffer | Promise<Buffer> {
    const reading = new BodyReading(limitBytes, take, () => this.#carrier.stopReading())
    this.#carrier.readBody(reading)
    return reading.result()
  }

  /** Hands the body over piece by piece, as far as `sink` wants it; after `pauseBody`, what comes then. */
  streamBody(sink: BodySink): void {
    this.#carrier.readBody(sink)
  }

  pauseBody(): void {
    this.#carrier.stopReading()
  }

  /** `headers`: names and values in turn. */
  head(status: number, headers: readonly string[]): void {
    this.hasHead = true
    let lines = statusLine(status)
    // These have no body, and so no length (RFC 9110, section 8.6).
    const isBodiless = status === 204 || status === 304
    let hasLength = isBodiless
    for (let i = 0; i < headers.length; i += 2) {
      const name = headers[i] as string
      const value = headers[i + 1] as string
      if (name === 'connection') this.#saysClose ||= value === 'close'
      else if (name !== 'content-length' || !isBodiless) {
        lines += headerLine(name, value)
        if (name === 'content-length') hasLength = true
      }
    }
    this.#framing = hasLength ? 'length' : 'none'
    this.#head = lines + this.#carrier.dateLine()
  }

  /** False when the client reads slower than the provider sends: wait for `whenDrained`. */
  write(chunk: Buffer): boolean {
    // After the end the connection may be another exchange's.
    if (chunk.length === 0 || this.#hasEnded) return true
    const head = this.#takeHead(false)
    if (this.method === 'HEAD') return head === '' || this.#carrier.write(head, 'latin1')
    if (this.#framing !== 'chunked') return this.#together(head, chunk)
    return this.#chunk(head, chunk, '\r\n')
  }

  whenDrained(callback: () => void): void {
    this.#carrier.whenDrained(callback)
  }

  end(chunk?: Buffer | string): void {
    if (this.#hasEnded) return
    const isWhole = this.#head !== null
    if (isWhole && this.#framing === 'none') {
      this.#head += `content-length: ${chunk === undefined ? 0 : Buffer.byteLength(chunk)}\r\n`
      this.#framing = 'length'
    }
    const head = this.#takeHead(true)
    const isBodiless = this.method === 'HEAD'
    if (this.#framing === 'chunked' && !isBodiless) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk ?? EMPTY)
      if (bytes.length === 0) this.#carrier.write(`${head}0\r\n\r\n`, 'latin1')
      else this.#chunk(head, bytes, '\r\n0\r\n\r\n')
    } else if (chunk === undefined || chunk.length === 0 || isBodiless) {
      if (head !== '') this.#carrier.write(head, 'latin1')
    } else if (typeof chunk === 'string') this.#carrier.write(head + chunk, 'utf8')
    else this.#together(head, chunk)
    this.#hasEnded = true
    this.#carrier.answered(!this.#saysClose && this.#framing !== 'until-close')
  }

  /** Breaks the connection, so that the client cannot take a cut answer for a whole one. */
  destroy(): void {
    if (!this.#hasEnded) this.#carrier.destroy()
  }

  /** Whether the body was read to its end; where not, the connection cannot be used again. */
  get bodyWasRead(): boolean {
    return this.#carrier.isBodyRead
  }

  /** What goes before the first byte of body; empty when it is out. */
  #takeHead(isEnd: boolean): string {
    const lines = this.#head
    if (lines === null) return ''
    this.#head = null
    if (!isEnd && this.#framing === 'none') this.#framing = this.#request.isHttp11 ? 'chunked' : 'until-close'
    const { keepsAlive } = this.#request
    if (!keepsAlive || !this.#carrier.isBodyRead || this.#carrier.isLeaving) this.#saysClose = true
    const framing = this.#framing === 'chunked' ? 'transfer-encoding: chunked\r\n' : ''
    return `${lines}${framing}${this.#saysClose || this.#framing === 'until-close' ? CLOSES : KEEPS}\r\n`
  }

  #together(head: string, chunk: Buffer): boolean {
    if (head === '') return this.#carrier.write(chunk)
    if (chunk.length > ONE_WRITE_BYTES) return this.#carrier.writeTwo(head, chunk)
    return this.#carrier.write(head + chunk.toString('latin1'), 'latin1')
  }

  #chunk(head: string, chunk: Buffer, after: string): boolean {
    const before = `${head}${chunk.length.toString(16)}\r\n`
    if (chunk.length <= ONE_WRITE_BYTES)
      return this.#carrier.write(before + chunk.toString('latin1') + after, 'latin1')
    this.#carrier.writeTwo(before, chunk)
    return this.#carrier.write(after, 'latin1')
  }
}

const STATUS_LINES = new Map<number, string>()

function statusLine(status: number): string {
  let line = STATUS_LINES.get(status)
  if (line === undefined) {
    line = `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? 'Unknown'}\r\n`
    if (status >= 100 && status < 600) STATUS_LINES.set(status, line)
  }
  return line
}

/** Collects a body; a promise is made only when it has to be waited for. */
class BodyReading implements BodySink {
  readonly #limitBytes: number
  readonly #take: (bytes: number) => void
  readonly #stop: () => void
  #first: Buffer = EMPTY
  #rest: Buffer[] | null = null
  #bytes = 0
  #failure: Failure | null = null
  #isDone = false
  #resolve: ((body: Buffer) => void) | null = null
  #reject: ((failure: Failure) => void) | null = null

  constructor(limitBytes: number, take: (bytes: number) => void, stop: () => void) {
    this.#limitBytes = limitBytes
    this.#take = take
    this.#stop = stop
  }

  data(bytes: Buffer): void {
    if (this.#isDone) return
    if (this.#bytes + bytes.length > this.#limitBytes) {
      this.#refuse(new Failure('body_too_large', { detail: `more than ${this.#limitBytes} bytes` }))
      return
    }
    try {
      this.#take(bytes.length)
    } catch (error) {
      this.#refuse(error instanceof Failure ? error : new Failure('internal', { cause: error }))
      return
    }
    if (this.#bytes === 0) this.#first = bytes
    else if (this.#rest === null) this.#rest = [this.#first, bytes]
    else this.#rest.push(bytes)
    this.#bytes += bytes.length
  }

  end(): void {
    if (this.#isDone) return
    this.#isDone = true
    this.#resolve?.(this.#body())
  }

  broken(failure: Failure): void {
    if (this.#isDone) return
    this.#isDone = true
    this.#failure = failure
    this.#rest = null
    this.#reject?.(failure)
  }

  result(): Buffer | Promise<Buffer> {
    if (this.#failure !== null) throw this.#failure
    if (this.#isDone) return this.#body()
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  #refuse(failure: Failure): void {
    this.#stop()
    this.broken(failure)
  }

  #body(): Buffer {
    return this.#rest === null ? this.#first : Buffer.concat(this.#rest, this.#bytes)
  }
}
