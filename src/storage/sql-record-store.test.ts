import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import type { AttemptId, ConsumerPath, ExchangeId } from '../base/index.ts'
import { type AttemptClosed, type AttemptOpened, type ExchangeSettled, makeReport } from '../ledger/index.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'

/** One database for all: each test has exchanges of its own. */
let folder: string
let store: SqlRecordStore

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'records-'))
  const client = await openPglite(path.join(folder, 'database'))
  await migrate(client)
  await migrate(client)
  store = new SqlRecordStore(client)
})

after(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

function opened(exchange: string, more: Partial<AttemptOpened> = {}): AttemptOpened {
  return {
    kind: 'opened',
    attempt: `${exchange}.1` as AttemptId,
    exchange: exchange as ExchangeId,
    atMs: 1_000,
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

function closed(exchange: string, more: Partial<AttemptClosed> = {}): AttemptClosed {
  return {
    kind: 'closed',
    attempt: `${exchange}.1` as AttemptId,
    exchange: exchange as ExchangeId,
    atMs: 2_000,
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
    ...more,
  }
}

function settled(exchange: string, more: Partial<ExchangeSettled> = {}): ExchangeSettled {
  return {
    kind: 'settled',
    exchange: exchange as ExchangeId,
    atMs: 3_000,
    consumer: '/contoso/bot' as ConsumerPath,
    costCenter: 'CC-1',
    asked: 'gpt-4.1',
    operation: 'chat',
    stream: false,
    status: 200,
    failure: null,
    detail: null,
    attempts: 1,
    deployment: 'first',
    skipped: [],
    candidates: ['first'],
    totalMs: 4,
    overheadMs: 0.5,
    planRevision: 'abc',
    ...more,
  }
}

test('what was projected comes back as it was, from one batch or from three', async () => {
  await store.project('journal', [opened('req_a'), closed('req_a'), settled('req_a')], {
    segment: 1,
    offset: 10,
  })
  await store.project('journal', [opened('req_b')], { segment: 1, offset: 20 })
  assert.deepEqual(await store.exchange('req_b'), {
    settled: null,
    attempts: [{ opened: opened('req_b'), closed: null }],
  })
  await store.project('journal', [closed('req_b')], { segment: 1, offset: 30 })
  await store.project('journal', [settled('req_b')], { segment: 2, offset: 0 })
  for (const id of ['req_a', 'req_b']) {
    assert.deepEqual(await store.exchange(id), {
      settled: settled(id),
      attempts: [{ opened: opened(id), closed: closed(id) }],
    })
  }
  assert.deepEqual(await store.cursor('journal'), { segment: 2, offset: 0 })
  assert.equal(await store.exchange('req_none'), null)
})

test('repeating changes nothing, and of two ends the first counts', async () => {
  const batch = [opened('req_c'), closed('req_c'), settled('req_c')]
  await store.project('journal', batch, { segment: 3, offset: 1 })
  await store.project('journal', batch, { segment: 3, offset: 1 })
  await store.project('journal', [closed('req_c', { outcome: 'failed', nanoUsd: 1 })], {
    segment: 3,
    offset: 2,
  })
  await store.project(
    'journal',
    [opened('req_c'), closed('req_c', { nanoUsd: 2 }), closed('req_c', { nanoUsd: 3 })],
    {
      segment: 3,
      offset: 3,
    },
  )
  assert.deepEqual((await store.exchange('req_c'))?.attempts, [
    { opened: opened('req_c'), closed: closed('req_c') },
  ])
})

test('an opening repeated at the head of a segment brings the end of the row that stands open', async () => {
  await store.project('journal', [opened('req_d')], { segment: 4, offset: 1 })
  await store.project('journal', [opened('req_d'), closed('req_d')], { segment: 5, offset: 1 })
  assert.deepEqual((await store.exchange('req_d'))?.attempts[0]?.closed, closed('req_d'))
})

test('text that Postgres cannot hold does not keep the rest out', async () => {
  const nasty = 'a\u0000b \ud800 \\u0000 "quoted" é \u{1F600}'
  const shown = 'a\uFFFDb \uFFFD \\u0000 "quoted" é \u{1F600}'
  const batch = [
    opened('req_e', { asked: nasty }),
    closed('req_e', { reason: nasty, servedModel: nasty }),
    settled('req_e', { asked: nasty, detail: nasty }),
    opened('req_f'),
  ]
  await store.project('journal', batch, { segment: 6, offset: 1 })
  const found = await store.exchange('req_e')
  assert.equal(found?.attempts[0]?.opened.asked, shown)
  assert.equal(found?.attempts[0]?.closed?.reason, shown)
  assert.notEqual(await store.exchange('req_f'), null)
})

test('text that means something in the format of COPY comes back as it was', async () => {
  const texts = [
    '\\N',
    '\\.',
    'a\tb',
    'a\\tb',
    'a\nb\r\nc',
    '\\',
    '',
    'a\\\n\\.\n',
    '\u0001\u2028 é \u{1F600}',
  ]
  for (const [i, text] of texts.entries()) {
    const id = `req_copy${i}`
    const batch = [
      opened(id, { asked: text, region: text, costCenter: null }),
      closed(id, { reason: text, usage: null, nanoUsd: null }),
      settled(id, { detail: text, candidates: [text] }),
    ] as const
    await store.project('journal', batch, { segment: 6, offset: 10 + i })
    assert.deepEqual(await store.exchange(id), {
      settled: batch[2],
      attempts: [{ opened: batch[0], closed: batch[1] }],
    })
  }
})

test('wherever a batch that is repeated after a crash begins and ends, each record is there once', async () => {
  const ids = ['req_r1', 'req_r2', 'req_r3']
  // As three exchanges that run at once are written.
  const journal = [
    ...ids.map((id) => opened(id)),
    ...ids.map((id) => closed(id)),
    ...ids.map((id) => settled(id)),
  ]
  let run = 0
  for (let kept = 0; kept <= journal.length; kept++) {
    for (let from = 0; from <= kept; from++) {
      run++
      const named = journal.map((record) => ({
        ...record,
        exchange: `${record.exchange}_${run}`,
        ...('attempt' in record ? { attempt: `${record.exchange}_${run}.1` } : {}),
      })) as typeof journal
      await store.project('journal', named.slice(0, kept), { segment: 7, offset: run })
      await store.project('journal', named.slice(from), { segment: 7, offset: run })
      for (const id of ids.map((name) => `${name}_${run}`)) {
        assert.deepEqual(
          await store.exchange(id),
          { settled: settled(id), attempts: [{ opened: opened(id), closed: closed(id) }] },
          `${kept} records kept, repeated from ${from}`,
        )
      }
    }
  }
})

test('a batch that fails moves neither records nor cursor', async () => {
  const before = await store.cursor('journal')
  const wrong = { ...opened('req_h'), atMs: 'not a time' as unknown as number }
  await assert.rejects(store.project('journal', [opened('req_g'), wrong], { segment: 99, offset: 1 }))
  assert.equal(await store.exchange('req_g'), null)
  assert.deepEqual(await store.cursor('journal'), before)
})

test('usage by any key adds up, unpriced and estimated told apart, and an exchange counts once in the total', async () => {
  const day = Date.UTC(2026, 10, 20)
  const second = { attempt: 'req_i.2' as AttemptId, deployment: 'second', region: null, atMs: day + 1 }
  await store.project(
    'journal',
    [
      opened('req_i', { atMs: day }),
      closed('req_i', { outcome: 'failed', usage: null, quality: 'none', nanoUsd: null }),
      opened('req_i', second),
      closed('req_i', { attempt: second.attempt, quality: 'estimated', nanoUsd: null }),
      settled('req_i', { attempts: 2 }),
    ],
    { segment: 7, offset: 1 },
  )
  const span = { fromMs: day, toMs: day + 86_400_000 }
  const report = await makeReport(store, { by: 'deployment', ...span })
  assert.deepEqual(
    report.rows.map(({ key, attempts, failed, input, unpriced, estimated }) => [
      key,
      attempts,
      failed,
      input,
      unpriced,
      estimated,
    ]),
    [
      ['second', 1, 0, 9, 14, 14],
      ['first', 1, 1, 0, 0, 0],
    ],
  )
  assert.equal(report.total.exchanges, 1)
  assert.equal(report.total.attempts, 2)
  for (const by of ['consumer', 'cost-center', 'model', 'region', 'day'] as const) {
    const { total, rows } = await makeReport(store, { by, ...span })
    assert.equal(total.attempts, 2, by)
    if (by === 'day') assert.equal(rows[0]?.key, '2026-11-20')
  }
  assert.deepEqual((await makeReport(store, { by: 'model', fromMs: day + 2, toMs: null })).rows, [])
})

test('attempts are paged in the order of their ids, each once', async () => {
  const seen: string[] = []
  for (let after: string | null = null; ;) {
    const page = await store.attempts(after, 2)
    for (const { opened: record } of page) seen.push((after = record.attempt))
    if (page.length < 2) break
  }
  assert.deepEqual(seen, [...new Set(seen)])
  assert.ok(seen.includes('req_i.2') && seen.length >= 7)
})
