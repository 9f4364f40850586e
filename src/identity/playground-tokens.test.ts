import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ConsumerPath } from '../base/index.ts'
import { LONGEST_GRANT_MS, PlaygroundTokens } from './playground-tokens.ts'

const KEY = Buffer.alloc(32, 7)
const GRANT = { consumer: '/contoso/bot' as ConsumerPath, operator: 'alice', expiresMs: 60_000 }

test('a token is of who made it, until it ends, and no longer than any is made for', () => {
  const tokens = new PlaygroundTokens(KEY)
  assert.deepEqual(tokens.spend(tokens.make(GRANT), 59_999), GRANT)
  assert.equal(tokens.spend(tokens.make(GRANT), 60_000), 'unknown')
  assert.equal(tokens.spend(tokens.make({ ...GRANT, expiresMs: LONGEST_GRANT_MS + 1 }), 0), 'unknown')
  assert.equal(new PlaygroundTokens(Buffer.alloc(32, 8)).spend(tokens.make(GRANT), 0), 'unknown')
})

test('a token is taken once, however its signature is written', () => {
  const tokens = new PlaygroundTokens(KEY)
  const token = tokens.make(GRANT)
  assert.deepEqual(tokens.spend(token, 0), GRANT)
  assert.equal(tokens.spend(token, 1), 'unknown')
  // Base64 has several texts for the same bytes.
  assert.equal(tokens.spend(`${token}=`, 1), 'unknown')
  assert.equal(tokens.spend(`${token}.`, 1), 'unknown')
  assert.deepEqual(tokens.spend(tokens.make(GRANT), 1), GRANT)
})

test('what was spent is bounded, and none is taken twice for want of room', () => {
  const tokens = new PlaygroundTokens(KEY)
  const first = tokens.make({ ...GRANT, expiresMs: 30_000 })
  tokens.spend(first, 0)
  for (let i = 1; i < 1_000; i++) assert.deepEqual(tokens.spend(tokens.make(GRANT), 0), GRANT)
  assert.equal(tokens.spend(tokens.make(GRANT), 29_999), 'unavailable')
  assert.equal(tokens.spend(first, 29_999), 'unknown')
  assert.deepEqual(tokens.spend(tokens.make(GRANT), 30_000), GRANT)
})

test('a token that was changed anywhere is none', () => {
  const tokens = new PlaygroundTokens(KEY)
  const token = tokens.make(GRANT)
  for (let at = 0; at < token.length - 1; at++) {
    const other = token[at] === 'A' ? 'B' : 'A'
    const changed = token.slice(0, at) + other + token.slice(at + 1)
    assert.equal(tokens.spend(changed, 0), 'unknown', `character ${at}`)
  }
  for (const none of ['', 'cwp_', 'cwp_.', 'cwp_a.b', `cwp_${'a'.repeat(5_000)}`])
    assert.equal(tokens.spend(none, 0), 'unknown')
})
