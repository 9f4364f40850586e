import { timingSafeEqual } from 'node:crypto'

import { ENDS_TOO_LATE, endsTooLate, hashKey } from './keys.ts'
import { randomText } from './random-text.ts'

/**
 * Keys of operators, for the admin API and the console: `cwo_`, 8 characters that name the key, `_`, and 32 random
 * characters. Only the SHA-256 of the whole key is kept, as of consumers' keys, and for the same reason.
 */
export const ROLES = ['viewer', 'operator', 'owner'] as const
/** Each may do all that those before it may. */
export type Role = (typeof ROLES)[number]

export interface StoredOperatorKey {
  readonly id: string
  /** SHA-256 of the whole key, in hex. */
  readonly hash: string
  readonly operator: string
  readonly role: Role
  /** Milliseconds since the epoch, as the two below. */
  readonly createdMs: number
  readonly expiresMs: number | null
  readonly revokedMs: number | null
}

export interface NewOperatorKey {
  readonly operator: string
  readonly role: Role
  readonly expiresMs: number | null
}

export type OperatorKeyChange =
  | {
      readonly ok: true
      readonly keys: readonly StoredOperatorKey[]
      readonly stored: StoredOperatorKey
      readonly key: string
    }
  | { readonly ok: false; readonly problem: string }

/** Dead ones among them, which stay as a record of who had one until others need the room. */
export const MAX_OPERATOR_KEYS = 1_000
export const OPERATOR_NAME = /^[\p{L}\p{N}._@ -]{1,64}$/u
/** Longer than any key: what is longer is not hashed. */
const MAX_PRESENTED_CHARACTERS = 256
const ID_CHARACTERS = 8
const SECRET_CHARACTERS = 32

/** Whether who has the role `has` may do what is for the role `needed`. */
export function mayAct(has: Role, needed: Role): boolean {
  return ROLES.indexOf(has) >= ROLES.indexOf(needed)
}

export function isLiveOperatorKey(
  { expiresMs, revokedMs }: Pick<StoredOperatorKey, 'expiresMs' | 'revokedMs'>,
  nowMs: number,
): boolean {
  return revokedMs === null && (expiresMs === null || nowMs < expiresMs)
}

/** The live key that was presented; null where there is none. */
export function findOperatorKey(
  keys: readonly StoredOperatorKey[],
  presentedKey: string,
  nowMs: number,
): StoredOperatorKey | null {
  if (presentedKey.length > MAX_PRESENTED_CHARACTERS) return null
  const presented = Buffer.from(hashKey(presentedKey), 'latin1')
  let found: StoredOperatorKey | null = null
  for (const key of keys)
    if (timingSafeEqual(Buffer.from(key.hash, 'latin1'), presented) && isLiveOperatorKey(key, nowMs))
      found = key
  return found
}

/** The key itself is in the answer, and nowhere else. */
export function createOperatorKey(
  keys: readonly StoredOperatorKey[],
  { operator, role, expiresMs }: NewOperatorKey,
  nowMs: number,
): OperatorKeyChange {
  if (!OPERATOR_NAME.test(operator)) {
    const problem = `an operator's name is up to 64 letters, digits, spaces and . _ @ -: ${JSON.stringify(operator)}`
    return { ok: false, problem }
  }
  if (endsTooLate(expiresMs, nowMs)) return { ok: false, problem: ENDS_TOO_LATE }
  const room = withRoom(keys, nowMs)
  if (room === null)
    return {
      ok: false,
      problem: `there are ${MAX_OPERATOR_KEYS} live operator keys already; revoke some first`,
    }
  const id = randomText(ID_CHARACTERS)
  const key = `cwo_${id}_${randomText(SECRET_CHARACTERS)}`
  const stored = { id, hash: hashKey(key), operator, role, createdMs: nowMs, expiresMs, revokedMs: null }
  return { ok: true, keys: [...room, stored], stored, key }
}

/** Where they are full, without the one that has been dead longest; null where all are live. */
function withRoom(keys: readonly StoredOperatorKey[], nowMs: number): readonly StoredOperatorKey[] | null {
  if (keys.length < MAX_OPERATOR_KEYS) return keys
  let longestDead: StoredOperatorKey | null = null
  for (const key of keys)
    if (!isLiveOperatorKey(key, nowMs) && (longestDead === null || endOf(key) < endOf(longestDead)))
      longestDead = key
  return longestDead === null ? null : keys.filter((key) => key !== longestDead)
}

function endOf({ expiresMs, revokedMs }: StoredOperatorKey): number {
  return Math.min(expiresMs ?? Infinity, revokedMs ?? Infinity)
}

/** Null when there is no key with this id. A key that was revoked stays so, with its first date. */
export function revokeOperatorKey(
  keys: readonly StoredOperatorKey[],
  id: string,
  nowMs: number,
): readonly StoredOperatorKey[] | null {
  if (!keys.some((key) => key.id === id)) return null
  return keys.map((key) => (key.id === id && key.revokedMs === null ? { ...key, revokedMs: nowMs } : key))
}
