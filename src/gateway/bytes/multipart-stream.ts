import {
  boundaryOf,
  malformed,
  MAX_PART_HEADER_BYTES,
  MAX_PARTS,
  type PartHeaders,
  readHeaders,
} from './multipart.ts'

/** What a form brings, in order: `part`, any number of `data`, and the next part, or the end. */
export interface PartSink {
  part(headers: PartHeaders): void
  data(bytes: Buffer): void
}

const HEADERS_END = Buffer.from('\r\n\r\n')
const START = Buffer.from('\r\n')

/**
 * A `multipart/form-data` body that comes in pieces (RFC 7578), as strict as `scanMultipart`: text before the first
 * boundary or after the last, line breaks other than CR LF, and odd headers are refused. No more is held than a
 * boundary or the headers of one part may take.
 */
export class MultipartStream {
  readonly #delimiter: Buffer
  readonly #sink: PartSink
  /** The body is taken to begin with a line break, so that the first boundary is like the others. */
  #held: Buffer = START
  #phase: 'start' | 'boundary' | 'headers' | 'data' | 'end' = 'start'
  #parts = 0

  /** Throws `malformed_request`. */
  constructor(contentType: string, sink: PartSink) {
    this.#delimiter = boundaryOf(contentType)
    this.#sink = sink
  }

  push(bytes: Buffer): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
    while (this.#step());
  }

  /** The body is over. */
  end(): void {
    if (this.#phase !== 'end') throw malformed('the body ends before its last boundary')
  }

  /** False when more bytes are needed. */
  #step(): boolean {
    switch (this.#phase) {
      case 'start': {
        const { length } = this.#delimiter
        if (this.#held.length < length) return false
        if (!this.#held.subarray(0, length).equals(this.#delimiter))
          throw malformed('the body does not begin with its boundary')
        return this.#enter('boundary', length)
      }
      case 'boundary': {
        if (this.#held.length < 2) return false
        const mark = this.#held.toString('latin1', 0, 2)
        if (mark === '--') return this.#enter('end', 2)
        if (mark !== '\r\n') throw malformed('a boundary goes on')
        if (this.#parts++ === MAX_PARTS) throw malformed(`the body has more than ${MAX_PARTS} parts`)
        return this.#enter('headers', 2)
      }
      case 'headers': {
        const end = this.#held.indexOf(HEADERS_END)
        if (end > MAX_PART_HEADER_BYTES || (end === -1 && this.#held.length > MAX_PART_HEADER_BYTES))
          throw malformed('the headers of a part have no end')
        if (end === -1) return false
        this.#sink.part(readHeaders(this.#held.toString('latin1', 0, end)))
        return this.#enter('data', end + HEADERS_END.length)
      }
      case 'data': {
        const end = this.#held.indexOf(this.#delimiter)
        if (end !== -1) {
          if (end > 0) this.#sink.data(this.#held.subarray(0, end))
          return this.#enter('boundary', end + this.#delimiter.length)
        }
        // The last bytes may be the beginning of a boundary.
        const sure = this.#held.length - this.#delimiter.length + 1
        if (sure > 0) {
          this.#sink.data(this.#held.subarray(0, sure))
          this.#held = this.#held.subarray(sure)
        }
        return false
      }
      case 'end': {
        const rest = this.#held.toString('latin1')
        if (rest !== '' && rest !== '\r' && rest !== '\r\n')
          throw malformed('something follows the last boundary')
        return false
      }
    }
  }

  #enter(phase: 'boundary' | 'headers' | 'data' | 'end', used: number): boolean {
    this.#phase = phase
    this.#held = this.#held.subarray(used)
    return true
  }
}
