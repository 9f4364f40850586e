import { isUtf8 } from 'node:buffer'
import { Failure } from '../../base/index.ts'
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  skipScalar,
  skipSpace,
  skipString,
} from './json-grammar.ts'
import { decodeString, type WantedKeys } from './wanted-keys.ts'

/**
 * Finds a few top-level keys of a JSON object in one pass over its bytes, checking all of it and decoding nothing.
 *
 * It accepts what `JSON.parse(text)` accepts when the root is an object, and refuses the rest, with four differences,
 * all stricter: bytes that are not UTF-8; nesting past `MAX_DEPTH`; a root that is no object; and a wanted key that
 * stands twice. `JSON.parse` takes the last of two equal keys, other parsers the first: a body with two models could
 * be admitted for the one and answered by the other. A byte order mark is refused, as `JSON.parse` does.
 */
export const MAX_DEPTH = 512

const EMPTY = Buffer.alloc(0)

/** The most keys inside values that are kept of one body; the rest is not found. */
export const MAX_INNER = 512
/** Name, start of the value, and its end where it is a string. */
const INNER_FIELDS = 3

export interface JsonFault {
  readonly kind: 'syntax' | 'encoding' | 'depth' | 'root' | 'duplicate'
  /** In bytes from the start of the body; null where it is not known. */
  readonly offset: number | null
  readonly message: string
  /** The key that stands twice. */
  readonly param: string | null
}

/**
 * The scan and what it found. Reusable: results hold until the next scan, so that one instance serves all exchanges
 * that read and copy what they need in one go.
 */
export class JsonScan<Name extends string> {
  readonly #keys: WantedKeys<Name>
  readonly #twice: 'refuse' | 'last'
  readonly #starts: Int32Array
  readonly #ends: Int32Array
  /** By depth: 1 where an array is open, 0 where an object is. */
  readonly #isArray = new Uint8Array(MAX_DEPTH + 1)
  readonly #innerKeys: WantedKeys<string> | null
  readonly #inner: Int32Array
  #innerCount = 0
  #body: Buffer = EMPTY
  #rootStart = -1
  #duplicate = -1
  #isTooDeep = false

  /**
   * `twice`: what becomes of a wanted key that stands twice; `last` is for what providers, not clients, send.
   * `innerKeys` are noted wherever they stand inside values, in their order, for estimates.
   */
  constructor(
    keys: WantedKeys<Name>,
    twice: 'refuse' | 'last' = 'refuse',
    innerKeys: WantedKeys<string> | null = null,
  ) {
    this.#innerKeys = innerKeys
    this.#inner = new Int32Array(innerKeys === null ? 0 : MAX_INNER * INNER_FIELDS)
    this.#keys = keys
    this.#twice = twice
    this.#starts = new Int32Array(keys.names.length).fill(-1)
    this.#ends = new Int32Array(keys.names.length).fill(-1)
  }

  /** Null when the whole body is sound. After a fault nothing is found. */
  scan(body: Buffer): JsonFault | null {
    this.clear()
    if (!isUtf8(body))
      return { kind: 'encoding', offset: null, message: 'the body is not UTF-8', param: null }
    return this.#run(body, 0, body.length)
  }

  /** The same for a part of bytes known to be UTF-8, such as a value that another scan found. */
  scanSpan(body: Buffer, start: number, end: number): JsonFault | null {
    this.clear()
    return this.#run(body, start, end)
  }

  /** Lets go of the body. */
  clear(): void {
    this.#body = EMPTY
    this.#rootStart = -1
    this.#innerCount = 0
    this.#starts.fill(-1)
    this.#ends.fill(-1)
  }

  /** How many of the inner keys were noted. */
  get innerCount(): number {
    return this.#innerCount
  }

  innerName(i: number): string {
    return this.#innerKeys?.names[this.#inner[i * INNER_FIELDS] as number] as string
  }

  /** Of the value's first byte. */
  innerStart(i: number): number {
    return this.#inner[i * INNER_FIELDS + 1] as number
  }

  /** After the last byte of a string; -1 for other values. */
  innerEnd(i: number): number {
    return this.#inner[i * INNER_FIELDS + 2] as number
  }

  /** Of the root's `{`. */
  get rootStart(): number {
    return this.#rootStart
  }

