import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import {
  type AttemptId,
  type ConsumerPath,
  type ExchangeId,
  Failure,
  ManualClock,
  silentLog,
} from '../base/index.ts'
import { type Journal, openJournal } from './journal.ts'
import { diskFiles, type JournalFiles } from './journal-files.ts'
import { formatLine, parseLines, segmentName, segmentNumber } from './journal-format.ts'
import type { AttemptClosed, AttemptOpened, ExchangeSettled, LedgerRecord } from './records.ts'

let folder: string
let clock: ManualClock

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'journal-'))
  clock = new ManualClock()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function opened(n: number, more: Partial<AttemptOpened> = {}): AttemptOpened {
  return {
    kind: 'opened',
    attempt: `req_${n}.1` as AttemptId,
    exchange: `req_${n}` as ExchangeId,
    atMs: 1_000 + n,
    consumer: '/contoso/bot' as ConsumerPath,
    costCenter: 'CC-1',
    asked: 'gpt-4.1',
    model: 'gpt-4.1',
    baseModel: 'gpt-4.1',
    operation: 'chat',
    deployment: 'first',
    deploymentType: 'standard',
    account: 'swc',
    region: 'swedencentral',
    estimate: { input: 10, output: 20 },
    ...more,
  }
}

function closed(n: number, more: Partial<AttemptClosed> = {}): AttemptClosed {
  return {
    kind: 'closed',
    attempt: `req_${n}.1` as AttemptId,
    exchange: `req_${n}` as ExchangeId,
    atMs: 2_000 + n,
    outcome: 'answered',
    status: 200,
    reason: null,
    usage: { input: 9, cached: 0, output: 5, reasoning: 0, audioInput: 0, audioOutput: 0 },
    quality: 'measured',
    nanoUsd: 58_000,
    spilledTo: null,
    serviceTier: 'default',
    servedModel: 'gpt-4.1-2025-04-14',
    providerRequest: 'a-b',
    firstByteMs: 1.25,
    totalMs: 3.5,
    ...more,
  }
}

function settled(n: number, more: Partial<ExchangeSettled> = {}): ExchangeSettled {
  return {
    kind: 'settled',
    exchange: `req_${n}` as ExchangeId,
    atMs: 3_000 + n,
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
    candidates: ['first', 'second'],
    totalMs: 4,
    overheadMs: 0.5,
    planRevision: 'abc',
    ...more,
  }
}

function open(more: Partial<Parameters<typeof openJournal>[1]> = {}): ReturnType<typeof openJournal> {
  return openJournal(folder, { clock, log: silentLog, commit: 'written', price: () => 7, ...more })
}

function committed(journal: Journal): Promise<Error | null> {
  return new Promise((resolve) => journal.whenCommitted(resolve))
}

function everything(): LedgerRecord[] {
  return readdirSync(folder)
    .filter((name) => segmentNumber(name) !== null)
    .sort()
    .flatMap((name) => parseLines(readFileSync(path.join(folder, name)), 0).records)
}

test('a line is the JSON of its record, whatever clients and providers put in it', () => {
  const nasty = '"\\\n\u0000é漢\u{1F600}{}[],:\u2028'
  const records: LedgerRecord[] = [
    opened(1, { asked: nasty, costCenter: null, region: null, deploymentType: null }),
    closed(1, {
      reason: nasty,
      servedModel: nasty,
      usage: null,
      nanoUsd: null,
      status: null,
      firstByteMs: null,
    }),
    settled(1, {
      asked: null,
      detail: nasty,
      failure: 'upstream_cut',
      skipped: [nasty, 'x: y'],
      candidates: ['a'],
    }),
  ]
  for (const record of records) {
    const line = formatLine(record)
    assert.equal(line.slice(9, -1), JSON.stringify(record))
    assert.deepEqual(parseLines(Buffer.from(line), 0), {
      records: [record],
      next: Buffer.byteLength(line),
      damaged: 0,
    })
  }
})

test('records of one turn are written together, in order, before anybody is told', async () => {
  const { journal } = open()
  const seen: number[] = []
  for (let n = 0; n < 10; n++) {
    journal.append(opened(n))
    journal.whenCommitted(() => seen.push(everything().length))
  }
  assert.equal(everything().length, 0)
  await committed(journal)
  assert.deepEqual(
    seen,
    Array.from({ length: 10 }, () => 10),
  )
  assert.equal(journal.stats().commits, 1)
  await journal.close()
})

test('synced waits for the disk, relaxed for nothing', async () => {
  const order: string[] = []
  const files: JournalFiles = {
    ...diskFiles,
    sync(file, done) {
      diskFiles.sync(file, (error) => {
        order.push('synced')
        done(error)
      })
    },
  }
  const synced = open({ commit: 'synced', files }).journal
  synced.append(opened(1))
  await committed(synced)
  order.push('told')
  assert.deepEqual(order, ['synced', 'told'])
  await synced.close()
  const relaxed = open({ commit: 'relaxed' }).journal
  relaxed.append(opened(2))
  let told = false
  relaxed.whenCommitted(() => (told = true))
  assert.ok(told)
  await relaxed.close()
  assert.ok(everything().some((record) => record.kind !== 'used' && record.exchange === 'req_2'))
})

