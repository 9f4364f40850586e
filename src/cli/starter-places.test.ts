import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SHIPPED_FACTS } from '../azure/index.ts'
import { modelsProblem } from './starter-places.ts'

test('a model whose maker ARM knows by a name that nobody here knows is not begun with', () => {
  const offers = Object.create(SHIPPED_FACTS.offers, {
    models: { value: [...SHIPPED_FACTS.offers.models, 'qwen-9'] },
  }) as typeof SHIPPED_FACTS.offers
  const surroundings = {
    nowMs: Date.UTC(2026, 10, 21),
    facts: { ...SHIPPED_FACTS, offers },
    folder: 'claims',
  }
  assert.match(
    modelsProblem('qwen-9', new Map(), surroundings)?.message ?? '',
    /cannot write templates of qwen-9/,
  )
})
