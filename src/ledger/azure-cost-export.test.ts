import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nanoOf, readCostExport, UnreadableExport } from './azure-cost-export.ts'
import { csvRows } from './csv-rows.ts'

const OCTOBER = { fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 10, 1), currency: 'USD' }

test('CSV with quotes, commas, line ends and a byte order mark', () => {
  const rows = [...csvRows('\uFEFFa,"b,""c"""\r\n"x\ny",\n\n,z')]
  assert.deepEqual(rows, [
    ['a', 'b,"c"'],
    ['x\ny', ''],
    ['', 'z'],
  ])
  assert.throws(() => [...csvRows('"open')], /never closed/)
})

test('amounts are exact, with exponents too', () => {
  assert.equal(nanoOf('12.3456'), 12_345_600_000n)
  assert.equal(nanoOf('-0.000000001'), -1n)
  assert.equal(nanoOf('1.25E-05'), 12_500n)
  assert.equal(nanoOf('0.0000000005'), 1n)
  assert.equal(nanoOf('9007199254740993'), 9_007_199_254_740_993_000_000_000n)
  for (const text of ['', 'abc', '1,5', 'NaN']) assert.throws(() => nanoOf(text), UnreadableExport)
})

test('both spellings of the columns; units become tokens; other services and days are left aside', () => {
  const enterprise = [
    'Date,MeterCategory,MeterName,Quantity,UnitOfMeasure,CostInBillingCurrency,BillingCurrencyCode,ConsumedService',
    '10/05/2026,Azure OpenAI,gpt 4.1 Inp glbl Tokens,2.5,1K,0.005,USD,Microsoft.CognitiveServices',
    '10/06/2026,Azure OpenAI,gpt 4.1 Inp glbl Tokens,1,1K,0.002,USD,Microsoft.CognitiveServices',
    '10/06/2026,Storage,Hot LRS,1,1 GB,7.5,USD,Microsoft.Storage',
    '11/01/2026,Azure OpenAI,gpt 4.1 Inp glbl Tokens,1,1K,0.002,USD,Microsoft.CognitiveServices',
  ].join('\r\n')
  assert.deepEqual(readCostExport(enterprise, OCTOBER), {
    currency: 'USD',
    meters: [{ meter: 'gpt 4.1 Inp glbl Tokens', quantity: 3_500, nano: 7_000_000n, rows: 2 }],
    otherRows: 1,
    otherNano: 7_500_000_000n,
    outsideRows: 1,
  })
  const customer = [
    'date,meterCategory,meterName,quantity,unitOfMeasure,costInBillingCurrency,costInUsd,billingCurrency',
    '2026-10-05,Foundry Models,GPT 5 Mini Inpt Glbl 1M Tokens,2,1M,0.9,1,EUR',
  ].join('\n')
  const { meters } = readCostExport(customer, OCTOBER)
  assert.deepEqual(meters[0], {
    meter: 'GPT 5 Mini Inpt Glbl 1M Tokens',
    quantity: 2_000_000,
    nano: 1_000_000_000n,
    rows: 1,
  })
  assert.equal(readCostExport(customer, { ...OCTOBER, currency: 'EUR' }).meters[0]?.nano, 900_000_000n)
})

test('what is no export is told as such', () => {
  assert.throws(() => readCostExport('', OCTOBER), /empty/)
  assert.throws(() => readCostExport('a,b\n1,2', OCTOBER), /no column metername/)
  const head = 'Date,MeterName,Quantity,Cost,Currency\n'
  assert.throws(
    () => readCostExport(`${head}2026-10-05,m,1,1,CHF`, OCTOBER),
    /bill is in CHF and the statement in USD/,
  )
  assert.throws(() => readCostExport(`${head}some day,m,1,1,USD`, OCTOBER), /no date/)
  assert.throws(() => readCostExport(`${head}2026-10-05,m,,1,USD`, OCTOBER), /no number/)
})
