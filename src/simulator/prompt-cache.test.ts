import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IDLE_MS, PromptCache } from './prompt-cache.ts'

const text = (tokens: number, from = 0): string =>
  Array.from({ length: tokens }, (_, i) => String(from + i).padStart(4, '.')).join('')

test('a prompt of 1 024 tokens or more is known the second time, in steps of 128', () => {
  const cache = new PromptCache()
  assert.equal(cache.visit('d', text(1_200), 0), 0)
  assert.equal(cache.visit('d', text(1_200), 1), 1_152)
  assert.equal(cache.visit('d', text(1_023), 2), 0)
  assert.equal(cache.visit('d', text(1_024), 3), 1_024)
})

test('what counts is the same beginning', () => {
  const cache = new PromptCache()
  cache.visit('d', text(2_000), 0)
  assert.equal(cache.visit('d', text(1_300) + text(700, 5_000), 0), 1_280)
  assert.equal(cache.visit('d', text(1, 9_999) + text(1_999), 0), 0)
})

test('deployments and cache keys are apart', () => {
  const cache = new PromptCache()
  cache.visit('d', text(1_100), 0)
  assert.equal(cache.visit('e', text(1_100), 0), 0)
})

test('a beginning is forgotten when it was not used for minutes; each use keeps it', () => {
  const cache = new PromptCache()
  cache.visit('d', text(1_100), 0)
  assert.equal(cache.visit('d', text(1_100), IDLE_MS), 1_024)
  assert.equal(cache.visit('d', text(1_100), 2 * IDLE_MS), 1_024)
  assert.equal(cache.visit('d', text(1_100), 3 * IDLE_MS + 1), 0)
})
