import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BOT, limitedPlan } from './limits.fixture.ts'
import type { Refusal, Refused } from './counters.ts'
import { LimitBook } from './limit-book.ts'
import { formatReset, rateLimitHeaders, retryAfterHeaders } from './rate-limit-headers.ts'
import { detourOf, fallbackModel, limitFailure, mayPassLater } from './refusal.ts'

const NOW_MS = Date.parse('2026-11-21T12:00Z')
const limits = new LimitBook(limitedPlan()).binding(BOT, 'gpt-4.1', 'std')

function refusedBy(...refusals: readonly [string, Partial<Refusal>][]): Refused {
  return {
    kind: 'refused',
    wouldRefuse: [],
    refusals: refusals.map(([key, more]) => ({
      index: limits.findIndex((limit) => limit.key === key),
      most: 1000,
      left: 10,
      asked: 20,
      wait: { kind: 'after', ms: 1_500 },
      isFirst: false,
      ...more,
    })),
  }
}

const OWN_RATE = 'deployment:std|tokens_per_minute'
const MODEL_RATE = 'model:gpt-4.1|concurrent'
const RATE = '/contoso|requests_per_minute'
const QUOTA = '/contoso/claims|tokens_per_day'
const BUDGET = '/contoso|budget_per_month'
const FALLING_BUDGET = '/contoso/claims/bot|budget_per_sliding_day'

describe('a refusal', () => {
  test('by a rate is 429 with a time to wait, and names limit and node', () => {
    const failure = limitFailure(limits, refusedBy([RATE, {}]), NOW_MS)
    assert.equal(failure.code, 'rate_limit_exceeded')
    assert.equal(failure.status, 429)
    assert.equal(failure.retryAfterMs, 1_500)
    assert.match(failure.message, /requests_per_minute of \/contoso is 1,000, with 10 left/)
  })

  test('by a quota is 403 without one, and says when it starts anew', () => {
    const failure = limitFailure(
      limits,
      refusedBy([RATE, {}], [QUOTA, { wait: { kind: 'after', ms: 1_000 } }], [OWN_RATE, {}]),
      NOW_MS,
    )
    assert.equal(failure.code, 'token_quota_exceeded')
    assert.equal(failure.status, 403)
    assert.equal(failure.retryAfterMs, null)
    assert.match(failure.message, /tokens_per_day of \/contoso\/claims .* anew at 2026-11-21T12:00:01/)
  })

  test('by a budget is 403, in dollars', () => {
    const failure = limitFailure(limits, refusedBy([BUDGET, { most: 5e12, left: 1e6 }]), NOW_MS)
    assert.equal(failure.code, 'budget_exhausted')
    assert.equal(failure.status, 403)
    assert.match(failure.message, /budget_per_month of \/contoso is \$5000\.00, with \$0\.001000 left/)
  })

  test('by a quota that is all set aside is 429 for a moment', () => {
    const refused = refusedBy([BUDGET, { wait: { kind: 'when-one-ends' } }])
    const failure = limitFailure(limits, refused, NOW_MS)
    assert.equal(failure.status, 429)
    assert.equal(failure.retryAfterMs, 1_000)
    assert.match(failure.message, /set aside for requests under way/)
    assert.equal(mayPassLater(limits, refused), true)
  })

  test('by several rates tells the longest wait', () => {
    const refused = refusedBy([RATE, {}], [OWN_RATE, { wait: { kind: 'after', ms: 9_000 } }])
    const failure = limitFailure(limits, refused, NOW_MS)
    assert.equal(failure.retryAfterMs, 9_000)
    assert.match(failure.message, /deployment std/)
  })

  test('for good has no time to wait', () => {
    const refused = refusedBy([RATE, {}], [OWN_RATE, { wait: { kind: 'never' }, asked: 2_000 }])
    const failure = limitFailure(limits, refused, NOW_MS)
    assert.equal(failure.status, 429)
    assert.equal(failure.retryAfterMs, null)
    assert.match(failure.message, /is 1,000, and this request alone may need 2,000/)
    assert.equal(mayPassLater(limits, refused), false)
    assert.equal(mayPassLater(limits, refusedBy([RATE, {}])), true)
    assert.equal(mayPassLater(limits, refusedBy([RATE, {}], [QUOTA, {}])), false)
  })

  test('may be of this deployment alone, or of this model', () => {
    assert.equal(detourOf(limits, refusedBy([OWN_RATE, {}])), 'deployment')
    assert.equal(detourOf(limits, refusedBy([BUDGET, {}], [OWN_RATE, {}])), 'deployment')
    assert.equal(detourOf(limits, refusedBy([MODEL_RATE, {}])), 'model')
    assert.equal(detourOf(limits, refusedBy([OWN_RATE, {}], [MODEL_RATE, {}])), 'model')
    assert.equal(detourOf(limits, refusedBy([OWN_RATE, {}], [RATE, {}])), 'none')
    assert.equal(detourOf(limits, refusedBy([MODEL_RATE, {}], [RATE, {}])), 'none')
    assert.equal(detourOf(limits, refusedBy([FALLING_BUDGET, {}])), 'none')
  })

  test('may name a model to go on with', () => {
    assert.equal(fallbackModel(limits, refusedBy([RATE, {}], [FALLING_BUDGET, {}])), 'gpt-4.1-mini')
    assert.equal(fallbackModel(limits, refusedBy([BUDGET, {}])), null)
  })
})

describe('headers', () => {
  test("tell what is left of the tightest enforced rate of each kind, but not of a deployment's own", () => {
    const left = limits.map(({ key }) => (key === RATE ? 999 : key === OWN_RATE ? 90_000 : 5))
    assert.deepEqual(rateLimitHeaders(limits, left, NOW_MS, 'duration'), {
      'x-ratelimit-limit-requests': '1000',
      'x-ratelimit-remaining-requests': '999',
      'x-ratelimit-reset-requests': '1m0s',
    })
    assert.equal(rateLimitHeaders(limits, left, NOW_MS, 'seconds')['x-ratelimit-reset-requests'], '60')
    assert.deepEqual(rateLimitHeaders([], [], NOW_MS, 'duration'), {})
  })

  test('of two limits of a kind tell the one with less left', () => {
    const two = [RATE, RATE].map((key) => limits.find((limit) => limit.key === key) ?? assert.fail())
    assert.equal(rateLimitHeaders(two, [7, 3], NOW_MS, 'duration')['x-ratelimit-remaining-requests'], '3')
    assert.equal(rateLimitHeaders(two, [3, 7], NOW_MS, 'duration')['x-ratelimit-remaining-requests'], '3')
  })

  test('tell when to try again, never too early', () => {
    assert.deepEqual(retryAfterHeaders(1_500.2), { 'retry-after': '2', 'retry-after-ms': '1501' })
    assert.deepEqual(retryAfterHeaders(0), { 'retry-after': '1', 'retry-after-ms': '1' })
    assert.deepEqual(retryAfterHeaders(null), { 'x-should-retry': 'false' })
  })

  test('write durations as OpenAI does', () => {
    const cases: [number, string][] = [
      [0, '0s'],
      [17, '17ms'],
      [1_000, '1s'],
      [8_640, '8.64s'],
      [60_000, '1m0s'],
      [360_000, '6m0s'],
      [86_400, '1m26.4s'],
      [3_600_000, '1h0m0s'],
      [90_061_001, '25h1m1.001s'],
    ]
    for (const [ms, expected] of cases) assert.equal(formatReset(ms), expected)
  })
})
