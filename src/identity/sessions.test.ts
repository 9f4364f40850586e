import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Sessions } from './sessions.ts'

const HERE = { address: '192.0.2.7', browser: null }

test('who signs in again and again ends sessions of that key alone, the one idle longest first', () => {
  const sessions = new Sessions()
  const other = sessions.begin('other', HERE, 0).token
  const first = sessions.begin('greedy', HERE, 1).token
  const second = sessions.begin('greedy', HERE, 2).token
  for (let i = 0; i < 18; i++) sessions.begin('greedy', HERE, 3)
  assert.notEqual(sessions.use(first, 4), null)
  const tokens = Array.from({ length: 1_000 }, (_, i) => {
    const { token } = sessions.begin('greedy', HERE, 5)
    if (i === 0) {
      assert.equal(sessions.use(second, 5), null)
      assert.notEqual(sessions.use(first, 5), null)
    }
    return token
  })
  assert.equal(sessions.size, 21)
  assert.notEqual(sessions.use(other, 6), null)
  assert.notEqual(sessions.use(tokens.at(-1) ?? '', 6), null)
})

test('all together are bounded, too', () => {
  const sessions = new Sessions()
  for (let i = 0; i < 1_100; i++) sessions.begin(`key ${i}`, HERE, 0)
  assert.equal(sessions.size, 1_000)
})

test('a session is spoken of by an id that is neither its token nor opens anything, and ends by it', () => {
  const sessions = new Sessions()
  const ended = sessions.begin('key', HERE, 0)
  const left = sessions.begin('key', HERE, 0)
  const shown = JSON.stringify(sessions.live(1))
  for (const { token, session } of [ended, left]) {
    assert.ok(!shown.includes(token))
    assert.equal(sessions.use(session.id, 1), null)
    assert.equal(sessions.look(session.id, 1), null)
  }
  sessions.endById(ended.token)
  assert.equal(sessions.size, 2)
  sessions.endById(ended.session.id)
  assert.equal(sessions.use(ended.token, 1), null)
  assert.notEqual(sessions.use(left.token, 1), null)
})

test('those that have ended are not among the live ones, and the one used last comes last', () => {
  const sessions = new Sessions()
  const first = sessions.begin('first', HERE, 0)
  sessions.begin('idle', HERE, 0)
  const third = sessions.begin('third', HERE, 0)
  for (const { token } of [third, first]) sessions.use(token, 3_000_000)
  assert.deepEqual(
    sessions.live(3_600_000).map(({ id, sinceMs, usedMs }) => [id, sinceMs, usedMs]),
    [
      [third.session.id, 0, 3_000_000],
      [first.session.id, 0, 3_000_000],
    ],
  )
})
