import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { KEY_USE_STEP_MS, type LedgerRecord } from '../ledger/index.ts'
import { KeyUse } from './key-use.ts'

let records: LedgerRecord[]
let isFailed: boolean
let use: KeyUse

beforeEach(() => {
  records = []
  isFailed = false
  use = new KeyUse({
    append: (record) => records.push(record),
    get state() {
      if (!isFailed) return { kind: 'ok' } as const
      return { kind: 'failed', reason: 'no space', sinceMs: 0, bufferedRecords: 1 } as const
    },
  })
})

test('however often a key is used, it is told at its first use, and once in each step', () => {
  for (let ms = 0; ms < 3 * KEY_USE_STEP_MS; ms += 100) use.note('a', 1_000_000 + ms, ms)
  use.note('b', 1_000_007, 7)
  assert.deepEqual(records, [
    { kind: 'used', key: 'a', atMs: 1_000_000 },
    { kind: 'used', key: 'a', atMs: 1_000_000 + KEY_USE_STEP_MS },
    { kind: 'used', key: 'a', atMs: 1_000_000 + 2 * KEY_USE_STEP_MS },
    { kind: 'used', key: 'b', atMs: 1_000_007 },
  ])
})

test('a clock that is put back hides no use', () => {
  use.note('a', 1_000_000, 0)
  use.note('a', 500_000, KEY_USE_STEP_MS)
  assert.equal(records.length, 2)
})

test('while the journal takes nothing no memory is spent on it, and the next use after it is told', () => {
  isFailed = true
  use.note('a', 1, 1)
  assert.deepEqual(records, [])
  isFailed = false
  use.note('a', 2, 2)
  assert.deepEqual(records, [{ kind: 'used', key: 'a', atMs: 2 }])
})

test('what is remembered of keys is bounded', () => {
  for (let key = 0; key < 60_000; key++) use.note(`${key}`, 1, 1)
  use.note('59999', 2, 2)
  assert.equal(records.length, 60_000)
  use.note('0', 2, 2)
  assert.equal(records.length, 60_001, 'one that was let go is told again')
})
