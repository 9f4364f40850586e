import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { type Clock, type ConsumerPath, silentLog, systemClock } from '../base/index.ts'
import { createKey, type StoredKey } from '../identity/index.ts'
import { type KeyFile, openKeyFile } from './key-file.ts'
import { holdLock } from './process-lock.fixture.ts'

let folder: string
let file: string
const open: KeyFile[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keys-'))
  file = path.join(folder, 'keys.json')
})

afterEach(() => {
  for (const one of open.splice(0)) one.close()
  rmSync(folder, { recursive: true, force: true })
})

async function opener(clock: Clock = systemClock): Promise<KeyFile> {
  const one = await openKeyFile(file, { pid: process.pid, clock, log: silentLog })
  open.push(one)
  return one
}

function add(keys: KeyFile, consumer: string): Promise<string> {
  return keys.change((stored: readonly StoredKey[]) => {
    const made = createKey(stored, { consumer: consumer as ConsumerPath, label: null, expiresMs: null }, 1)
    if (!made.ok) throw new Error(made.problem)
    return { keys: made.keys, result: made.key }
  })
}

/** What the key finds, where it is one. */
function consumerOf(keys: KeyFile, key: string): string {
  const found = keys.find(key, 2)
  return typeof found === 'string' ? found : found.consumer
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_400 && !isTrue(); tries++) await systemClock.sleep(25)
  assert.ok(isTrue())
}

test('no file is no keys; the file is for its owner alone', async () => {
  const keys = await opener()
  assert.equal(keys.isReadable, true)
  assert.equal(keys.find('cw_x', 1), 'unknown')
  const key = await add(keys, '/a')
  assert.equal(consumerOf(keys, key), '/a')
  assert.equal(statSync(file).mode & 0o777, 0o600)
})

test('a change reaches another process that has the file open', async () => {
  const one = await opener()
  const other = await opener()
  const key = await add(one, '/a')
  await until(() => consumerOf(other, key) === '/a')
})

test('changes at the same time lose nothing', async () => {
  const [one, other] = [await opener(), await opener()]
  await Promise.all(Array.from({ length: 20 }, (_, i) => add(i % 2 === 0 ? one : other, `/c${i}`)))
  assert.equal((await opener()).list().length, 20)
})

test('a damaged file keeps what was read before; one that never could be read is not "unknown"', async () => {
  const keys = await opener()
  const key = await add(keys, '/a')
  writeFileSync(file, '{"version":1,"keys":[{"id":')
  const late = await opener()
  assert.equal(late.find(key, 2), 'unavailable')
  assert.equal(late.isReadable, false)
  await systemClock.sleep(50)
  assert.equal(consumerOf(keys, key), '/a')
  writeFileSync(file, '{"version":1,"keys":[]}')
  await until(() => late.isReadable && late.find(key, 2) === 'unknown')
})

test('an edit that throws changes nothing and lets go of the lock', async () => {
  const keys = await opener()
  await assert.rejects(
    keys.change(() => {
      throw new Error('no')
    }),
    /no/,
  )
  await add(keys, '/a')
  assert.equal(keys.list().length, 1)
})

test('a process that is at work on the keys is waited for, never robbed; a killed one stands in nobody’s way', async () => {
  let seconds = 0
  const hurried: Clock = { ...systemClock, monotonicMs: () => 1_000 * seconds++ }
  const keys = await opener(hurried)
  const holder = await holdLock(`${file}.lock`)
  try {
    await assert.rejects(add(keys, '/a'), new RegExp(`process ${holder.pid} is changing the keys`))
    assert.ok(seconds > 4, 'it was waited for')
    assert.equal((await opener()).list().length, 0)
  } finally {
    await holder.kill()
  }
  await add(keys, '/a')
  assert.equal(keys.list().length, 1)
  assert.deepEqual(readdirSync(folder), ['keys.json'])
})
