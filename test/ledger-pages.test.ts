import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { ApiProblem, type ApiPorts } from '../src/admin/index.ts'
import type { AnswerOf, Call, Shared } from '../src/admin/call.ts'
import { ENDPOINTS, type EndpointId, type QueryOf } from '../src/admin/endpoints.ts'
import { HANDLERS } from '../src/admin/handlers.ts'
import { StatementShelf } from '../src/admin/statement-shelf.ts'
import { type ConsumerPath, type ExchangeId, ManualClock, silentLog } from '../src/base/index.ts'
import type { StoredKey } from '../src/identity/index.ts'
import type { LedgerRecord } from '../src/ledger/index.ts'
import { closed, opened, settled } from '../src/ledger/records.fixture.ts'
import {
  sqlConsoleReader,
  sqlKeyUseReader,
  SqlRecordStore,
  sqlStatementReader,
} from '../src/storage/index.ts'
import { migrate } from '../src/storage/migrate.ts'
import { openPglite } from '../src/storage/pglite-client.ts'
import type { SqlClient } from '../src/storage/sql-client.ts'
import { loadDesign } from '../src/workload/index.ts'

/** What the console's pages are answered from the ledger: real records, a real database, and a workload file. */
const NOW = Date.UTC(2026, 9, 20, 12, 30)
const HOUR = 3_600_000
const WORKLOAD = `
workload: pages
accounts:
  swc: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    deployments:
      - { id: first, account: swc, type: standard, tpm: 2M }
consumers:
  /contoso: { models: all, limits: { budget: { usd: 100, per: month } } }
  /contoso/bot: { cost_center: CC-1 }
  /contoso/bots/other: {}
`

const KEY: StoredKey = {
  id: 'key-used',
  hash: '',
  consumer: '/contoso/bot' as ConsumerPath,
  label: null,
  createdMs: NOW - HOUR,
  expiresMs: null,
  revokedMs: null,
}

let folder: string
let ports: ApiPorts
let shared: Shared
let client: SqlClient
let close: () => Promise<void>

function exchange(
  id: string,
  atMs: number,
  consumer: string,
  failure: 'budget_exhausted' | null = null,
): LedgerRecord[] {
  const about = { consumer: consumer as ConsumerPath, exchange: id as ExchangeId }
  if (failure !== null)
    return [
      settled(id, {
        ...about,
        atMs,
        status: 403,
        failure,
        attempts: 0,
        deployment: null,
        skipped: ['ptu: soft cap 0.93'],
      }),
    ]
  return [
    opened(id, { ...about, atMs: atMs - 3 }),
    closed(id, { atMs, nanoUsd: 2_000_000_000, firstByteMs: 2 }),
    settled(id, { ...about, atMs, totalMs: 4 }),
  ]
}

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pages-'))
  client = await openPglite(path.join(folder, 'database'))
  close = () => client.close()
  await migrate(client)
  const store = new SqlRecordStore(client)
  const records: LedgerRecord[] = [
    ...exchange('req_1', NOW - 60_000, '/contoso/bot'),
    ...exchange('req_2', NOW - 2 * HOUR, '/contoso/bot'),
    ...exchange('req_3', NOW - 3 * HOUR, '/contoso/bots/other'),
    ...exchange('req_4', NOW - 30_000, '/contoso/bot', 'budget_exhausted'),
    ...exchange('req_5', NOW - 26 * HOUR, '/contoso/bot'),
  ]
  records.push({ kind: 'used', key: KEY.id, atMs: NOW - 90_000 })
  await store.project('journal', records, { segment: 1, offset: 1 })
  const clock = new ManualClock(NOW)
  const design = loadDesign(WORKLOAD, { source: 'pages.yaml', nowMs: NOW })
  assert.ok(design.ok, JSON.stringify(design))
  const limits = [
    {
      key: '/contoso|budget_per_month',
      node: '/contoso',
      limit: 'budget_per_month',
      unit: 'usd',
      mode: 'enforce',
      most: 100,
      used: 8,
      left: 92,
      resetMs: 1,
    },
  ]
  const replies: Record<string, unknown> = {
    '/admin/v1/limits': { limits },
    '/admin/v1/limits/raises': { raises: [] },
    '/admin/v1/deployments': [
      {
        model: 'gpt-4.1',
        status: 'healthy',
        deployments: [
          {
            deployment: 'first',
            region: 'swedencentral',
            status: 'healthy',
            reason: null,
            breaker: 'closed',
            inFlight: 0,
            ptuUtilization: null,
            isDrained: false,
            drainReason: null,
            tokensLeft: 2_000_000,
          },
        ],
      },
    ],
  }
  const never = () => Promise.reject(new Error('not asked here'))
  const notAsked = () => assert.fail('not asked here')
  ports = {
    clock,
    log: silentLog,
    version: '0',
    design: () => design,
    control: { ask: async (_: string, at: string) => ({ status: 200, body: replies[at] }) },
    ledger: {
      usage: (query) => store.usage(query),
      exchange: (id) => store.exchange(id),
      attempts: (last, limit) => store.attempts(last, limit),
      ...sqlStatementReader(client),
      ...sqlConsoleReader(client),
      ...sqlKeyUseReader(client),
    },
    statementParquet: () => Uint8Array.of(1),
    keys: { list: () => [KEY, { ...KEY, id: 'key-idle' }], change: never },
    operators: { keys: never, change: never, noteUse: notAsked, uses: notAsked },
    audit: { append: never, read: never },
    gatewayCertificate: null,
  } as Partial<ApiPorts> as ApiPorts
  shared = { statements: new StatementShelf(ports) } as Shared
})

