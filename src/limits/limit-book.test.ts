import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ConsumerPath } from '../base/index.ts'
import { actualAmounts, estimatedAmounts, weighTokens } from './amounts.ts'
import { mostAt } from './counters.ts'
import { LimitBook } from './limit-book.ts'
import { BOT, limitedPlan, LIMITED_WORKLOAD } from './limits.fixture.ts'
import { restoreNeeds } from './restore-needs.ts'

const book = new LimitBook(limitedPlan())
const NOBODY = { input: 0, cached: 0, output: 0, reasoning: 0, audioInput: 0, audioOutput: 0 }

describe('a binding', () => {
  test('has the limits of every node, from the organisation down, then model and deployment', () => {
    assert.deepEqual(
      book.binding(BOT, 'gpt-4.1', 'std').map(({ key }) => key),
      [
        '/contoso|requests_per_minute',
        '/contoso|budget_per_month',
        '/contoso/claims|tokens_per_minute',
        '/contoso/claims|tokens_per_day',
        '/contoso/claims/bot|budget_per_sliding_day',
        'model:gpt-4.1|concurrent',
        'deployment:std|tokens_per_minute',
      ],
    )
    assert.deepEqual(
      book.binding('/contoso/hr' as ConsumerPath, 'embedder', null).map(({ key }) => key),
      ['/contoso|requests_per_minute', '/contoso|budget_per_month', '/contoso/hr|concurrent'],
    )
  })

  test('is worked out once', () => {
    assert.equal(book.binding(BOT, 'gpt-4.1', 'std'), book.binding(BOT, 'gpt-4.1', 'std'))
    assert.notEqual(book.binding(BOT, 'gpt-4.1', 'std'), book.binding(BOT, 'gpt-4.1', 'ptu'))
    assert.ok(Object.isFrozen(book.binding(BOT, 'gpt-4.1', 'std')))
  })

  test('for a path that the plan does not have is that of the nodes above it', () => {
    assert.deepEqual(
      book.binding('/contoso/hr/new' as ConsumerPath, 'embedder', null).map(({ key }) => key),
      ['/contoso|requests_per_minute', '/contoso|budget_per_month', '/contoso/hr|concurrent'],
    )
  })

  const enforced = (consumer: string, model: string, deployment: string | null): readonly string[] =>
    book
      .binding(consumer as ConsumerPath, model, deployment)
      .filter((limit) => limit.enforced)
      .map(({ key }) => key)

  test('does not enforce what is in shadow, limit by limit', () => {
    const keys = enforced(BOT, 'gpt-4.1', 'std')
    assert.ok(!keys.includes('/contoso/claims|tokens_per_minute'))
    assert.ok(keys.includes('/contoso/claims|tokens_per_day'))
  })

  test('spares provisioned deployments where a budget leaves them to the end', () => {
    assert.ok(enforced(BOT, 'gpt-4.1', 'std').includes('/contoso|budget_per_month'))
    assert.ok(!enforced(BOT, 'gpt-4.1', 'ptu').includes('/contoso|budget_per_month'))
    assert.ok(enforced(BOT, 'gpt-4.1', null).includes('/contoso|budget_per_month'))
  })

  test('spares the model that a budget falls back to', () => {
    const budget = '/contoso/claims/bot|budget_per_sliding_day'
    assert.ok(enforced(BOT, 'gpt-4.1', 'ptu').includes(budget))
    assert.ok(!enforced(BOT, 'gpt-4.1-mini', 'mini').includes(budget))
  })

  test('refuses at the end where the fallback is of another task, or not for this consumer', () => {
    const atEnd = (consumer: string, model: string): unknown =>
      book
        .binding(consumer as ConsumerPath, model, null)
        .find(({ key }) => key === '/contoso/claims/bot|budget_per_sliding_day')?.atEnd
    assert.deepEqual(atEnd(BOT, 'gpt-4.1'), { kind: 'fall-back', model: 'gpt-4.1-mini' })
    assert.deepEqual(atEnd(BOT, 'embedder'), { kind: 'refuse' })
    const wide = LIMITED_WORKLOAD.replace(
      'tokens: { amount: 1M',
      'budget: { usd: 9, per: hour, at_end: { fall_back_to: gpt-4.1-mini } }\n      tokens: { amount: 1M',
    )
    const narrow = new LimitBook(limitedPlan(wide)).binding(
      '/contoso/claims/narrow' as ConsumerPath,
      'gpt-4.1',
      null,
    )
    assert.deepEqual(narrow.find(({ name }) => name === 'budget_per_hour')?.atEnd, { kind: 'refuse' })
  })
})

