import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import type { PlanSummary } from '../plan-summary.ts'
import { SOUND_WORKLOAD, withFolder } from '../workload-file.fixture.ts'
import { SHIPPED_FACTS } from '../../azure/index.ts'
import type { ManualClock } from '../../base/index.ts'
import { check } from './check.ts'

const BROKEN = SOUND_WORKLOAD.replace('type: standard, tpm: 240k', 'type: standrad, tpm: 240k')

async function run(
  files: Record<string, string>,
  words: string[],
  isTerminal = false,
  day: string | null = null,
) {
  return await withFolder(files, async (cwd) => {
    const environment = fakeEnvironment(['check', ...words], { cwd, isTerminal })
    if (day !== null) advanceTo(environment.clock, day)
    const code = await runCommandLine([check], environment)
    return { code, out: environment.out(), errors: environment.errors() }
  })
}

function advanceTo(clock: ManualClock, day: string): void {
  clock.advance(Date.parse(day) - clock.nowMs())
}

interface Report {
  readonly files: readonly {
    readonly file: string
    readonly ok: boolean
    readonly errors: readonly { readonly line: number; readonly path: string }[]
    readonly warnings: readonly { readonly line: number; readonly path: string; readonly message: string }[]
    readonly staleFacts: readonly {
      readonly facts: string
      readonly asOf: string
      readonly ageDays: number
    }[]
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

const OUTDATED = `workload: contoso
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:A, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: a, account: swc, type: data-zone-standard, tpm: 1k, version: "2025-04-14" }
consumers:
  /contoso/bot: { models: all }
`

test('a model version that retires is a warning with its place on the day of the check, and no failure', async () => {
  const files = { 'w.yaml': OUTDATED }
  const early = await run(files, ['w.yaml'])
  assert.doesNotMatch(early.out, /retire(?!ments)/)
  const { code, out } = await run(files, ['w.yaml'], false, '2027-04-01')
  assert.equal(code, 0)
  assert.match(out, /^w\.yaml:10:76 models\.gpt-4\.1\.deployments\[0\]\.version: warning: .* in 13 days/m)
  assert.match(out, /^w\.yaml: no errors, 1 warning$/m)
  const json = await run(files, ['w.yaml', '--format', 'json'], false, '2027-05-01')
  const [file] = (JSON.parse(json.out) as Report).files
  assert.equal(json.code, 0)
  assert.equal(file?.warnings[0]?.line, 10)
  assert.match(file?.warnings[0]?.message ?? '', /has retired/)
})

test('facts older than 90 days are named, those that the file rests on alone', async () => {
  const files = { 'w.yaml': OUTDATED }
  // The oldest of the facts that this file rests on.
  const day = (asOf: string, days: number) =>
    new Date(Date.parse(asOf) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  const fresh = await run(files, ['w.yaml', '--format', 'json'], false, '2026-11-18')
  assert.deepEqual(
    (JSON.parse(fresh.out) as Report).files[0]?.staleFacts,
    [],
    day(SHIPPED_FACTS.regions.asOf, 90),
  )
  const stale = await run(files, ['w.yaml', '--format', 'json'], false, day(SHIPPED_FACTS.regions.asOf, 91))
  assert.deepEqual((JSON.parse(stale.out) as Report).files[0]?.staleFacts, [
    { facts: 'regions', asOf: SHIPPED_FACTS.regions.asOf, ageDays: 91 },
  ])
  const text = await run(files, ['w.yaml'], false, day(SHIPPED_FACTS.prices.asOf, 91))
  assert.match(text.out, /older than 90 days\n/)
  assert.match(text.out, new RegExp(`^ {2}${SHIPPED_FACTS.prices.asOf} \\(91 days\\) {2}list prices$`, 'm'))
  assert.match(text.out, /retirements of models$/m)
  assert.match(text.out, /where models are offered as data-zone-standard$/m)
  assert.doesNotMatch(text.out, /PTU/)
})
