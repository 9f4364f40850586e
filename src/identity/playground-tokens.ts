import { createHmac, timingSafeEqual } from 'node:crypto'

import type { ConsumerPath } from '../base/index.ts'
import { randomText } from './random-text.ts'

/**
 * With one of these an operator calls once as a consumer does, so that the playground goes the way of any request and is
 * billed to the consumer: `cwp_`, who for whom until when, a number of its own, and a signature. Made by the admin process
 * and taken by the gateway, who both have the signing key of the state folder; a key of its own is drawn from it, so
 * that no other signature can be taken for one of these.
 */
export const PLAYGROUND_PREFIX = 'cwp_'

export interface PlaygroundGrant {
  readonly consumer: ConsumerPath
  readonly operator: string
  /** Milliseconds since the epoch. */
  readonly expiresMs: number
}

export const LONGEST_GRANT_MS = 60_000
const MAX_TOKEN_CHARACTERS = 2_048
const NONCE_CHARACTERS = 16
/** Tokens that were spent and have not ended; where there are more, none is taken until one of them ends. */
const MAX_SPENT = 1_000
const DOMAIN = 'causeway playground token, version 2'

export class PlaygroundTokens {
  readonly #key: Buffer
  /** Ends of those that were spent, by their nonces. */
  readonly #spent = new Map<string, number>()

  constructor(signingKey: Buffer) {
    this.#key = createHmac('sha256', signingKey).update(DOMAIN).digest()
  }

  make({ consumer, operator, expiresMs }: PlaygroundGrant): string {
    const said = [consumer, operator, expiresMs, randomText(NONCE_CHARACTERS)]
    const text = Buffer.from(JSON.stringify(said)).toString('base64url')
    return `${PLAYGROUND_PREFIX}${text}.${this.#signature(text).toString('base64url')}`
  }

  /**
   * Once for each token. `unknown` where it is none, was spent, has ended, or is for longer than any is made for;
   * `unavailable` where it cannot be kept in mind that it was spent.
   */
  spend(token: string, nowMs: number): PlaygroundGrant | 'unknown' | 'unavailable' {
    if (!token.startsWith(PLAYGROUND_PREFIX) || token.length > MAX_TOKEN_CHARACTERS) return 'unknown'
    const [text = '', signature = ''] = token.slice(PLAYGROUND_PREFIX.length).split('.', 2)
    const given = Buffer.from(signature, 'base64url')
    const right = this.#signature(text)
    if (given.length !== right.length || !timingSafeEqual(given, right)) return 'unknown'
    // It is ours, so it is of this shape.
    const [consumer, operator, expiresMs, nonce] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      ConsumerPath,
      string,
      number,
      string,
    ]
    if (nowMs >= expiresMs || expiresMs - nowMs > LONGEST_GRANT_MS || this.#spent.has(nonce)) return 'unknown'
    for (const [ended, endMs] of this.#spent) if (nowMs >= endMs) this.#spent.delete(ended)
    if (this.#spent.size >= MAX_SPENT) return 'unavailable'
    this.#spent.set(nonce, expiresMs)
    return { consumer, operator, expiresMs }
  }

  #signature(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest()
  }
}
