import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_RETRY_AFTER_MS, resetMs, retryAfterInMessageMs, retryAfterMs } from './retry-after.ts'

const NOW_MS = Date.UTC(2026, 10, 21, 12, 0, 0)

test('the finer header goes before the coarser one', () => {
  assert.equal(
    retryAfterMs({ 'retry-after-ms': '43', 'x-ms-retry-after-ms': '50', 'retry-after': '1' }, NOW_MS),
    43,
  )
  assert.equal(retryAfterMs({ 'x-ms-retry-after-ms': '50', 'retry-after': '1' }, NOW_MS), 50)
  assert.equal(retryAfterMs({ 'retry-after': '1' }, NOW_MS), 1_000)
  assert.equal(retryAfterMs({ 'retry-after': ['7', '9'] }, NOW_MS), 7_000)
})

test('a date counts from now, and one that is past means at once', () => {
  assert.equal(retryAfterMs({ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }, NOW_MS), 30_000)
  assert.equal(retryAfterMs({ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, NOW_MS), 0)
  assert.equal(retryAfterMs({ 'retry-after': 'Tue, 21 Nov 2028 12:00:00 GMT' }, NOW_MS), MAX_RETRY_AFTER_MS)
})

test('nonsense is as if nothing had been said, and a finer header of nonsense hides no coarser one', () => {
  for (const text of ['', ' ', 'soon', '-1', '1e3', '2026', 'NaN', '0x10']) {
    const expected = text === '2026' ? 2_026_000 : null
    assert.equal(retryAfterMs({ 'retry-after': text }, NOW_MS), expected, text)
  }
  assert.equal(retryAfterMs({ 'retry-after-ms': 'soon', 'retry-after': '2' }, NOW_MS), 2_000)
})

test('a wait is whole milliseconds and no longer than a day', () => {
  assert.equal(retryAfterMs({ 'retry-after-ms': '12.3' }, NOW_MS), 13)
  assert.equal(retryAfterMs({ 'retry-after': '86400' }, NOW_MS), MAX_RETRY_AFTER_MS)
  assert.equal(retryAfterMs({ 'retry-after': '99999999999999999999' }, NOW_MS), MAX_RETRY_AFTER_MS)
})

test('the reset of the limit that was hit counts; without knowing which, the sooner', () => {
  const openAi = { 'x-ratelimit-reset-tokens': '6m0s', 'x-ratelimit-reset-requests': '20ms' }
  assert.equal(resetMs(openAi, 'tokens'), 360_000)
  assert.equal(resetMs(openAi, 'requests'), 20)
  assert.equal(resetMs(openAi, 'unknown'), 20)
  assert.equal(resetMs({ 'x-ratelimit-reset-tokens': '1h2m3.5s' }, 'unknown'), 3_723_500)
  assert.equal(resetMs({ 'x-ratelimit-reset-tokens': '26' }, 'unknown'), 26_000)
  assert.equal(resetMs({ 'x-ratelimit-reset-tokens': '6m 0s' }, 'tokens'), null)
  assert.equal(resetMs({}, 'tokens'), null)
})

test("a wait stands in the message's text, in the words of either maker", () => {
  assert.equal(
    retryAfterInMessageMs('... pricing tier. Please retry after 26 seconds. Please go here'),
    26_000,
  )
  assert.equal(retryAfterInMessageMs('Please retry after 1 second.'), 1_000)
  assert.equal(retryAfterInMessageMs('Try again in 60 seconds.'), 60_000)
  assert.equal(retryAfterInMessageMs('Please try again in 3.976s.'), 3_976)
  assert.equal(retryAfterInMessageMs('Please try again in 6m0s. Visit'), 360_000)
  assert.equal(retryAfterInMessageMs('Please try again in 250ms.'), 250)
  assert.equal(retryAfterInMessageMs('Please retry after 500 milliseconds.'), 500)
  assert.equal(retryAfterInMessageMs('Please try again in a while'), null)
})
