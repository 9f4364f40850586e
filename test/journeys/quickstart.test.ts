import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { recordsStatus } from '../../src/storage/index.ts'
import { until } from './state.ts'

/** The first minutes of a newcomer: the quick start says an address and a key, and both work; the demo shows no error. */
const program = path.resolve(import.meta.dirname, '../../bin/causeway')
const WELCOME_DEADLINE_MS = 180_000
const COULD_NOT_RUN = 3

let folder: string
let child: ChildProcess
let printed = ''

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cw-'))
  child = spawn(program, ['quickstart', '--port', '0', '--state', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no welcome in time:\n${printed}`)), WELCOME_DEADLINE_MS)
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (!printed.includes('Ctrl-C ends it')) return
      clearTimeout(timer)
      resolve()
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${printed}`)))
  })
})

after(async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  assert.equal(await ended, 0)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

function run(args: readonly string[]): Promise<{ code: number | null; stdout: string }> {
  return new Promise((resolve) => {
    const command = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let stdout = ''
    command.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    command.once('exit', (code) => resolve({ code, stdout }))
  })
}

test('the curl line that it prints works as printed, and so do explain and report', async () => {
  const key = /CAUSEWAY_KEY=(\S+)/.exec(printed)?.[1] ?? ''
  const curl = /^ {2}(curl \S+\/v1\/chat\/completions[\s\S]*?-i)$/m.exec(printed)?.[1] ?? ''
  assert.notEqual(curl, '', printed)
  const answer = await new Promise<string>((resolve, reject) => {
    const shell = spawn('bash', ['-c', curl], { env: { ...process.env, CAUSEWAY_KEY: key } })
    let stdout = ''
    shell.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    shell.once('error', reject)
    shell.once('exit', () => resolve(stdout))
  })
  assert.match(answer, /^HTTP\/1\.1 200/)
  const id = /x-request-id: (\S+)/.exec(answer)?.[1] ?? ''
  let explained = await run(['explain', id, '--state', folder])
  if (explained.code === COULD_NOT_RUN) {
    // On a busy machine the database takes longer to make than a command waits for it.
    await until('the database is made', () =>
      recordsStatus(folder).then(
        () => true,
        () => false,
      ),
    )
    explained = await run(['explain', id, '--state', folder])
  }
  assert.equal(explained.code, 0)
  assert.match(explained.stdout, /answered by gpt41-ptu-swc on the first try/)
  const reported = await run(['report', '--by', 'cost-center', '--state', folder, '--format', 'csv'])
  assert.match(reported.stdout, /^CC-1042,1,1,0,/m)
})

test('an unknown request id is told so, with exit code 1', async () => {
  assert.equal((await run(['explain', 'req_00000000000000000000', '--state', folder])).code, 1)
})

test('the demo ends without an error that a client saw', async () => {
  const { code, stdout } = await run(['demo', '--seconds', '6', '--state', path.join(folder, 'demo')])
  assert.equal(code, 0, stdout)
  assert.match(stdout, /No client saw an error/)
  assert.match(stdout, /is out/)
})
