import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  exactMoney,
  isReconciled,
  longContextThresholds,
  makeStatement,
  readCostExport,
  reconcile,
  rightsize,
  type Statement,
  type StatementReader,
} from '../../src/ledger/index.ts'
import { type MonthDatabase, openMonthDatabase } from './month-database.ts'
import { HAPPENINGS, type Month, monthPlan, simulateMonth } from './simulated-month.ts'
import { MONTH } from './workload.ts'

/** The statement of a simulated month equals the simulation's own invoice to the nano-dollar. */
let database: MonthDatabase
let month: Month

before(async () => {
  database = await openMonthDatabase()
  month = await simulateMonth(database.store, { exchanges: 20_000, seed: 7 })
})
after(() => database.close())

const longContext = longContextThresholds(monthPlan().facts)

async function statementOf(
  reader: StatementReader,
  idle: 'pool' | 'proportional' | 'owner',
): Promise<Statement> {
  return makeStatement({
    plan: monthPlan(idle),
    ...MONTH,
    uses: await reader.billedUse({ ...MONTH, longContext }),
    provisionedUses: await reader.provisionedUse(MONTH),
  })
}

const HOURS = 744
const UNITS: Readonly<Record<string, (hour: number) => number>> = {
  'ptu-swc': () => 50,
  'ptu-mini': (hour) => (hour < 14 * 24 ? 25 : 50),
}

test('everything that a month may bring has happened in it', () => {
  for (const name of HAPPENINGS) assert.ok(month.happened[name] > 10, name)
})

test('calls by the token: every cost center, consumer and deployment pays what the invoice says', async () => {
  const { lines, total, notes } = await statementOf(database.reader, 'pool')
  const tokens = lines.filter(({ kind }) => kind === 'tokens')
  const sums = (of: (line: (typeof tokens)[number]) => string): Map<string, bigint> => {
    const map = new Map<string, bigint>()
    for (const line of tokens) map.set(of(line), (map.get(of(line)) ?? 0n) + line.nanoUsd)
    return map
  }
  assert.deepEqual(
    sums(({ costCenter }) => costCenter),
    month.invoice.byCostCenter,
  )
  assert.deepEqual(
    sums(({ consumer }) => consumer ?? ''),
    month.invoice.byConsumer,
  )
  assert.deepEqual(
    sums(({ deployment }) => deployment),
    month.invoice.byDeployment,
  )
  assert.equal(total.tokensNanoUsd, month.invoice.tokensNanoUsd)
  assert.equal(total.unpricedTokens, 0)
  assert.ok(notes.some((note) => note.includes('are estimates')))
})

test('tokens of every meter are those of the invoice, and its cost within a nano-dollar a call', async () => {
  const { lines } = await statementOf(database.reader, 'pool')
  const counts = new Map<string, number>()
  const costs = new Map<string, bigint>()
  for (const line of lines) {
    if (line.kind !== 'tokens') continue
    const tier = line.serviceTier ?? 'default'
    const key = [line.model, line.isSpilled ? 'spilled' : line.deployment, tier, line.meter].join('|')
    counts.set(key, (counts.get(key) ?? 0) + line.quantity)
    costs.set(key, (costs.get(key) ?? 0n) + line.nanoUsd)
  }
  for (const [key, tokens] of month.invoice.meterTokens) {
    assert.equal(counts.get(key) ?? 0, tokens, key)
    const theirs = (month.invoice.meterPicoUsd.get(key) ?? 0n) / 1_000n
    const off = (costs.get(key) ?? 0n) - theirs
    assert.ok(off < 20_000n && off > -20_000n, `${key} is off by ${off}`)
  }
})

