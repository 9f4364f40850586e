import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import type { PlanSummary } from '../plan-summary.ts'
import { SOUND_WORKLOAD, withFolder } from '../workload-file.fixture.ts'
import { check } from './check.ts'

const BROKEN = SOUND_WORKLOAD.replace('type: standard, tpm: 240k', 'type: standrad, tpm: 240k')

async function run(files: Record<string, string>, words: string[], isTerminal = false) {
  return await withFolder(files, async (cwd) => {
    const environment = fakeEnvironment(['check', ...words], { cwd, isTerminal })
    const code = await runCommandLine([check], environment)
    return { code, out: environment.out(), errors: environment.errors() }
  })
}

interface Report {
  readonly files: readonly {
    readonly file: string
    readonly ok: boolean
    readonly errors: readonly { readonly line: number; readonly path: string }[]
    readonly plan: PlanSummary | null
  }[]
}

test('a sound file is summed up: deployments in the order in which they are tried, consumers, residency', async () => {
  const { code, out, errors } = await run({ 'workload.yaml': SOUND_WORKLOAD }, ['workload.yaml'])
  assert.equal(errors, '')
  assert.equal(code, 0, out)
  assert.match(out, /^workload\.yaml: no errors/m)
  assert.match(out, /^workload {4}contoso-assistant \(staging, corp\), revision [0-9a-f]{12}$/m)
  assert.match(out, /^residency {3}eu$/m)
  assert.match(out, /^regions {5}swedencentral, francecentral$/m)
  const order = [...out.matchAll(/^(?:gpt-4\.1\S*)? +(?:generate)? +(\d|then) +(\S+)/gm)].map((match) => [
    match[1],
    match[2],
  ])
  assert.deepEqual(order, [
    ['1', 'ptu-swc'],
    ['2', 'std-frc'],
    ['then', 'gpt-4.1-mini'],
    ['1', 'mini-frc'],
  ])
  assert.match(out, /ptu-swc +swedencentral +provisioned-managed +50 PTU/)
  assert.match(out, /std-frc +francecentral +standard +240,000 tokens\/min/)
  assert.match(out, /\/contoso\/claims\/intake-bot +CC-1042 +interactive +gpt-4\.1\n/)
})

test('as JSON the same comes for machines', async () => {
  const { code, out } = await run({ 'workload.yaml': SOUND_WORKLOAD }, ['workload.yaml', '--format', 'json'])
  assert.equal(code, 0)
  const [file] = (JSON.parse(out) as Report).files
  assert.equal(file?.ok, true)
  assert.deepEqual(file?.errors, [])
  assert.deepEqual(
    file?.plan?.models[0]?.deployments.map(({ id, region }) => [id, region]),
    [
      ['ptu-swc', 'swedencentral'],
      ['std-frc', 'francecentral'],
    ],
  )
  assert.deepEqual(file?.plan?.consumers.at(-1), {
    path: '/contoso/claims/intake-bot',
    costCenter: 'CC-1042',
    priority: 'interactive',
    models: ['gpt-4.1'],
  })
})

test('errors carry line and column, and one broken file of several exits 1', async () => {
  const files = { 'a.yaml': SOUND_WORKLOAD, 'b.yaml': BROKEN }
  const { code, out } = await run(files, ['a.yaml', 'b.yaml'])
  assert.equal(code, 1)
  assert.match(out, /^a\.yaml: no errors/m)
  assert.match(out, /^b\.yaml:11:\d+ models\.gpt-4\.1\.deployments\[0\]\.type: .*"standard"/m)
  assert.match(out, /^b\.yaml: 1 error$/m)
  const json = await run(files, ['a.yaml', 'b.yaml', '--format', 'json'])
  assert.equal(json.code, 1)
  const report = (JSON.parse(json.out) as Report).files
  assert.deepEqual(
    report.map(({ file, ok, plan }) => [file, ok, plan === null]),
    [
      ['a.yaml', true, false],
      ['b.yaml', false, true],
    ],
  )
  assert.equal(report[1]?.errors[0]?.line, 11)
})

test('colours are for terminals', async () => {
  const files = { 'b.yaml': BROKEN }
  assert.ok((await run(files, ['b.yaml'], true)).out.includes('\u001b[31m1 error'))
  assert.ok(!(await run(files, ['b.yaml'], false)).out.includes('\u001b'))
})

test('a file that cannot be read exits 3 and names where it was looked for', async () => {
  const missing = await run({}, ['gone.yaml'])
  assert.equal(missing.code, 3)
  assert.match(missing.errors, /cannot read \/.*\/gone\.yaml: there is no such file/)
  assert.equal((await run({}, ['.'])).code, 3)
  const large = await run({ 'large.yaml': '#'.repeat(2 ** 20 + 1) }, ['large.yaml'])
  assert.equal(large.code, 3)
  assert.match(
    large.errors,
    /large\.yaml: the file has 1,048,577 bytes; a workload file has at most 1,048,576 \(1 MiB\)/,
  )
  assert.equal((await run({}, [])).code, 2)
})
