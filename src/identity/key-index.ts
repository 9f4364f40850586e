import { timingSafeEqual } from 'node:crypto'

import { hashKey, isLive, type StoredKey } from './keys.ts'

/** Longer than any key: what is longer is not hashed. */
const MAX_PRESENTED_CHARACTERS = 256

/** Keys for the path of a request: one hash, one look-up. Immutable; a change of the keys makes a new one. */
export class KeyIndex {
  readonly #byHash = new Map<string, { readonly stored: StoredKey; readonly digest: Buffer }>()

  constructor(keys: readonly StoredKey[]) {
    for (const stored of keys) {
      if (stored.revokedMs === null)
        this.#byHash.set(stored.hash, { stored, digest: Buffer.from(stored.hash, 'latin1') })
    }
  }

  find(presentedKey: string, nowMs: number): StoredKey | 'unknown' {
    if (presentedKey.length > MAX_PRESENTED_CHARACTERS) return 'unknown'
    const presented = hashKey(presentedKey)
    const entry = this.#byHash.get(presented)
    if (entry === undefined) return 'unknown'
    // The look-up is by a hash that nobody can steer; the comparison in constant time costs little and settles the matter.
    if (!timingSafeEqual(entry.digest, Buffer.from(presented, 'latin1'))) return 'unknown'
    return isLive(entry.stored, nowMs) ? entry.stored : 'unknown'
  }

  live(nowMs: number): number {
    let count = 0
    for (const { stored } of this.#byHash.values()) if (isLive(stored, nowMs)) count++
    return count
  }
}
