import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Breaker } from './breaker.ts'

const SETTINGS = { failures: 3, openMs: 1_000 }

function opened(): Breaker {
  const breaker = new Breaker(SETTINGS)
  for (let i = 0; i < 3; i++) breaker.failed(0)
  return breaker
}

test('a breaker opens after the failures that were asked for, and not before', () => {
  const breaker = new Breaker(SETTINGS)
  breaker.failed(0)
  breaker.failed(0)
  assert.equal(breaker.state(0), 'closed')
  breaker.failed(0)
  assert.equal(breaker.state(0), 'open')
  assert.equal(breaker.waitMs(400), 600)
})

test('a few failures among many successes leave it closed', () => {
  const breaker = new Breaker(SETTINGS)
  for (let i = 0; i < 100; i++) breaker.succeeded(i)
  for (let i = 0; i < 10; i++) breaker.failed(200)
  assert.equal(breaker.state(200), 'closed')
})

test('failures of an earlier span do not count', () => {
  const breaker = new Breaker(SETTINGS)
  breaker.failed(0)
  breaker.failed(0)
  breaker.failed(20_000)
  assert.equal(breaker.state(20_000), 'closed')
})

test('half-open lets one probe pass; its success closes', () => {
  const breaker = opened()
  assert.equal(breaker.state(1_000), 'half-open')
  breaker.sent(1_000)
  assert.equal(breaker.state(1_000), 'open', 'a second call must not follow the probe')
  breaker.succeeded(1_100)
  assert.equal(breaker.state(1_100), 'closed')
})

test('a failed probe opens for twice as long, at most a minute', () => {
  const breaker = opened()
  let atMs = 0
  for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    assert.equal(breaker.waitMs(atMs), waitMs)
    atMs += waitMs
    breaker.sent(atMs)
    breaker.failed(atMs)
  }
})

test('a probe whose client left frees the place for another', () => {
  const breaker = opened()
  breaker.sent(1_000)
  breaker.released()
  assert.equal(breaker.state(1_000), 'half-open')
})

test('late failures of calls sent before it opened do not prolong it', () => {
  const breaker = opened()
  breaker.failed(500)
  assert.equal(breaker.state(1_000), 'half-open')
})