test('provisioned hours: used and idle parts add up to the hours, whoever carries what is idle', async () => {
  for (const idle of ['pool', 'proportional', 'owner'] as const) {
    const statement = await statementOf(database.reader, idle)
    for (const [deployment, units] of Object.entries(UNITS)) {
      const billed = month.invoice.hours(deployment, HOURS, units)
      const own = statement.lines.filter((line) => line.deployment === deployment && line.kind !== 'tokens')
      assert.equal(
        own.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n),
        billed,
        `${idle} ${deployment}`,
      )
    }
    const hours = Object.entries(UNITS).map(([id, units]) => month.invoice.hours(id, HOURS, units))
    assert.equal(
      statement.total.nanoUsd,
      month.invoice.tokensNanoUsd + hours.reduce((sum, cost) => sum + cost, 0n),
    )
    const carriers = new Set(
      statement.lines.flatMap((line) => (line.kind === 'idle' ? [line.costCenter] : [])),
    )
    const expected = {
      pool: ['CC-0000'],
      owner: ['CC-1042', 'CC-2001'],
      proportional: ['CC-1042', 'CC-2001', 'CC-3007', 'CC-3008'],
    }
    assert.deepEqual([...carriers].sort(), expected[idle])
  }
})

test('a consumer pays the share of each hour that its weighted tokens filled', async () => {
  const { provisioned } = await statementOf(database.reader, 'pool')
  const cost = provisioned.find(({ deployment }) => deployment.id === 'ptu-swc')
  // 3,000 weighted tokens a minute and PTU for gpt-4.1, 2 dollars an hour and PTU.
  const capacity = 50 * 3_000 * 60
  const exact = new Map<string, number>()
  for (const [key, inHour] of month.invoice.provisioned) {
    if (!key.startsWith('ptu-swc|')) continue
    const used = [...inHour.values()].reduce((sum, tokens) => sum + tokens, 0)
    for (const [consumer, tokens] of inHour)
      exact.set(consumer, (exact.get(consumer) ?? 0) + (100e9 * tokens) / Math.max(used, capacity))
  }
  assert.equal(cost?.shares.length, exact.size)
  for (const share of cost?.shares ?? []) {
    const off = Math.abs(Number(share.nanoUsd) - (exact.get(share.consumer) ?? 0))
    assert.ok(off <= HOURS, `${share.consumer} is off by ${off}`)
  }
})

test('what the cache saved is what the invoice would have charged more, within a nano-dollar a line', async () => {
  const { total, lines } = await statementOf(database.reader, 'pool')
  const off = total.cacheSavedNanoUsd - month.invoice.cacheSavedPicoUsd / 1_000n
  assert.ok(off <= BigInt(lines.length) && off >= -BigInt(lines.length), String(off))
  assert.ok(total.tierSavedNanoUsd > 0n)
})

test('a line is followed down to its attempts, page by page, and they add up to its group', async () => {
  const { lines } = await statementOf(database.reader, 'pool')
  const filtered = lines.find(({ outcome }) => outcome === 'refused')
  assert.ok(filtered !== undefined)
  const group = lines.filter(({ follow }) => JSON.stringify(follow) === JSON.stringify(filtered.follow))
  let sum = 0n
  let count = 0
  let after: string | null = null
  do {
    const page = await database.reader.attemptsOf({
      ...MONTH,
      longContext,
      key: filtered.follow,
      after,
      limit: 20,
    })
    for (const { closed } of page) sum += BigInt(closed?.nanoUsd ?? 0)
    count += page.length
    after = page.length < 20 ? null : (page.at(-1)?.opened.attempt ?? null)
  } while (after !== null)
  assert.equal(count, filtered.attempts)
  assert.equal(
    sum,
    group.reduce((total, { nanoUsd }) => total + nanoUsd, 0n),
  )
})

/** As Azure names the meters of these deployments. */
const METERS: Readonly<Record<string, string>> = {
  'gpt-4.1': 'gpt 4.1',
  'gpt-4.1-mini': 'gpt 4.1 mini',
  'gpt-5.4': 'gpt 5.4',
  'text-embedding-3-small': 'text embedding 3 small',
}
const CLASSES: Readonly<Record<string, string>> = {
  input: 'Inp',
  'cached-input': 'cached Inp',
  output: 'Outp',
}
const SCOPES: Readonly<Record<string, string>> = {
  spilled: 'regnl',
  'std-frc': 'regnl',
  'embed-swc': 'regnl',
  'mini-dz': 'DZone',
  'large-glb': 'glbl',
}

