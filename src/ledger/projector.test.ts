import assert from 'node:assert/strict'
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import {
  type AttemptId,
  type ConsumerPath,
  type ExchangeId,
  type Log,
  seededRandom,
  silentLog,
} from '../base/index.ts'
import { formatLine, segmentName } from './journal-format.ts'
import { MemoryStore } from './memory-store.fixture.ts'
import { Projector } from './projector.ts'
import type { RecordStore } from './record-store.ts'
import type { AttemptOpened } from './records.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'projector-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function follow(store: RecordStore, log: Log = silentLog, at = folder): Projector {
  return new Projector(at, { store, log, random: seededRandom(1) })
}

function opened(n: number): AttemptOpened {
  return {
    kind: 'opened',
    attempt: `req_${n}.1` as AttemptId,
    exchange: `req_${n}` as ExchangeId,
    atMs: n,
    consumer: '/contoso/bot' as ConsumerPath,
    costCenter: null,
    asked: 'gpt-4.1',
    model: 'gpt-4.1',
    baseModel: 'gpt-4.1',
    operation: 'chat',
    deployment: 'first',
    deploymentType: 'standard',
    account: 'swc',
    region: null,
    estimate: { input: 10, output: 20 },
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
const lines = (from: number, to: number) =>
  range(from, to)
    .map((n) => formatLine(opened(n)))
    .join('')
const fileOf = (segment: number) => path.join(folder, segmentName(segment))
const write = (segment: number, text: string) => appendFileSync(fileOf(segment), text)

test('records are projected in the order of the journal, over segments, and each once', async () => {
  const store = new MemoryStore()
  const projector = follow(store)
  assert.equal(await projector.catchUp(), 0)
  // Written in another order than they are read: names count, and their numbers as numbers.
  write(11, lines(30, 40))
  write(9, lines(0, 10))
  write(10, lines(10, 30))
  assert.equal(await projector.catchUp(), 40)
  write(11, lines(40, 45))
  assert.equal(await projector.catchUp(), 5)
  assert.equal(await projector.catchUp(), 0)
  assert.deepEqual(store.order, range(0, 45))
  assert.deepEqual(store.place, { segment: 11, offset: readFileSync(fileOf(11)).length })
})

test('a folder that is not there yet is an empty journal', async () => {
  const projector = follow(new MemoryStore(), silentLog, path.join(folder, 'none'))
  assert.equal(await projector.catchUp(), 0)
})

test('a line that is still being written waits for its end', async () => {
  const store = new MemoryStore()
  const projector = follow(store)
  const whole = lines(0, 2)
  const half = whole.length - 7
  write(1, whole.slice(0, half))
  assert.equal(await projector.catchUp(), 1)
  write(1, whole.slice(half))
  assert.equal(await projector.catchUp(), 1)
  assert.deepEqual(store.order, [0, 1])
  assert.equal(projector.damagedLines, 0)
})

test('whoever goes on after another reads nothing twice that the store has, and leaves nothing out', async () => {
  const store = new MemoryStore()
  write(1, lines(0, 10))
  await follow(store).catchUp()
  write(1, lines(10, 12))
  write(2, lines(12, 20))
  // What the store has is not in the journal any more as it was: it would be seen if it were read again.
  const bytes = readFileSync(fileOf(1))
  writeFileSync(fileOf(1), bytes.fill('x', 0, store.place.offset - 1))
  const next = follow(store)
  assert.equal(await next.catchUp(), 10)
  assert.equal(next.damagedLines, 0)
  assert.deepEqual(store.order, range(0, 20))
})

for (const failAfterCommit of [false, true]) {
  const how = failAfterCommit ? 'whose answers are lost' : 'that is away'
  test(`a store ${how} costs no record and doubles none, wherever it fails`, async () => {
    // More than two batches in one read, then another segment.
    write(1, lines(0, 13_500))
    write(2, lines(13_500, 13_600))
    for (let failFrom = 1; failFrom <= 4; failFrom++) {
      const store = new MemoryStore()
      Object.assign(store, { failFrom, failAfterCommit })
      const projector = follow(store)
      await assert.rejects(projector.catchUp(), /the (answer of the )?database/)
      store.failFrom = Number.POSITIVE_INFINITY
      await projector.catchUp()
      assert.deepEqual(store.order, range(0, 13_600), `failed from call ${failFrom} on`)
    }
  })
}

test('a store that went back, as one that was made anew, gets everything again from a new projector', async () => {
  write(1, lines(0, 10))
  await follow(new MemoryStore()).catchUp()
  const fresh = new MemoryStore()
  assert.equal(await follow(fresh).catchUp(), 10)
  assert.deepEqual(fresh.order, range(0, 10))
})

test('damaged lines are passed over, counted and told, and what follows them is projected', async () => {
  const told: object[] = []
  const log: Log = { ...silentLog, warn: (fields) => told.push(fields) }
  const store = new MemoryStore()
  const projector = follow(store, log)
  write(1, formatLine(opened(0)))
  write(1, formatLine(opened(1)).replace('gpt-4.1', 'gpt-4.2'))
  write(1, 'torn by a crash\n')
  write(1, `${'\u0000'.repeat(300)}\n`)
  write(1, `${'y'.repeat(100_000)}\n`)
  write(1, formatLine(opened(2)))
  assert.equal(await projector.catchUp(), 2)
  write(1, 'only damage\n')
  assert.equal(await projector.catchUp(), 0)
  assert.deepEqual(store.order, [0, 2])
  assert.equal(projector.damagedLines, 5)
  assert.deepEqual(told, [
    { segment: 1, lines: 4 },
    { segment: 1, lines: 1 },
  ])
  // Passed over for good: they are not counted again.
  assert.equal(store.place.offset, readFileSync(fileOf(1)).length)
  assert.equal(await follow(store, log).catchUp(), 0)
  assert.equal(projector.damagedLines, 5)
})

test('a piece without a line end, longer than one read, is got through; without end it is told', async () => {
  const store = new MemoryStore()
  write(1, `${'z'.repeat(3 * 1_048_576)}\n`)
  write(1, lines(0, 3))
  const projector = follow(store)
  assert.equal(await projector.catchUp(), 3)
  assert.equal(projector.damagedLines, 1)
  write(1, 'z'.repeat(17 * 1_048_576))
  await assert.rejects(
    projector.catchUp(),
    /segment 1 of the journal has no line end within \d+ bytes of \d+/,
  )
  assert.deepEqual(store.order, [0, 1, 2])
})

test('segments go when they and two after them are projected, and not while the store is away', async () => {
  const store = new MemoryStore()
  for (const segment of range(1, 7)) write(segment, lines(segment * 10, segment * 10 + 10))
  writeFileSync(path.join(folder, `${segmentName(1)}.torn`), 'kept aside')
  store.failFrom = 4
  const projector = follow(store)
  await assert.rejects(projector.catchUp())
  assert.equal(readdirSync(folder).length, 8)
  store.failFrom = Number.POSITIVE_INFINITY
  await projector.catchUp()
  assert.deepEqual(
    readdirSync(folder).sort(),
    ['name', `${segmentName(1)}.torn`, ...range(4, 7).map(segmentName)].sort(),
  )
  assert.deepEqual(store.order, range(10, 70))
})

test('a journal whose next segment was taken away goes on with the one after it', async () => {
  const store = new MemoryStore()
  write(1, lines(0, 5))
  const projector = follow(store)
  await projector.catchUp()
  // An operator moved segments that he thought were done.
  write(1, lines(5, 10))
  renameSync(fileOf(1), path.join(folder, 'elsewhere'))
  write(3, lines(20, 25))
  assert.equal(await projector.catchUp(), 5)
  assert.deepEqual(store.order, [...range(0, 5), ...range(20, 25)])
  assert.deepEqual(store.place, { segment: 3, offset: readFileSync(fileOf(3)).length })
})

test('who asks sees what was in the journal when he asked, though another run is under way', async () => {
  const store = new MemoryStore()
  const projector = follow(store)
  write(1, lines(0, 2_500))
  const first = projector.catchUp()
  await new Promise((turn) => setImmediate(turn))
  const asked: Promise<unknown>[] = [first]
  for (const n of range(2_500, 2_520)) {
    write(1, formatLine(opened(n)))
    asked.push(projector.catchUp().then(() => assert.ok(store.known.has(`opened req_${n}.1`), `${n}`)))
  }
  await Promise.all(asked)
  assert.deepEqual(store.order, range(0, 2_520))
})

test('a run that fails does not fail the one that was asked for behind it', async () => {
  const store = new MemoryStore()
  store.failFrom = 1
  const projector = follow(store)
  write(1, lines(0, 5))
  const first = projector.catchUp()
  const second = projector.catchUp()
  await assert.rejects(first)
  store.failFrom = Number.POSITIVE_INFINITY
  assert.equal(await second, 5)
})

test('the backlog is what the store has not taken, also while it is away', async () => {
  const store = new MemoryStore()
  const projector = follow(store)
  const sizeOf = (segment: number) => readFileSync(fileOf(segment)).length
  assert.equal(await projector.backlogBytes(), 0)
  write(1, lines(0, 10))
  write(2, lines(10, 15))
  assert.equal(await projector.backlogBytes(), sizeOf(1) + sizeOf(2))
  await projector.catchUp()
  assert.equal(await projector.backlogBytes(), 0)
  store.failFrom = 1
  write(2, lines(15, 20))
  write(3, lines(20, 30))
  await assert.rejects(projector.catchUp())
  assert.equal(await projector.backlogBytes(), lines(15, 30).length)
  store.failFrom = Number.POSITIVE_INFINITY
  await projector.catchUp()
  assert.equal(await projector.backlogBytes(), 0)
})