after(async () => {
  await close()
  rmSync(folder, { recursive: true, force: true })
})

/** As over HTTP: what is asked is read by the endpoint's schema, and so is what is answered. */
async function ask<Id extends EndpointId>(
  id: Id,
  query: object = {},
  params: object = {},
): Promise<AnswerOf<Id>> {
  const endpoint: { readonly query?: unknown; readonly answer: unknown } = ENDPOINTS[id]
  const read = (schema: unknown, value: unknown) =>
    (schema as { parse(value: unknown): unknown }).parse(value)
  const call = {
    query: endpoint.query === undefined ? null : (read(endpoint.query, query) as QueryOf<Id>),
    params,
    ports,
    shared,
  }
  const handler = HANDLERS[id]
  assert.ok(handler !== undefined)
  const answer: unknown = await handler(call as unknown as Call<Id>)
  const { kind, schema } = endpoint.answer as { readonly kind: string; readonly schema?: unknown }
  return (kind === 'json' ? read(schema, answer) : answer) as AnswerOf<Id>
}

test('the overview has the window, as much of the one before, and a step for each time', async () => {
  const {
    total,
    before: earlier,
    steps,
    regions,
    models,
    failures,
    fromMs,
  } = await ask('overview', { window: '24h' })
  assert.deepEqual(
    [total.exchanges, total.answered, total.refused, total.attempts, total.usd],
    [4, 3, 1, 3, 6],
  )
  assert.equal(earlier.exchanges, 1)
  assert.equal(steps.length, 96)
  assert.equal(
    steps.reduce((sum, step) => sum + step.exchanges, 0),
    4,
  )
  assert.equal(fromMs % 900_000, 0)
  assert.deepEqual(
    regions.map(({ region, total: own }) => [region, own.exchanges]),
    [['swedencentral', 3]],
  )
  assert.equal(models[0]?.total.usd, 6)
  assert.deepEqual(failures, [{ failure: 'budget_exhausted', exchanges: 1, meaning: failures[0]?.meaning }])
})

test('keys have their last use, and are listed without it where the ledger does not answer', async () => {
  const { keys } = await ask('keys.list')
  const keyUses = (ids: readonly string[]) => sqlKeyUseReader(client).keyUses(ids)
  const { fromMs } = await keyUses([])
  assert.deepEqual(
    keys.map(({ id, lastUsedMs, useKnownFromMs }) => [id, lastUsedMs, useKnownFromMs]),
    [
      ['key-used', NOW - 90_000, fromMs],
      ['key-idle', null, fromMs],
    ],
  )
  const shown = await ask('consumers.show', { path: '/contoso/bot', window: '7d' })
  assert.deepEqual(shown.keys, keys)
  try {
    ports.ledger.keyUses = () => Promise.reject(new ApiProblem('unavailable', 'it is away'))
    const { keys: without } = await ask('keys.list')
    assert.deepEqual(
      without.map(({ id, lastUsedMs, useKnownFromMs }) => [id, lastUsedMs, useKnownFromMs]),
      [
        ['key-used', null, null],
        ['key-idle', null, null],
      ],
    )
    ports.ledger.keyUses = () => Promise.reject(new Error('a fault of ours'))
    await assert.rejects(ask('keys.list'), /a fault of ours/)
  } finally {
    ports.ledger.keyUses = keyUses
  }
})

