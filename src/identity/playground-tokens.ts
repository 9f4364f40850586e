import { createHmac, timingSafeEqual } from 'node:crypto'

import type { ConsumerPath } from '../base/index.ts'

/**
 * With these an operator may call for a short while as a consumer does, so that the playground goes the way of any
 * request and is billed to the consumer: `cwp_`, who for whom until when, and a signature. Made by the admin process
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

export const LONGEST_GRANT_MS = 600_000
const MAX_TOKEN_CHARACTERS = 2_048
const DOMAIN = 'causeway playground token, version 1'

export class PlaygroundTokens {
  readonly #key: Buffer

  constructor(signingKey: Buffer) {
    this.#key = createHmac('sha256', signingKey).update(DOMAIN).digest()
  }

  make({ consumer, operator, expiresMs }: PlaygroundGrant): string {
    const text = Buffer.from(JSON.stringify([consumer, operator, expiresMs])).toString('base64url')
    return `${PLAYGROUND_PREFIX}${text}.${this.#signature(text).toString('base64url')}`
  }

  /** Null where it is none, has ended, or is for longer than any is made for. */
  read(token: string, nowMs: number): PlaygroundGrant | null {
    if (!token.startsWith(PLAYGROUND_PREFIX) || token.length > MAX_TOKEN_CHARACTERS) return null
    const [text = '', signature = ''] = token.slice(PLAYGROUND_PREFIX.length).split('.', 2)
    const given = Buffer.from(signature, 'base64url')
    const right = this.#signature(text)
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null
    // It is ours, so it is of this shape.
    const [consumer, operator, expiresMs] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      ConsumerPath,
      string,
      number,
    ]
    if (nowMs >= expiresMs || expiresMs - nowMs > LONGEST_GRANT_MS) return null
    return { consumer, operator, expiresMs }
  }

  #signature(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest()
  }
}
