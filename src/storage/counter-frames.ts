/**
 * How a worker and its parent talk about counters: batches of messages over a Unix socket. A batch is its length in 32
 * bits and the messages back to back; a message is a word of `ASK` or `ANSWER` and what that word calls for, numbers in
 * 32 or 64 bits, little-endian. Whatever varies in shape and is rare (limits, refusals, crossings) goes as JSON.
 */
export const ASK = {
  /** The instant of what follows, 64 bits, for a worker that goes by another clock than its parent's. */
  time: 1,
  /** Number of a limit, and the limit as JSON. */
  limit: 2,
  /** Number of a list, how many limits, the number of each. */
  list: 3,
  /** All limits and lists are gone; their numbers begin anew. */
  forget: 4,
  /** Number of the question, of the list, and an amount for each limit. */
  reserve: 5,
  /** Number of the question, of the reservation (that of its `reserve`), and what was used of each limit. */
  settle: 6,
  release: 7,
  /** Number of the question, of the list. */
  left: 8,
  /** Number of the question, and uses as JSON. */
  restore: 9,
  beat: 10,
  close: 11,
} as const

/** Each begins with the number of the question. */
export const ANSWER = {
  /** What is left of each limit. */
  admitted: 1,
  /** The same, and what would have refused as JSON. */
  admittedThough: 2,
  /** As JSON. */
  refused: 3,
  done: 4,
  /** As JSON. */
  crossed: 5,
  /** For each limit: most, used, left, and when it is all free again, below 0 where nobody can know. */
  left: 6,
} as const

const LENGTH_BYTES = 4
const FIRST_BYTES = 16_384
/** Thousands of limits, in JSON, with room to spare. */
export const MAX_BATCH_BYTES = 64 * 1024 * 1024

/** Collects the messages of one turn of the event loop. */
export class FrameWriter {
  #bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)
  #view = viewOf(this.#bytes)
  #length = LENGTH_BYTES
  readonly #spare: Buffer[] = []

  get isEmpty(): boolean {
    return this.#length === LENGTH_BYTES
  }

  word(value: number): void {
    this.#makeRoom(1)
    this.#bytes[this.#length++] = value
  }

  int(value: number): void {
    this.#makeRoom(4)
    this.#view.setUint32(this.#length, value, true)
    this.#length += 4
  }

  number(value: number): void {
    this.#makeRoom(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
  }

  json(value: unknown): void {
    const text = JSON.stringify(value)
    const bytes = Buffer.byteLength(text)
    this.int(bytes)
    this.#makeRoom(bytes)
    this.#length += this.#bytes.write(text, this.#length)
  }

  /** The batch, for whoever sends it; `giveBack` what `take` gave when it is sent. */
  take(): Buffer {
    this.#view.setUint32(0, this.#length - LENGTH_BYTES, true)
    const batch = this.#bytes.subarray(0, this.#length)
    this.#bytes = this.#spare.pop() ?? Buffer.allocUnsafeSlow(FIRST_BYTES)
    this.#view = viewOf(this.#bytes)
    this.#length = LENGTH_BYTES
    return batch
  }

  giveBack(batch: Buffer): void {
    if (batch.buffer.byteLength > FIRST_BYTES || this.#spare.length > 1) return
    this.#spare.push(Buffer.from(batch.buffer))
  }

  #makeRoom(bytes: number): void {
    const needed = this.#length + bytes
    if (needed <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
    this.#view = viewOf(larger)
  }
}

/** Reads the messages of one batch, front to back; reading past the end throws. */
export class FrameReader {
  readonly #bytes: Buffer
  readonly #view: DataView
  readonly #end: number
  #at: number

  constructor(bytes: Buffer, from: number, end: number) {
    this.#bytes = bytes
    this.#view = viewOf(bytes)
    this.#at = from
    this.#end = end
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#end
  }

  word(): number {
    return this.#bytes[this.#move(1)] as number
  }

  int(): number {
    return this.#view.getUint32(this.#move(4), true)
  }

  number(): number {
    return this.#view.getFloat64(this.#move(8), true)
  }

  numbers(count: number): number[] {
    const numbers: number[] = []
    for (let i = 0; i < count; i++) numbers.push(this.number())
    return numbers
  }

  json(): unknown {
    const bytes = this.int()
    const from = this.#move(bytes)
    return JSON.parse(this.#bytes.toString('utf8', from, from + bytes)) as unknown
  }

  #move(bytes: number): number {
    const from = this.#at
    this.#at += bytes
    if (this.#at > this.#end) throw new RangeError('a batch of counters ends in the middle of a message')
    return from
  }
}

/** Puts batches together from the pieces that a socket gives. What `read` is handed is good until it returns. */
export class BatchCollector {
  readonly #read: (batch: FrameReader) => void
  #rest: Buffer | null = null

  constructor(read: (batch: FrameReader) => void) {
    this.#read = read
  }

  /** Throws where the batch is longer than any. */
  take(piece: Buffer): void {
    const bytes = this.#rest === null ? piece : Buffer.concat([this.#rest, piece])
    let from = 0
    while (bytes.length - from >= LENGTH_BYTES) {
      const length = bytes.readUInt32LE(from)
      if (length > MAX_BATCH_BYTES) throw new RangeError(`a batch of ${length} bytes of counters`)
      const end = from + LENGTH_BYTES + length
      if (end > bytes.length) break
      this.#read(new FrameReader(bytes, from + LENGTH_BYTES, end))
      from = end
    }
    // A copy, because the piece is its giver's.
    this.#rest = from === bytes.length ? null : Buffer.from(bytes.subarray(from))
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
