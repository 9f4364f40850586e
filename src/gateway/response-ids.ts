import { createHmac, timingSafeEqual } from 'node:crypto'

import { type ConsumerPath, Failure } from '../base/index.ts'
import type { StoredResponse } from './exchange.ts'
import type { Fleet, FleetAccount } from './fleet.ts'

/**
 * Ids of stored responses as clients see them: `resp_cw1` + 12 hex digits of the account + 32 hex digits of a MAC +
 * `_` + the provider's own id. A stored response lives in one Azure resource, and Azure does not check who asks for it
 * there; so the id says which account to ask, and the MAC, which covers the consumer, that this consumer owns it.
 * Nothing is remembered: any replica with the same signing key takes the id.
 */
const PREFIX = 'resp_cw1'
const ACCOUNT_CHARACTERS = 12
const MAC_CHARACTERS = 32
/** Files and batches that a provider keeps have ids of the same kind; the MAC covers which it is, too. */
const PREFIXES = { response: PREFIX, file: 'file-cw1', batch: 'batch_cw1' } as const
export type SignedKind = keyof typeof PREFIXES
const MAX_ID_CHARACTERS = 512

export class ResponseIds {
  readonly #key: Buffer

  /** `key`: at least 32 bytes that every replica shares. */
  constructor(key: Buffer) {
    if (key.length < 32) throw new RangeError('a signing key has at least 32 bytes')
    this.#key = key
  }

  sign(
    upstreamId: string,
    account: FleetAccount,
    consumer: ConsumerPath,
    kind: SignedKind = 'response',
  ): string {
    const mac = this.#mac(upstreamId, account.fingerprint, consumer, kind)
    return `${PREFIXES[kind]}${account.fingerprint}${mac}_${upstreamId}`
  }

  /** Whether an id claims to be of a file or a batch at a provider; that it is one is for `verify` to say. */
  isSigned(id: string, kind: SignedKind): boolean {
    return id.startsWith(PREFIXES[kind])
  }

  /**
   * Throws `id_not_owned` for anything that this gateway did not give this consumer: a forged id, another consumer's,
   * or one of an account that the plan no longer has, look alike to the caller.
   */
  verify(id: string, consumer: ConsumerPath, fleet: Fleet, kind: SignedKind = 'response'): StoredResponse {
    const prefix = PREFIXES[kind]
    const fixed = prefix.length + ACCOUNT_CHARACTERS + MAC_CHARACTERS + 1
    if (id.length <= fixed || id.length > MAX_ID_CHARACTERS || !id.startsWith(prefix)) throw notOwned()
    if (id[fixed - 1] !== '_') throw notOwned()
    const fingerprint = id.slice(prefix.length, prefix.length + ACCOUNT_CHARACTERS)
    const given = Buffer.from(id.slice(prefix.length + ACCOUNT_CHARACTERS, fixed - 1), 'latin1')
    const upstreamId = id.slice(fixed)
    const expected = Buffer.from(this.#mac(upstreamId, fingerprint, consumer, kind), 'latin1')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw notOwned()
    for (const account of fleet.accounts.values()) {
      if (account.fingerprint === fingerprint) return { account, upstreamId }
    }
    throw notOwned()
  }

  #mac(upstreamId: string, fingerprint: string, consumer: ConsumerPath, kind: SignedKind): string {
    const what = kind === 'response' ? '' : `${kind}\n`
    const mac = createHmac('sha256', this.#key).update(`${what}${fingerprint}\n${consumer}\n${upstreamId}`)
    return mac.digest('hex').slice(0, MAC_CHARACTERS)
  }
}

function notOwned(): Failure {
  return new Failure('id_not_owned')
}
