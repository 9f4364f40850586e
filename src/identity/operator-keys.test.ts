import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  createOperatorKey,
  findOperatorKey,
  MAX_OPERATOR_KEYS,
  type OperatorKeyChange,
  type StoredOperatorKey,
} from './operator-keys.ts'

const NEW = { operator: 'olga', role: 'owner', expiresMs: null } as const

function made(change: OperatorKeyChange): Extract<OperatorKeyChange, { ok: true }> {
  if (!change.ok) throw new Error(change.problem)
  return change
}

test('where keys of operators are full, the one that has been dead longest makes room for another', () => {
  const { stored } = made(createOperatorKey([], NEW, 0))
  const one = (id: string, ends: Partial<StoredOperatorKey>): StoredOperatorKey => ({
    ...stored,
    id,
    ...ends,
  })
  const live = Array.from({ length: MAX_OPERATOR_KEYS - 3 }, (_, i) => one(`live${i}`, {}))
  const full = [
    one('later', { revokedMs: 20 }),
    one('longest', { revokedMs: 50, expiresMs: 10 }),
    one('expires', { expiresMs: 200 }),
    ...live,
  ]
  const change = made(createOperatorKey(full, NEW, 100))
  assert.equal(change.keys.length, MAX_OPERATOR_KEYS)
  assert.ok(!change.keys.some(({ id }) => id === 'longest'))
  assert.equal(findOperatorKey(change.keys, change.key, 100)?.id, change.stored.id)
  const second = made(createOperatorKey(change.keys, NEW, 100))
  const refused = createOperatorKey(second.keys, NEW, 100)
  assert.ok(!refused.ok && refused.problem.includes('live operator keys'))
})

test('an end so far out that it is no moment any more is refused', () => {
  const refused = createOperatorKey([], { ...NEW, expiresMs: 1e12 + Number.MAX_SAFE_INTEGER }, 1e12)
  assert.ok(!refused.ok && refused.problem.includes('a hundred years'))
})
