import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parquetReadObjects } from 'hyparquet'
import {
  attemptId,
  type ConsumerPath,
  exchangeIds,
  ManualClock,
  silentLog,
  systemClock,
} from '../../base/index.ts'
import { createOperatorKey } from '../../identity/index.ts'
import type { LedgerRecord } from '../../ledger/index.ts'
import { operatorFile, recordsStatus, type RecordsProcess, startRecordsProcess } from '../../storage/index.ts'
import { copyMadeDatabase } from '../../storage/made-database.fixture.ts'
import { runCommandLine } from '../command-line.ts'
import { startAdmin } from '../admin-parts.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { writeJournal } from '../journal.fixture.ts'
import { takeRemoteWords } from '../remote-words.ts'
import { explain } from './explain.ts'
import { reportReconcile } from './report-reconcile.ts'
import { reportStatement } from './report-statement.ts'
import { report } from './report.ts'
import { rightsize } from './rightsize.ts'

/** Two consumers on provisioned and pay-as-you-go deployments, in October 2026; asked in November. */
const NOW = Date.UTC(2026, 10, 21, 12)
const OCTOBER = Date.UTC(2026, 9, 12, 9)

const WORKLOAD = `
workload: contoso
accounts:
  swc: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    deployments:
      - { id: ptu, account: swc, type: provisioned-managed, ptu: 50, priority: 1 }
      - { id: std, account: swc, type: standard, tpm: 1M, priority: 2 }
consumers:
  /contoso: { models: all }
  /contoso/claims: { cost_center: CC-1 }
  /contoso/claims/bot: {}
  /contoso/hr: { cost_center: "=CC-2" }
  /contoso/hr/bot: {}
gateway: { state_folder: state }
chargeback:
  currency: EUR
  conversion: { rate: 0.9, as_of: 2026-10-31, source: ECB }
  idle: owner
  owners: { ptu: CC-1 }
  provisioned: [{ type: provisioned-managed, usd_per_hour: 2 }]
`

let cwd = ''
let beside: RecordsProcess | null = null
const nextId = exchangeIds(() => OCTOBER)
const ids: string[] = []

before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'causeway-sta-'))
  await writeFile(join(cwd, 'workload.yaml'), WORKLOAD)
  await copyMadeDatabase(join(cwd, 'state'))
  await writeJournal(join(cwd, 'state'), [
    ...called('/contoso/claims/bot', 'CC-1', 'ptu', 0),
    ...called('/contoso/claims/bot', 'CC-1', 'std', 3_333_333_333),
    ...called('/contoso/hr/bot', '=CC-2', 'std', 1_000_000_001),
    ...called('/contoso/hr/bot', '=CC-2', 'std', 2),
  ])
  // One process answers all questions, which is faster than one for each.
  beside = startRecordsProcess({
    database: null,
    stateFolder: join(cwd, 'state'),
    log: silentLog,
    clock: systemClock,
  })
  const isUp = (): Promise<boolean> =>
    recordsStatus(join(cwd, 'state')).then(
      () => true,
      () => false,
    )
  while (!(await isUp())) await systemClock.sleep(50)
})
after(async () => {
  await beside?.stop()
  await rm(cwd, { recursive: true })
})

function called(consumer: string, costCenter: string, deployment: string, nanoUsd: number): LedgerRecord[] {
  const exchange = nextId()
  const attempt = attemptId(exchange, 1)
  ids.push(exchange)
  return [
    {
      kind: 'opened',
      attempt,
      exchange,
      atMs: OCTOBER,
      consumer: consumer as ConsumerPath,
      costCenter,
      asked: 'gpt-4.1',
      model: 'gpt-4.1',
      baseModel: 'gpt-4.1',
      operation: 'chat',
      deployment,
      deploymentType: deployment === 'ptu' ? 'provisioned-managed' : 'standard',
      account: 'swc',
      region: 'swedencentral',
      estimate: { input: 1, output: 1 },
    },
    {
      kind: 'closed',
      attempt,
      exchange,
      atMs: OCTOBER + 5,
      outcome: 'answered',
      status: 200,
      reason: null,
      usage: { input: 1_000, cached: 400, output: 300, reasoning: 0, audioInput: 0, audioOutput: 0 },
      quality: 'measured',
      nanoUsd,
      spilledTo: null,
      serviceTier: null,
      servedModel: null,
      providerRequest: null,
      firstByteMs: 1,
      totalMs: 5,
    },
  ]
}

