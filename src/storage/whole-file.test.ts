import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

import { ManualClock } from '../base/index.ts'
import { appendAudit } from './audit-log.ts'
import { writeWhole } from './whole-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'whole-'))
after(() => rmSync(folder, { recursive: true }))

test('a file is of its owner alone, and replaced as a whole', async () => {
  const file = path.join(folder, 'keys.json')
  await writeWhole(file, 'first, and longer')
  await writeWhole(file, 'second')
  assert.equal(readFileSync(file, 'utf8'), 'second')
  assert.equal(statSync(file).mode & 0o777, 0o600)
})

test('nothing is written where a link leads that somebody left', async () => {
  const victim = path.join(folder, 'victim')
  writeFileSync(victim, 'as it was')
  const file = path.join(folder, 'operators.json')
  symlinkSync(victim, `${file}.new`)
  await assert.rejects(writeWhole(file, 'ours'), { code: 'ELOOP' })
  const audit = path.join(folder, 'audit.log')
  symlinkSync(victim, audit)
  const entry = { atMs: 0, who: 'alice', what: 'x', why: null, details: {} }
  await assert.rejects(appendAudit(audit, entry, { pid: process.pid, clock: new ManualClock() }), {
    code: 'ELOOP',
  })
  assert.equal(readFileSync(victim, 'utf8'), 'as it was')
})
