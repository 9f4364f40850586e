import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { type Log, ManualClock } from '../base/index.ts'
import { OperatorUses, readOperatorUses } from './operator-uses.ts'

let folder: string
let file: string
let clock: ManualClock
let lines: string[]

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'operator-uses-'))
  file = path.join(folder, 'operator-uses.json')
  clock = new ManualClock()
  lines = []
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(): Promise<OperatorUses> {
  const note = (_fields: object, message: string) => lines.push(message)
  const log: Log = { debug: note, info: note, warn: note, error: note }
  return OperatorUses.open(file, { clock, log })
}

test('the last use outlives the program, exact to half a minute, and so does from when on uses are known', async () => {
  const startedMs = clock.nowMs()
  const uses = await open()
  assert.deepEqual(uses.known(), { fromMs: startedMs, lastMs: new Map() })
  uses.note('a')
  for (let i = 0; i < 100; i++) {
    clock.advance(1_000)
    uses.note('b')
  }
  await uses.written()
  clock.advance(1_000_000)
  const known = (await open()).known()
  assert.equal(known.fromMs, startedMs)
  assert.equal(known.lastMs.get('a'), startedMs)
  const behindMs = startedMs + 100_000 - (known.lastMs.get('b') ?? 0)
  assert.ok(behindMs >= 0 && behindMs < 30_000, `${behindMs}`)
  assert.equal(statSync(file).mode & 0o777, 0o600)
})

test('of many keys those that were used last are kept', async () => {
  const uses = await open()
  for (let key = 0; key < 2_500; key++) uses.note(`${key}`)
  await uses.written()
  const { lastMs } = (await readOperatorUses(file)) ?? assert.fail()
  assert.equal(lastMs.size, 2_000)
  assert.ok(lastMs.has('2499') && !lastMs.has('499'))
})

test('a file that is damaged is begun anew, and one that cannot be written is told to the log', async () => {
  writeFileSync(file, '{"version":1,"fromMs":"x"')
  const uses = await open()
  assert.deepEqual(uses.known().lastMs, new Map())
  rmSync(folder, { recursive: true })
  uses.note('a')
  await uses.written()
  assert.deepEqual(lines, ['when operators used their keys cannot be kept'])
  assert.equal(uses.known().lastMs.size, 1)
})
