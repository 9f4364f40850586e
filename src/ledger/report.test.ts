import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { RecordReader, UsageKey, UsageQuery, UsageRow } from './record-store.ts'
import { formatReport, makeReport } from './report.ts'

/** What an accountant reads, to the letter, in every format. */
const DAY = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) }

function row(key: string | null, more: Partial<UsageRow> = {}): UsageRow {
  return {
    key,
    exchanges: 0,
    attempts: 0,
    failed: 0,
    input: 0,
    cached: 0,
    output: 0,
    reasoning: 0,
    nanoUsd: 0,
    unpriced: 0,
    estimated: 0,
    ...more,
  }
}

/** Rows by key, as a database has them. */
function readerOf(rows: Partial<Record<UsageKey, readonly UsageRow[]>>): RecordReader {
  return {
    usage: ({ by, ...span }: UsageQuery) => {
      assert.deepEqual(span, DAY)
      return Promise.resolve(rows[by] ?? [])
    },
    exchange: () => Promise.resolve(null),
    attempts: () => Promise.resolve([]),
  }
}

const BUSY = row('/contoso/claims/intake-bot', {
  exchanges: 1_234_567,
  attempts: 1_300_000,
  failed: 65_433,
  input: 9_876_543_210,
  cached: 1_000_000,
  output: 123_456_789,
  reasoning: 7,
  nanoUsd: 21_345_678_901_234,
})
const QUIET = row('/contoso/hr/bot', { exchanges: 1, attempts: 1, input: 9, output: 5, nanoUsd: 58_000 })

test('a table has room for every figure, and a total', async () => {
  const report = await makeReport(readerOf({ consumer: [BUSY, QUIET] }), { by: 'consumer', ...DAY })
  assert.equal(
    formatReport(report, 'table'),
    `
consumer                    exchanges   attempts  failed          input     cached       output  reasoning            cost
/contoso/claims/intake-bot  1,234,567  1,300,000  65,433  9,876,543,210  1,000,000  123,456,789          7  $21,345.678901
/contoso/hr/bot                     1          1       0              9          0            5          0       $0.000058
total                       1,234,568  1,300,001  65,433  9,876,543,219  1,000,000  123,456,794          7  $21,345.678959
`.slice(1),
  )
})

test('what has no name, no price or no measure is said', async () => {
  const rows = [
    row('gpt-4.1', { exchanges: 2, attempts: 3, failed: 1, input: 1_500, output: 20, unpriced: 1_520 }),
    row(null, { exchanges: 1, attempts: 1, input: 10, output: 1, estimated: 11, nanoUsd: 2_000_000_000 }),
  ]
  const consumers = [row('/contoso/bot', { exchanges: 2 })]
  const report = await makeReport(readerOf({ 'cost-center': rows, consumer: consumers }), {
    by: 'cost-center',
    ...DAY,
  })
  assert.equal(
    formatReport(report, 'table'),
    `
cost-center  exchanges  attempts  failed  input  cached  output  reasoning   cost
gpt-4.1              2         3       1  1,500       0      20          0  $0.00
(none)               1         1       0     10       0       1          0  $2.00
total                2         4       1  1,510       0      21          0  $2.00

1,520 tokens have no known price and are not in the cost; set prices in the workload file.
11 tokens are estimates, of attempts whose provider told no figure.
`.slice(1),
  )
})

test('an empty span is said in words, as a head alone, and as no rows', async () => {
  const report = await makeReport(readerOf({}), { by: 'day', ...DAY })
  assert.equal(formatReport(report, 'table'), 'There is no usage in this span of time.\n')
  assert.equal(
    formatReport(report, 'csv'),
    'day,exchanges,attempts,failed,input,cached,output,reasoning,unpriced_tokens,estimated_tokens,cost_usd\r\n',
  )
  assert.deepEqual(JSON.parse(formatReport(report, 'json')), {
    by: 'day',
    ...DAY,
    rows: [],
    total: row(null),
  })
})

test('CSV adds up to the last digit, is no formula, and holds any name', async () => {
  const rows = [
    row('=HYPERLINK("http://evil")', { nanoUsd: 1 }),
    row('@a, "b"', { nanoUsd: 999_999_999 }),
    row('-plain', { nanoUsd: 1_000_000_000 }),
    row('two\nlines', { nanoUsd: -5, unpriced: 3, estimated: 4 }),
    row(null, { exchanges: 1, attempts: 2, failed: 1, input: 1_000, cached: 100, output: 10, reasoning: 1 }),
  ]
  const report = await makeReport(readerOf({ model: rows }), { by: 'model', ...DAY })
  assert.equal(
    formatReport(report, 'csv'),
    [
      'model,exchanges,attempts,failed,input,cached,output,reasoning,unpriced_tokens,estimated_tokens,cost_usd',
      `"'=HYPERLINK(""http://evil"")",0,0,0,0,0,0,0,0,0,0.000000001`,
      `"'@a, ""b""",0,0,0,0,0,0,0,0,0,0.999999999`,
      `'-plain,0,0,0,0,0,0,0,0,0,1.000000000`,
      '"two\nlines",0,0,0,0,0,0,0,3,4,-0.000000005',
      ',1,2,1,1000,100,10,1,0,0,0.000000000',
      '',
    ].join('\r\n'),
  )
})

test('JSON is the report as it is', async () => {
  const report = await makeReport(readerOf({ consumer: [BUSY, QUIET] }), { by: 'consumer', ...DAY })
  const text = formatReport(report, 'json')
  assert.ok(text.endsWith('}\n'))
  assert.deepEqual(JSON.parse(text), report)
  assert.equal(report.total.nanoUsd, 21_345_678_959_234)
})
