import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { type Folder, folderWith, type Running } from './program.ts'
import { admin, status, until } from './state.ts'
import { TWO_REGIONS } from './workloads.ts'

/** How much a running program says is a matter of its file, and of no restart. */
let folder: Folder
let running: Running

before(async () => {
  folder = await folderWith(TWO_REGIONS)
  await folder.key('/contoso/bot')
  running = await folder.start({ args: ['--no-records'] })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  await folder.remove()
})

/** The plans of which the program said that it loaded them, which it says from `info` on. */
const told = () =>
  running.lines
    .filter(({ message }) => message?.includes('was loaded again') === true)
    .map((line) => line['plan'])

async function load(level: string): Promise<void> {
  await folder.write(TWO_REGIONS.replace('level: info', `level: ${level}`))
  const answer = (await admin(folder, 'POST', '/admin/v1/reload')) as { readonly outcome: string }
  assert.notEqual(answer.outcome, 'refused')
}

test('a reload changes what is logged', async () => {
  await load('error')
  await load('warn')
  await load('debug')
  const { plan } = await status(folder)
  await until('it is told again', () => told().length > 0)
  assert.deepEqual([...new Set(told())], [plan], 'the loads before were below the level of the log')
})
