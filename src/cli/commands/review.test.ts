import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { withFolder } from '../workload-file.fixture.ts'
import { review } from './review.ts'

const ONE_REGION = `workload: contoso
environment: production
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:A, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: a, account: swc, type: standard, tpm: 1k, version: "2025-04-14" }
consumers:
  /contoso/bot: { models: all }
`
const DAY_MS = Date.parse('2026-11-21T00:00:00Z')

async function run(
  files: Record<string, string>,
  words: string[],
  after?: (folder: string) => Promise<void>,
) {
  return await withFolder(files, async (cwd) => {
    const environment = fakeEnvironment(['review', ...words], { cwd })
    environment.clock.advance(DAY_MS - environment.clock.nowMs())
    const code = await runCommandLine([review], environment)
    await after?.(cwd)
    return { code, out: environment.out(), errors: environment.errors() }
  })
}

interface Report {
  readonly findings: readonly {
    readonly rule: string
    readonly verdict: string
    readonly severity: string
    readonly place: { readonly line: number; readonly column: number; readonly pointer: string }
    readonly standing: { readonly kind: string }
  }[]
  readonly notices: readonly { readonly message: string }[]
}

test('a finding says what, where, why and how to mend it', async () => {
  const { code, out, errors } = await run({ 'w.yaml': ONE_REGION }, ['w.yaml'])
  assert.equal(errors, '')
  assert.equal(code, 1)
  assert.match(out, /^w\.yaml:6:3 {2}high {2}REL-01 {2}Each model has endpoints in two regions$/m)
  assert.match(out, /^ {2}models\.gpt-4\.1: every endpoint of gpt-4\.1 is in swedencentral$/m)
  assert.match(out, /^ {2}why {2}Where all endpoints of a model/m)
  assert.match(out, /^ {2}mend Add a deployment/m)
  assert.match(out, /^ {2}from AI Ready \(Cloud Adoption Framework\), “Establish AI reliability”$/m)
  assert.match(out, /^\d+ findings: \d+ high/m)
})

test('as JSON each finding has its place as line, column and pointer', async () => {
  const { out } = await run({ 'w.yaml': ONE_REGION }, ['w.yaml', '--format', 'json'])
  const { findings } = JSON.parse(out) as Report
  const finding = findings.find(({ rule }) => rule === 'REL-01')
  assert.equal(finding?.verdict, 'fail')
  assert.deepEqual(finding?.place, { file: 'w.yaml', line: 6, column: 3, pointer: '/models/gpt-4.1' })
})

test('the exit code follows --fail-on and --rules', async () => {
  const files = { 'w.yaml': ONE_REGION }
  assert.equal((await run(files, ['w.yaml', '--rules', 'PLAT-03'])).code, 0)
  assert.equal((await run(files, ['w.yaml', '--rules', 'PLAT-03', '--fail-on', 'medium'])).code, 1)
  assert.equal((await run(files, ['w.yaml', '--rules', 'rel'])).code, 1)
  assert.equal((await run(files, ['w.yaml', '--rules', 'REL-06,REL-08'])).code, 0)
  assert.equal((await run(files, ['w.yaml', '--rules=-REL,-WAF,-APP'])).code, 0)
  const wrong = await run(files, ['w.yaml', '--rules', 'REL-1'])
  assert.equal(wrong.code, 2)
  assert.match(wrong.errors, /there is no rule or area "REL-1"/)
  assert.equal((await run(files, ['w.yaml', '--fail-on', 'grave'])).code, 2)
  assert.equal((await run(files, [])).code, 2)
})

