import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ConsumerPath } from '../base/index.ts'
import { LONGEST_GRANT_MS, PlaygroundTokens } from './playground-tokens.ts'

const KEY = Buffer.alloc(32, 7)
const GRANT = { consumer: '/contoso/bot' as ConsumerPath, operator: 'alice', expiresMs: 60_000 }

test('a token is of who made it, until it ends, and no longer than any is made for', () => {
  const tokens = new PlaygroundTokens(KEY)
  const token = tokens.make(GRANT)
  assert.deepEqual(tokens.read(token, 59_999), GRANT)
  assert.equal(tokens.read(token, 60_000), null)
  assert.equal(tokens.read(tokens.make({ ...GRANT, expiresMs: LONGEST_GRANT_MS + 1 }), 0), null)
  assert.equal(new PlaygroundTokens(Buffer.alloc(32, 8)).read(token, 0), null)
})

test('a token that was changed anywhere is none', () => {
  const tokens = new PlaygroundTokens(KEY)
  const token = tokens.make(GRANT)
  for (let at = 0; at < token.length - 1; at++) {
    const other = token[at] === 'A' ? 'B' : 'A'
    assert.equal(tokens.read(token.slice(0, at) + other + token.slice(at + 1), 0), null, `character ${at}`)
  }
  for (const none of ['', 'cwp_', 'cwp_.', 'cwp_a.b', `cwp_${'a'.repeat(5_000)}`])
    assert.equal(tokens.read(none, 0), null)
})
