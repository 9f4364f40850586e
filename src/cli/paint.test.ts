import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paints } from './paint.ts'

test('colours are for terminals alone, and NO_COLOR turns them off', () => {
  assert.equal(paints({ isTerminal: true, env: {} }).bad('x'), '\u001b[31mx\u001b[39m')
  assert.equal(paints({ isTerminal: false, env: {} }).bad('x'), 'x')
  assert.equal(paints({ isTerminal: true, env: { NO_COLOR: '1' } }).bad('x'), 'x')
  assert.equal(paints({ isTerminal: true, env: { NO_COLOR: '' } }).strong('x'), '\u001b[1mx\u001b[22m')
  assert.equal(paints({ isTerminal: true, env: { TERM: 'dumb' } }).bad('x'), 'x')
})
