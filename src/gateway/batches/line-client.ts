import { Failure } from '../../base/index.ts'
import type { Client } from '../client.ts'

/** The largest answer of a line that is kept; a whole answer is held in memory up to 4 MB as it is. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024
const JSON_HEADERS = { 'content-type': 'application/json' }

/** A line of a batch in the place of a connection: its body is there, and its answer is collected. */
export class LineClient implements Client {
  readonly method = 'POST'
  readonly url: string
  readonly headers: Client['headers'] = JSON_HEADERS
  readonly peerAddress = null
  readonly isGone = false
  readonly bodyWasRead = true
  hasHead = false
  status = 0
  /** The answer did not come whole, or is longer than what is kept. */
  isBroken = false
  retryAfterMs: number | null = null
  readonly #body: Buffer
  #answer: Buffer[] = []
  #answerBytes = 0

  constructor(url: string, body: Buffer) {
    this.url = url
    this.#body = body
  }

  get answer(): Buffer {
    return this.#answer.length === 1 ? (this.#answer[0] as Buffer) : Buffer.concat(this.#answer)
  }

  /** It never leaves by itself. */
  whenGone(): void {}

  declaredLength(): number {
    return this.#body.length
  }

  readBody(limitBytes: number, take: (bytes: number) => void): Buffer {
    if (this.#body.length > limitBytes)
      throw new Failure('body_too_large', { detail: `more than ${limitBytes} bytes` })
    take(this.#body.length)
    return this.#body
  }

  streamBody(): void {
    throw new Error('the body of a line is there at once')
  }

  pauseBody(): void {}

  head(status: number, headers: readonly string[]): void {
    this.hasHead = true
    this.status = status
    for (let i = 0; i < headers.length; i += 2)
      if (headers[i] === 'retry-after-ms') this.retryAfterMs = Number(headers[i + 1])
  }

  write(chunk: Buffer): boolean {
    this.#answerBytes += chunk.length
    if (this.#answerBytes <= MAX_ANSWER_BYTES) this.#answer.push(chunk)
    else {
      this.#answer = []
      this.isBroken = true
    }
    return true
  }

  whenDrained(callback: () => void): void {
    callback()
  }

  end(chunk?: Buffer | string): void {
    if (chunk !== undefined) this.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  }

  destroy(): void {
    this.isBroken = true
  }
}
