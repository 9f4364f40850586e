import { type Framing, isTrailer } from './header-lines.ts'

/**
 * Takes a body out of the bytes of a connection, by its length, by chunks (RFC 9112, section 7.1) or to the end of the
 * connection. Chunk extensions and trailers are bounded, held to their grammar and dropped.
 */
export type DecodeFault = 'malformed chunk' | 'trailers too large'

const MAX_EXTENSION_BYTES = 256
const MAX_TRAILER_BYTES = 8_192
const CR = 0x0d
const LF = 0x0a
const SEMICOLON = 0x3b
/** Eight hex digits would be 4 GB; no chunk is that large. */
const MAX_SIZE_DIGITS = 8
/** RFC 9112, section 7.1.1, without the blanks around names that only old senders write. */
const EXTENSIONS =
  /^(?:;[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:=(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+|"(?:[\t !\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*"))?)+$/
const EMPTY = Buffer.alloc(0)

type Phase = 'size' | 'extension' | 'size-lf' | 'data' | 'data-cr' | 'data-lf' | 'trailer' | 'done'

export class BodyDecoder {
  isDone: boolean
  fault: DecodeFault | null = null
  /** Index after the last byte that belonged to the body; set by `decode`. */
  consumed = 0
  readonly #kind: Framing['kind']
  /** Of the body by length, or of the chunk under way. */
  #left: number
  #phase: Phase = 'size'
  #digits = 0
  /** Of a chunk's extensions or a trailer, as Latin-1: what is there of the line under way. */
  #text = ''
  #trailerBytes = 0

  constructor(framing: Framing) {
    this.#kind = framing.kind
    this.#left = framing.kind === 'length' ? framing.bytes : 0
    this.isDone = framing.kind === 'none'
  }

  /** The peer ended the connection: whether the body was whole by that. */
  endOfConnection(): boolean {
    if (this.#kind === 'until-close') this.isDone = true
    return this.isDone
  }

  /**
   * The body's bytes in `bytes[start..end)`, as one Buffer: of the same memory where it is one piece, else a copy.
   * Sets `consumed`, `isDone` and `fault`.
   */
  decode(bytes: Buffer, start: number, end: number): Buffer {
    if (this.#kind === 'chunked') return this.#chunks(bytes, start, end)
    if (this.isDone) {
      this.consumed = start
      return EMPTY
    }
    if (this.#kind === 'until-close') {
      this.consumed = end
      return bytes.subarray(start, end)
    }
    const taken = Math.min(this.#left, end - start)
    this.#left -= taken
    this.isDone = this.#left === 0
    this.consumed = start + taken
    return bytes.subarray(start, start + taken)
  }

  #chunks(bytes: Buffer, start: number, end: number): Buffer {
    let at = start
    let firstStart = 0
    let firstEnd = 0
    let joined: Buffer | null = null
    let length = 0
    while (at < end && !this.isDone && this.fault === null) {
      if (this.#phase !== 'data') {
        at = this.#line(bytes, at, end)
        continue
      }
      const taken = Math.min(this.#left, end - at)
      if (firstEnd === 0) {
        firstStart = at
        firstEnd = at + taken
        length = taken
      } else {
        if (joined === null) {
          // No more than what is left of these bytes can still come.
          joined = Buffer.allocUnsafe(length + end - at)
          bytes.copy(joined, 0, firstStart, firstEnd)
        }
        bytes.copy(joined, length, at, at + taken)
        length += taken
      }
      at += taken
      this.#left -= taken
      if (this.#left === 0) this.#phase = 'data-cr'
    }
    this.consumed = at
    if (joined !== null) return joined.subarray(0, length)
    return firstEnd === 0 ? EMPTY : bytes.subarray(firstStart, firstEnd)
  }

  /** One step outside of data; gives where to go on. */
  #line(bytes: Buffer, at: number, end: number): number {
    const byte = bytes[at] as number
    switch (this.#phase) {
      case 'size':
        return this.#size(bytes, at, end)
      case 'extension': {
        if (byte !== CR) {
          this.#text += String.fromCharCode(byte)
          if (byte === LF || this.#text.length > MAX_EXTENSION_BYTES) this.fault = 'malformed chunk'
          return at + 1
        }
        this.#phase = 'size-lf'
        if (!EXTENSIONS.test(this.#text)) this.fault = 'malformed chunk'
        this.#text = ''
        return at + 1
      }
      case 'size-lf':
        if (byte !== LF || this.#digits === 0) this.fault = 'malformed chunk'
        this.#phase = this.#left === 0 ? 'trailer' : 'data'
        this.#digits = 0
        return at + 1
      case 'data-cr':
        if (byte !== CR) this.fault = 'malformed chunk'
        this.#phase = 'data-lf'
        return at + 1
      case 'data-lf':
        if (byte !== LF) this.fault = 'malformed chunk'
        this.#phase = 'size'
        return at + 1
      case 'trailer':
        return this.#trailer(bytes, at)
      case 'data':
      case 'done':
        throw new Error(`no line is read in phase ${this.#phase}`)
    }
  }

  #size(bytes: Buffer, from: number, end: number): number {
    let at = from
    for (; at < end; at++) {
      const byte = bytes[at] as number
      const digit = hexDigit(byte)
      if (digit === -1) {
        if (byte === CR) this.#phase = 'size-lf'
        else if (byte === SEMICOLON && this.#digits > 0) {
          this.#phase = 'extension'
          this.#text = ';'
        } else this.fault = 'malformed chunk'
        return at + 1
      }
      if (++this.#digits > MAX_SIZE_DIGITS) {
        this.fault = 'malformed chunk'
        return at + 1
      }
      this.#left = this.#left * 16 + digit
    }
    return at
  }

  /** The empty line ends the body. */
  #trailer(bytes: Buffer, at: number): number {
    const byte = bytes[at] as number
    if (++this.#trailerBytes > MAX_TRAILER_BYTES) {
      this.fault = 'trailers too large'
      return at + 1
    }
    const before = this.#trailerCr
    this.#trailerCr = byte === CR
    // A CR and a LF stand only together.
    if (before !== (byte === LF)) this.fault = 'malformed chunk'
    else if (byte === LF) {
      if (this.#text === '') {
        this.#phase = 'done'
        this.isDone = true
      } else if (!isTrailer(this.#text)) this.fault = 'malformed chunk'
      this.#text = ''
    } else if (byte !== CR) this.#text += String.fromCharCode(byte)
    return at + 1
  }
  #trailerCr = false
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
