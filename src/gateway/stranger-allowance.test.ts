import assert from 'node:assert/strict'
import { test } from 'node:test'

import { StrangerAllowance } from './stranger-allowance.ts'

test('a burst is written, then a steady rate, however many come', () => {
  const allowance = new StrangerAllowance()
  const taken = (nowMs: number) =>
    Array.from({ length: 1_000 }, () => allowance.take(nowMs)).filter(Boolean).length
  assert.equal(taken(0), 50)
  assert.equal(taken(0), 0)
  assert.equal(taken(1_000), 10)
  assert.equal(taken(3_600_000), 50)
})
