import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'

import { type AttemptId, type ConsumerPath, type ExchangeId, silentLog, systemRandom } from '../base/index.ts'
import {
  type AttemptClosed,
  type AttemptOpened,
  type ExchangeSettled,
  explain,
  formatExplanation,
  formatLine,
  type LedgerRecord,
  makeReport,
  Projector,
  segmentName,
} from '../ledger/index.ts'
import { copyMadeDatabase } from './made-database.fixture.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import type { SqlClient } from './sql-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'

/** Journals with a line that the disk damaged, followed into a database: what was billed must not be lost with it. */
let folder: string
let client: SqlClient
let store: SqlRecordStore
let journal: string
let day = Date.UTC(2026, 0, 1)

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lost-'))
  await copyMadeDatabase(folder)
  client = await openPglite(path.join(folder, 'database'))
  await migrate(client)
})

after(async () => {
  await client.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  journal = mkdtempSync(path.join(folder, 'journal-'))
  store = new SqlRecordStore(client)
  // Each test looks at a day of its own.
  day += 86_400_000
})

const span = () => ({ fromMs: day, toMs: day + 86_400_000 })

function opened(exchange: string, attempt = 1): AttemptOpened {
  return {
    kind: 'opened',
    attempt: `${exchange}.${attempt}` as AttemptId,
    exchange: exchange as ExchangeId,
    atMs: day + 1_000,
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
  }
}

function closed(exchange: string, attempt = 1): AttemptClosed {
  return {
    kind: 'closed',
    attempt: `${exchange}.${attempt}` as AttemptId,
    exchange: exchange as ExchangeId,
    atMs: day + 2_000,
    outcome: 'answered',
    status: 200,
    reason: null,
    usage: { input: 9, cached: 4, output: 5, reasoning: 1, audioInput: 0, audioOutput: 0 },
    quality: 'measured',
    nanoUsd: 58_000,
    spilledTo: null,
    serviceTier: null,
    servedModel: 'gpt-4.1-2025-04-14',
    providerRequest: 'p-1',
    firstByteMs: 1.25,
    totalMs: 3.5,
  }
}

function settled(exchange: string, attempts = 1): ExchangeSettled {
  return {
    kind: 'settled',
    exchange: exchange as ExchangeId,
    atMs: day + 3_000,
    consumer: '/contoso/bot' as ConsumerPath,
    costCenter: 'CC-1',
    asked: 'gpt-4.1\u0000',
    operation: 'chat',
    stream: false,
    status: 200,
    failure: null,
    detail: null,
    attempts,
    deployment: 'second',
    skipped: [],
    candidates: ['first', 'second'],
    totalMs: 4,
    overheadMs: 0.5,
    planRevision: 'abc',
  }
}

/** As the disk gives it back: one character is another. */
function damaged(record: LedgerRecord): string {
  return formatLine(record).replace('chat', 'chut')
}

function write(...lines: (LedgerRecord | string)[]): void {
  const text = lines.map((line) => (typeof line === 'string' ? line : formatLine(line))).join('')
  appendFileSync(path.join(journal, segmentName(1)), text)
}

async function project(): Promise<Projector> {
  const projector = new Projector(journal, { store, log: silentLog, random: systemRandom })
  await projector.catchUp()
  return projector
}

test('an end whose opening is damaged is billed, to the consumer whom the settlement names', async () => {
  write(damaged(opened('req_a')), closed('req_a'), settled('req_a'))
  assert.equal((await project()).damagedLines, 1)
  const { rows, total } = await makeReport(store, { by: 'cost-center', ...span() })
  assert.deepEqual(
    rows.map(({ key, nanoUsd, input, output }) => [key, nanoUsd, input, output]),
    [['CC-1', 58_000, 9, 5]],
  )
  assert.equal(total.attempts, 1)
  const records = await store.exchange('req_a')
  const [attempt] = records?.attempts ?? []
  assert.equal(attempt?.originLost, true)
  assert.deepEqual(attempt?.closed, closed('req_a'))
  const { consumer, asked, deployment, model, account, atMs } = attempt.opened
  assert.deepEqual(
    [consumer, asked, deployment, model, account, atMs],
    ['/contoso/bot', 'gpt-4.1\uFFFD', 'second', '(unknown)', '(unknown)', day + 1_997],
  )
  assert.ok(records !== null)
  assert.match(
    formatExplanation(explain(records), 'text'),
    /1\. second.*its opening in the journal is damaged/,
  )
})

test('a settlement that comes later, to another process, tells whose it was; until then nobody is blamed', async () => {
  write(damaged(opened('req_b')), closed('req_b'))
  await project()
  const before = await makeReport(store, { by: 'consumer', ...span() })
  assert.deepEqual(
    before.rows.map(({ key, nanoUsd }) => [key, nanoUsd]),
    [['(unknown)', 58_000]],
  )
  store = new SqlRecordStore(client)
  write(settled('req_b'))
  await project()
  const after = await makeReport(store, { by: 'consumer', ...span() })
  assert.deepEqual(
    after.rows.map(({ key, nanoUsd }) => [key, nanoUsd]),
    [['/contoso/bot', 58_000]],
  )
})

test('one of two attempts lost its opening: the other keeps what its own says', async () => {
  write(
    damaged(opened('req_c')),
    closed('req_c'),
    opened('req_c', 2),
    closed('req_c', 2),
    settled('req_c', 2),
  )
  await project()
  const attempts = (await store.exchange('req_c'))?.attempts ?? []
  assert.deepEqual(
    attempts.map(({ opened: { attempt, deployment }, originLost }) => [attempt, deployment, originLost]),
    [
      ['req_c.1', '(unknown)', true],
      ['req_c.2', 'first', undefined],
    ],
  )
  assert.equal((await makeReport(store, { by: 'model', ...span() })).total.nanoUsd, 116_000)
})

test('reading the journal again bills nothing twice, and a sound attempt is never marked', async () => {
  write(damaged(opened('req_d')), closed('req_d'), settled('req_d'), opened('req_e'))
  await project()
  write(closed('req_e'), settled('req_e'))
  await project()
  await client.exec('DELETE FROM journal_positions')
  store = new SqlRecordStore(client)
  await project()
  const { total } = await makeReport(store, { by: 'consumer', ...span() })
  assert.deepEqual([total.attempts, total.nanoUsd], [2, 116_000])
  assert.deepEqual((await store.exchange('req_e'))?.attempts, [
    { opened: opened('req_e'), closed: closed('req_e') },
  ])
})

test('a damaged end leaves its attempt open, and the rest as it is', async () => {
  write(opened('req_f'), damaged({ ...closed('req_f'), reason: 'chat' }), settled('req_f'))
  await project()
  assert.deepEqual((await store.exchange('req_f'))?.attempts, [{ opened: opened('req_f'), closed: null }])
})