test('exchanges are paged by a cursor, and one is shown with why', async () => {
  const first = await ask('exchanges.search', { limit: 2 })
  assert.deepEqual(
    first.rows.map((row) => row.exchange),
    ['req_4', 'req_1'],
  )
  const second = await ask('exchanges.search', { limit: 200, cursor: first.next })
  assert.deepEqual(
    second.rows.map((row) => row.exchange),
    ['req_2', 'req_3', 'req_5'],
  )
  assert.equal(second.next, null)
  const own = await ask('exchanges.search', { consumer: '/contoso/bot/', outcome: 'answered', minUsd: '1.5' })
  assert.equal(own.rows.length, 3)
  assert.deepEqual([own.rows[0]?.usd, own.rows[0]?.firstTokenMs], [2, 3])
  await assert.rejects(ask('exchanges.search', { cursor: 'AAAA' }), /cursor is none/)
  const shown = await ask('exchanges.show', {}, { id: 'req_4' })
  assert.match(shown.verdict, /403 budget_exhausted/)
  assert.deepEqual(shown.skipped, [{ deployment: 'ptu', reason: 'soft cap 0.93' }])
  await assert.rejects(ask('exchanges.show', {}, { id: 'req_none' }), /no exchange req_none/)
})

test('consumers are a tree with their use, limits and budgets', async () => {
  const top = await ask('consumers.list')
  assert.deepEqual(
    top.nodes.map(({ path: at, children, exchanges, usd, limitUsed }) => [
      at,
      children,
      exchanges,
      usd,
      limitUsed,
    ]),
    [['/contoso', 2, 4, 6, 0.08]],
  )
  const below = await ask('consumers.list', { under: '/contoso' })
  assert.deepEqual(
    below.nodes.map(({ path: at, models, exchanges, costCenter }) => [at, models, exchanges, costCenter]),
    [
      ['/contoso/bot', ['gpt-4.1'], 3, 'CC-1'],
      ['/contoso/bots', null, 1, null],
    ],
  )
  const found = await ask('consumers.list', { search: 'other', limit: 1 })
  assert.deepEqual([found.nodes[0]?.path, found.total, found.hasMore], ['/contoso/bots/other', 1, false])
  const shown = await ask('consumers.show', { path: '/contoso/bot', window: '7d' })
  assert.equal(shown.total.exchanges, 4)
  assert.deepEqual(
    shown.models.map(({ model, total }) => [model, total.usd]),
    [['gpt-4.1', 6]],
  )
  assert.equal(shown.steps.length, 84)
  const [budget] = shown.budgets
  assert.deepEqual([budget?.budgetUsd, budget?.usedUsd, budget?.exhaustedMs], [100, 8, null])
  assert.deepEqual(budget?.days.slice(-2), [
    { day: '2026-10-19', usd: 2 },
    { day: '2026-10-20', usd: 6 },
  ])
  assert.equal(budget?.days.length, 20)
  await assert.rejects(ask('consumers.show', { path: '/contoso/bo' }), /no consumer/)
})

test('a deployment shows what it did, and for whom', async () => {
  const shown = await ask('deployments.show', { window: '30d' }, { id: 'first' })
  assert.deepEqual([shown.total.attempts, shown.total.exchanges, shown.total.usd], [4, 4, 8])
  assert.deepEqual(shown.consumers, [
    { consumer: '/contoso/bot', exchanges: 3, usd: 6 },
    { consumer: '/contoso/bots/other', exchanges: 1, usd: 2 },
  ])
  await assert.rejects(ask('deployments.show', {}, { id: 'none' }), /no deployment none/)
})

function textOf({ bytes }: { readonly bytes: Uint8Array | Iterable<string> }): string {
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : [...bytes].join('')
}

/** Sums a column of a CSV in billionths, and tells its rows. */
function summed(csv: string, column: string): { readonly rows: number; readonly nano: bigint } {
  const [head = '', ...rows] = csv.trimEnd().split('\r\n')
  const at = head.split(',').indexOf(column)
  assert.ok(at >= 0, head)
  const nano = rows.reduce((sum, row) => sum + BigInt((row.split(',')[at] ?? '').replace('.', '')), 0n)
  return { rows: rows.length, nano }
}

