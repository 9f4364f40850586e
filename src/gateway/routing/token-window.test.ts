import assert from 'node:assert/strict'
import { test } from 'node:test'

import { TokenWindow } from './token-window.ts'

test('what was estimated this minute is gone until the next', () => {
  const window = new TokenWindow(1_000)
  window.add(700, 0)
  assert.equal(window.remaining(59_999), 300)
  assert.equal(window.remaining(60_000), 1_000)
})

test('the provider may know of less than we do, for as long as its word is fresh', () => {
  const window = new TokenWindow(1_000)
  window.told(50, 10_000)
  assert.equal(window.remaining(20_000), 50)
  assert.equal(window.remaining(70_001), 1_000)
})

test('never below nothing', () => {
  const window = new TokenWindow(1_000)
  window.add(5_000, 0)
  assert.equal(window.remaining(0), 0)
})
