import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, test } from 'node:test'
import { SHIPPED_FACTS } from '../../azure/index.ts'
import { runCommandLine } from '../command-line.ts'
import { commandsFor } from '../commands.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { withFolder } from '../workload-file.fixture.ts'

const WORKLOAD = `workload: contoso
environment: staging
residency: global
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
models:
  gpt-4.1:
    version: "2025-04-14"
    deployments: [{ id: std, account: swc, type: standard, tpm: 240k }]
consumers:
  /contoso/bot: { models: all }
`
const OWN = `source: ticket 4711
as_of: 2026-11-20
`
const NAMED = `${WORKLOAD}azure_facts: [own.yaml]\n`

async function run(words: string[], own = '', more: Record<string, string> = {}, day = '2026-11-21') {
  const files = { 'w.yaml': WORKLOAD, 'named.yaml': NAMED, 'own.yaml': `${OWN}${own}`, ...more }
  return await withFolder(files, async (cwd) => {
    const environment = fakeEnvironment(words, { cwd })
    environment.clock.advance(Date.parse(day) - environment.clock.nowMs())
    const code = await runCommandLine(await commandsFor(words[0] ?? ''), environment)
    const built = await readFile(path.join(cwd, 'zone/bicep/05-policies.bicep'), 'utf8').catch(() => '')
    return { code, out: environment.out(), errors: environment.errors(), built }
  })
}

const RETIRED =
  'retirements: [{ model: gpt-4.1, version: "2025-04-14", retires_on: 2026-12-01, replacements: [house-model] }]\n'

describe('the list', () => {
  test('has every table with its age, and names what is old', async () => {
    const { code, out } = await run(['facts'])
    assert.equal(code, 0)
    for (const name of Object.keys(SHIPPED_FACTS.tables)) assert.match(out, new RegExp(`^${name} `, 'm'))
    assert.match(out, /^regions +2026-08-20 +93 days +57 +- +regions$/m)
    assert.match(out, /^older than 90 days: regions, /m)
    const young = await run(['facts'], '', {}, '2020-01-01')
    assert.doesNotMatch(young.out, /older than/)
  })

  test('has rows of one’s own, by the file that says so', async () => {
    const { out } = await run(['facts', 'named.yaml'], RETIRED)
    assert.match(out, /^retirements +2026-10-05 +47 days +182 +1 /m)
    assert.match(
      out,
      /^ {2}retirements: gpt-4\.1, 2025-04-14 replaced by own\.yaml \(2026-11-20, ticket 4711\)$/m,
    )
    const { out: json } = await run(['facts', '--facts', 'own.yaml', '--format', 'json'], RETIRED)
    const { tables } = JSON.parse(json) as { tables: { name: string; overridden: unknown[] }[] }
    assert.deepEqual(
      tables.filter(({ overridden }) => overridden.length > 0).map(({ name }) => name),
      ['retirements'],
    )
  })

  test('of the rows of each table is a file that can be taken', async () => {
    for (const name of Object.keys(SHIPPED_FACTS.tables)) {
      const { out: rows } = await run(['facts', '--rows', name])
      const { code, out, errors } = await run(
        ['facts', '--rows', name, '--facts', 'rows.yaml', '--format', 'json'],
        '',
        { 'rows.yaml': rows },
      )
      assert.equal(code, 0, errors)
      const columns = (table: { rows: readonly object[] }) =>
        table.rows.map((row) => ({ ...row, source: '', asOf: '' }))
      assert.deepEqual(
        columns(JSON.parse(out) as { rows: object[] }),
        columns(SHIPPED_FACTS.tables[name as keyof typeof SHIPPED_FACTS.tables]),
        name,
      )
    }
  })

  test('of a table that is not there says which is meant', async () => {
    const { code, errors } = await run(['facts', '--rows', 'retirement'])
    assert.equal(code, 2)
    assert.match(errors, /Did you mean retirements\?/)
  })
})

