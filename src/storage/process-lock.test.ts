import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { systemClock } from '../base/index.ts'
import { holdLock, type LockHolder, raceForLock } from './process-lock.fixture.ts'
import { lockHolder, takeLock } from './process-lock.ts'

let folder: string
let file: string
const holders: LockHolder[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
  file = path.join(folder, 'a.lock')
})

afterEach(async () => {
  for (const one of holders.splice(0)) await one.kill()
  rmSync(folder, { recursive: true, force: true })
})

async function holder(): Promise<LockHolder> {
  const one = await holdLock(file)
  holders.push(one)
  return one
}

const take = (waitMs = 0) => takeLock(file, { pid: process.pid, clock: systemClock, waitMs })

test('a living holder is never robbed, however long it holds; a dead one is at once', async () => {
  const other = await holder()
  assert.deepEqual(await take(100), { heldBy: other.pid })
  assert.equal(await lockHolder(file), other.pid)
  await other.kill()
  assert.equal(await lockHolder(file), null)
  const taken = await take()
  assert.ok('release' in taken)
  assert.equal(await lockHolder(file), process.pid)
  await taken.release()
  assert.deepEqual(readdirSync(folder), [])
})

test('a lock that a process before this one of the same number left behind is taken', async () => {
  writeFileSync(file, `${process.pid} 1\n`)
  assert.ok('release' in (await take()))
})

test(
  'a living process that only has the number of the dead holder keeps nobody out',
  { skip: platform() !== 'linux' && 'when a process began is in /proc' },
  async () => {
    const other = await holder()
    const [pid, began] = readFileSync(file, 'utf8').trim().split(' ')
    assert.equal(Number(pid), other.pid)
    writeFileSync(file, `${pid} ${Number(began) - 1}\n`)
    assert.equal(await lockHolder(file), null)
    assert.ok('release' in (await take()))
  },
)

test('what says no process is no lock', async () => {
  for (const text of ['', 'x', '-1', '0', '1.5']) {
    writeFileSync(file, text)
    const taken = await take()
    assert.ok('release' in taken, JSON.stringify(text))
    await taken.release()
  }
})

test('of many that try at once, for a free lock or one left behind, one has it, and nothing is left over', async () => {
  const dead = spawnSync(process.execPath, ['--version']).pid
  const racers = await raceForLock(file, 5)
  try {
    for (let round = 0; round < 60; round++) {
      if (round % 4 !== 0) writeFileSync(file, `${dead} ${round}\n`)
      assert.equal(await racers.race(), 1, `round ${round}`)
      assert.deepEqual(readdirSync(folder), ['a.lock'])
      await racers.release()
      assert.deepEqual(readdirSync(folder), [])
    }
  } finally {
    await racers.kill()
  }
})

test('one that died while it cleared a lock away keeps nobody out', async () => {
  const dead = spawnSync(process.execPath, ['--version']).pid
  writeFileSync(file, `${dead} 1\n`)
  writeFileSync(`${file}.clearing`, `${dead} 1\n`)
  const taken = await take()
  assert.ok('release' in taken)
  await taken.release()
  assert.deepEqual(readdirSync(folder), [])
})
