import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { attemptId, type ConsumerPath, exchangeIds } from '../base/index.ts'
import type { AttemptClosed, AttemptOpened, LedgerRecord, Usage } from '../ledger/index.ts'
import { LimitBook, restoredUse } from '../limits/index.ts'
import { loadWorkload } from '../workload/index.ts'
import { copyMadeDatabase } from './made-database.fixture.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import type { SqlClient } from './sql-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { usedSince } from './used-since.ts'

const HOUR_MS = 3_600_000
const NOW_MS = Date.UTC(2026, 10, 21, 12, 30)
const WORKLOAD = `
workload: used
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    task: generate
    limits: { tokens: { amount: 1M, per: day, window: sliding } }
    deployments:
      - { id: first, account: swc, type: standard, tpm: 1M, limits: { budget: { usd: 100, per: day } } }
      - { id: second, account: swc, type: standard, tpm: 1M }
consumers:
  /contoso:
    models: all
    limits:
      token_weights: { cached: 0.5, reasoning: 2, audio: 3 }
      requests_per_minute: 5
      tokens: { amount: 1M, per: day }
  /contoso/claims:
    limits: { budget: [{ usd: 100, per: hour }, { usd: 1000, per: day }] }
  /contoso/claims-too: {}
`

let folder: string
let client: SqlClient

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'used-'))
  await copyMadeDatabase(folder)
  client = await openPglite(path.join(folder, 'database'))
  await migrate(client)
})

after(async () => {
  await client.close()
  rmSync(folder, { recursive: true, force: true })
})

const newId = exchangeIds(() => NOW_MS)

function attempt(
  consumer: string,
  deployment: string,
  closedMs: number,
  usage: Partial<Usage> | null,
  nanoUsd: number | null,
): readonly LedgerRecord[] {
  const exchange = newId()
  const opened: AttemptOpened = {
    kind: 'opened',
    attempt: attemptId(exchange, 1),
    exchange,
    // Open for two hours: only its end says where it counts.
    atMs: closedMs - 2 * HOUR_MS,
    consumer: consumer as ConsumerPath,
    costCenter: null,
    asked: 'gpt-4.1',
    model: 'gpt-4.1',
    baseModel: 'gpt-4.1',
    operation: 'chat',
    deployment,
    deploymentType: 'standard',
    account: 'swc',
    region: null,
    estimate: { input: 1, output: 1 },
  }
  const none = { input: 0, cached: 0, output: 0, reasoning: 0, audioInput: 0, audioOutput: 0 }
  const closed: AttemptClosed = {
    kind: 'closed',
    attempt: opened.attempt,
    exchange,
    atMs: closedMs,
    outcome: usage === null ? 'failed' : 'answered',
    status: 200,
    reason: null,
    usage: usage === null ? null : { ...none, ...usage },
    quality: usage === null ? 'none' : 'measured',
    nanoUsd,
    spilledTo: null,
    serviceTier: null,
    servedModel: null,
    providerRequest: null,
    firstByteMs: null,
    totalMs: 1,
  }
  return [opened, closed]
}

test('what the ledger holds comes to each node, in its measure, from the beginning of its window', async () => {
  const store = new SqlRecordStore(client)
  await store.project(
    'journal',
    [
      // In this hour, in this day, and the day before.
      ...attempt('/contoso/claims', 'first', NOW_MS - 60_000, { input: 100, cached: 40, output: 10 }, 7),
      ...attempt('/contoso/claims', 'second', NOW_MS - HOUR_MS, { output: 20, reasoning: 15 }, 11),
      ...attempt('/contoso/claims-too', 'first', NOW_MS - 2 * HOUR_MS, { input: 50, audioInput: 50 }, null),
      ...attempt('/contoso/claims', 'first', NOW_MS - 13 * HOUR_MS, { input: 1_000 }, 1_000),
      ...attempt('/contoso/claims', 'first', NOW_MS - 26 * HOUR_MS, { input: 5_000 }, 5_000),
      ...attempt('/contoso/claims', 'first', NOW_MS - 60_000, null, null),
    ],
    { segment: 1, offset: 1 },
  )
  const loaded = loadWorkload(WORKLOAD, { source: 'workload.yaml' })
  assert.ok(loaded.ok)
  const restored = await restoredUse(new LimitBook(loaded.plan).all(), NOW_MS, {
    usedSince: (query) => usedSince(client, query),
  })
  const sums = Object.fromEntries(
    restored.map(({ limit, uses }) => [limit.key, uses.reduce((sum, { amount }) => sum + amount, 0)]),
  )
  assert.deepEqual(sums, {
    '/contoso|tokens_per_day': 60 + 40 * 0.5 + 10 + (5 + 15 * 2) + 50 * 3,
    '/contoso/claims|budget_per_hour': 7,
    '/contoso/claims|budget_per_day': 18,
    'model:gpt-4.1|tokens_per_sliding_day': 110 + 20 + 50 + 1_000,
    'deployment:first|budget_per_day': 7,
  })
  const sliding = restored.find(({ limit }) => limit.window.kind === 'sliding')
  assert.deepEqual(
    sliding?.uses.map(({ atMs }) => (NOW_MS - atMs) / HOUR_MS).toSorted((a, b) => a - b),
    [1 / 60, 1, 2, 13],
  )
})
