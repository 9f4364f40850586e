import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ConsumerPath } from '../base/index.ts'
import { keysEnds } from './key-ends.ts'
import { createKey, revokeKey, rotateKeys, type StoredKey } from './keys.ts'

const NOW_MS = 1_000_000
const [A, B, C] = ['/a', '/b', '/c'] as readonly string[] as readonly [
  ConsumerPath,
  ConsumerPath,
  ConsumerPath,
]

function made(
  keys: readonly StoredKey[],
  consumer: ConsumerPath,
  expiresMs: number | null,
): readonly StoredKey[] {
  const change = createKey(keys, { consumer, label: null, expiresMs }, NOW_MS)
  assert.ok(change.ok)
  return change.keys
}

test('the last key of a consumer counts, and one without an end is no end', () => {
  let keys = made([], A, NOW_MS + 10)
  keys = made(keys, A, NOW_MS + 30)
  keys = made(keys, B, NOW_MS + 20)
  keys = made(keys, C, NOW_MS + 5)
  keys = made(keys, C, null)
  assert.deepEqual(keysEnds(keys), [
    { consumer: B, endMs: NOW_MS + 20 },
    { consumer: A, endMs: NOW_MS + 30 },
  ])
})

test('rotating takes the end away, and where all are revoked nobody waits for one', () => {
  const keys = made([], A, NOW_MS + 10)
  const rotated = rotateKeys(keys, { consumer: A, label: null, graceMs: 5 }, NOW_MS)
  assert.ok(rotated.ok)
  assert.deepEqual(keysEnds(rotated.keys), [])
  assert.deepEqual(keysEnds(revokeKey(keys, keys[0]?.id ?? '', NOW_MS) ?? keys), [])
})
