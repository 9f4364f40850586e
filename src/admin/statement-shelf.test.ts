import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ManualClock } from '../base/index.ts'
import { loadDesign } from '../workload/index.ts'
import type { ApiPorts } from './ports.ts'
import { StatementShelf } from './statement-shelf.ts'

const WORKLOAD = `workload: contoso
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: 'https://swc.openai.azure.com', auth: { key: env:KEY } }
models:
  gpt-4.1: { deployments: [{ id: std, account: swc, type: standard, tpm: 60k }] }
`
const NOW_MS = Date.UTC(2026, 10, 21)

test('a month is summed once for all who ask, and again when it is old or the ledger holds something else', async () => {
  const clock = new ManualClock(NOW_MS)
  const loaded = loadDesign(WORKLOAD, { source: 'workload.yaml', nowMs: NOW_MS })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded))
  let summed = 0
  let revision = 'one'
  const ledger = {
    revision: () => Promise.resolve(revision),
    billedUse: () => Promise.resolve((summed++, [])),
    provisionedUse: () => Promise.resolve([]),
  }
  const shelf = new StatementShelf({
    clock,
    design: () => loaded,
    ledger: ledger as unknown as ApiPorts['ledger'],
  })
  await Promise.all([shelf.statement('2026-11'), shelf.statement('2026-11')])
  await shelf.statement('2026-11')
  assert.equal(summed, 1)
  clock.advance(121_000)
  const again = await shelf.statement('2026-11')
  assert.equal(summed, 2, 'the month is under way: hours of provisioned deployments go on without any record')
  assert.equal(again.statement.toMs, NOW_MS + 121_000)

  await shelf.statement('2026-10')
  assert.equal(summed, 3)
  clock.advance(121_000)
  await shelf.statement('2026-10')
  assert.equal(summed, 3, 'the ledger holds the same of it')
  clock.advance(121_000)
  revision = 'two'
  await shelf.statement('2026-10')
  assert.equal(summed, 4)
})
