import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'

import { ManualClock } from '../base/index.ts'
import { LimitBook } from '../limits/index.ts'
import { loadWorkload } from '../workload/index.ts'
import { LimitRaises } from './limit-raises.ts'
import { type StateFolder, stateFolder } from './state-folder.ts'

const WORKLOAD = `
workload: raises
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: first, account: swc, type: standard, tpm: 1M }
consumers:
  /contoso:
    models: all
    limits: { concurrent: 1 }
`
const DAY_MS = 86_400_000

let folder: string
let state: StateFolder
let clock: ManualClock
let book: LimitBook

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'raises-'))
  const loaded = loadWorkload(WORKLOAD, { source: 'workload.yaml' })
  assert.ok(loaded.ok)
  book = new LimitBook(loaded.plan)
})

beforeEach(() => {
  clock = new ManualClock()
  state = stateFolder(mkdtempSync(path.join(folder, 'state-')))
})

after(() => rmSync(folder, { recursive: true, force: true }))

function order(amount: number, until = '2026-11-21') {
  return { limit: '/contoso|concurrent', amount, until, reason: 'why', by: 'alice' }
}

const auditLines = () => readFileSync(state.audit, 'utf8').trimEnd().split('\n').length

test('of raises that come at once none is lost, and each has its line', async () => {
  const raises = await LimitRaises.open(state, { pid: process.pid, clock })
  const amounts = [2, 3, 4, 5]
  await Promise.all(amounts.map((amount) => raises.add(order(amount), book, 'UTC')))
  const again = await LimitRaises.open(state, { pid: process.pid, clock })
  assert.deepEqual(
    again.made.map(({ amount }) => amount),
    amounts,
  )
  assert.equal(auditLines(), 4)
})

test('what ended is kept in the audit log alone', async () => {
  const raises = await LimitRaises.open(state, { pid: process.pid, clock })
  await raises.add(order(2), book, 'UTC')
  clock.advance(DAY_MS - 1)
  assert.equal(raises.made.length, 1)
  clock.advance(1)
  assert.equal(raises.made.length, 0)
  await raises.add(order(3, '2026-11-22'), book, 'UTC')
  assert.deepEqual(
    (JSON.parse(readFileSync(state.raises, 'utf8')) as { raises: { amount: number }[] }).raises.map(
      ({ amount }) => amount,
    ),
    [3],
  )
  assert.equal(auditLines(), 2)
})

test('without its line in the audit log no raise holds, and the next one is not held up', async () => {
  const raises = await LimitRaises.open(
    { ...state, audit: path.join(state.path, 'nowhere', 'audit.log') },
    { pid: process.pid, clock },
  )
  await assert.rejects(raises.add(order(2), book, 'UTC'), { code: 'ENOENT' })
  assert.equal(raises.byLimit().size, 0)
  const refused = await raises.add(order(0), book, 'UTC')
  assert.equal(refused.ok, false)
})

test('a damaged file of raises is named, and not passed over', async () => {
  for (const text of ['{', '{}', '{"version":1,"raises":[{"limit":"x"}]}']) {
    writeFileSync(state.raises, text)
    await assert.rejects(
      LimitRaises.open(state, { pid: process.pid, clock }),
      /the raises of limits in .*raises\.json cannot be read/,
    )
  }
})
