import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { copyMadeDatabase } from '../src/storage/made-database.fixture.ts'
import { fencesOf, shellCommandsOf, tableRowsOf } from './docs/markdown.ts'

/** Runs what the pages print, as a reader would: only address, state folder, key and id are put in. */
const root = path.resolve(import.meta.dirname, '..')
const program = path.join(root, 'bin/causeway')
const START_DEADLINE_MS = 180_000

let folder: string
let address: string
let key: string
let quickstart: ChildProcess

function fences(page: string, language: string): string[] {
  return fencesOf(page)
    .filter((fence) => fence.language === language)
    .map(({ text }) => text)
}

const readme = await readFile(path.join(root, 'README.md'), 'utf8')
const operating = await readFile(path.join(root, 'docs/operating.md'), 'utf8')
const shell = (page: string): string[] => fences(page, 'sh').flatMap(shellCommandsOf)

/** Starts a program and resolves with what it printed once that has `sign` in it. */
function started(args: readonly string[], sign: string): Promise<{ child: ChildProcess; printed: string }> {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let printed = ''
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`causeway ${args.join(' ')} ${why}:\n${printed}`))
    }
    const timer = setTimeout(() => fail('was not ready in time'), START_DEADLINE_MS)
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (!printed.includes(sign)) return
      clearTimeout(timer)
      resolve({ child, printed })
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code}`)
    })
  })
}

async function stopped(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  assert.equal(await exited, 0)
}

function run(
  command: string,
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, CAUSEWAY_KEY: key },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const bash = (line: string) => run('bash', ['-c', line])

describe('beside a quick start', () => {
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cw-'))
    await copyMadeDatabase(folder)
    const { child, printed } = await started(
      ['quickstart', '--port', '0', '--state', folder],
      'Ctrl-C ends it',
    )
    quickstart = child
    address = /serves (http:\S+)/.exec(printed)?.[1] ?? ''
    key = /CAUSEWAY_KEY=(\S+)/.exec(printed)?.[1] ?? ''
  })
  after(async () => {
    await stopped(quickstart)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  test('the README: its curl is answered, and explain and report tell of it', async () => {
    const curl = shell(readme).find((line) => line.includes('/v1/chat/completions')) ?? ''
    assert.match(curl, /^curl http:\/\/127\.0\.0\.1:8080\//)
    const { stdout } = await bash(`${curl.replace('http://127.0.0.1:8080', address)} -s -i`)
    assert.match(stdout, /^HTTP\/1\.1 200/)
    assert.match(stdout, /"role":"assistant"/)
    for (const header of readme.matchAll(/`(x-(?:request-id|causeway-[a-z-]+))`/g))
      assert.match(stdout, new RegExp(`^${header[1]}: `, 'm'))
    const id = /^x-request-id: (\S+)/m.exec(stdout)?.[1] ?? ''
    const lines = shell(readme).filter((line) => /^bin\/causeway (explain|report) /.test(line))
    assert.equal(lines.length, 2)
    for (const line of lines) {
      // The folder is the quick start's own default, so that a reader who copies the line finds something there.
      assert.match(line, /--state \.causeway\/quickstart$/)
      const asked = await bash(line.replace('req_...', id).replace('.causeway/quickstart', folder))
      assert.equal(asked.code, 0, `${line}\n${asked.stdout}\n${asked.stderr}`)
      assert.match(asked.stdout, /gpt41-ptu-swc|CC-1042/)
    }
  })

  test("the README: its OpenAI client prints the model's answer", async () => {
    const [example = ''] = fences(readme, 'js')
    assert.ok(example.includes('http://127.0.0.1:8080'))
    const script = example.replace('http://127.0.0.1:8080', address)
    const { code, stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script])
    assert.equal(code, 0, stderr)
    assert.match(stdout, /This answer is simulated/)
  })

  test('docs/operating.md: the admin socket answers each of its lines', async () => {
    const lines = shell(operating).filter((line) => line.includes('--unix-socket .causeway/admin.sock'))
    assert.ok(lines.length >= 3)
    for (const line of lines) {
      const { stdout } = await bash(
        `${line.replace('.causeway/admin.sock', `${folder}/admin.sock`)} -s -w '%{http_code}'`,
      )
      assert.match(stdout, /^[{[][\s\S]*\n200$/, line)
    }
    const documented = tableRowsOf(operating)
      .map(([first = '']) => /^`(GET|POST) (\/admin\S+)`$/.exec(first))
      .filter((match) => match !== null)
    assert.ok(documented.length >= 5)
    for (const [, method, url = ''] of documented) {
      const at = `http://admin${url.replace('{id}', 'gpt41-ptu-swc')}`
      const { stdout } = await bash(`curl -s -X ${method} --unix-socket ${folder}/admin.sock ${at}`)
      // What takes a body says that it is missing; its own tests send one.
      if (method === 'POST' && url.endsWith('/raises')) assert.match(stdout, /the body is no JSON/)
      else assert.doesNotMatch(stdout, /"error"/, url)
    }
  })

  test('docs/review.md: a gateway that runs is reviewed', async () => {
    const [line = ''] = shell(await readFile(path.join(root, 'docs/review.md'), 'utf8')).filter((one) =>
      one.includes('--live'),
    )
    const { stdout, stderr } = await bash(
      line
        .replace('http://127.0.0.1:9090', address)
        .replace('workload.yaml', 'examples/quickstart/workload.yaml'),
    )
    assert.equal(stderr, '')
    assert.match(stdout, /since its start: findings of it are of that time/)
  })

  test('docs/operating.md: probes answer, and metrics have the labels of the table and no others', async () => {
    for (const probe of ['/livez', '/readyz', '/health/models', '/health/models/gpt-4.1']) {
      assert.ok(operating.includes(`\`${probe.replace('gpt-4.1', '{model}')}\``), probe)
      assert.equal((await fetch(address + probe)).status, 200, probe)
    }
    const documented = new Map(
      tableRowsOf(operating).flatMap(([name = '', labels = '']) =>
        /^`(?:causeway|gen_ai)_/.test(name) ? [[name.slice(1, -1), labels] as const] : [],
      ),
    )
    const text = await (await fetch(`${address}/metrics`)).text()
    const seen = new Set<string>()
    for (const [, series = '', labels = ''] of text.matchAll(
      /^((?:causeway|gen_ai)_[a-z_]+)(?:\{(.*)\})? /gm,
    )) {
      const name = documented.has(series) ? series : series.replace(/_(bucket|sum|count)$/, '')
      const names = [...labels.matchAll(/(?:^|,)([a-z_]+)="/g)].map(([, label = '']) => label)
      const shown = names.filter((label) => label !== 'le').map((label) => `\`${label}\``)
      // This one is there only where something went wrong.
      const where = shown.filter((label) => label !== '`error_type`')
      assert.equal(where.join(', '), documented.get(name)?.replace(', `error_type`', ''), name)
      seen.add(name)
    }
    assert.ok(seen.size > 12)
  })

  test('docs/batch.md: its client prints results, and its lines of curl work in their order', async () => {
    const page = await readFile(path.join(root, 'docs/batch.md'), 'utf8')
    const [example = ''] = fences(page, 'js')
    const script = example.replace('http://127.0.0.1:8080', address)
    const { code, stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script])
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^completed /)
    for (const color of ['red', 'green', 'blue']) assert.ok(stdout.includes(`"custom_id":"${color}"`), stdout)

    const requests = path.join(folder, 'requests.jsonl')
    let file = ''
    let batch = ''
    let seen = 0
    for (const line of shell(page)) {
      const filled = line
        .replaceAll('requests.jsonl', requests)
        .replace('http://127.0.0.1:8080', address)
        .replace('file-...', file)
        .replace('batch_...', batch)
      const answer = await bash(line.startsWith('curl ') ? `${filled} -s` : filled)
      assert.equal(answer.code, 0, line)
      if (!line.startsWith('curl ')) continue
      assert.doesNotMatch(answer.stdout, /"causeway":/, line)
      seen++
      file = /"id":"(file-[0-9a-f]+)"/.exec(answer.stdout)?.[1] ?? file
      batch = /"id":"(batch_[0-9a-f]+)"/.exec(answer.stdout)?.[1] ?? batch
    }
    assert.equal(seen, 4)
  })

  test('docs/api.md: an error has the shape that the page shows', async () => {
    const api = await readFile(path.join(root, 'docs/api.md'), 'utf8')
    const [example = '{}'] = fences(api, 'json')
    const shown = JSON.parse(example) as { error: Record<string, unknown> }
    const response = await fetch(`${address}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'api-key': key },
      body: '{"model":"no-such-model","messages":[]}',
    })
    assert.equal(response.status, 404)
    const { error } = (await response.json()) as typeof shown
    assert.deepEqual(Object.keys(error), Object.keys(shown.error))
    const { tried: _, ...causeway } = shown.error['causeway'] as Record<string, unknown>
    assert.deepEqual(Object.keys(error['causeway'] as object), Object.keys(causeway))
  })
})

test("the README: the simulator's outage can be turned on with its line", async () => {
  const { child, printed } = await started(
    ['simulate', '--listen', '127.0.0.1:0'],
    'See what Azure would bill',
  )
  try {
    const port = /listens on port (\d+)/.exec(printed)?.[1] ?? ''
    const line = shell(readme).find((one) => one.includes('/control/v1/faults')) ?? ''
    const { stdout } = await bash(`${line.replace('127.0.0.1:8090', `127.0.0.1:${port}`)} -s`)
    assert.match(stdout, /"kind":"outage","scope":\{"region":"swedencentral"\}/)
  } finally {
    await stopped(child)
  }
})

test('docs/review.md: its lines review the quick start, and a baseline makes what was there known', async () => {
  const lines = shell(await readFile(path.join(root, 'docs/review.md'), 'utf8')).filter(
    (line) => !line.includes('--live'),
  )
  assert.equal(lines.length, 3)
  const results = await mkdtemp(path.join(tmpdir(), 'cw-review-'))
  try {
    for (const line of lines) {
      const { code, stdout, stderr } = await bash(line.replace('baseline.json', `${results}/baseline.json`))
      assert.equal(code, 0, `${line}\n${stdout}\n${stderr}`)
    }
  } finally {
    await rm(results, { recursive: true })
  }
})

test('docs/init.md: its lines write a file, or say why there is none', async () => {
  const lines = shell(await readFile(path.join(root, 'docs/init.md'), 'utf8'))
  assert.equal(lines.length, 3)
  const written = await mkdtemp(path.join(tmpdir(), 'cw-init-'))
  try {
    for (const line of lines) {
      const { code, stderr } = await bash(`cd ${written} && ${line.replace('bin/causeway', program)}`)
      // Tests have no terminal to be asked at.
      const expected = line.includes('--residency sweden') || !line.includes('--yes') ? 2 : 0
      assert.equal(code, expected, `${line}\n${stderr}`)
    }
  } finally {
    await rm(written, { recursive: true })
  }
})
