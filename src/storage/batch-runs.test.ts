import assert from 'node:assert/strict'
import { appendFileSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import {
  batchMetrics,
  type BatchRecord,
  BatchRunner,
  hasEnded,
  type LineAnswer,
  type LineCall,
  newBatchId,
  type ScannedLine,
} from '../batches/index.ts'
import {
  type ConsumerPath,
  Failure,
  ManualClock,
  MetricRegistry,
  seededRandom,
  silentLog,
} from '../base/index.ts'
import { BatchFolder } from './batch-folder.ts'
import { FileFolder } from './file-folder.ts'

/** Runs over real folders, with a made-up gateway and a clock that the test moves. */
const OWNER = '/contoso/bot' as ConsumerPath
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const ENDPOINT = '/v1/chat/completions'

let folder: string
let clock: ManualClock
let files: FileFolder
let batches: BatchFolder
let limits = { perOwnerBytes: 1_000_000, totalBytes: 2_000_000 }

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cw-'))
  clock = new ManualClock()
  limits = { perOwnerBytes: 1_000_000, totalBytes: 2_000_000 }
  files = new FileFolder(path.join(folder, 'files'), { clock, limits: () => limits })
  batches = new BatchFolder(path.join(folder, 'batches'), files, clock)
})

afterEach(() => rm(folder, { recursive: true, force: true }))

type Caller = (call: LineCall, tries: number) => LineAnswer | Promise<LineAnswer>

function runner(call: Caller): BatchRunner {
  const tries = new Map<string, number>()
  return new BatchRunner({
    files,
    batches,
    caller: {
      async call(line) {
        const text = line.body.toString()
        tries.set(text, (tries.get(text) ?? 0) + 1)
        return call(line, tries.get(text) ?? 0)
      },
      whyNot: () => null,
    },
    scan,
    upstream: { look: () => Promise.resolve() },
    settings: () => ({
      linesPerBatch: 2,
      linesAtOnce: 4,
      maxLineBytes: 10_000,
      keptMs: 30 * DAY_MS,
      pollMs: 1_000,
    }),
    clock,
    random: seededRandom(1),
    log: silentLog,
    metrics: batchMetrics(new MetricRegistry({ clock, maxSeries: 100 })),
  })
}

function scan(line: Buffer): ScannedLine | string {
  const text = line.toString()
  if (!text.startsWith('{')) return 'no object'
  const { custom_id: customId, body } = JSON.parse(text) as { custom_id: string; body: { model: string } }
  const bodyStart = text.indexOf('{', 1)
  return {
    customId,
    method: 'POST',
    url: ENDPOINT,
    model: body.model,
    isStream: false,
    bodyStart,
    bodyEnd: text.length - 1,
    modelStart: -1,
    modelEnd: -1,
  }
}

function answer(status: number, more: Partial<LineAnswer> = {}): LineAnswer {
  return { requestId: 'req_1', status, body: Buffer.from('{}'), failure: null, retryAfterMs: null, ...more }
}

async function begin(count: number): Promise<BatchRecord> {
  const text = Array.from(
    { length: count },
    (_, i) => `{"custom_id":"l${i}","body":{"model":"m","i":${i}}}`,
  ).join('\n')
  const upload = await files.begin(OWNER, text.length)
  await upload.write(Buffer.from(text))
  const about = { purpose: 'batch', name: 'in', keptMs: DAY_MS, upstream: null, model: null } as const
  const input = await upload.keep(about)
  const nowMs = clock.nowMs()
  const batch: BatchRecord = {
    id: newBatchId(nowMs),
    owner: OWNER,
    endpoint: ENDPOINT,
    inputFile: input.id,
    model: null,
    metadata: null,
    status: 'validating',
    times: {},
    createdMs: nowMs,
    endsMs: nowMs + DAY_MS,
    resultsKeptMs: 30 * DAY_MS,
    counts: { total: 0, completed: 0, failed: 0 },
    errors: [],
    ending: null,
    outputFile: null,
    errorFile: null,
    upstream: null,
  }
  assert.ok(await batches.create(batch, input))
  return batch
}

const TURNS = 20_000

/** Moves the time by `stepMs` until it is so. */
async function until(isSo: () => Promise<boolean> | boolean, stepMs = 1_000): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    if (await isSo()) return
    await new Promise((next) => setImmediate(next))
    clock.advance(stepMs)
  }
  throw new Error('it did not come about')
}

async function now(batch: BatchRecord): Promise<BatchRecord> {
  return (await batches.find(OWNER, batch.id)) ?? batch
}

async function ended(batch: BatchRecord, stepMs = 1_000): Promise<BatchRecord> {
  await until(async () => hasEnded((await now(batch)).status), stepMs)
  return now(batch)
}

async function results(id: string | null): Promise<{ custom_id: string; error: { code: string } | null }[]> {
  const file = id === null ? null : await files.find(OWNER, id)
  if (file === null) return []
  let text = ''
  for await (const piece of files.read(file)) text += piece.toString()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { custom_id: string; error: { code: string } | null })
}

async function assertEachOnce(batch: BatchRecord, count: number): Promise<void> {
  const all = [...(await results(batch.outputFile)), ...(await results(batch.errorFile))]
  assert.equal(new Set(all.map(({ custom_id: id }) => id)).size, count)
  assert.equal(all.length, count)
}

