import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mostAt } from './counters.ts'
import { LimitBook } from './limit-book.ts'
import { limitedPlan } from './limits.fixture.ts'
import { makeRaise, raisesByLimit } from './made-raises.ts'

const NOW_MS = Date.UTC(2026, 10, 21, 12)
const limits = new LimitBook(limitedPlan()).all()
const ORDER = {
  limit: '/contoso|requests_per_minute',
  amount: 2_000,
  until: '2026-11-30',
  reason: 'Black Friday',
  by: 'alice',
}

function problemOf(more: object | null): string {
  const answer = makeRaise(more === null ? null : { ...ORDER, ...more }, limits, 'Europe/Zurich', NOW_MS)
  return answer.ok ? 'none' : answer.problem
}

test('a raise holds from now to the end of its last day in the time zone, and then ends by itself', () => {
  const answer = makeRaise(ORDER, limits, 'Europe/Zurich', NOW_MS)
  assert.ok(answer.ok)
  const untilMs = Date.UTC(2026, 10, 30, 23)
  assert.deepEqual(answer.raise, {
    limit: '/contoso|requests_per_minute',
    amount: 2_000,
    fromMs: NOW_MS,
    untilMs,
    by: 'alice',
    reason: 'Black Friday',
  })
  const book = new LimitBook(limitedPlan(), raisesByLimit([answer.raise]))
  const raised = book.all().find(({ key }) => key === ORDER.limit)
  assert.ok(raised !== undefined)
  assert.deepEqual(
    [NOW_MS - 1, NOW_MS, untilMs - 1, untilMs].map((atMs) => mostAt(raised, atMs)),
    [1_000, 2_000, 2_000, 1_000],
  )
})

test('budgets are raised in dollars, and the last raise that was made wins', () => {
  const order = { ...ORDER, limit: '/contoso|budget_per_month', until: '2026-11-22T00:00Z' }
  const made = [5_000.5, 7_000].map((amount) => {
    const answer = makeRaise({ ...order, amount }, limits, 'Europe/Zurich', NOW_MS)
    assert.ok(answer.ok)
    return answer.raise
  })
  assert.deepEqual(
    raisesByLimit(made)
      .get('/contoso|budget_per_month')
      ?.map(({ amount }) => amount),
    [5_000_500_000_000, 7_000_000_000_000],
  )
})

test('what is no raise is refused with what is wrong', () => {
  assert.equal(problemOf({}), 'none')
  assert.match(problemOf(null), /there is no limit undefined/)
  assert.match(problemOf({ limit: '/contoso|nothing' }), /there is no limit \/contoso\|nothing/)
  for (const amount of ['2000', 1_000.5, Number.NaN, null])
    assert.match(problemOf({ amount }), /whole number/)
  assert.match(problemOf({ amount: 1_000 }), /no raise: the limit is 1000 without it/)
  const budget = { limit: '/contoso|budget_per_month' }
  assert.match(problemOf({ ...budget, amount: 1e9 }), /US dollars, at most 9 million/)
  assert.match(problemOf({ ...budget, amount: 5_000 }), /no raise: the limit is 5000 without it/)
  for (const until of ['tomorrow', '2026-02-30', '', 5])
    assert.match(problemOf({ until }), /until has to be a date/)
  for (const until of ['2026-11-20', '2026-11-21T12:00Z'])
    assert.match(problemOf({ until }), /until has passed/)
  for (const reason of ['', ' ', 'x'.repeat(501), undefined])
    assert.match(problemOf({ reason }), /reason has to/)
  assert.match(problemOf({ by: '' }), /by has to say who/)
})

test('what would write other lines into a terminal is no reason', () => {
  for (const reason of ['fine\nalice: not mine', '\u001b[2Jgone', 'turned \u202e round'])
    assert.match(problemOf({ reason }), /one line/)
  assert.equal(problemOf({ reason: 'Schwarzer Freitag, 黒い金曜日 👩‍💻' }), 'none')
})