  has(name: Name): boolean {
    return this.#starts[this.#keys.index(name)] !== -1
  }

  /** Of the value's first byte; -1 when the key is absent. */
  start(name: Name): number {
    return this.#starts[this.#keys.index(name)] as number
  }

  /** After the value's last byte; -1 when the key is absent. */
  end(name: Name): number {
    return this.#ends[this.#keys.index(name)] as number
  }

  kind(name: Name): 'absent' | 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array' {
    const start = this.start(name)
    if (start === -1) return 'absent'
    switch (this.#body[start] as number) {
      case QUOTE:
        return 'string'
      case OPEN_BRACE:
        return 'object'
      case OPEN_BRACKET:
        return 'array'
      case 0x74:
      case 0x66:
        return 'boolean'
      case 0x6e:
        return 'null'
      default:
        return 'number'
    }
  }

  /** The value's own text, as it stands. */
  text(name: Name): string {
    const index = this.#keys.index(name)
    return this.#body.toString('utf8', this.#starts[index], this.#ends[index])
  }

  /** Null when absent or `null`; throws `invalid_field` for another type, as the following two do. */
  string(name: Name): string | null {
    const index = this.#keys.index(name)
    const start = this.#starts[index] as number
    if (start === -1) return null
    const end = this.#ends[index] as number
    const body = this.#body
    if (body[start] !== QUOTE) return this.#refuseUnlessNull(start, name, 'a string')
    for (let at = start + 1; at < end - 1; at++) {
      const byte = body[at] as number
      if (byte === BACKSLASH || byte >= 0x80) return decodeString(body, start, end)
    }
    return body.toString('latin1', start + 1, end - 1)
  }

  boolean(name: Name): boolean | null {
    const start = this.start(name)
    if (start === -1) return null
    const byte = this.#body[start]
    if (byte === 0x74) return true
    if (byte === 0x66) return false
    return this.#refuseUnlessNull(start, name, 'true or false')
  }

  /** A whole number from 0 up, however it is written (`1e3` is 1000). */
  count(name: Name): number | null {
    const index = this.#keys.index(name)
    const start = this.#starts[index] as number
    if (start === -1) return null
    if (this.kind(name) !== 'number') return this.#refuseUnlessNull(start, name, 'a whole number')
    const value = Number(this.#body.toString('latin1', start, this.#ends[index]))
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new Failure('invalid_field', { param: name, detail: `${name} must be a whole number from 0 up` })
    }
    return value === 0 ? 0 : value
  }

  #refuseUnlessNull(start: number, name: Name, wanted: string): null {
    if (this.#body[start] === 0x6e) return null
    throw new Failure('invalid_field', { param: name, detail: `${name} must be ${wanted}` })
  }

  #run(body: Buffer, start: number, end: number): JsonFault | null {
    this.#body = body
    this.#duplicate = -1
    this.#isTooDeep = false
    let at = skipSpace(body, start, end)
    if (at >= end || body[at] !== OPEN_BRACE) return this.#rootFault(at, end)
    this.#rootStart = at
    const view = new DataView(body.buffer, body.byteOffset, body.length)
    at = this.#object(body, view, at, end)
    if (at >= 0) {
      at = skipSpace(body, at, end)
      if (at === end) return null
      at = ~at
    }
    return this.#fault(~at, end)
  }

  /** From the root's `{` to after its `}`; negative on a fault. */
  #object(body: Buffer, view: DataView, at: number, end: number): number {
    const isArray = this.#isArray
    const starts = this.#starts
    let depth = 1
    /** The wanted key at depth 1 whose value is being passed. */
    let wanted = -1
    const innerKeys = this.#innerKeys
    /** Where the end of the inner key's value belongs, when that is a string. */
    let innerEnd = -1
    at = skipSpace(body, at + 1, end)
    if (at < end && body[at] === CLOSE_BRACE) return at + 1
    let isKeyNext = true
    let byte = 0
    for (;;) {
      if (isKeyNext) {
        if (at >= end || body[at] !== QUOTE) return ~at
        const keyStart = at + 1
        const keyEnd = skipString(body, view, keyStart, end)
        if (keyEnd < 0) return keyEnd
        at = keyEnd + 1
        byte = at < end ? (body[at] as number) : 0
        if (byte !== COLON) {
          at = skipSpace(body, at, end)
          if (at >= end || body[at] !== COLON) return ~at
        }
        at++
        if (at < end && (body[at] as number) <= SPACE) at = skipSpace(body, at, end)
        if (depth === 1) {
          wanted = this.#keys.match(body, keyStart, keyEnd)
          if (wanted !== -1) {
            if (starts[wanted] !== -1 && this.#twice === 'refuse') {
              this.#duplicate = wanted
              return ~(keyStart - 1)
            }
            starts[wanted] = at
          }
        } else if (innerKeys !== null && this.#innerCount < MAX_INNER) {
          const name = innerKeys.matchPlain(body, keyStart, keyEnd)
          if (name !== -1) {
            const field = this.#innerCount++ * INNER_FIELDS
            this.#inner[field] = name
            this.#inner[field + 1] = at
            this.#inner[field + 2] = -1
            if (at < end && body[at] === QUOTE) innerEnd = field + 2
          }
        }
      }
      byte = at < end ? (body[at] as number) : 0
      if (byte === QUOTE) {
        at = skipString(body, view, at + 1, end)
        if (at < 0) return at
        at++
        if (innerEnd !== -1) {
          this.#inner[innerEnd] = at
          innerEnd = -1
        }
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (depth === MAX_DEPTH) {
          this.#isTooDeep = true
          return ~at
        }
        at++
        if (at < end && (body[at] as number) <= SPACE) at = skipSpace(body, at, end)
        // In ASCII each closing bracket stands two after its opening one.
        if (at < end && body[at] === byte + 2) at++
        else {
          depth++
          isArray[depth] = byte === OPEN_BRACKET ? 1 : 0
          isKeyNext = byte === OPEN_BRACE
          continue
        }
      } else {
        at = skipScalar(body, at, end)
        if (at < 0) return at
      }
      for (;;) {
        if (depth === 1 && wanted !== -1) {
          this.#ends[wanted] = at
          wanted = -1
        }
        byte = at < end ? (body[at] as number) : 0
        if (byte <= SPACE) {
          at = skipSpace(body, at, end)
          byte = at < end ? (body[at] as number) : 0
        }
        const inArray = isArray[depth] === 1
        if (byte === COMMA) {
          at++
          if (at < end && (body[at] as number) <= SPACE) at = skipSpace(body, at, end)
          isKeyNext = !inArray
          break
        }
        if (byte !== (inArray ? CLOSE_BRACKET : CLOSE_BRACE)) return ~at
        at++
        depth--
        if (depth === 0) return at
      }
    }
  }

  #rootFault(offset: number, end: number): JsonFault {
    const isMark = offset + 2 < end && this.#body.readUIntBE(offset, 3) === 0xefbbbf
    this.clear()
    if (offset >= end) return { kind: 'root', offset, message: 'the body is empty', param: null }
    const message = isMark ? 'the body starts with a byte order mark' : 'the body is not a JSON object'
    return { kind: isMark ? 'syntax' : 'root', offset, message, param: null }
  }

  #fault(offset: number, end: number): JsonFault {
    const byte = this.#body[offset]
    this.clear()
    if (this.#isTooDeep) {
      return {
        kind: 'depth',
        offset,
        message: `nested deeper than ${MAX_DEPTH} at byte ${offset}`,
        param: null,
      }
    }
    const twice = this.#keys.names[this.#duplicate]
    if (twice !== undefined) {
      return {
        kind: 'duplicate',
        offset,
        message: `${twice} stands twice, again at byte ${offset}`,
        param: twice,
      }
    }
    if (offset >= end || byte === undefined) {
      return { kind: 'syntax', offset, message: 'the body ends too early', param: null }
    }
    return {
      kind: 'syntax',
      offset,
      message: `${describe(byte)} cannot stand at byte ${offset}`,
      param: null,
    }
  }
}

function describe(byte: number): string {
  if (byte > 0x20 && byte < 0x7f) return `'${String.fromCharCode(byte)}'`
  return `byte 0x${byte.toString(16).padStart(2, '0')}`
}

/** The refusal that a client gets for a fault in its body. */
export function refusalOf(fault: JsonFault): Failure {
  return new Failure(fault.kind === 'duplicate' ? 'invalid_field' : 'malformed_json', {
    detail: fault.message,
    ...(fault.param === null ? {} : { param: fault.param }),
  })
}
