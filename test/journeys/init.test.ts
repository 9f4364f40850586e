import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type Folder, folderWith } from './program.ts'

/** From nothing to an answered call: init, check, review, build, and serve on the simulator, the file as it was written. */
const program = path.resolve(import.meta.dirname, '../../bin/causeway')
const START_DEADLINE_MS = 180_000

let folder: Folder

before(async () => {
  folder = await folderWith('')
  await rm(folder.workload)
})
after(() => folder.remove())

interface Simulated {
  readonly child: ChildProcess
  readonly variables: Readonly<Record<string, string>>
}

/** Stands in for the accounts at Azure, and for what gives the gateway's identity its tokens. */
function simulated(): Promise<Simulated> {
  const words = [
    'simulate',
    'workload.yaml',
    '--azure',
    '--listen',
    '127.0.0.1:0',
    '--latency',
    'none',
    '--format',
    'json',
  ]
  const child = spawn(program, words, { cwd: folder.path, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('the simulator was not there in time'))
    }, START_DEADLINE_MS)
    child.stdout.once('data', (chunk: Buffer) => {
      clearTimeout(timer)
      const { variables } = JSON.parse(chunk.toString()) as Simulated
      resolve({ child, variables })
    })
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)))
  })
}

test('init writes a file that is checked, reviewed, built and served as it is', async () => {
  const words = ['--workload', 'claims', '--residency', 'eu', '--model', 'gpt-4.1', '--data', 'internal']
  const { stdout } = await folder.run(['init', '--yes', ...words])
  assert.match(stdout, /^wrote workload\.yaml: gpt-4\.1 in \w+ and \w+$/m)
  const text = await readFile(folder.workload, 'utf8')

  const checked = await folder.run(['check', 'workload.yaml'])
  assert.match(checked.stdout, /no errors/)
  assert.doesNotMatch(checked.stdout, /warning/)
  await folder.run(['review', 'workload.yaml', '--fail-on', 'high'])
  await folder.run(['build', 'workload.yaml', '--out', 'infra'])
  assert.ok((await readdir(path.join(folder.path, 'infra'))).includes('bicep'))

  const { child, variables } = await simulated()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    const running = await folder.start({ env: variables })
    const key = await folder.key('/claims/app')
    const call = () =>
      fetch(`${running.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Say hello' }] }),
      })
    const answer = await call()
    assert.equal(answer.status, 200, await answer.clone().text())
    assert.match(await answer.text(), /This answer is simulated/)
    assert.match(answer.headers.get('x-causeway-deployment') ?? '', /^gpt-4\.1-/)
    assert.equal(await running.stop(), 0)
  } finally {
    child.kill('SIGINT')
    await ended
  }
  assert.equal(await readFile(folder.workload, 'utf8'), text)
})

test('without the addresses of the accounts serve says which is missing', async () => {
  const { stderr } = await folder.run(['serve', 'workload.yaml', '--port', '0'], 3)
  assert.match(stderr, /^causeway: env:AOAI_\w+_ENDPOINT is not set in the environment$/m)
})

/** `script` of util-linux gives a program a terminal; what is written to it is typed there. */
const withoutTerminal = String(spawnSync('script', ['--version']).stdout).includes('util-linux')
  ? false
  : 'there is no `script` of util-linux on this machine to make a terminal with'

/** Types each text once the screen shows what is waited for, and gives all that the screen showed. */
function atTerminal(
  words: string,
  typed: readonly (readonly [waitFor: string, text: string])[],
): Promise<{ code: number | null; screen: string }> {
  const child = spawn('script', ['-qec', `${program} init ${words}`, '/dev/null'], {
    cwd: folder.path,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let screen = ''
  let seen = 0
  const left = [...typed]
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString()
    for (let next = left[0]; next !== undefined; next = left[0]) {
      const at = screen.indexOf(next[0], seen)
      if (at === -1) return
      seen = at + next[0].length
      child.stdin.write(next[1])
      left.shift()
    }
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`the questions did not end:\n${screen}`))
    }, START_DEADLINE_MS)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, screen })
    })
  })
}

const GIVEN =
  '--workload claims --environment staging --exposure corp --model gpt-4.1 --capacity 50k --near swedencentral'

test(
  'at a terminal questions are asked, wrong answers told, and the file written',
  { skip: withoutTerminal },
  async () => {
    const { code, screen } = await atTerminal(`${GIVEN} --out asked.yaml`, [
      ['[global]: ', 'atlantis\r'],
      ['[global]: ', 'eu\r'],
      ['[swedencentral,', '\r'],
      ['[/claims/app]: ', '\r'],
      ['none where there is none [not decided]: ', 'none\r'],
      ...Array.from({ length: 7 }, () => ['[not decided]: ', '\r'] as const),
    ])
    assert.equal(code, 0, screen)
    assert.match(screen, /atlantis: is not known\./)
    const text = await readFile(path.join(folder.path, 'asked.yaml'), 'utf8')
    assert.match(text, /^residency: eu /m)
    assert.match(text, /^ {2}assets: \{\}$/m)
  },
)

test('Ctrl-C at a question leaves nothing behind', { skip: withoutTerminal }, async () => {
  const { code, screen } = await atTerminal(`${GIVEN} --out never.yaml`, [['[global]: ', '\u0003']])
  assert.equal(code, 1, screen)
  assert.match(screen, /nothing was written/)
  assert.ok(!(await readdir(folder.path)).some((name) => name.startsWith('never')))
})
