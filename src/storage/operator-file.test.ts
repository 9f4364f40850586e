import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

import { systemClock } from '../base/index.ts'
import { createOperatorKey, type Role, type StoredOperatorKey } from '../identity/index.ts'
import { operatorFile } from './operator-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'operators-'))
const deps = { pid: process.pid, clock: systemClock }
after(() => rmSync(folder, { recursive: true }))

function add(role: Role): (keys: readonly StoredOperatorKey[]) => {
  keys: readonly StoredOperatorKey[]
  result: string
} {
  return (keys) => {
    const made = createOperatorKey(keys, { operator: 'alice', role, expiresMs: null }, 1)
    assert.ok(made.ok)
    return { keys: made.keys, result: made.key }
  }
}

test('keys are kept as hashes, for the owner alone, and a change is seen by whoever has the file', async () => {
  const file = path.join(folder, 'operators.json')
  const one = operatorFile(file, deps)
  const other = operatorFile(file, deps)
  assert.deepEqual(await one.keys(), [])
  const made = await Promise.all([
    one.change(add('owner')),
    one.change(add('viewer')),
    other.change(add('viewer')),
  ])
  assert.equal((await one.keys()).length, 3)
  assert.deepEqual(await other.keys(), await one.keys())
  const text = readFileSync(file, 'utf8')
  for (const key of made) assert.ok(!text.includes(key.split('_')[2] ?? ''))
  assert.equal(statSync(file).mode & 0o777, 0o600)
  await assert.rejects(
    one.change(() => {
      throw new Error('no')
    }),
    /no/,
  )
  assert.equal((await one.keys()).length, 3)
})

test('a file that holds something else is refused, and never written over', async () => {
  const file = path.join(folder, 'damaged.json')
  for (const text of ['{', '{}', '{"version":1,"keys":[{"id":"x"}]}', '{"version":2,"keys":[]}']) {
    writeFileSync(file, text)
    const operators = operatorFile(file, deps)
    await assert.rejects(operators.keys())
    await assert.rejects(operators.change(add('owner')))
    assert.equal(readFileSync(file, 'utf8'), text)
  }
})
