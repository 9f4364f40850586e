import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'yaml'

/** The GitHub Action and the hooks of pre-commit, read as those read them, and their steps run for real. */
const root = path.resolve(import.meta.dirname, '..')
let folder: string

/** The steps would install the dependencies anew, under the feet of whoever runs tests on those that are there. */
const isInstalled = await Promise.all(
  ['package-lock.json', 'node_modules/.causeway-installed'].map((file) =>
    readFile(path.join(root, file), 'utf8').catch(() => null),
  ),
).then(([lock, stamp]) => lock === stamp)
const options = {
  skip: isInstalled ? false : 'the dependencies were not installed by scripts/install.sh (npm test does)',
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: {
    readonly using: string
    readonly steps: readonly {
      readonly id: string
      readonly shell: string
      readonly run: string
      readonly env: Readonly<Record<string, string>>
    }[]
  }
}

const action = parse(await readFile(path.join(root, 'action.yml'), 'utf8')) as Action
const [step] = action.runs.steps

const SOUND = `workload: sound
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
models:
  gpt-4.1: { version: "2025-04-14", deployments: [{ id: one, account: swc, type: standard, tpm: 100k }] }
consumers:
  /contoso/bot: { models: all }
`
const HIGH = `${SOUND.replace('workload: sound', 'workload: exposed\nenvironment: production\nexposure: online')}network: { models: public }
`

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cw-action-'))
  await writeFile(path.join(folder, 'workload.yaml'), SOUND)
  await mkdir(path.join(folder, 'with space; $(touch hacked)'))
  await writeFile(path.join(folder, 'with space; $(touch hacked)', 'workload.yaml'), HIGH)
})
after(() => rm(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number | null
  readonly log: string
  readonly summary: string
  readonly outputs: string
}

/** As the runner does it: expressions are put into the environment, and bash runs the step in the workspace. */
async function runAction(given: Readonly<Record<string, string>>): Promise<Ran> {
  assert.ok(step !== undefined)
  const files = {
    GITHUB_STEP_SUMMARY: path.join(folder, 'summary.md'),
    GITHUB_OUTPUT: path.join(folder, 'output'),
  }
  for (const file of Object.values(files)) await writeFile(file, '')
  const env = Object.fromEntries(
    Object.entries(step.env).map(([name, expression]) => {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? assert.fail(expression)
      return [name, given[input] ?? action.inputs[input]?.default ?? '']
    }),
  )
  const { code, text } = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
    ...env,
    ...files,
    GITHUB_ACTION_PATH: root,
  })
  return {
    code,
    log: text,
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
    outputs: await readFile(files.GITHUB_OUTPUT, 'utf8'),
  }
}

function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, text }))
  })
}

async function sarif(file: string): Promise<readonly { readonly level: string }[]> {
  const log = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as {
    runs: { results: { level: string }[] }[]
  }
  return log.runs[0]?.results ?? assert.fail('no run')
}

test('each input is described, goes by the environment alone, and has what it is without one', () => {
  assert.equal(action.runs.using, 'composite')
  assert.ok(step !== undefined && action.runs.steps.length === 1)
  assert.doesNotMatch(step.run, /\$\{\{/)
  assert.deepEqual(
    Object.values(step.env).map((expression) => /inputs\.([a-z-]+)/.exec(expression)?.[1]),
    Object.keys(action.inputs),
  )
  for (const { description, default: without } of Object.values(action.inputs)) {
    assert.ok(description.length > 10)
    assert.equal(typeof without, 'string')
  }
  assert.equal(action.outputs['sarif-file']?.value, `\${{ steps.${step.id}.outputs.sarif-file }}`)
})

test(
  'a design without a high finding passes, and is told to the log, the summary and code scanning',
  options,
  async () => {
    const { code, log, summary, outputs } = await runAction({})
    assert.equal(code, 0, log)
    assert.match(log, /not known/)
    assert.match(summary, /^# Review of /)
    assert.equal(outputs, 'sarif-file=causeway-review.sarif\n')
    assert.ok((await sarif('causeway-review.sarif')).every(({ level }) => level !== 'error'))
  },
)

test('a high finding fails the step, after all three were written; names are no code', options, async () => {
  const { code, log, summary, outputs } = await runAction({
    targets: '  with space; $(touch hacked)/workload.yaml  \n\n',
    'sarif-file': 'out/$(touch hacked).sarif',
    format: 'markdown',
  })
  assert.equal(code, 1, log)
  assert.match(summary, /PNET-04/)
  assert.match(outputs, /^sarif-file=out\/\$\(touch hacked\)\.sarif$/m)
  assert.ok((await sarif('out/$(touch hacked).sarif')).some(({ level }) => level === 'error'))
  await assert.rejects(stat(path.join(folder, 'hacked')))
})

test('the threshold, rules and a baseline are those of the review', options, async () => {
  const words = ['review', 'workload.yaml', '--format', 'json', '--out', 'baseline.json', '--fail-on', 'low']
  assert.equal((await run(path.join(root, 'bin/causeway'), words)).code, 1, 'it has low findings')
  assert.equal((await runAction({ 'fail-on': 'low', baseline: 'baseline.json' })).code, 0)
  assert.equal((await runAction({ 'fail-on': 'low', rules: 'APP,-APP-10' })).code, 1)
})

test('what is no review fails the step with its message, and writes no output', options, async () => {
  const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ targets: ' \n ' }, /names no file or folder/],
    [{ 'sarif-file': 'a\nevil=1' }, /one file/],
    [{ 'fail-on': 'severe' }, /cannot be "severe"/],
    [{ targets: 'absent.yaml' }, /there is no such file/],
    [{ targets: '--help' }, /there is no such file/],
  ]
  for (const [given, expected] of cases) {
    const { code, log, outputs } = await runAction(given)
    assert.ok(code !== null && code >= 2, `${JSON.stringify(given)}: ${code}\n${log}`)
    assert.match(log, expected)
    assert.equal(outputs, '')
  }
})

interface Hook {
  readonly id: string
  readonly entry: string
  readonly args?: readonly string[]
  readonly language: string
  readonly files: string
}

test(
  'the hooks of pre-commit run where they are called, on the files that they are for',
  options,
  async () => {
    const hooks = parse(await readFile(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[]
    assert.deepEqual(
      hooks.map(({ id }) => id),
      ['causeway-check', 'causeway-review'],
    )
    for (const { id, entry, args = [], language, files } of hooks) {
      assert.equal(
        language,
        'script',
        'Node strips no types below node_modules, where language: node installs',
      )
      for (const file of ['workload.yaml', 'a/b/workload.yml']) assert.match(file, new RegExp(files))
      for (const file of ['my-workload.yaml', 'workload.yaml.md'])
        assert.doesNotMatch(file, new RegExp(files))
      const [script = '', ...words] = entry.split(' ')
      const hook = (file: string) => run(path.join(root, script), [...words, ...args, file])
      assert.equal((await hook('workload.yaml')).code, 0, id)
      const exposed = await hook('with space; $(touch hacked)/workload.yaml')
      assert.equal(exposed.code, id === 'causeway-review' ? 1 : 0, exposed.text)
    }
  },
)
