import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Sessions } from './sessions.ts'

test('who signs in again and again ends sessions of that key alone, the one idle longest first', () => {
  const sessions = new Sessions()
  const other = sessions.begin('other', 0).token
  const first = sessions.begin('greedy', 1).token
  const second = sessions.begin('greedy', 2).token
  for (let i = 0; i < 18; i++) sessions.begin('greedy', 3)
  assert.notEqual(sessions.use(first, 4), null)
  const tokens = Array.from({ length: 1_000 }, (_, i) => {
    const { token } = sessions.begin('greedy', 5)
    if (i === 0) {
      assert.equal(sessions.use(second, 5), null)
      assert.notEqual(sessions.use(first, 5), null)
    }
    return token
  })
  assert.equal(sessions.size, 21)
  assert.notEqual(sessions.use(other, 6), null)
  assert.notEqual(sessions.use(tokens.at(-1) ?? '', 6), null)
})

test('all together are bounded, too', () => {
  const sessions = new Sessions()
  for (let i = 0; i < 1_100; i++) sessions.begin(`key ${i}`, 0)
  assert.equal(sessions.size, 1_000)
})
