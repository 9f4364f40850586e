import type { ConsumerPath } from '../base/index.ts'
import type { StoredKey } from './keys.ts'

/** When a consumer is left without a key that works: the end of its last one. */
export interface KeysEnd {
  readonly consumer: ConsumerPath
  readonly endMs: number
}

/** The earliest first. Consumers with a key that has no end are not among them, nor those whose keys are all revoked. */
export function keysEnds(keys: readonly StoredKey[]): readonly KeysEnd[] {
  const ends = new Map<ConsumerPath, number>()
  for (const { consumer, expiresMs, revokedMs } of keys) {
    if (revokedMs !== null) continue
    const endMs = expiresMs ?? Number.POSITIVE_INFINITY
    ends.set(consumer, Math.max(endMs, ends.get(consumer) ?? Number.NEGATIVE_INFINITY))
  }
  return [...ends]
    .filter(([, endMs]) => Number.isFinite(endMs))
    .map(([consumer, endMs]) => ({ consumer, endMs }))
    .toSorted((a, b) => a.endMs - b.endMs)
}
