import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { KeptScore } from './ports.ts'
import { changesOf, failingOf } from './review-changes.ts'
import type { FreshReview } from './review-view.ts'

const DAY_MS = 86_400_000
const counts = { pass: 0, fail: 0, undetermined: 0, notApplicable: 0 }

function reviewed(failing: readonly string[], planRevision = 'now', reviewedMs = DAY_MS): FreshReview {
  return {
    reviewedMs,
    planRevision,
    score: { score: 50, counts, pillars: [] },
    findings: ['one', 'two', 'three'].map((fingerprint) => ({
      rule: 'REL-01',
      title: `Title of ${fingerprint}`,
      verdict: failing.includes(fingerprint) ? 'fail' : 'pass',
      severity: 'high',
      pillar: 'reliability',
      subject: null,
      message: '',
      remedy: null,
      source: { text: '', url: '' },
      place: null,
      standing: 'new',
      fingerprint,
    })),
    notices: [],
  }
}

function kept(made: FreshReview): KeptScore {
  const { reviewedMs, planRevision } = made
  return { atMs: reviewedMs, planRevision, score: 50, failed: 1, failing: failingOf(made) }
}

test('what began and what ended to fail is told beside the review before', () => {
  const before = kept(reviewed(['one', 'two'], 'before'))
  const changes = changesOf(reviewed(['two', 'three']), [before])
  assert.deepEqual(changes?.begun, [{ rule: 'REL-01', fingerprint: 'three' }])
  assert.deepEqual(
    changes.ended.map(({ title }) => title),
    ['Title of one'],
  )
  assert.equal(changes.planRevision, 'before')
})

test('the review before is of another plan or of another day, and knows what failed', () => {
  const now = reviewed(['one'])
  assert.equal(changesOf(now, []), null)
  assert.equal(changesOf(now, [kept(now)]), null, 'the same one')
  const { failing: _failing, ...older } = kept(reviewed(['two'], 'before'))
  assert.equal(changesOf(now, [older]), null, 'a program of before kept no more than how many')
  const yesterday = kept(reviewed(['one'], 'now', DAY_MS - 1))
  assert.deepEqual(changesOf(now, [yesterday, kept(now)]), {
    sinceMs: DAY_MS - 1,
    planRevision: 'now',
    begun: [],
    ended: [],
  })
})
