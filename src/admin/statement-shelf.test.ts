import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ManualClock, silentLog } from '../base/index.ts'
import { loadDesign } from '../workload/index.ts'
import { calendarMonth } from './calendar-month.ts'
import type { ApiPorts } from './ports.ts'
import { StatementShelf } from './statement-shelf.ts'

const WORKLOAD = `workload: contoso
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: 'https://swc.openai.azure.com', auth: { key: env:KEY } }
models:
  gpt-4.1: { deployments: [{ id: std, account: swc, type: standard, tpm: 60k }] }
`
const NOW_MS = Date.UTC(2026, 10, 21)

test('a month that was just summed is not summed again for who asks which months there are', async () => {
  const clock = new ManualClock(NOW_MS)
  const loaded = loadDesign(WORKLOAD, { source: 'workload.yaml', nowMs: NOW_MS })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded))
  let summed = 0
  const ledger = {
    revision: () => Promise.resolve('one'),
    billedUse: () => Promise.resolve((summed++, [])),
    provisionedUse: () => Promise.resolve([]),
  }
  const shelf = new StatementShelf({
    clock,
    log: silentLog,
    design: () => loaded,
    ledger: ledger as unknown as ApiPorts['ledger'],
  })
  const month = calendarMonth('2026-11', NOW_MS)
  if (month === null) throw new Error('there is no such month')
  await shelf.statement('2026-11')
  shelf.prepare(month)
  await shelf.statement('2026-11')
  assert.equal(summed, 1)
  clock.advance(121_000)
  shelf.prepare(month)
  await shelf.statement('2026-11')
  assert.equal(summed, 2, 'the month is under way, so it is made again after a while')
})
