import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

import { closed, opened, settled } from '../ledger/records.fixture.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import { SqlRecordStore } from './sql-record-store.ts'
import { sqlStatementReader } from './statement-queries.ts'

const DAY_MS = 86_400_000
const FROM_MS = Date.UTC(2026, 9, 1)
const SPAN = { fromMs: FROM_MS, toMs: Date.UTC(2026, 10, 1) }

test('what is alike over a month is one group, however many parts the month is summed in', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'statement-'))
  const client = await openPglite(path.join(folder, 'database'))
  try {
    await migrate(client)
    const store = new SqlRecordStore(client)
    const records = Array.from({ length: 31 }, (_, day) => {
      const atMs = FROM_MS + day * DAY_MS
      const more = day % 2 === 0 ? { deploymentType: 'provisioned-managed', deployment: 'ptu' } : {}
      return [
        opened(`e${day}`, { atMs, ...more }),
        closed(`e${day}`, { atMs: atMs + 10, nanoUsd: 9_007_199_254_740_992 }),
        settled(`e${day}`, { atMs: atMs + 20 }),
      ]
    }).flat()
    await store.project('', records, { segment: 0, offset: 1 })
    const reader = sqlStatementReader(client)
    const uses = await reader.billedUse({ ...SPAN, longContext: [] })
    assert.deepEqual(
      uses.map(({ deployment, attempts, input, cached, output, nanoUsd }) => ({
        deployment,
        attempts,
        input,
        cached,
        output,
        nanoUsd,
      })),
      [
        {
          deployment: 'first',
          attempts: 15,
          input: 135,
          cached: 60,
          output: 75,
          nanoUsd: 15n * 9_007_199_254_740_992n,
        },
        {
          deployment: 'ptu',
          attempts: 16,
          input: 144,
          cached: 64,
          output: 80,
          nanoUsd: 16n * 9_007_199_254_740_992n,
        },
      ],
    )
    const served = await reader.provisionedUse(SPAN)
    assert.equal(served.length, 16, 'an hour of a day is a row of its own')
    const part = await reader.provisionedUse({ fromMs: FROM_MS - 1, toMs: FROM_MS + 2 * DAY_MS + 1 })
    assert.deepEqual(
      part.map(({ hourMs, attempts, freshInput, output }) => ({ hourMs, attempts, freshInput, output })),
      [0, 2].map((day) => ({ hourMs: FROM_MS + day * DAY_MS, attempts: 1, freshInput: 5, output: 5 })),
    )
  } finally {
    await client.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
