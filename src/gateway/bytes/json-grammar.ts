/**
 * The tokens of JSON (RFC 8259) over bytes. Each function takes the position of a token's first byte and returns the
 * position after it, or `~position` (a negative number) of the byte that cannot stand there. Reading at `end` counts
 * as byte 0, which no token allows, so that "ends too early" needs no case of its own.
 */
export const SPACE = 0x20
export const QUOTE = 0x22
export const COMMA = 0x2c
export const COLON = 0x3a
export const OPEN_BRACKET = 0x5b
export const BACKSLASH = 0x5c
export const CLOSE_BRACKET = 0x5d
export const OPEN_BRACE = 0x7b
export const CLOSE_BRACE = 0x7d
const PLUS = 0x2b
const MINUS = 0x2d
const DOT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const LETTER_E = 0x65

/** The high bit of each of four bytes. */
const HIGH_BITS = 0x80808080 | 0

/** 1: may follow a backslash; 2: `u`. */
const ESCAPES = new Uint8Array(256)
for (const char of '"\\/bfnrt') ESCAPES[char.charCodeAt(0)] = 1
ESCAPES[0x75] = 2

const IS_HEX = new Uint8Array(256)
for (const char of '0123456789abcdefABCDEF') IS_HEX[char.charCodeAt(0)] = 1

export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at] as number
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break
    at++
  }
  return at
}

/**
 * From after the opening quote to the closing one (not past it).
 *
 * Four bytes are looked at in one operation, sixteen in one turn: a byte is a quote or a control character exactly
 * when `byte ^ 2` is less than 0x21, and a backslash when `byte ^ 0x5c` is less than 1; `(x - n) & ~x & 0x80` has its
 * high bit set where a byte of `x` is less than `n`, and the lowest bit set is always a true one.
 */
export function skipString(bytes: Uint8Array, view: DataView, at: number, end: number): number {
  for (;;) {
    while (at + 16 <= end) {
      const word0 = view.getInt32(at, true)
      const word1 = view.getInt32(at + 4, true)
      const word2 = view.getInt32(at + 8, true)
      const word3 = view.getInt32(at + 12, true)
      const low0 = word0 ^ 0x02020202
      const low1 = word1 ^ 0x02020202
      const low2 = word2 ^ 0x02020202
      const low3 = word3 ^ 0x02020202
      const slash0 = word0 ^ 0x5c5c5c5c
      const slash1 = word1 ^ 0x5c5c5c5c
      const slash2 = word2 ^ 0x5c5c5c5c
      const slash3 = word3 ^ 0x5c5c5c5c
      const found0 = ((low0 - 0x21212121) & ~low0) | ((slash0 - 0x01010101) & ~slash0)
      const found1 = ((low1 - 0x21212121) & ~low1) | ((slash1 - 0x01010101) & ~slash1)
      const found2 = ((low2 - 0x21212121) & ~low2) | ((slash2 - 0x01010101) & ~slash2)
      const found3 = ((low3 - 0x21212121) & ~low3) | ((slash3 - 0x01010101) & ~slash3)
      if (((found0 | found1 | found2 | found3) & HIGH_BITS) === 0) {
        at += 16
        continue
      }
      let found = found0 & HIGH_BITS
      if (found === 0) {
        at += 4
        found = found1 & HIGH_BITS
        if (found === 0) {
          at += 4
          found = found2 & HIGH_BITS
          if (found === 0) {
            at += 4
            found = found3 & HIGH_BITS
          }
        }
      }
      at += (31 - Math.clz32(found & -found)) >> 3
      break
    }
    const byte = at < end ? (bytes[at] as number) : 0
    if (byte === QUOTE) return at
    if (byte === BACKSLASH) {
      at = skipEscape(bytes, at + 1, end)
      if (at < 0) return at
    } else if (byte < 0x20) return ~at
    else at++
  }
}

/** From after the backslash. */
function skipEscape(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return ~at
  const kind = ESCAPES[bytes[at] as number]
  if (kind === 1) return at + 1
  if (kind !== 2) return ~at
  for (let digit = at + 1; digit <= at + 4; digit++) {
    if (digit >= end || IS_HEX[bytes[digit] as number] !== 1) return ~digit
  }
  return at + 5
}

/** Number, `true`, `false` or `null`: all values that are neither string, object nor array. */
export function skipScalar(bytes: Uint8Array, at: number, end: number): number {
  const first = at < end ? (bytes[at] as number) : 0
  if (first > ZERO && first <= NINE) {
    // Nearly always a short whole number, as in arrays of tokens.
    do at++
    while (at < end && ((bytes[at] as number) ^ ZERO) < 10)
    const byte = at < end ? (bytes[at] as number) : 0
    return byte === DOT || (byte | 0x20) === LETTER_E ? skipFraction(bytes, at, end) : at
  }
  if (first === 0x74) return skipWord(bytes, at, end, TRUE)
  if (first === 0x66) return skipWord(bytes, at, end, FALSE)
  if (first === 0x6e) return skipWord(bytes, at, end, NULL)
  return skipNumber(bytes, at, end)
}

const TRUE = Buffer.from('true')
const FALSE = Buffer.from('false')
const NULL = Buffer.from('null')

function skipWord(bytes: Uint8Array, at: number, end: number, word: Uint8Array): number {
  for (let i = 0; i < word.length; i++, at++) {
    if (at >= end || bytes[at] !== word[i]) return ~at
  }
  return at
}

function skipNumber(bytes: Uint8Array, at: number, end: number): number {
  if (at < end && bytes[at] === MINUS) at++
  if (at < end && bytes[at] === ZERO) at++
  else {
    at = skipDigits(bytes, at, end)
    if (at < 0) return at
  }
  return skipFraction(bytes, at, end)
}

/** What may follow the whole part. */
function skipFraction(bytes: Uint8Array, at: number, end: number): number {
  if (at < end && bytes[at] === DOT) {
    at = skipDigits(bytes, at + 1, end)
    if (at < 0) return at
  }
  if (at < end && ((bytes[at] as number) | 0x20) === LETTER_E) {
    at++
    if (at < end && (bytes[at] === PLUS || bytes[at] === MINUS)) at++
    at = skipDigits(bytes, at, end)
  }
  return at
}

/** At least one. */
function skipDigits(bytes: Uint8Array, at: number, end: number): number {
  const start = at
  while (at < end && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++
  return at === start ? ~at : at
}