test('what was accepted with a reason fails nothing until its day has passed', async () => {
  const accepting = (until: string, at = 'models.gpt-4.1') =>
    `${ONE_REGION}review: { accepted: [{ rule: REL-01, at: ${at}, reason: ordered, until: ${until} }] }\n`
  const only = ['w.yaml', '--rules', 'REL-01']
  const accepted = await run({ 'w.yaml': accepting('2026-11-21') }, only)
  assert.equal(accepted.code, 0)
  assert.match(accepted.out, /\(accepted until 2026-11-21: ordered\)/)
  assert.match(accepted.out, /^no findings \(1 accepted\)$/m)
  const over = await run({ 'w.yaml': accepting('2026-11-20') }, only)
  assert.equal(over.code, 1)
  assert.match(
    over.out,
    /^w\.yaml:\d+:\d+ {2}notice {2}the acceptance of REL-01 at models\.gpt-4\.1 ended on 2026-11-20$/m,
  )
  const elsewhere = await run({ 'w.yaml': accepting('2026-11-21', 'models.other') }, only)
  assert.equal(elsewhere.code, 1)
  assert.match(elsewhere.out, /notice {2}no finding is REL-01 at models\.other: the acceptance can go/)
  const unknown = await run(
    { 'w.yaml': accepting('2026-11-21').replace('rule: REL-01', 'rule: REL-99') },
    only,
  )
  assert.match(unknown.out, /there is no rule REL-99 to accept/)
})

test('failures of the baseline are known, wherever they have moved to; new ones count', async () => {
  const files = { 'w.yaml': ONE_REGION }
  const words = ['w.yaml', '--format', 'json', '--out', 'before.json']
  let before = ''
  await run(files, words, async (cwd) => {
    before = await readFile(join(cwd, 'before.json'), 'utf8')
  })
  const moved = { 'w.yaml': `# a line more\n${ONE_REGION}`, 'before.json': before }
  const same = await run(moved, ['w.yaml', '--baseline', 'before.json', '--fail-on', 'low'])
  assert.equal(same.code, 0, same.out)
  assert.match(same.out, /^no findings \(\d+ known/m)
  const other = { ...moved, 'w.yaml': ONE_REGION.replaceAll('gpt-4.1:', 'gpt-4o:') }
  assert.equal((await run(other, ['w.yaml', '--baseline', 'before.json'])).code, 1)
  const wrong = await run({ ...files, 'before.json': '{}' }, ['w.yaml', '--baseline', 'before.json'])
  assert.equal(wrong.code, 2)
  assert.equal((await run(files, ['w.yaml', '--baseline', 'gone.json'])).code, 3)
})

test('a file with errors is not reviewed, and a folder is searched', async () => {
  const broken = await run({ 'w.yaml': ONE_REGION.replace('standard', 'standrad') }, ['w.yaml'])
  assert.equal(broken.code, 2)
  assert.match(broken.errors, /w\.yaml:8:\d+ models\.gpt-4\.1\.deployments\[0\]\.type/)
  const folder = await run({ 'w.yaml': ONE_REGION, 'other.yaml': 'kind: Pod\n' }, ['.', '--format', 'json'])
  assert.equal(folder.code, 1)
  assert.equal((await run({ 'other.yaml': 'kind: Pod\n' }, ['.'])).code, 3)
  assert.equal((await run({}, ['gone'])).code, 3)
})

const TEMPLATE = (access: unknown) =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { access: { type: 'string' } },
    resources: [
      {
        type: 'Microsoft.CognitiveServices/accounts',
        apiVersion: '2025-06-01',
        name: 'aoai',
        location: 'swedencentral',
        kind: 'OpenAI',
        properties: { publicNetworkAccess: access },
      },
    ],
  })
const PARAMETERS = JSON.stringify({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
  contentVersion: '1.0.0.0',
  parameters: { access: { value: 'Disabled' } },
})

test('JSON in a folder that cannot be read is said, with its place, and fails nothing', async () => {
  const whole = TEMPLATE("[parameters('access')]")
  const files = { 'whole.json': whole, 'package.json': '{ "name": "other" }' }
  const without = await run(files, ['.'])
  const { code, out, errors } = await run({ ...files, 'cut.json': `${whole.slice(0, 80)}\n` }, ['.'])
  assert.equal(without.errors, '')
  assert.match(errors, /^cut\.json:\d+:\d+: not reviewed: .+\n$/)
  assert.deepEqual([code, out], [without.code, without.out])
  const alone = await run({ 'cut.json': whole.slice(0, 80) }, ['.'])
  assert.equal(alone.code, 3)
  assert.match(alone.errors, /^cut\.json:1:\d+: not reviewed: .+\n.*nothing to review/)
})

