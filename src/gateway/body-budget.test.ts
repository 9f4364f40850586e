import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Failure } from '../base/index.ts'
import { BodyBudget } from './body-budget.ts'

test('bodies past the total are refused until others are let go', () => {
  const budget = new BodyBudget(100)
  budget.take(60)
  assert.throws(
    () => budget.take(41),
    (error: unknown) =>
      error instanceof Failure && error.code === 'too_many_in_flight' && error.retryAfterMs !== null,
  )
  assert.equal(budget.heldBytes, 60, 'a refused body is not counted')
  budget.release(60)
  budget.take(100)
})
