import assert from 'node:assert/strict'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { withFolder } from '../workload-file.fixture.ts'
import { RULES } from '../../review/index.ts'
import { build } from './build.ts'
import { review } from './review.ts'

const WORKLOAD = `
workload: contoso-chat
environment: staging
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
models:
  gpt-4.1: { deployments: [{ id: std, account: swc, type: standard, tpm: 240k }] }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
`

async function run(cwd: string, ...words: string[]) {
  const environment = fakeEnvironment(['build', ...words], { cwd, isTerminal: false })
  const code = await runCommandLine([build], environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

test('writes templates and scripts, the same bytes each time, and says what changed', async () => {
  await withFolder({ 'workload.yaml': WORKLOAD }, async (cwd) => {
    assert.equal((await run(cwd, 'workload.yaml', '--out', 'zone', '--diff')).code, 1)
    const { code, out } = await run(cwd, 'workload.yaml', '--out', 'zone')
    assert.equal(code, 0)
    assert.match(out, /^wrote \d+ files into .*zone; README\.md there says how to deploy them$/m)
    assert.deepEqual((await readdir(path.join(cwd, 'zone'))).sort(), [
      '.causeway-build.json',
      'COST.md',
      'README.md',
      'RUNBOOK.md',
      'arm',
      'bicep',
      'terraform',
      'topology.svg',
    ])
    assert.equal((await stat(path.join(cwd, 'zone/bicep/deploy.sh'))).mode & 0o111, 0o111)
    const template = path.join(cwd, 'zone/bicep/40-models-swedencentral.bicep')
    const first = await readFile(template, 'utf8')
    await run(cwd, 'workload.yaml', '--out', 'zone')
    assert.equal(await readFile(template, 'utf8'), first)
    const same = await run(cwd, 'workload.yaml', '--out', 'zone', '--diff')
    assert.deepEqual([same.code, same.out], [0, 'as built\n'])

    await writeFile(path.join(cwd, 'workload.yaml'), WORKLOAD.replace('240k', '300k'))
    const diff = await run(cwd, 'workload.yaml', '--out', 'zone', '--diff')
    assert.equal(diff.code, 1)
    assert.deepEqual(diff.out.trim().split('\n'), [
      'changed  bicep/40-models-swedencentral.bicep',
      'changed  arm/40-models-swedencentral.json',
      'changed  terraform/40-models-swedencentral.tf',
    ])
    assert.equal(await readFile(template, 'utf8'), first, '--diff writes nothing')
  })
})

test('files that are no longer built go, files of others stay', async () => {
  await withFolder({ 'workload.yaml': WORKLOAD }, async (cwd) => {
    await run(cwd, 'workload.yaml', '--out', 'zone')
    await writeFile(path.join(cwd, 'zone/bicep/ours.bicep'), '// ours')
    await writeFile(path.join(cwd, 'workload.yaml'), WORKLOAD.replaceAll('swedencentral', 'francecentral'))
    const diff = await run(cwd, 'workload.yaml', '--out', 'zone', '--diff')
    assert.match(diff.out, /^gone {5}bicep\/20-network-swedencentral\.bicep$/m)
    await run(cwd, 'workload.yaml', '--out', 'zone')
    const left = await readdir(path.join(cwd, 'zone/bicep'))
    assert.ok(left.includes('ours.bicep') && left.includes('20-network-francecentral.bicep'))
    assert.ok(!left.includes('20-network-swedencentral.bicep'))
  })
})

test('a list of former files that leads outside is not followed', async () => {
  await withFolder({ 'workload.yaml': WORKLOAD, 'precious.txt': 'x' }, async (cwd) => {
    await run(cwd, 'workload.yaml', '--out', 'zone')
    for (const files of [['../precious.txt'], ['bicep/../../precious.txt'], ['/etc/hosts'], [1], 'x']) {
      await writeFile(path.join(cwd, 'zone/.causeway-build.json'), JSON.stringify({ files }))
      const { code, errors } = await run(cwd, 'workload.yaml', '--out', 'zone')
      assert.equal(code, 3)
      assert.match(errors, /is not what a build writes/)
    }
    assert.equal(await readFile(path.join(cwd, 'precious.txt'), 'utf8'), 'x')
  })
})

test('--what-for names the rules that asked for a resource', async () => {
  await withFolder({ 'workload.yaml': WORKLOAD }, async (cwd) => {
    const { code, out } = await run(cwd, 'workload.yaml', '--what-for', 'accountSwc')
    assert.equal(code, 0)
    assert.match(out, /^accountSwc {2}Microsoft\.CognitiveServices\/accounts, in 40-models-swedencentral$/m)
    assert.match(out, /^ {2}PNET-02 {2}it is reached over its private endpoint alone\.$/m)
    const zones = await run(cwd, 'workload.yaml', '--what-for', 'microsoft.network/privatednszones')
    assert.equal(zones.out.match(/^zone/gm)?.length, 3)
    const none = await run(cwd, 'workload.yaml', '--what-for', 'firewall')
    assert.equal(none.code, 1)
    assert.match(none.errors, /has no resource firewall; it has groupOperations, /)
  })
})

const TWO_REGIONS = `
workload: contoso-chat
environment: production
residency: eu
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: one, account: swc, type: data-zone-standard, tpm: 100k, version: 2025-04-14 }
      - { id: two, account: frc, type: data-zone-standard, tpm: 100k, version: 2025-04-14, priority: 2 }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
`

test('what is built for a sound workload reviews without a high finding', async () => {
  await withFolder({ 'workload.yaml': TWO_REGIONS }, async (cwd) => {
    await run(cwd, 'workload.yaml', '--out', 'zone')
    const environment = fakeEnvironment(['review', 'zone/arm'], { cwd, isTerminal: false })
    environment.clock.advance(Date.parse('2026-11-21') - environment.clock.nowMs())
    await runCommandLine([review], environment)
    const high = [...environment.out().matchAll(/^\S+ {2}high {2}(\S+)/gm)].map(([, rule]) => rule)
    assert.deepEqual(high, [], environment.out())
  })
})

test('every rule that a resource is there for is a rule of the review', async () => {
  const known = new Set(RULES.map(({ id }) => id))
  await withFolder({ 'workload.yaml': TWO_REGIONS }, async (cwd) => {
    await run(cwd, 'workload.yaml', '--out', 'zone')
    for (const name of await readdir(path.join(cwd, 'zone/arm'))) {
      if (!name.endsWith('.json')) continue
      const template = JSON.parse(await readFile(path.join(cwd, 'zone/arm', name), 'utf8')) as {
        resources: Record<string, { metadata?: { because: string[] } }>
      }
      for (const { metadata } of Object.values(template.resources))
        for (const reason of metadata?.because ?? []) assert.ok(known.has(reason.split(':')[0] ?? ''), reason)
    }
  })
})

test('wrong use and wrong files are told', async () => {
  const simulated = WORKLOAD.replace(/\{ provider.*/, '{ provider: simulated, region: swedencentral }')
  await withFolder(
    { 'workload.yaml': WORKLOAD, 'sim.yaml': simulated, 'bad.yaml': 'workload: 1' },
    async (cwd) => {
      assert.equal((await run(cwd, 'workload.yaml')).code, 2)
      assert.equal((await run(cwd, 'workload.yaml', '--out', 'zone', '--what-for', 'x')).code, 2)
      const bad = await run(cwd, 'bad.yaml', '--out', 'zone')
      assert.equal(bad.code, 1)
      assert.match(bad.errors, /bad\.yaml:1:/)
      const none = await run(cwd, 'sim.yaml', '--out', 'zone')
      assert.equal(none.code, 1)
      assert.match(
        none.errors,
        /sim\.yaml: no account is on Azure, .* give accounts the provider azure-openai/,
      )
    },
  )
})
