import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { ManualClock, silentLog } from '../base/index.ts'
import { readPlan, watchFile } from './plan-source.ts'

let folder: string
let file: string

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plan-'))
  file = path.join(folder, 'workload.yaml')
})

after(() => rmSync(folder, { recursive: true, force: true }))

test('each change is told once: another text, a file that cannot be one, and the first text again', async () => {
  writeFileSync(file, 'a: 1\n')
  const clock = new ManualClock()
  let told = 0
  const stop = watchFile(file, 'a: 1\n', clock, silentLog, () => told++)
  /** Lets the file be looked at some times, and the looks end: so many changes are told then. */
  const look = async (wanted: number) => {
    const isLate = () => told < wanted
    for (let i = 0; i < 5 || (i < 3_000 && isLate()); i++) {
      clock.advance(2_200)
      await new Promise((next) => setTimeout(next, 20))
    }
    assert.equal(told, wanted)
  }
  try {
    await look(0)
    writeFileSync(file, 'a: 2\n')
    await look(1)
    truncateSync(file, 2 ** 30)
    await look(2)
    rmSync(file)
    await look(3)
    writeFileSync(file, 'a: 2\n')
    await look(4)
  } finally {
    stop()
  }
  writeFileSync(file, 'a: 3\n')
  await look(4)
})

test('a file that is too large is no plan, and its size and the limit are told', async () => {
  writeFileSync(file, '')
  truncateSync(file, 2 * 1024 * 1024)
  await assert.rejects(
    readPlan(file, 'workload.yaml', new ManualClock()),
    /has 2,097,152 bytes; a workload file has at most 1,048,576/,
  )
})
