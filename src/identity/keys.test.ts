import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { ConsumerPath } from '../base/index.ts'
import { KeyIndex } from './key-index.ts'
import {
  createKey,
  hashKey,
  isLive,
  type KeyChange,
  LONGEST_KEY_LIFE_MS,
  MAX_KEYS,
  pruneKeys,
  revokeKey,
  rotateKeys,
  type StoredKey,
} from './keys.ts'

const BOT = '/contoso/bot' as ConsumerPath
const NEW = { consumer: BOT, label: null, expiresMs: null }

function made(change: KeyChange): Extract<KeyChange, { ok: true }> {
  if (!change.ok) throw new Error(change.problem)
  return change
}

describe('keys', () => {
  test('a key has its form, and only its hash is kept', () => {
    const { key, keys, stored } = made(createKey([], NEW, 1_000))
    assert.match(key, /^cw_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}$/)
    assert.equal(stored.hash, hashKey(key))
    assert.doesNotMatch(JSON.stringify(keys), new RegExp(key.slice(12)))
  })

  test('a third live key is refused, and says which two there are', () => {
    const one = made(createKey([], NEW, 0))
    const two = made(createKey(one.keys, NEW, 1))
    const third = createKey(two.keys, NEW, 2)
    assert.ok(!third.ok && third.problem.includes(one.stored.id) && third.problem.includes(two.stored.id))
    assert.ok(createKey(two.keys, { ...NEW, consumer: '/contoso/other' as ConsumerPath }, 2).ok)
  })

  test('after a rotation both work for the grace, and then the new one alone', () => {
    const old = made(createKey([], NEW, 0))
    const rotated = made(rotateKeys(old.keys, { consumer: BOT, graceMs: 100, label: null }, 1_000))
    const index = new KeyIndex(rotated.keys)
    assert.deepEqual(index.find(old.key, 1_099), rotated.keys[0])
    assert.equal(index.find(rotated.key, 1_099), rotated.stored)
    assert.equal(index.find(old.key, 1_100), 'unknown')
    assert.equal(index.find(rotated.key, 1_100), rotated.stored)
  })

  test('rotating twice within the grace ends the oldest at once: never three', () => {
    const one = made(createKey([], NEW, 0))
    const two = made(rotateKeys(one.keys, { consumer: BOT, graceMs: 10_000, label: null }, 1))
    const three = made(rotateKeys(two.keys, { consumer: BOT, graceMs: 10_000, label: null }, 2))
    assert.equal(three.keys.filter((key: StoredKey) => isLive(key, 3)).length, 2)
    assert.equal(new KeyIndex(three.keys).find(one.key, 3), 'unknown')
  })

  test('a rotation does not lengthen a life that ends sooner', () => {
    const old = made(createKey([], { ...NEW, expiresMs: 50 }, 0))
    const rotated = made(rotateKeys(old.keys, { consumer: BOT, graceMs: 1_000, label: null }, 10))
    assert.equal(rotated.keys[0]?.expiresMs, 50)
  })

  test('revoked is revoked, with its first date; an unknown id is told', () => {
    const { keys, key, stored } = made(createKey([], NEW, 0))
    const revoked = revokeKey(keys, stored.id, 5)
    assert.equal(new KeyIndex(revoked ?? []).find(key, 6), 'unknown')
    assert.equal(revokeKey(revoked ?? [], stored.id, 9)?.[0]?.revokedMs, 5)
    assert.equal(revokeKey(keys, 'nobody', 5), null)
  })
})

test('what is no key is unknown, however long or strange', () => {
  const { keys, key } = made(createKey([], NEW, 0))
  const index = new KeyIndex(keys)
  for (const wrong of [
    '',
    'x',
    key.slice(0, -1),
    `${key}x`,
    key.toLowerCase(),
    'a'.repeat(1_000_000),
    '\u0000',
  ]) {
    assert.equal(index.find(wrong, 0), 'unknown')
  }
  assert.equal(index.live(0), 1)
})

test('a key is pruned once it has been dead for longer than the grace, whatever ended it first', () => {
  const stored = made(createKey([], NEW, 0)).stored
  const both = { ...stored, id: 'both', revokedMs: 10, expiresMs: 90 }
  const expired = { ...stored, id: 'expired', expiresMs: 50 }
  const ids = (keys: readonly StoredKey[]) => keys.map(({ id }) => id)
  const at = (nowMs: number) => ids(pruneKeys([stored, both, expired], 100, nowMs).removed)
  assert.deepEqual(at(110), [])
  assert.deepEqual(at(111), ['both'])
  assert.deepEqual(at(151), ['both', 'expired'])
  assert.deepEqual(ids(pruneKeys([stored, both, expired], 100, 1e12).keys), [stored.id])
})

test('a full file names the command that makes room', () => {
  const dead = { ...made(createKey([], NEW, 0)).stored, revokedMs: 1 }
  const full = Array.from({ length: MAX_KEYS }, () => dead)
  const refused = createKey(full, NEW, 2)
  assert.ok(!refused.ok && refused.problem.includes('causeway keys prune'))
  assert.ok(createKey(pruneKeys(full, 0, 2).keys, NEW, 2).ok)
})

test('an end so far out that it is no moment any more is refused, lest the file of keys cannot be read again', () => {
  const nowMs = 1_800_000_000_000
  for (const expiresMs of [nowMs + Number.MAX_SAFE_INTEGER, nowMs + LONGEST_KEY_LIFE_MS + 1]) {
    const refused = createKey([], { ...NEW, expiresMs }, nowMs)
    assert.ok(!refused.ok && refused.problem.includes('a hundred years'))
  }
  const { stored } = made(createKey([], { ...NEW, expiresMs: nowMs + LONGEST_KEY_LIFE_MS }, nowMs))
  assert.ok(Number.isSafeInteger(stored.expiresMs))
})

test('a label that would write other lines into a terminal, or fill the file, is refused', () => {
  for (const label of ['a\nb', '\u001b]0;owned\u0007', '\u009b2J', 'x'.repeat(201)]) {
    const refused = createKey([], { ...NEW, label }, 0)
    assert.ok(!refused.ok && refused.problem.includes('one line'), JSON.stringify(label))
    const old = made(createKey([], NEW, 0))
    assert.ok(!rotateKeys(old.keys, { consumer: BOT, graceMs: 0, label }, 1).ok)
  }
  assert.ok(createKey([], { ...NEW, label: 'Rechner im Büro 👩‍💻' }, 0).ok)
})
