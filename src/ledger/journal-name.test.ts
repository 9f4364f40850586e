import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { seededRandom } from '../base/index.ts'
import { journalName } from './journal-name.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'name-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a journal is named once, and keeps its name', async () => {
  const name = await journalName(folder, seededRandom(1))
  assert.match(name, /^[0-9a-f]{32}$/)
  assert.equal(await journalName(folder, seededRandom(2)), name)
  assert.deepEqual(readdirSync(folder), ['name'])
})

test('what a crash left of the making is no name, and neither is a damaged one', async () => {
  writeFileSync(path.join(folder, 'name.new'), 'ab12')
  const name = await journalName(folder, seededRandom(1))
  assert.deepEqual(readdirSync(folder), ['name'])
  for (const damage of ['', name, `${name.slice(1)}\n`, `${name}0\n`, `${name.replace(/^./, '\0')}\n`]) {
    writeFileSync(path.join(folder, 'name'), damage)
    const next = await journalName(folder, seededRandom(2))
    assert.notEqual(next, name, JSON.stringify(damage))
    assert.equal(await journalName(folder, seededRandom(3)), next)
  }
})
