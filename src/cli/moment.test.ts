import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WrongUse } from './exit-code.ts'
import { parseMoment } from './moment.ts'

const NOW = Date.UTC(2026, 10, 21, 7, 30)

test('moments are read as dates, moments, words and durations back from now, in UTC unless they name a zone', () => {
  const cases: [string, number][] = [
    ['now', NOW],
    ['today', Date.UTC(2026, 10, 21)],
    ['month', Date.UTC(2026, 10, 1)],
    ['24h', NOW - 86_400_000],
    ['7d', NOW - 7 * 86_400_000],
    ['2026-02-28', Date.UTC(2026, 1, 28)],
    ['2026-02-28T08:05', Date.UTC(2026, 1, 28, 8, 5)],
    ['2026-02-28T08:05:06.7Z', Date.UTC(2026, 1, 28, 8, 5, 6, 700)],
    ['2026-02-28T08:05+02:00', Date.UTC(2026, 1, 28, 6, 5)],
  ]
  for (const [text, ms] of cases) assert.equal(parseMoment('from', text, NOW), ms, text)
})

test('what is no moment is wrong use that names the flag', () => {
  for (const text of [
    '',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '2026-02-29T00:00Z',
    '1',
    '2026-11-01T25:00',
    '-7d',
  ]) {
    assert.throws(
      () => parseMoment('from', text, NOW),
      (error) => error instanceof WrongUse && error.message.startsWith('--from is no moment'),
      text,
    )
  }
})
