import { hash } from 'node:crypto'

import { type ConsumerPath, isOneLine } from '../base/index.ts'
import { randomText } from './random-text.ts'

/**
 * Consumers' keys: `cw_`, 8 characters that name the key, `_`, and 32 random characters. Only the SHA-256 of the whole
 * key is kept. A plain hash is enough, and costs the path of a request next to nothing: 32 characters of 62 are 190
 * bits that nobody can guess, unlike a password.
 */
export interface StoredKey {
  readonly id: string
  /** SHA-256 of the whole key, in hex. */
  readonly hash: string
  readonly consumer: ConsumerPath
  readonly label: string | null
  /** Milliseconds since the epoch, as the two below. */
  readonly createdMs: number
  readonly expiresMs: number | null
  readonly revokedMs: number | null
}

/** Two, so that one can be taken up while the other still works. */
export const MAX_LIVE_KEYS = 2
export const MAX_KEYS = 20_000
/** A hundred years: a later end is a slip, and far enough out no moment any more, which would spoil the file of keys. */
export const LONGEST_KEY_LIFE_MS = 100 * 365 * 86_400_000

const ID_CHARACTERS = 8
const SECRET_CHARACTERS = 32

export type KeyChange =
  | {
      readonly ok: true
      readonly keys: readonly StoredKey[]
      readonly stored: StoredKey
      readonly key: string
    }
  | { readonly ok: false; readonly problem: string }

export interface NewKey {
  readonly consumer: ConsumerPath
  readonly label: string | null
  readonly expiresMs: number | null
}

export function isLive(
  { expiresMs, revokedMs }: Pick<StoredKey, 'expiresMs' | 'revokedMs'>,
  nowMs: number,
): boolean {
  return revokedMs === null && (expiresMs === null || nowMs < expiresMs)
}

/** With as many keys as there may be, the file stays below what is read of it. */
const MAX_LABEL_CHARACTERS = 200

export const ENDS_TOO_LATE =
  'a key lives for a hundred years at most; leave the end out for one that has none'

export function endsTooLate(expiresMs: number | null, nowMs: number): boolean {
  return expiresMs !== null && expiresMs - nowMs > LONGEST_KEY_LIFE_MS
}

export function hashKey(key: string): string {
  return hash('sha256', key, 'hex')
}

/** A new key beside the consumer's others. The key itself is in the answer, and nowhere else. */
export function createKey(keys: readonly StoredKey[], wanted: NewKey, nowMs: number): KeyChange {
  const live = liveKeysOf(keys, wanted.consumer, nowMs)
  if (live.length >= MAX_LIVE_KEYS) {
    return {
      ok: false,
      problem: `${wanted.consumer} has ${live.length} live keys (${live.map(({ id }) => id).join(', ')}); rotate, or revoke one of them first`,
    }
  }
  return isLabel(wanted.label) ? addKey(keys, wanted, nowMs) : { ok: false, problem: NO_LABEL }
}

/**
 * A new key; the consumer's live ones end after `graceMs`, or when they would have ended anyway. Where two are live
 * already, the older one ends now.
 */
export function rotateKeys(
  keys: readonly StoredKey[],
  {
    consumer,
    graceMs,
    label,
  }: { readonly consumer: ConsumerPath; readonly graceMs: number; readonly label: string | null },
  nowMs: number,
): KeyChange {
  if (!isLabel(label)) return { ok: false, problem: NO_LABEL }
  const live = liveKeysOf(keys, consumer, nowMs)
  const newest = live[live.length - 1]
  const endMs = nowMs + graceMs
  const ended = keys.map((key) => {
    if (!live.includes(key)) return key
    if (key !== newest) return { ...key, expiresMs: nowMs }
    return { ...key, expiresMs: key.expiresMs === null ? endMs : Math.min(key.expiresMs, endMs) }
  })
  return addKey(ended, { consumer, label: label ?? newest?.label ?? null, expiresMs: null }, nowMs)
}

/** Null when there is no key with this id. A key that was revoked stays so, with its first date. */
export function revokeKey(
  keys: readonly StoredKey[],
  id: string,
  nowMs: number,
): readonly StoredKey[] | null {
  if (!keys.some((key) => key.id === id)) return null
  return keys.map((key) => (key.id === id && key.revokedMs === null ? { ...key, revokedMs: nowMs } : key))
}

/** Takes out the keys that have been dead, by revocation or by age, for longer than `graceMs`. */
export function pruneKeys(
  keys: readonly StoredKey[],
  graceMs: number,
  nowMs: number,
): { readonly keys: readonly StoredKey[]; readonly removed: readonly StoredKey[] } {
  const isDue = ({ expiresMs, revokedMs }: StoredKey) =>
    Math.min(expiresMs ?? Infinity, revokedMs ?? Infinity) + graceMs < nowMs
  return { keys: keys.filter((key) => !isDue(key)), removed: keys.filter(isDue) }
}

const NO_LABEL = `a label is one line of up to ${MAX_LABEL_CHARACTERS} characters`

function isLabel(label: string | null): boolean {
  return label === null || (label.length <= MAX_LABEL_CHARACTERS && isOneLine(label))
}

/** Oldest first. */
function liveKeysOf(keys: readonly StoredKey[], consumer: ConsumerPath, nowMs: number): StoredKey[] {
  return keys
    .filter((key) => key.consumer === consumer && isLive(key, nowMs))
    .sort((a, b) => a.createdMs - b.createdMs)
}

function addKey(
  keys: readonly StoredKey[],
  { consumer, label, expiresMs }: NewKey,
  nowMs: number,
): KeyChange {
  if (keys.length >= MAX_KEYS) {
    const problem = `there are ${MAX_KEYS} keys already, dead ones among them; remove those: causeway keys prune`
    return { ok: false, problem }
  }
  if (endsTooLate(expiresMs, nowMs)) return { ok: false, problem: ENDS_TOO_LATE }
  const id = randomText(ID_CHARACTERS)
  const key = `cw_${id}_${randomText(SECRET_CHARACTERS)}`
  const stored = { id, hash: hashKey(key), consumer, label, createdMs: nowMs, expiresMs, revokedMs: null }
  return { ok: true, keys: [...keys, stored], stored, key }
}
