import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { silentLog } from '../base/index.ts'
import { pinoLog } from '../telemetry/index.ts'
import { fakeEnvironment } from './environment.fixture.ts'
import { type Serving, startServing } from './serving.ts'

const WORKLOAD = (level: string, connect = '5s') => `
workload: levels
exposure: corp
environment: development
residency: eu
accounts:
  sim: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: gpt, account: sim, type: standard, tpm: 100k }
gateway: { listen: 127.0.0.1:8080, log: { level: ${level} }, deadlines: { connect: ${connect} } }
`

let folder: string
let file: string
let serving: Serving | null = null

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cw-'))
  file = path.join(folder, 'workload.yaml')
})

afterEach(async () => {
  await serving?.stop()
  serving = null
  rmSync(folder, { recursive: true, force: true })
})

test('the log is at the level of the plan from its start, and at that of the next plan once it is loaded', async () => {
  writeFileSync(file, WORKLOAD('warn'))
  const environment = fakeEnvironment([], { cwd: folder })
  const lines: string[] = []
  const log = pinoLog({
    level: 'info',
    clock: environment.clock,
    destination: { write: (line) => lines.push(line) },
  })
  const reload = async (text: string): Promise<void> => {
    writeFileSync(file, text)
    const before = serving?.gateway.fleet.plan.revision
    environment.signal('SIGHUP')
    const swapped = () => serving?.gateway.fleet.plan.revision !== before || lines.length > 0
    for (let i = 0; i < 6_000 && !swapped(); i++) await new Promise((next) => setTimeout(next, 10))
    assert.ok(swapped(), 'the file was not loaded again in time')
  }
  serving = await startServing(
    {
      file,
      log,
      port: 0,
      stateFolder: null,
      records: false,
      admin: null,
      takePlan: (plan) => log.setLevel(plan.gateway.log.level),
    },
    environment,
  )
  assert.deepEqual(lines, [], 'what the gateway says when it listens is below the level')

  await reload(WORKLOAD('warn', '6s'))
  assert.deepEqual(lines, [])
  await reload(WORKLOAD('info'))
  assert.match(lines.join(''), /^\{"level":"info".*the workload file was loaded again"\}\n$/)

  lines.length = 0
  await reload(WORKLOAD('loud'))
  assert.match(lines.join(''), /^\{"level":"error".*refused/, 'a refused file changes nothing')
  lines.length = 0
  await reload(WORKLOAD('info', '7s'))
  assert.match(lines.join(''), /"level":"info"/)
})

test('the state folder and the admin socket are for their owner alone, also where the folder was open before', async () => {
  writeFileSync(file, WORKLOAD('info'))
  const state = path.join(folder, 'state')
  mkdirSync(state)
  chmodSync(state, 0o755)
  serving = await startServing(
    { file, log: silentLog, port: 0, stateFolder: 'state', records: false, admin: null },
    fakeEnvironment([], { cwd: folder }),
  )
  assert.equal(statSync(state).mode & 0o777, 0o700)
  assert.equal(statSync(path.join(state, 'admin.sock')).mode & 0o777, 0o600)
})

test('a state folder whose path is too long for a socket is refused', async () => {
  writeFileSync(file, WORKLOAD('info'))
  const stateFolder = path.join(folder, 'x'.repeat(103))
  await assert.rejects(
    startServing(
      { file, log: silentLog, port: 0, stateFolder, records: false, admin: null },
      fakeEnvironment([], { cwd: folder }),
    ),
    /too long for a socket.*gateway\.state_folder/,
  )
})
