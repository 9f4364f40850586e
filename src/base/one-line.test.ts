import assert from 'node:assert/strict'
import { test } from 'node:test'

import { asOneLine } from './one-line.ts'

test('what would speak to a terminal is written out, and all else stays', () => {
  assert.equal(asOneLine('gpt-4.1, größer 模型 🙂'), 'gpt-4.1, größer 模型 🙂')
  assert.equal(asOneLine('\u001b[31mred\u009b0m'), '\\u{1b}[31mred\\u{9b}0m')
  assert.equal(asOneLine('a\r\nb\u2028c\u202ed'), 'a\\u{d}\\u{a}b\\u{2028}c\\u{202e}d')
})
