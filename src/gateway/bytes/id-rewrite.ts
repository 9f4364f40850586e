/**
 * Replaces ids in bytes that pass by, such as those of stored responses, which clients see signed. An id counts only
 * as a whole word, so that `resp_1` is left alone inside `resp_10` and inside its own signed form; where several
 * begin at one place, the longest counts. Chunks may end anywhere: bytes at the end of one that may be the beginning
 * of an id wait for the next. A chunk that ends with a whole event keeps nothing back.
 */
export class IdRewrite {
  readonly #pairs: Pair[] = []
  #longest = 0
  #held: Buffer | null = null
  /** The last byte let go, which tells whether an id at the start of a chunk begins a word; 0 before the first. */
  #before = 0

  constructor(from: string, to: string) {
    this.add(from, to)
  }

  add(from: string, to: string): void {
    if (from === '') throw new RangeError('an id is not empty')
    this.#pairs.push({ from: Buffer.from(from), to: Buffer.from(to) })
    this.#pairs.sort((a, b) => b.from.length - a.from.length)
    this.#longest = this.#pairs[0]?.from.length ?? 0
  }

  /** May return the chunk itself, or nothing yet. */
  apply(chunk: Buffer): Buffer {
    const source = this.#held === null ? chunk : Buffer.concat([this.#held, chunk])
    this.#held = null
    return this.#replace(source, this.#waitsFrom(source))
  }

  /** What still waits, when nothing more comes. */
  flush(): Buffer | null {
    const source = this.#held
    this.#held = null
    return source === null ? null : this.#replace(source, source.length)
  }

  #replace(source: Buffer, until: number): Buffer {
    const pairs = this.#pairs
    const next = pairs.map((pair) => this.#find(source, pair.from, 0))
    const pieces: Buffer[] = []
    let done = 0
    for (;;) {
      let first = -1
      for (let i = 0; i < pairs.length; i++) {
        // Longest first, so that the first of those at one place is the one that counts.
        const found = next[i] as number
        if (found !== -1 && (first === -1 || found < (next[first] as number))) first = i
      }
      if (first === -1) break
      const start = next[first] as number
      if (start >= until) break
      const { from, to } = pairs[first] as Pair
      if (start > done) pieces.push(source.subarray(done, start))
      pieces.push(to)
      done = start + from.length
      for (let i = 0; i < pairs.length; i++) {
        const found = next[i] as number
        if (found !== -1 && found < done) next[i] = this.#find(source, (pairs[i] as Pair).from, done)
      }
    }
    const end = Math.max(until, done)
    if (end < source.length) this.#held = source.subarray(end)
    if (pieces.length > 0 && done < end) pieces.push(source.subarray(done, end))
    if (end > 0) this.#before = source[end - 1] as number
    if (pieces.length > 0) return Buffer.concat(pieces)
    return end === source.length ? source : source.subarray(0, end)
  }

  /** The next place at which the id stands as a whole word; -1 when there is none. */
  #find(source: Buffer, id: Buffer, at: number): number {
    for (let found = source.indexOf(id, at); found !== -1; found = source.indexOf(id, found + 1)) {
      const before = found === 0 ? this.#before : (source[found - 1] as number)
      const after = source[found + id.length] ?? 0
      if (IS_WORD[before] === 0 && IS_WORD[after] === 0) return found
    }
    return -1
  }

  /** From where on the bytes may be the beginning of an id, or a whole one whose next byte is not known. */
  #waitsFrom(source: Buffer): number {
    const { length } = source
    if (length === 0 || source[length - 1] === LINE_FEED) return length
    for (let at = Math.max(0, length - this.#longest); at < length; at++) {
      const count = length - at
      for (const { from } of this.#pairs) {
        if (count <= from.length && source.compare(from, 0, count, at, length) === 0) return at
      }
    }
    return length
  }
}

interface Pair {
  readonly from: Buffer
  readonly to: Buffer
}

const LINE_FEED = 0x0a

/** Letters, digits, `_` and `-`: what ids are made of. */
const IS_WORD = new Uint8Array(256)
for (let byte = 0; byte < 256; byte++) IS_WORD[byte] = /[\w-]/.test(String.fromCharCode(byte)) ? 1 : 0
