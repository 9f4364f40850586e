import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'

import { ManualClock, systemClock } from '../base/index.ts'
import { NO_LINE, verifyAudit } from './audit-chain.ts'
import { appendAudit, readAudit } from './audit-log.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'chain-'))
after(() => rmSync(folder, { recursive: true }))
const WRITER = { pid: process.pid, clock: new ManualClock() }

function entry(number: number): Parameters<typeof appendAudit>[1] {
  return { atMs: number, who: 'alice', what: 'keys.create', why: null, details: { key: `k${number}` } }
}

async function logOf(name: string, count: number): Promise<string> {
  const file = path.join(folder, name, 'audit.log')
  mkdirSync(path.dirname(file))
  for (let i = 0; i < count; i++) await appendAudit(file, entry(i), WRITER)
  return file
}

test('a log that nobody touched holds, and has the hash that was kept', async () => {
  const file = await logOf('sound', 3)
  const { head } = await verifyAudit(file, null)
  await appendAudit(file, entry(3), WRITER)
  const verdict = await verifyAudit(file, head)
  assert.deepEqual(
    { ...verdict, head: '' },
    { files: 1, lines: 4, head: '', cut: 0, goesOn: false, broken: null, hasKept: true },
  )
  assert.equal((await verifyAudit(file, 'f'.repeat(64))).hasKept, false)
  const none = await verifyAudit(path.join(folder, 'none', 'audit.log'), null)
  assert.deepEqual([none.lines, none.head], [0, null])
})

test('a line that was changed, taken away, added or moved is found', async () => {
  const file = await logOf('touched', 5)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const [a = '', b = '', c = '', d = '', e = ''] = lines
  const forged = JSON.stringify({ at: new Date(0).toISOString(), who: 'bob', what: 'x' })
  for (const [touched, line] of [
    [[a.replace('alice', 'bobby'), b, c, d, e], 1],
    [[a.replace('"line":1', '"line":7'), b, c, d, e], 2],
    [[a, b.replace('alice', 'bobby'), c, d, e], 2],
    [[a, c, d, e], 2],
    [[a, b, d, c, e], 3],
    [[a, b, c, forged, d, e], 4],
    [[forged, a, b, c, d, e], 1],
    [[a, b, c, d, e, e], 6],
  ] as const) {
    writeFileSync(file, `${touched.join('\n')}\n`)
    assert.deepEqual((await verifyAudit(file, null)).broken, { file: 'audit.log', line })
  }
  writeFileSync(file, `${lines.join('\n')}\n`)
  const { head } = await verifyAudit(file, null)
  // Lines at the end leave no gap: only who kept the hash knows of them.
  writeFileSync(file, `${a}\n${b}\n`)
  const shorter = await verifyAudit(file, head)
  assert.deepEqual([shorter.broken, shorter.hasKept], [null, false])
  writeFileSync(file, `${c}\n${d}\n${e}\n`)
  const later = await verifyAudit(file, null)
  assert.deepEqual([later.broken, later.goesOn], [null, true])
})

test('what a crash cut off stays beside whole lines', async () => {
  const file = await logOf('cut', 2)
  appendFileSync(file, '{"at":"2026-11')
  await appendAudit(file, entry(2), WRITER)
  const verdict = await verifyAudit(file, null)
  assert.deepEqual([verdict.broken, verdict.lines, verdict.cut], [null, 3, 1])
  assert.equal((await readAudit(file, Infinity, 10)).length, 3)
})

test('a full file is put aside, and the next one goes on from it', async () => {
  const file = await logOf('full', 2)
  const piece = `${'x'.repeat(1_048_575)}\n`
  const text = readFileSync(file, 'utf8')
  // What is no entry is in nobody's way.
  writeFileSync(file, piece.repeat(16) + text)
  await appendAudit(file, entry(2), { ...WRITER, clock: new ManualClock(Date.UTC(2026, 10, 21, 10)) })
  const names = readdirSync(path.dirname(file)).sort()
  assert.deepEqual(names, ['audit-20261121T100000000Z.log', 'audit.log'])
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const verdict = await verifyAudit(file, null)
  assert.deepEqual([verdict.files, verdict.lines, verdict.broken, verdict.goesOn], [2, 3, null, false])
  const found = await readAudit(file, Infinity, 10)
  assert.deepEqual(
    found.map(({ details }) => details['key']),
    ['k2', 'k1', 'k0'],
  )
})

test('a new file whose first line was cut off goes on from the full one', async () => {
  const file = await logOf('both-cut', 2)
  renameSync(file, path.join(path.dirname(file), 'audit-20261121T100000000Z.log'))
  writeFileSync(file, '{"at":"20')
  await appendAudit(file, entry(2), WRITER)
  const verdict = await verifyAudit(file, null)
  assert.deepEqual([verdict.lines, verdict.cut, verdict.broken, verdict.goesOn], [3, 1, null, false])
})

test('two processes that write at the same time write one chain', async () => {
  const file = await logOf('both', 1)
  const source = path.join(import.meta.dirname, 'audit-log.ts')
  const base = path.join(import.meta.dirname, '../base/index.ts')
  const script = `
    const { appendAudit } = await import(${JSON.stringify(source)})
    const { systemClock } = await import(${JSON.stringify(base)})
    for (let i = 0; i < 20; i++) await appendAudit(${JSON.stringify(file)},
      { atMs: i, who: 'child', what: 'x', why: null, details: {} }, { pid: process.pid, clock: systemClock })`
  const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  const own = Array.from({ length: 20 }, (_, i) =>
    appendAudit(file, entry(i), { pid: process.pid, clock: systemClock }),
  )
  await Promise.all([child, ...own])
  const verdict = await verifyAudit(file, NO_LINE.chain)
  assert.deepEqual([verdict.broken, verdict.lines, verdict.hasKept], [null, 41, true])
})
