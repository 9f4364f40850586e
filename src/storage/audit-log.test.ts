import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

import { ManualClock } from '../base/index.ts'
import { appendAudit, readAudit } from './audit-log.ts'

const WRITER = { pid: process.pid, clock: new ManualClock() }

const folder = mkdtempSync(path.join(tmpdir(), 'audit-'))
after(() => rmSync(folder, { recursive: true }))

test('what is added is read again, the newest first, and for its owner alone', async () => {
  const file = path.join(folder, 'audit.log')
  assert.deepEqual(await readAudit(file, Infinity, 10), [])
  const entries = [1, 2, 3].map((atMs) => ({
    atMs,
    who: 'alice',
    what: 'keys.create',
    why: atMs === 2 ? 'a reason' : null,
    details: { key: `k${atMs}`, amount: atMs, isIt: true, nothing: null },
  }))
  for (const entry of entries) await appendAudit(file, entry, WRITER)
  assert.deepEqual(await readAudit(file, Infinity, 10), entries.toReversed())
  assert.deepEqual(await readAudit(file, 3, 1), [entries[1]])
  assert.equal(statSync(file).mode & 0o777, 0o600)
})

test('a long log is read in pieces, and lines that are no entry are left out', async () => {
  const file = path.join(folder, 'long.log')
  const line = (second: number, padding: number) =>
    `${JSON.stringify({ at: new Date(second * 1000).toISOString(), who: 'ä'.repeat(padding), what: 'x' })}\n`
  // Lines longer than a piece, and characters that pieces cut in two.
  const lengths = [10, 70_000, 3, 33_000, 32_767, 0, 150_000]
  writeFileSync(file, lengths.map((length, second) => line(second, length)).join(''))
  appendFileSync(file, 'no json\n{"at":"never","who":"x","what":"y"}\n{"at":"2026-11')
  const found = await readAudit(file, Infinity, 100)
  assert.deepEqual(
    found.map(({ who }) => who.length),
    lengths.toReversed(),
  )
  assert.ok(found.every(({ who }) => /^ä*$/.test(who)))
})
