import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { type RateWindow, rateWindow } from './tpm-window.ts'

const admitted = (window: RateWindow, tokens: number, nowMs: number): boolean =>
  window.admit(tokens, nowMs).kind === 'admitted'

describe('a window that resets each minute', () => {
  test('takes tokens up to the limit, then none until the minute turns', () => {
    const window = rateWindow('reset-each-minute', { tokensPerMinute: 100, requestsPerMinute: null })
    assert.ok(admitted(window, 60, 120_000 + 50_000))
    assert.ok(admitted(window, 40, 120_000 + 50_000))
    assert.deepEqual(window.admit(1, 120_000 + 58_500), {
      kind: 'refused',
      limit: 'token',
      retryAfterMs: 1_500,
    })
    assert.ok(admitted(window, 100, 180_000))
  })

  test('counts what it refused', () => {
    const window = rateWindow('reset-each-minute', { tokensPerMinute: 100, requestsPerMinute: null })
    assert.ok(!admitted(window, 101, 0))
    assert.ok(!admitted(window, 1, 1))
    assert.equal(window.tokensUsed(1), 102)
  })

  test('enforces requests over slices of ten seconds', () => {
    const window = rateWindow('reset-each-minute', { tokensPerMinute: null, requestsPerMinute: 12 })
    assert.ok(admitted(window, 1, 1_000))
    assert.ok(admitted(window, 1, 1_000))
    assert.deepEqual(window.admit(1, 4_000), { kind: 'refused', limit: 'call', retryAfterMs: 6_000 })
    assert.ok(admitted(window, 1, 10_000))
    assert.equal(window.requestsUsed(10_000), 4)
  })
})

describe('a sliding window', () => {
  test('forgets each call a minute after it came', () => {
    const window = rateWindow('sliding', { tokensPerMinute: 100, requestsPerMinute: null })
    assert.ok(admitted(window, 60, 0))
    assert.ok(admitted(window, 40, 30_000))
    assert.deepEqual(window.admit(50, 40_000), { kind: 'refused', limit: 'token', retryAfterMs: 20_000 })
    assert.deepEqual(window.admit(70, 40_000), { kind: 'refused', limit: 'token', retryAfterMs: 50_000 })
    assert.ok(!admitted(window, 60, 59_999))
    assert.ok(admitted(window, 60, 60_000))
    assert.equal(window.tokensUsed(60_000), 100)
  })

  test('does not count what it refused', () => {
    const window = rateWindow('sliding', { tokensPerMinute: 100, requestsPerMinute: null })
    assert.deepEqual(window.admit(101, 0), { kind: 'refused', limit: 'token', retryAfterMs: 60_000 })
    assert.ok(admitted(window, 100, 1))
  })

  test('enforces requests over the last ten seconds, whenever they began', () => {
    const window = rateWindow('sliding', { tokensPerMinute: null, requestsPerMinute: 12 })
    assert.ok(admitted(window, 1, 8_000))
    assert.ok(admitted(window, 1, 9_000))
    assert.deepEqual(window.admit(1, 12_000), { kind: 'refused', limit: 'call', retryAfterMs: 6_000 })
    assert.ok(admitted(window, 1, 18_000))
    assert.ok(!admitted(window, 1, 18_500))
  })

  test('never admits more than its limits within any minute or ten seconds', () => {
    const step = fc.record({
      gapMs: fc.integer({ min: 0, max: 20_000 }),
      tokens: fc.integer({ min: 0, max: 120 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const window = rateWindow('sliding', { tokensPerMinute: 100, requestsPerMinute: 18 })
        const came: { atMs: number; tokens: number }[] = []
        let nowMs = 0
        for (const { gapMs, tokens } of steps) {
          nowMs += gapMs
          const verdict = window.admit(tokens, nowMs)
          if (verdict.kind === 'refused') {
            assert.ok(verdict.retryAfterMs > 0 && verdict.retryAfterMs <= 60_000)
            continue
          }
          came.push({ atMs: nowMs, tokens })
          const inMinute = came.filter((one) => one.atMs > nowMs - 60_000)
          assert.ok(inMinute.reduce((sum, one) => sum + one.tokens, 0) <= 100)
          assert.ok(came.filter((one) => one.atMs > nowMs - 10_000).length <= 3)
        }
      }),
    )
  })

  test('stays right and small over very many calls', () => {
    const window = rateWindow('sliding', { tokensPerMinute: 1_000_000, requestsPerMinute: null })
    for (let ms = 0; ms < 300_000; ms += 7) assert.ok(admitted(window, 3, ms))
    const callsInLastMinute = Math.ceil(60_000 / 7)
    assert.ok(Math.abs(window.requestsUsed(299_999) - callsInLastMinute) <= 1)
    assert.equal(window.tokensUsed(299_999), 3 * window.requestsUsed(299_999))
    assert.equal(window.tokensUsed(400_000), 0)
  })
})
