import assert from 'node:assert/strict'
import { test } from 'node:test'

import { SHIPPED_FACTS } from '../azure/index.ts'
import { longContextThresholds } from '../ledger/index.ts'
import { LONG_PROMPT_STEPS } from './billed-deltas.ts'

test('every threshold of the shipped price lists is a step: else each statement would ask the attempts', () => {
  const missing = longContextThresholds(SHIPPED_FACTS)
    .map(({ fromInputTokens }) => fromInputTokens)
    .filter((tokens) => !LONG_PROMPT_STEPS.includes(tokens))
  assert.deepEqual(missing, [])
})
