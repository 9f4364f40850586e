const HEAD_END = Buffer.from('\r\n\r\n')
const CHUNKED_END = Buffer.from('0\r\n\r\n')
const NOTHING = Buffer.alloc(0)

/**
 * Cuts the bytes of one connection into requests and hands on their bodies. Knows what load generators and proxies on
 * this machine send: bodies with a length, chunked ones, or none; not safe for anything from outside.
 */
export class RequestReader {
  readonly #onBody: (body: Buffer) => void
  #pending: Buffer = NOTHING

  constructor(onBody: (body: Buffer) => void) {
    this.#onBody = onBody
  }

  push(bytes: Buffer): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes])
    for (;;) {
      const headLength = this.#pending.indexOf(HEAD_END)
      if (headLength === -1) return
      const bodyStart = headLength + HEAD_END.length
      const bodyEnd = this.#bodyEnd(this.#pending.toString('latin1', 0, headLength), bodyStart)
      if (bodyEnd === null || bodyEnd > this.#pending.length) return
      const body = this.#pending.subarray(bodyStart, bodyEnd)
      this.#pending = bodyEnd === this.#pending.length ? NOTHING : this.#pending.subarray(bodyEnd)
      this.#onBody(body)
    }
  }

  /** Where the body ends; null when a chunked one has not ended yet. */
  #bodyEnd(head: string, bodyStart: number): number | null {
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)
    if (length !== null) return bodyStart + Number(length[1])
    if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return bodyStart
    const end = this.#pending.indexOf(CHUNKED_END, bodyStart)
    return end === -1 ? null : end + CHUNKED_END.length
  }
}