describe('rows of one’s own change', () => {
  test('what check says', async () => {
    assert.doesNotMatch((await run(['check', 'w.yaml'])).out, /retires on/)
    const { code, out } = await run(['check', 'named.yaml'], RETIRED)
    assert.equal(code, 0)
    assert.match(out, /retires on 2026-12-01, in 10 days \(Microsoft's schedule of 2026-11-20\)/)
    assert.match(out, /^rows of own\.yaml \(2026-11-20\) stand in place of shipped facts: 1 of retirements/m)
  })

  test('what review finds, in files and in templates', async () => {
    const template = JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        {
          type: 'Microsoft.CognitiveServices/accounts/deployments',
          apiVersion: '2024-10-01',
          name: 'aoai/gpt',
          sku: { name: 'Standard', capacity: 5 },
          properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
        },
      ],
    })
    const words = ['--rules', 'WAF-13', '--format', 'markdown', '--verbose']
    const more = { 'main.json': template }
    const fails = /retires on 2026-12-01/
    const remark =
      /rows of own\.yaml \(2026-11-20\) stand in place of shipped facts: 1 of retirements of models/
    for (const asked of [
      ['named.yaml'],
      ['w.yaml', '--facts', 'own.yaml'],
      ['main.json', '--facts', 'own.yaml'],
      ['named.yaml', 'main.json'],
    ]) {
      const { out } = await run(['review', ...asked, ...words], RETIRED, more)
      assert.match(out, fails, asked.join(' '))
      assert.match(out, remark, asked.join(' '))
    }
    assert.doesNotMatch((await run(['review', 'main.json', ...words], RETIRED, more)).out, fails)
  })

  test('what plan regions ranks', async () => {
    const asked = ['plan', 'regions', '--model', 'gpt-4.1', '--capacity', '5M', '--residency', 'sweden']
    const own = 'quotas: [{ model: gpt-4.1, type: standard, tier: "1", tokens_per_minute: 7000000 }]\n'
    const { out } = await run([...asked, '--facts', 'own.yaml'], own)
    assert.match(out, /^1 +swedencentral +standard .*7,000,000 tokens\/min by default$/m)
    assert.match(out, /rows of own\.yaml .* 1 of quotas/)
    assert.match((await run(asked)).out, /^1 +swedencentral +standard .*not published$/m)
  })

  test('what build writes', async () => {
    const own =
      'policies: [{ id: 71ef260a-8f18-47b7-abcb-62d0673d94dc, name: Renamed by us, category: AI, effects: [Audit] }]\n'
    const { code, errors, built } = await run(['build', 'named.yaml', '--out', 'zone'], own)
    assert.equal(code, 0, errors)
    assert.match(built, /Renamed by us/)
    assert.match(errors, /^note: rows of own\.yaml .*: 1 of built-in policies$/m)
    assert.doesNotMatch((await run(['build', 'w.yaml', '--out', 'zone'])).built, /Renamed by us/)
  })
})

test('old facts are said by review in every form of the report, and by build', async () => {
  for (const format of ['terminal', 'json', 'markdown', 'html', 'sarif', 'junit']) {
    const { out } = await run(['review', 'w.yaml', '--format', format, '--fail-on', 'high'])
    assert.match(out, /Azure may have changed: of its facts, regions \(2026-08-20, 93 days\)/, format)
    const young = await run(['review', 'w.yaml', '--format', format], '', {}, '2020-01-01')
    assert.doesNotMatch(young.out, /Azure may have changed/, format)
  }
  assert.match((await run(['build', 'w.yaml', '--out', 'zone'])).errors, /^note: Azure may have changed: /m)
})

test('a file that cannot be read, or has errors, ends the command before anything is done', async () => {
  const absent = await run(['review', 'w.yaml', '--facts', 'gone.yaml'])
  assert.match(absent.errors, /gone\.yaml cannot be read: there is no such file/)
  const named = await run(['check', 'named.yaml'], 'regoins: []\n')
  assert.equal(named.code, 1)
  assert.match(named.out, /^own\.yaml:3:1 regoins: is not a setting here; did you mean "regions"\?$/m)
  const flagged = await run(
    ['plan', 'regions', '--model', 'gpt-4.1', '--capacity', '1k', '--facts', 'own.yaml'],
    'x: 1\n',
  )
  assert.equal(flagged.code, 2)
  assert.match(flagged.errors, /^own\.yaml:3:1 x: is not a setting here/m)
})