describe('raises', () => {
  const day = (text: string): number => Date.parse(text)
  const budget = (from: LimitBook) => {
    const found = from.binding(BOT, 'gpt-4.1', null).find(({ name }) => name === 'budget_per_sliding_day')
    return found ?? assert.fail('no budget')
  }

  test('of the file hold from the start of one day to the end of another, in the calendar’s zone', () => {
    const limit = budget(book)
    assert.equal(mostAt(limit, day('2026-11-30T22:59:59Z')), 20e9)
    assert.equal(mostAt(limit, day('2026-11-30T23:00Z')), 40e9)
    assert.equal(mostAt(limit, day('2026-12-24T22:59:59Z')), 40e9)
    assert.equal(mostAt(limit, day('2026-12-24T23:00Z')), 20e9)
  })

  test('by the operator come on top, and win', () => {
    const raise = { fromMs: day('2026-12-10'), untilMs: day('2026-12-11'), amount: 90e9 }
    const limit = budget(new LimitBook(limitedPlan(), new Map([[budget(book).key, [raise]]])))
    assert.equal(mostAt(limit, day('2026-12-10')), 90e9)
    assert.equal(mostAt(limit, day('2026-12-11')), 40e9)
  })
})

describe('amounts', () => {
  const limits = book.binding(BOT, 'gpt-4.1', 'std')

  test('are estimated in the measure of each limit', () => {
    const amounts = estimatedAmounts(limits, { inputTokens: 100, outputTokens: 50, nanoUsd: 1_234.5 })
    assert.deepEqual(amounts, [1, 1_235, 150, 150, 1_235, 1, 150])
  })

  test('weigh each token in its class', () => {
    const tokens = { ...NOBODY, input: 100, cached: 41, output: 50, reasoning: 20 }
    // 59 of input, 41 cached at 0.5, 30 of output, 20 of reasoning at 2; rounded up.
    assert.deepEqual(actualAmounts(limits, tokens, 7), [1, 7, 150, 150, 7, 1, 150])
    assert.equal(actualAmounts(limits, { ...tokens, audioInput: 9 }, 7)[2], 231)
  })

  test('of sound that was cached are counted once', () => {
    const weights = { input: 1, cached: 1, output: 1, reasoning: 1, audio: 1 }
    assert.equal(weighTokens({ ...NOBODY, input: 100, cached: 80, audioInput: 50 }, weights), 100)
  })

  test('without figures are requests alone', () => {
    assert.deepEqual(actualAmounts(limits, null, 0), [1, 0, 0, 0, 0, 1, 0])
  })
})

test('every limit of the plan can be listed', () => {
  assert.equal(book.all().length, 8)
})

test('a restart needs the quotas and budgets of their windows, and no rates', () => {
  const nowMs = Date.parse('2026-11-21T12:00Z')
  assert.deepEqual(
    restoreNeeds(book.all(), nowMs).map(({ limit, fromMs, stepMs }) => [
      limit.key,
      new Date(fromMs).toISOString().slice(0, 16),
      stepMs,
    ]),
    [
      ['/contoso|budget_per_month', '2026-10-31T23:00', 1_774_800_000],
      ['/contoso/claims|tokens_per_day', '2026-11-20T23:00', 46_800_000],
      ['/contoso/claims/bot|budget_per_sliding_day', '2026-11-20T11:36', 1_440_000],
    ],
  )
})
