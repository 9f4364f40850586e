import type { z } from 'zod'

import { isLive, type StoredKey } from '../identity/index.ts'
import { type KeyUses, MOST_KEYS_ASKED } from '../ledger/index.ts'
import type { consumerKey } from './api/consumers.ts'
import { ApiProblem } from './api-problem.ts'
import type { ApiPorts } from './ports.ts'

type ShownKey = z.output<typeof consumerKey>
type Use = Pick<ShownKey, 'lastUsedMs' | 'useKnownFromMs'>

const NOT_KNOWN: Use = { lastUsedMs: null, useKnownFromMs: null }

/** Keys with their last use, which is left open where the ledger does not answer: keys are managed without it, too. */
export async function shownKeys(
  keys: readonly StoredKey[],
  ports: Pick<ApiPorts, 'ledger' | 'clock'>,
): Promise<ShownKey[]> {
  const nowMs = ports.clock.nowMs()
  const shown: ShownKey[] = []
  for (let from = 0; from < keys.length; from += MOST_KEYS_ASKED) {
    const some = keys.slice(from, from + MOST_KEYS_ASKED)
    const known = await usesOf(some, ports.ledger)
    const lasts = new Map(known?.uses.map(({ key, lastMs }) => [key, lastMs]))
    for (const key of some) {
      const use =
        known === null ? NOT_KNOWN : { lastUsedMs: lasts.get(key.id) ?? null, useKnownFromMs: known.fromMs }
      shown.push(shownKey(key, nowMs, use))
    }
  }
  return shown
}

/** One that was made or ended this moment: a change waits for no ledger. */
export function shownChangedKey(key: StoredKey, nowMs: number): ShownKey {
  return shownKey(key, nowMs, NOT_KNOWN)
}

async function usesOf(keys: readonly StoredKey[], ledger: ApiPorts['ledger']): Promise<KeyUses | null> {
  try {
    return await ledger.keyUses(keys.map(({ id }) => id))
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'unavailable') return null
    throw error
  }
}

/** What may be seen of a key. Built field by field, so that a field added to the stored key stays unseen. */
function shownKey(key: StoredKey, nowMs: number, { lastUsedMs, useKnownFromMs }: Use): ShownKey {
  return {
    id: key.id,
    consumer: key.consumer,
    label: key.label,
    createdMs: key.createdMs,
    expiresMs: key.expiresMs,
    revokedMs: key.revokedMs,
    state: isLive(key, nowMs) ? 'live' : key.revokedMs === null ? 'expired' : 'revoked',
    lastUsedMs,
    useKnownFromMs,
  }
}
