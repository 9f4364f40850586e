import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { readBounded } from './bounded-text.ts'

let folder: string
let file: string

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bounded-'))
  file = path.join(folder, 'a.txt')
})

after(() => rmSync(folder, { recursive: true, force: true }))

test('a text of as many bytes as wanted is read whole, one of a byte more is not', async () => {
  const text = 'ä'.repeat(70_000)
  writeFileSync(file, text)
  assert.deepEqual(await readBounded(file, 140_000), { text })
  assert.deepEqual(await readBounded(file, 139_999), { bytes: 140_000 })
  writeFileSync(file, '')
  assert.deepEqual(await readBounded(file, 0), { text: '' })
})

test('a file larger than all memory is told by its size', async () => {
  writeFileSync(file, '')
  truncateSync(file, 2 ** 40)
  assert.deepEqual(await readBounded(file, 1_000), { bytes: 2 ** 40 })
})

test('what never ends and tells no size is left after as much as was wanted', async () => {
  assert.deepEqual(await readBounded('/dev/zero', 100_000), { bytes: 100_001 })
})

test('what is no file, or is not there, is the system’s error', async () => {
  await assert.rejects(readBounded(folder, 10), { code: 'EISDIR' })
  await assert.rejects(readBounded(path.join(folder, 'none'), 10), { code: 'ENOENT' })
})