test('429 and 503 are tried again until they pass, other faults three times', async () => {
  const batch = await begin(3)
  const tries = new Map<string, number>()
  const running = runner((call, nth) => {
    const { i } = JSON.parse(call.body.toString()) as { i: number }
    tries.set(`l${i}`, nth)
    if (i === 0)
      return nth < 6 ? answer(429, { failure: 'rate_limit_exceeded', retryAfterMs: 5_000 }) : answer(200)
    if (i === 1) return nth < 2 ? answer(503, { failure: 'deployments_failed' }) : answer(200)
    return answer(500)
  })
  running.start()
  const done = await ended(batch)
  await running.stop(1_000)
  assert.equal(done.status, 'completed')
  assert.deepEqual(done.counts, { total: 3, completed: 2, failed: 1 })
  assert.deepEqual(Object.fromEntries(tries), { l0: 6, l1: 2, l2: 3 })
  await assertEachOnce(done, 3)
})

test('a used-up budget stops the batch and says so on every line that is left', async () => {
  const batch = await begin(20)
  let calls = 0
  const running = runner(() => {
    calls++
    const body = Buffer.from('{"error":{"message":"A budget is used up: /contoso"}}')
    return calls <= 5 ? answer(200) : answer(403, { failure: 'budget_exhausted', body })
  })
  running.start()
  const done = await ended(batch)
  await running.stop(1_000)
  assert.equal(done.status, 'completed')
  assert.equal(done.errors[0]?.code, 'budget_exhausted')
  assert.match(done.errors[0]?.message ?? '', /\/contoso/)
  assert.ok(calls <= 7, `${calls}`)
  const left = await results(done.errorFile)
  assert.equal(left.length, 15)
  assert.ok(left.every(({ error }) => error?.code === 'budget_exhausted'))
  await assertEachOnce(done, 20)
})

test('the window ends: what is left has expired', async () => {
  const batch = await begin(10)
  const running = runner((call) =>
    call.body.includes('"i":0') ? answer(200) : answer(429, { failure: 'rate_limit_exceeded' }),
  )
  running.start()
  const done = await ended(batch, 10 * 60_000)
  await running.stop(1_000)
  assert.equal(done.status, 'expired')
  assert.ok((done.times.expired ?? 0) >= done.endsMs)
  assert.deepEqual(done.counts, { total: 10, completed: 1, failed: 9 })
  assert.ok((await results(done.errorFile)).every(({ error }) => error?.code === 'batch_expired'))
})

test('a run that breaks off anywhere, with half a result on the disk, is gone on with', async () => {
  const batch = await begin(30)
  const seen = new Map<string, number>()
  const hang = new Promise<LineAnswer>(() => {})
  const calls = (most: number): Caller => {
    let made = 0
    return (call) => {
      const text = call.body.toString()
      if (++made > most) return hang
      seen.set(text, (seen.get(text) ?? 0) + 1)
      return answer(200, { body: Buffer.from('{\n  "pretty": 1\n}') })
    }
  }
  const first = runner(calls(9))
  first.start()
  await until(() => seen.size === 9)
  // As a process that is killed: nothing of it is heard again.
  void first.stop(0)
  clock.advance(1)
  const [owner = ''] = readdirSync(path.join(folder, 'batches')).filter((name) => name !== 'active')
  const output = path.join(folder, 'batches', owner, batch.id, 'output.jsonl')
  await until(() => statSync(output).size > 0)
  appendFileSync(output, `{"id":"batch_req_${batch.id.slice(6)}_25","custom_id":"l24","resp`)
  const second = runner(calls(1_000))
  second.start()
  const done = await ended(batch)
  await second.stop(1_000)
  assert.equal(done.status, 'completed')
  assert.deepEqual(done.counts, { total: 30, completed: 30, failed: 0 })
  await assertEachOnce(done, 30)
})

test('a cancellation that another process asked for is found', async () => {
  const batch = await begin(50)
  let release = (): void => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let calls = 0
  const running = runner(async () => {
    calls++
    await gate
    return answer(200)
  })
  running.start()
  await until(() => calls === 2)
  const elsewhere = new BatchFolder(path.join(folder, 'batches'), files, clock)
  await elsewhere.askCancel(OWNER, batch.id)
  await until(async () => (await now(batch)).status === 'cancelling')
  release()
  const done = await ended(batch)
  await running.stop(1_000)
  assert.equal(done.status, 'cancelled')
  assert.deepEqual(done.counts, { total: 50, completed: 2, failed: 48 })
  await assertEachOnce(done, 50)
  assert.deepEqual(await batches.active(), [])
})

test('quotas of files count what is on its way, and what is deleted no more', async () => {
  limits = { perOwnerBytes: 100, totalBytes: 150 }
  const first = await files.begin(OWNER, 60)
  const full = (error: unknown): boolean => error instanceof Failure && error.code === 'file_quota_exceeded'
  await assert.rejects(files.begin(OWNER, 60), full)
  const other = await files.begin('/contoso/other' as ConsumerPath, 80)
  await assert.rejects(files.begin('/contoso/third' as ConsumerPath, 20), full)
  await other.drop()
  await first.write(Buffer.alloc(10))
  const file = await first.keep({ purpose: 'batch', name: 'f', keptMs: HOUR_MS, upstream: null, model: null })
  assert.equal(await files.usedBytes(), 10)
  await (await files.begin(OWNER, 60)).drop()
  clock.advance(HOUR_MS)
  assert.equal(await files.find(OWNER, file.id), null)
  await files.sweep()
  assert.equal(await files.usedBytes(), 0)
})