async function run(...words: string[]) {
  const environment = { ...fakeEnvironment(words, { cwd }), clock: new ManualClock(NOW) }
  const code = await runCommandLine(
    [report, reportStatement, reportReconcile, rightsize, explain],
    environment,
  )
  return { code, out: environment.out(), errors: environment.errors() }
}

const statement = (...words: string[]) => run('report', 'statement', '--month', '2026-10', ...words)

/** 744 hours of 50 PTU at $2, and the calls. */
const TOTAL_NANO_USD = 744n * 100_000_000_000n + 4_333_333_336n

test('the table has each cost center, what idle hours cost, and the rate', async () => {
  const { code, out, errors } = await statement()
  assert.equal(code, 0, errors)
  assert.match(
    out,
    /^cost center +tokens +provisioned +idle +to pay +saved\nCC-1 +EUR 3\.00 +EUR 0\.0\d+ +EUR 66,95\d/,
  )
  assert.match(out, /^=CC-2 +EUR 0\.900000/m)
  assert.match(out, /ptu: 37,200 PTU-hours, 0\.0 % used/)
  assert.match(out, /1 USD is 0\.9 EUR \(ECB, 2026-10-31\)/)
})

test('CSV: FOCUS columns, lines that add up in the currency to the last digit, no formulas', async () => {
  const { out } = await statement('--format', 'csv')
  const [head = '', ...rows] = out.trimEnd().split('\r\n')
  const names = head.split(',')
  for (const name of [
    'BilledCost',
    'EffectiveCost',
    'ListCost',
    'ContractedCost',
    'ChargePeriodStart',
    'ServiceName',
  ])
    assert.ok(names.includes(name), name)
  const nano = rows.map((row) => BigInt((row.split(',')[0] ?? '').replace('.', '')))
  assert.equal(
    nano.reduce((sum, amount) => sum + amount, 0n),
    (TOTAL_NANO_USD * 9n + 5n) / 10n,
  )
  assert.match(out, /,'=CC-2,/)
  const unitHours = [...out.matchAll(/,([\d.]+),PTU-Hours,[\d.]*,[\d.]*,[\d.]+,,/g)].map(([, hours]) => hours)
  assert.ok(unitHours.length >= 2)
  for (const hours of unitHours)
    assert.match(hours ?? '', /^\d+(?:\.\d{1,6})?$/, 'millionths of an hour, and no noise')
  assert.match(out, /,2026-10-01T00:00:00Z,/)
})

test('Parquet holds the same, money as decimals', async () => {
  assert.equal((await statement('--format', 'parquet')).code, 2)
  const { code, errors } = await statement('--format', 'parquet', '--out', 'october.parquet')
  assert.equal(code, 0, errors)
  const bytes = await readFile(join(cwd, 'october.parquet'))
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const rows = await parquetReadObjects({ file })
  const csv = (await statement('--format', 'csv')).out.trimEnd().split('\r\n')
  assert.equal(rows.length, csv.length - 1)
  const sum = rows.reduce((total, row) => total + Number(row['BilledCost']), 0)
  assert.ok(Math.abs(sum - Number(TOTAL_NANO_USD) * 0.9e-9) < 1e-6, String(sum))
  assert.deepEqual(rows[0]?.['ChargePeriodStart'], new Date('2026-10-01T00:00:00Z'))
})

test('the page runs nothing, fetches nothing, and escapes what people wrote', async () => {
  const { out } = await statement('--format', 'html')
  assert.match(out, /^<!doctype html>/)
  assert.doesNotMatch(out, /<script|<link|<img|@import|url\(|https?:\/\//i)
  assert.match(out, /<svg viewBox/)
  assert.match(out, /@media print/)
  assert.match(out, /Cost center =CC-2: EUR 0\.900000/)
  assert.match(out, /causeway report statement --month 2026-10 --line [0-9a-f]{12}/)
})

test('a line is followed down to its attempts, and those are explained', async () => {
  const { lines } = JSON.parse((await statement('--format', 'json')).out) as {
    lines: { id: string; consumer: string; kind: string; meter: string }[]
  }
  const line = lines.find(({ consumer, meter }) => consumer === '/contoso/hr/bot' && meter === 'cached-input')
  const { out } = await statement('--line', line?.id ?? '')
  assert.match(out, /^Line [0-9a-f]{12}: cached-input tokens of \/contoso\/hr\/bot on std, 2 attempts\./)
  assert.match(out, /USD 1\.000000003 for all their tokens/)
  assert.ok(out.includes(`${ids[2]}.1`) && out.includes(`${ids[3]}.1`) && !out.includes(`${ids[1]}.1`))
  const used = lines.find(({ kind }) => kind === 'provisioned')
  const csv = await statement('--line', used?.id ?? '', '--format', 'csv')
  assert.match(csv.out, new RegExp(`^attempt,.*\r\n${ids[0]}\\.1,`))
  assert.equal((await run('explain', ids[2] ?? '')).code, 0)
  assert.equal((await statement('--line', 'abc')).code, 1)
})

test('one cost center alone; a month that is none, or has not begun, or has nothing', async () => {
  const one = await statement('--cost-center', '=CC-2', '--format', 'csv')
  assert.equal(one.out.trimEnd().split('\r\n').length, 4)
  assert.equal((await statement('--cost-center', 'CC-9')).code, 1)
  assert.equal((await run('report', 'statement', '--month', '2026-13')).code, 2)
  assert.equal((await run('report', 'statement', '--month', '2026-12')).code, 2)
  const current = await run('report', 'statement')
  assert.match(current.out, /^CC-1 +EUR 0\.00 /m)
  assert.match(current.out, /under way/)
})

/** The same over the admin API of a program elsewhere, which has the ledger of this folder. */
async function fromElsewhere(body: (remote: typeof run) => Promise<void>): Promise<void> {
  const environment = { ...fakeEnvironment([], { cwd }), clock: new ManualClock(NOW) }
  const file = operatorFile(join(cwd, 'state/operators.json'), { pid: process.pid, clock: systemClock })
  const key = await file.change((keys) => {
    const made = createOperatorKey(keys, { operator: 'alice', role: 'viewer', expiresMs: null }, NOW)
    assert.ok(made.ok)
    return { keys: made.keys, result: made.key }
  })
  const start = {
    shownAs: 'workload.yaml',
    design: { text: WORKLOAD, factsFiles: [] },
    stateFolder: join(cwd, 'state'),
    listen: { host: '127.0.0.1', port: 0 },
    tls: null,
    tlsEndsInFront: false,
    trustedProxies: [],
    signingKey: Buffer.alloc(32, 1).toString('base64'),
    gatewayCertificate: null,
  }
  const admin = await startAdmin(start, environment, silentLog)
  const address = `http://127.0.0.1:${admin.listening.port}`
  try {
    await body(async (...words) => {
      const argv = ['--server', address, ...words]
      const made = fakeEnvironment(argv, { cwd, env: { CAUSEWAY_OPERATOR_KEY: key } })
      const { words: elsewhere, rest } = takeRemoteWords({ ...made, clock: new ManualClock(NOW) })
      const code = await runCommandLine([report, reportStatement], rest, elsewhere)
      return { code, out: made.out(), errors: made.errors() }
    })
  } finally {
    await admin.close()
  }
}

test('from elsewhere it prints the same bytes, of the whole, of a cost center and of a line', async () => {
  const { lines } = JSON.parse((await statement('--format', 'json')).out) as { lines: { id: string }[] }
  await fromElsewhere(async (remote) => {
    const words = [
      ...['table', 'csv', 'json', 'html'].flatMap((format) => [
        ['--format', format],
        ['--format', format, '--cost-center', '=CC-2'],
      ]),
      ...lines.flatMap(({ id }) => [
        ['--line', id],
        ['--line', id, '--format', 'csv'],
      ]),
    ]
    for (const asked of words) {
      const here = await statement(...asked)
      const there = await remote('report', 'statement', '--month', '2026-10', ...asked)
      assert.equal(there.code, 0, there.errors)
      assert.equal(there.out, here.out, asked.join(' '))
    }
    assert.equal((await statement('--format', 'parquet', '--out', 'here.parquet')).code, 0)
    const parquet = ['--format', 'parquet', '--out', 'there.parquet']
    const written = await remote('report', 'statement', '--month', 'last', ...parquet)
    assert.equal(written.code, 0)
    assert.match(written.errors, /^wrote .*there\.parquet\n$/)
    assert.deepEqual(await readFile(join(cwd, 'there.parquet')), await readFile(join(cwd, 'here.parquet')))
  })
})

test('from elsewhere what cannot be is told as it is here, with the same exit code', async () => {
  await fromElsewhere(async (remote) => {
    const cases: readonly (readonly [string[], RegExp])[] = [
      [['--month', '2026-10', '--cost-center', 'CC-9'], /the statement of 2026-10 has no cost center CC-9/],
      [['--month', '2026-10', '--line', 'abc'], /the statement of 2026-10 has no line abc/],
      [['--month', '2026-10', '--line', 'abc', '--format', 'html'], /--line is written as table or csv/],
      [['--month', '2026-12'], /has not begun/],
      [['--month', '2026-10', '--format', 'parquet'], /--out FILE/],
    ]
    for (const [words, told] of cases) {
      const there = await remote('report', 'statement', ...words)
      const here = await run('report', 'statement', ...words)
      assert.equal(there.code, here.code, words.join(' '))
      assert.equal(there.out, '')
      assert.match(there.errors, told)
      assert.match(here.errors, told)
    }
  })
})

test('report alone is still the report, and help names both', async () => {
  assert.match((await run('report', '--by', 'model')).out, /^model +exchanges/)
  const { out } = await run('report', '--help')
  assert.match(out, /Usage: causeway report \[--by[^]*report statement +Make/)
  assert.match((await run('report', 'statment')).errors, /Did you mean causeway report statement\?/)
})

test('beside Azure’s bill: meters that differ, a bill in another currency, a file that is no bill', async () => {
  const bill = (currency: string): string =>
    [
      'Date,MeterCategory,MeterName,Quantity,UnitOfMeasure,CostInBillingCurrency,BillingCurrency',
      `2026-10-31,Azure OpenAI,Provisioned Managed Regional Unit,37200,1 Hour,66960,${currency}`,
      `2026-10-31,Azure OpenAI,gpt 4.1 Inp regnl Tokens,1.8,1K,9,${currency}`,
    ].join('\r\n')
  await writeFile(join(cwd, 'bill.csv'), bill('EUR'))
  const compare = (...words: string[]) => run('report', 'reconcile', '--month', '2026-10', ...words)
  const { code, out, errors } = await compare('--invoice', 'bill.csv')
  assert.equal(code, 1, errors)
  assert.match(out, /^provisioned, region +EUR 66,960\.00 +EUR 66,960\.00 +EUR 0\.00 +37,200 +37,200 +same$/m)
  assert.match(out, /^gpt-4\.1 input, region +.*1,800 +1,800 +differs$/m)
  assert.match(out, /^gpt-4\.1 output, region +.*not on the bill$/m)
  assert.match((await compare('--invoice', 'bill.csv', '--format', 'csv')).out, /^"?gpt-4\.1 output, region/m)
  await writeFile(join(cwd, 'bill.csv'), bill('CHF'))
  const other = await compare('--invoice', 'bill.csv')
  assert.equal(other.code, 3)
  assert.match(other.errors, /bill is in CHF/)
  assert.equal((await compare('--invoice', 'workload.yaml')).code, 3)
  assert.equal((await compare('--invoice', 'nowhere.csv')).code, 3)
  assert.equal((await compare()).code, 2)
})

test('rightsize rests on what is recorded, from its first hour on', async () => {
  const { code, out, errors } = await run('rightsize', '--from', '2026-01-01', '--to', '2026-10-13')
  assert.equal(code, 0, errors)
  assert.match(out, /^Rests on 0\.6 days of history, 2026-10-12 09:00 to 2026-10-13 00:00 UTC, 4 attempts/)
  assert.match(out, /^least, any mix +0 +- /m)
  assert.match((await run('rightsize', '--to', '2026-10-01', '--from', '2026-09-01')).out, /nothing to size/)
  assert.equal((await run('rightsize', '--model', 'gpt-9')).code, 1)
})