test('a file has what the page shows, whatever is chosen there, and says so in its name', async () => {
  const of = { month: '2026-10' }
  for (const [chosen, name] of [
    [{}, 'statement-2026-10'],
    [{ costCenter: 'CC-1' }, 'statement-2026-10-CC-1'],
    [{ consumer: '/contoso/bots' }, 'statement-2026-10-contoso_bots'],
    [{ consumer: '/contoso', model: 'gpt-4.1' }, 'statement-2026-10-contoso-gpt-4.1'],
    [
      { costCenter: 'CC-1', consumer: '/contoso/bot', model: 'gpt-4.1' },
      'statement-2026-10-CC-1-contoso_bot-gpt-4.1',
    ],
  ] as const) {
    for (const by of ['cost-center', 'consumer', 'model', 'deployment', 'region', 'business-unit'] as const) {
      const page = await ask('statements.show', { by, ...chosen }, of)
      const nano = BigInt(page.total.amount.replace('.', ''))
      const groups = await ask('statements.export', { by, ...chosen }, of)
      assert.equal(groups.name, `${name}-by-${by}.csv`)
      assert.deepEqual(summed(textOf(groups), 'amount'), { rows: page.groups.length, nano })
      const [, first = ''] = textOf(groups).split('\r\n')
      const [group = assert.fail('no group')] = page.groups
      const { totals, attempts, lines } = group
      assert.equal(
        first,
        [
          group.key,
          totals.amount,
          page.currency,
          totals.tokens,
          totals.provisioned,
          totals.idle,
          totals.cacheSaved,
          totals.tierSaved,
          totals.unpricedTokens,
          totals.estimatedTokens,
          attempts,
          lines,
        ].join(','),
      )
    }
    const page = await ask('statements.show', { ...chosen }, of)
    const nano = BigInt(page.total.amount.replace('.', ''))
    const { total } = await ask('statements.lines', { ...chosen }, of)
    const csv = await ask('statements.export', { ...chosen }, of)
    assert.equal(csv.name, `${name}.csv`)
    assert.deepEqual(summed(textOf(csv), 'BilledCost'), { rows: total, nano })
    const json = JSON.parse(textOf(await ask('statements.export', { format: 'json', ...chosen }, of))) as {
      total: { amount: string }
      notes: string[]
    }
    assert.equal(json.total.amount, page.total.amount)
    const isPart = 'consumer' in chosen
    assert.equal(
      json.notes.some((note) => note.startsWith('This is a part of the statement: consumer ')),
      isPart,
    )
  }
})

test('what no file can be made of is refused, with why', async () => {
  const of = { month: '2026-10' }
  await assert.rejects(
    ask('statements.export', { consumer: '/contoso/none', model: 'gpt-9' }, of),
    /has no consumer \/contoso\/none, model gpt-9/,
  )
  await assert.rejects(ask('statements.export', { by: 'model', format: 'html' }, of), /written as csv/)
  await assert.rejects(ask('statements.attempts', {}, { ...of, line: 'none' }), /has no line none/)
  const { lines } = await ask('statements.lines', { consumer: '/contoso/bot' }, of)
  const line = lines[0]?.id ?? ''
  const csv = await ask('statements.attempts', {}, { ...of, line })
  assert.equal(csv.name, `attempts-2026-10-${line}.csv`)
  assert.deepEqual(textOf(csv).trimEnd().split('\r\n').length, 4)
  const text = await ask('statements.attempts', { format: 'table' }, { ...of, line })
  assert.match(textOf(text), new RegExp(`^Line ${line}: .*, 3 attempts`))
})

test('a statement is grouped, filtered and exported, to the same amount', async () => {
  const { months } = await ask('statements.months')
  assert.deepEqual(months, [{ month: '2026-10', isWhole: false }])
  const of = { month: '2026-10' }
  const whole = await ask('statements.show', { by: 'consumer' }, of)
  assert.equal(whole.total.amount, '8.000000000')
  assert.deepEqual(
    whole.groups.map(({ key, attempts, totals }) => [key, attempts, totals.amount]),
    [
      ['/contoso/bot', 3, '6.000000000'],
      ['/contoso/bots/other', 1, '2.000000000'],
    ],
  )
  const own = await ask('statements.show', { consumer: '/contoso/bot' }, of)
  assert.equal(own.total.amount, '6.000000000')
  const lines = await ask('statements.lines', { consumer: '/contoso/bot', limit: 1, offset: 1 }, of)
  assert.equal(lines.lines.length, 1)
  assert.ok(lines.total > 1)
  const csv = await ask('statements.export', { format: 'csv', costCenter: 'CC-1' }, of)
  assert.deepEqual([csv.mediaType, csv.name], ['text/csv', 'statement-2026-10-CC-1.csv'])
  assert.match(textOf(csv), /\/contoso\/bot/)
  await assert.rejects(ask('statements.export', { costCenter: 'CC-9' }, of), /no cost center CC-9/)
  await assert.rejects(ask('statements.show', {}, { month: '2026-11' }), /has not begun/)
})