test('templates are reviewed with their parameters files, and what is not given is not known', async () => {
  const only = ['--rules', 'PNET-04', '--format', 'json']
  const verdictOf = async (files: Record<string, string>, words: string[]) => {
    const { out, errors } = await run(files, [...words, ...only])
    return errors === '' ? (JSON.parse(out) as Report).findings.map(({ verdict }) => verdict) : errors
  }
  assert.deepEqual(await verdictOf({ 'main.json': TEMPLATE('enabled') }, ['main.json']), ['fail'])
  assert.deepEqual(await verdictOf({ 'main.json': TEMPLATE('disabled') }, ['main.json']), ['pass'])
  const asked = { 'main.json': TEMPLATE("[parameters('access')]") }
  assert.deepEqual(await verdictOf(asked, ['main.json']), ['undetermined'])
  const given = { ...asked, 'main.parameters.json': PARAMETERS, 'package.json': '{}' }
  assert.deepEqual(await verdictOf(given, ['.']), ['pass'])
})

test('a workload file and a template are one estate: the one says what the other is for', async () => {
  const files = {
    'w.yaml': ONE_REGION.replace('environment: production', 'environment: development'),
    'main.json': TEMPLATE('enabled'),
  }
  const severityOf = async (words: string[]) => {
    const { out } = await run(files, [...words, '--rules', 'PNET-04', '--format', 'json'])
    return (JSON.parse(out) as Report).findings.find(({ verdict }) => verdict === 'fail')?.severity
  }
  assert.equal(await severityOf(['main.json']), 'high')
  assert.equal(await severityOf(['main.json', 'w.yaml']), 'low')
})

test('the example that follows the guidance has no findings, and leaves nothing open', async () => {
  const file = join(import.meta.dirname, '../../../examples/reviewed/workload.yaml')
  const { code, out } = await run({}, [file, '--fail-on', 'info'])
  assert.equal(code, 0, out)
  assert.match(out, /^no findings$/m)
})

const PLAN = JSON.stringify({
  format_version: '1.2',
  resource_changes: [
    {
      address: 'azurerm_cognitive_account.aoai',
      mode: 'managed',
      type: 'azurerm_cognitive_account',
      name: 'aoai',
      provider_name: 'registry.terraform.io/hashicorp/azurerm',
      change: {
        actions: ['create'],
        before: null,
        after: {
          name: 'aoai',
          location: 'swedencentral',
          kind: 'OpenAI',
          public_network_access_enabled: true,
        },
        after_unknown: {},
      },
    },
  ],
})

test('a Terraform plan is reviewed, and the finding points at its attribute', async () => {
  const { code, out } = await run({ 'plan.json': PLAN }, [
    'plan.json',
    '--rules',
    'PNET-04',
    '--format',
    'json',
  ])
  assert.equal(code, 1)
  const [finding] = (JSON.parse(out) as Report).findings
  assert.equal(finding?.verdict, 'fail')
  assert.equal(finding?.place.pointer, '/resource_changes/0/change/after/public_network_access_enabled')
})

test('what cannot be reviewed says so: Bicep that is not compiled, and JSON of another kind', async () => {
  const bicep = await run({ 'main.bicep': '' }, ['main.bicep'])
  assert.equal(bicep.code, 3)
  assert.match(bicep.errors, /compile it first \(bicep build main\.bicep\)/)
  const folder = await run({ 'main.bicep': '' }, ['.'])
  assert.match(folder.errors, /nothing to review in \.; Bicep has to be compiled first/)
  const other = await run({ 'package.json': '{}' }, ['package.json'])
  assert.equal(other.code, 2)
  assert.match(other.errors, /package\.json:1:1 is nothing to review: This is neither an ARM template/)
})