function invoiceCsv(): string {
  const rows = ['Date,MeterCategory,MeterName,Quantity,UnitOfMeasure,CostInBillingCurrency,BillingCurrency']
  for (const [key, picoUsd] of month.invoice.meterPicoUsd) {
    const [model = '', deployment = '', tier = '', of = ''] = key.split('|')
    const name = [METERS[model], tier === 'priority' ? 'pp' : '', CLASSES[of], SCOPES[deployment], 'Tokens']
    const meter = name.filter((part) => part !== '').join(' ')
    const quantity = (month.invoice.meterTokens.get(key) ?? 0) / 1_000
    rows.push(`2026-10-09,Azure OpenAI,${meter},${quantity},1K,${exactMoney(picoUsd / 1_000n)},USD`)
  }
  const hours = Object.entries(UNITS).map(([id, units]) => month.invoice.hours(id, HOURS, units))
  const cost = exactMoney(hours.reduce((sum, nano) => sum + nano, 0n))
  const unitHours = 744 * 50 + 336 * 25 + 408 * 50
  rows.push(`2026-10-31,Azure OpenAI,Provisioned Managed Regional Unit,${unitHours},1 Hour,${cost},USD`)
  return rows.join('\r\n')
}

test('beside the bill of the month every meter is the same, and a changed bill shows where', async () => {
  const statement = await statementOf(database.reader, 'pool')
  const span = { ...MONTH, currency: 'USD' }
  const options = { toleranceMilli: 1, meters: [] }
  const same = reconcile(statement, readCostExport(invoiceCsv(), span), options)
  assert.deepEqual(
    same.rows.filter(({ verdict }) => verdict !== 'same'),
    [],
  )
  assert.ok(isReconciled(same))
  for (const row of same.rows) assert.ok(Math.abs(row.ledgerQuantity - row.billQuantity) < 1e-3, row.what)
  const lines = invoiceCsv().split('\r\n')
  const without = lines.filter((line) => !line.includes('gpt 4.1 mini cached'))
  const raised = without.map((line) => line.replace(/(gpt 4\.1 Outp regnl Tokens,.*,1K),/, '$1,9'))
  const other = reconcile(
    statement,
    readCostExport([...raised, '2026-10-31,Azure OpenAI,mystery,1,1,5,USD'].join('\r\n'), span),
    options,
  )
  const verdicts = Object.fromEntries(other.rows.map(({ what, verdict }) => [what, verdict]))
  assert.equal(verdicts['gpt-4.1-mini cached-input, data-zone'], 'not on the bill')
  assert.equal(verdicts['gpt-4.1 output, region'], 'differs')
  assert.equal(verdicts['gpt-4.1 input, region'], 'same')
  assert.deepEqual(other.unread, [{ meter: 'mystery', nano: 5_000_000_000n }])
  assert.ok(!isReconciled(other))
})

test('demand by the minute has every token of the month, and its busiest ten seconds', async () => {
  const demand = await database.reader.demand(MONTH)
  const uses = await database.reader.billedUse({ ...MONTH, longContext })
  const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
    rows.reduce((total, row) => total + of(row), 0)
  assert.equal(
    sum(demand, ({ freshInput, cached }) => freshInput + cached),
    sum(uses, ({ input }) => input),
  )
  assert.equal(
    demand.reduce((total, { nanoUsd }) => total + nanoUsd, 0n),
    month.invoice.tokensNanoUsd,
  )
  const own = sum([...month.invoice.provisioned.values()], (hour) =>
    sum([...hour.values()], (tokens) => tokens),
  )
  assert.equal(
    sum(
      demand,
      ({ provisionedFreshInput, provisionedOutput }) => provisionedFreshInput + 4 * provisionedOutput,
    ),
    own,
  )
  for (const { freshInput, peakFreshInput, minuteMs } of demand)
    assert.ok(peakFreshInput <= freshInput && minuteMs % 60_000 === 0)
  const { models } = rightsize({ plan: monthPlan(), demand, ...MONTH })
  assert.deepEqual(models.map(({ model }) => model).sort(), monthModels())
  for (const { leastCost, present } of models) assert.ok(leastCost.nanoUsd <= present.nanoUsd)
  const recorded = await database.reader.recorded()
  assert.ok(recorded !== null && recorded.fromMs >= MONTH.fromMs && recorded.toMs <= MONTH.toMs)
})

function monthModels(): readonly string[] {
  return [...monthPlan().models.keys()].sort()
}
