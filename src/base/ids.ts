import { randomBytes } from 'node:crypto'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** One request of a client and its answer: `req_` and 20 characters that sort by time. */
export type ExchangeId = Branded<'exchange'>
/** One try of an exchange: the exchange id, a dot, and the number of the try from 1. */
export type AttemptId = Branded<'attempt'>
/** A consumer's place, such as `/contoso/claims/intake-bot`. */
export type ConsumerPath = Branded<'consumer'>

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

function base32(value: number, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) {
    text = ALPHABET.charAt(value % 32) + text
    value = Math.floor(value / 32)
  }
  return text
}

/**
 * Makes exchange ids without asking the system for randomness each time: 9 characters of time in milliseconds,
 * 6 that are random per process, 5 that count up. Two processes collide only if they start with the same 30 random
 * bits and reach the same count within the same millisecond.
 */
export function exchangeIds(nowMs: () => number): () => ExchangeId {
  const process = base32(randomBytes(4).readUInt32BE() % 2 ** 30, 6)
  let count = 0
  let lastMs = -1
  let time = ''
  return () => {
    const ms = nowMs()
    if (ms !== lastMs) {
      lastMs = ms
      time = base32(ms, 9)
    }
    count = (count + 1) % 2 ** 25
    return `req_${time}${process}${base32(count, 5)}` as ExchangeId
  }
}

export function attemptId(exchange: ExchangeId, number: number): AttemptId {
  return `${exchange}.${number}` as AttemptId
}