test('a torn tail is cut off and kept aside, and the rest stays', async () => {
  const { journal } = open()
  journal.append(opened(1))
  journal.append(closed(1))
  journal.append(settled(1))
  await committed(journal)
  await journal.close()
  const file = path.join(folder, segmentName(1))
  for (const torn of [
    'deadbeef {"kind":"opened","atte',
    formatLine(opened(2)).slice(0, -1),
    'x',
    '\u0000\u0000\u0000',
  ]) {
    const sound = readFileSync(file)
    appendFileSync(file, torn)
    const again = open()
    assert.deepEqual(again.interrupted, [])
    assert.deepEqual(readFileSync(file), sound)
    await again.journal.close()
  }
  assert.ok(readFileSync(`${file}.torn`).length > 0)
})

test('a damaged line in the middle is skipped, and what follows it is kept', async () => {
  const lines = [
    formatLine(opened(1)),
    formatLine(closed(1)).replace('200', '201'),
    formatLine(opened(2)),
    formatLine(closed(2)),
  ]
  writeFileSync(path.join(folder, segmentName(1)), lines.join(''))
  const { journal, interrupted } = open()
  await journal.close()
  assert.deepEqual(
    interrupted.map(({ exchange }) => exchange),
    ['req_1'],
  )
})

test('attempts that were under way are closed as interrupted, once, with their estimate and its price', async () => {
  const first = open().journal
  first.append(opened(1))
  first.append(opened(2))
  first.append(closed(2))
  await committed(first)
  // Not closed: the process was killed here.
  const second = open()
  assert.equal(second.interrupted.length, 1)
  await committed(second.journal)
  await second.journal.close()
  const third = open()
  assert.deepEqual(third.interrupted, [])
  await third.journal.close()
  const ends = everything().filter(
    (record) => record.kind !== 'opened' && record.kind !== 'used' && record.exchange === 'req_1',
  )
  assert.equal(ends.length, 2)
  assert.ok(
    ends[0]?.kind === 'closed' && ends[0].outcome === 'interrupted' && ends[0].quality === 'estimated',
  )
  assert.deepEqual(ends[0].usage?.output, 20)
  assert.equal(ends[0].nanoUsd, 7)
  assert.ok(ends[1]?.kind === 'settled' && ends[1].failure === 'internal')
})

test('an attempt that is open while segments change is found after a crash', async () => {
  const { journal } = open({ segmentBytes: 2_000 })
  journal.append(opened(0))
  for (let n = 1; n < 60; n++) {
    journal.append(opened(n))
    journal.append(closed(n))
    await committed(journal)
  }
  assert.ok(journal.stats().segment > 3)
  const again = open({ segmentBytes: 2_000 })
  assert.deepEqual(
    again.interrupted.map(({ exchange }) => exchange),
    ['req_0'],
  )
  await again.journal.close()
})

test('a disk that is full loses nothing, doubles nothing, and is told', async () => {
  let full = false
  const files: JournalFiles = {
    ...diskFiles,
    write(file, text, offset, position) {
      if (!full) return diskFiles.write(file, text, offset, position)
      // As a real disk does: a part of the batch fits, the rest does not.
      if (offset > 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
      return diskFiles.write(file, text.subarray(0, 40), 0, position)
    },
  }
  const { journal } = open({ files })
  journal.append(opened(1))
  assert.equal(await committed(journal), null)
  full = true
  journal.append(closed(1))
  assert.match(String(await committed(journal)), /ENOSPC/)
  assert.ok(
    journal.state.kind === 'failed' &&
      /ENOSPC/.test(journal.state.reason) &&
      journal.state.bufferedRecords === 1,
  )
  journal.append(settled(1))
  assert.match(String(await committed(journal)), /ENOSPC/)
  full = false
  clock.advance(1_000)
  assert.equal(journal.state.kind, 'ok')
  assert.equal(await committed(journal), null)
  await journal.close()
  assert.deepEqual(everything(), [opened(1), closed(1), settled(1)])
})

test('while the disk takes nothing, what waits is not offered to it with each record but by the clock', async () => {
  let offered = 0
  const files: JournalFiles = {
    ...diskFiles,
    write() {
      offered++
      throw new Error('EIO')
    },
  }
  const { journal } = open({ files })
  for (let n = 0; n < 100; n++) {
    journal.append(opened(n))
    assert.match(String(await committed(journal)), /EIO/)
  }
  assert.equal(offered, 1)
  assert.ok(journal.state.kind === 'failed' && journal.state.bufferedRecords === 100)
  clock.advance(1_000)
  assert.equal(offered, 2)
  await journal.close()
})

test('when the buffer is full new work is refused, and the ends of what was begun are taken', async () => {
  let broken = true
  const files: JournalFiles = {
    ...diskFiles,
    write(file, text, offset, position) {
      if (broken) throw new Error('EIO')
      return diskFiles.write(file, text, offset, position)
    },
  }
  const { journal } = open({ files, maxBufferedBytes: 1_000 })
  const refused = (error: unknown) => error instanceof Failure && error.code === 'ledger_unavailable'
  let taken = 0
  assert.throws(() => {
    for (; taken < 100; taken++) journal.append(opened(taken))
  }, refused)
  assert.throws(() => journal.append({ ...settled(taken), attempts: 0 }), refused)
  for (let n = 0; n < taken; n++) {
    journal.append(closed(n))
    journal.append(settled(n))
  }
  broken = false
  await committed(journal)
  await journal.close()
  assert.equal(everything().length, 3 * taken)
})
