import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { type ConsumerPath, type ExchangeId, seededRandom, silentLog } from '../base/index.ts'
import { formatLine, segmentName } from './journal-format.ts'
import { JournalFollower } from './journal-follower.ts'
import { MemoryStore } from './memory-store.fixture.ts'
import type { ExchangeSettled } from './records.ts'

let folder: string
let store: MemoryStore
let follower: JournalFollower

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'follower-'))
  store = new MemoryStore()
  follower = new JournalFollower(folder, { store, log: silentLog, random: seededRandom(1) })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function settled(n: number): ExchangeSettled {
  return {
    kind: 'settled',
    exchange: `req_${n}` as ExchangeId,
    atMs: n,
    consumer: '/contoso/bot' as ConsumerPath,
    costCenter: null,
    asked: 'gpt-4.1',
    operation: 'chat',
    stream: false,
    status: 200,
    failure: null,
    detail: null,
    attempts: 1,
    deployment: 'first',
    skipped: [],
    candidates: [],
    totalMs: 1,
    overheadMs: 1,
    planRevision: 'abc',
  }
}

function write(at: string, segment: number, ...numbers: readonly number[]): void {
  mkdirSync(path.join(folder, at), { recursive: true })
  const text = numbers.map((n) => formatLine(settled(n))).join('')
  appendFileSync(path.join(folder, at, segmentName(segment)), text)
}

const known = () => store.order.toSorted((a, b) => a - b)

test('journals of workers are followed as they come, each from its own position', async () => {
  write('.', 1, 1, 2)
  write('worker-1', 1, 11)
  assert.equal(await follower.catchUp(), 3)
  write('worker-2', 1, 21, 22)
  write('worker-1', 1, 12)
  assert.equal(await follower.catchUp(), 3)
  assert.equal(await follower.catchUp(), 0)
  assert.deepEqual(known(), [1, 2, 11, 12, 21, 22])
  assert.equal(store.places.size, 3)
})

test('other folders and files beside them are none of its journals', async () => {
  write('old worker-1', 1, 1)
  write('worker-1.bak', 1, 2)
  appendFileSync(path.join(folder, 'worker-3'), formatLine(settled(3)))
  assert.equal(await follower.catchUp(), 0)
})

test('another process goes on where the journals stand, and a folder that was moved keeps its place', async () => {
  write('worker-1', 1, 1)
  write('worker-2', 1, 2)
  await follower.catchUp()
  renameSync(path.join(folder, 'worker-1'), path.join(folder, 'worker-7'))
  write('worker-7', 1, 3)
  const next = new JournalFollower(folder, { store, log: silentLog, random: seededRandom(2) })
  assert.equal(await next.catchUp(), 1)
  assert.equal(store.places.size, 2)
})

test('a folder that was removed and came again is read from its beginning', async () => {
  write('worker-1', 5, 1)
  write('.', 5, 2)
  await follower.catchUp()
  rmSync(path.join(folder, 'worker-1'), { recursive: true })
  rmSync(path.join(folder, 'name'))
  rmSync(path.join(folder, segmentName(5)))
  write('worker-1', 1, 3)
  write('.', 1, 4)
  assert.equal(await follower.catchUp(), 2)
  assert.deepEqual(known(), [1, 2, 3, 4])
})

test('a journal that cannot be read keeps the others back from nothing, and is told', async () => {
  write('.', 1, 1)
  write('worker-1', 1)
  appendFileSync(path.join(folder, 'worker-1', segmentName(1)), 'z'.repeat(17 * 1_048_576))
  write('worker-2', 1, 2)
  await assert.rejects(follower.catchUp(), /has no line end/)
  assert.deepEqual(known(), [1, 2])
})

test('damaged lines are counted over all, also those of a folder that is gone', async () => {
  for (const at of ['.', 'worker-1', 'worker-2']) {
    write(at, 1)
    appendFileSync(path.join(folder, at, segmentName(1)), 'damaged\n')
  }
  await follower.catchUp()
  rmSync(path.join(folder, 'worker-1'), { recursive: true })
  await follower.catchUp()
  assert.equal(follower.damagedLines, 3)
})
