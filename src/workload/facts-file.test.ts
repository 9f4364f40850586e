import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assert as holds, constantFrom, property, record } from 'fast-check'
import { type AzureFacts, SHIPPED_FACTS } from '../azure/index.ts'
import { factsFilesOf, factsJsonSchema, formatDiagnostic, loadDesign, loadFacts } from './index.ts'

const HEAD = 'source: ticket 4711\nas_of: 2026-11-20\n'

function facts(rows: string): AzureFacts {
  const loaded = loadFacts(`${HEAD}${rows}`, 'facts.yaml', SHIPPED_FACTS)
  assert.ok(loaded.ok, JSON.stringify(loaded))
  return loaded.facts
}

function problems(text: string): readonly string[] {
  const loaded = loadFacts(text, 'facts.yaml', SHIPPED_FACTS)
  assert.ok(!loaded.ok)
  return loaded.diagnostics.map(formatDiagnostic)
}

describe('rows of one’s own', () => {
  test('replace, add and remove, and carry their source and day', () => {
    const own = facts(`retirements:
  - { model: gpt-4.1, version: "2025-04-14", retires_on: 2027-10-14, replacements: [gpt-5.1] }
  - { model: house-model, version: "1", retires_on: null }
  - { model: gpt-4o, version: "2024-05-13", remove: true }
`)
    const { tables, retirements, regions } = own
    assert.deepEqual(retirements.find('GPT-4.1', '2025-04-14'), {
      model: 'gpt-4.1',
      version: '2025-04-14',
      retiresOn: '2027-10-14',
      replacements: ['gpt-5.1'],
      source: 'ticket 4711',
      asOf: '2026-11-20',
    })
    assert.equal(retirements.find('house-model', '1')?.retiresOn, null)
    assert.equal(retirements.find('gpt-4o', '2024-05-13'), null)
    assert.deepEqual(
      tables.retirements.overridden.map(({ key, change, file }) => [key, change, file]),
      [
        ['gpt-4.1, 2025-04-14', 'replaced', 'facts.yaml'],
        ['house-model, 1', 'added', 'facts.yaml'],
        ['gpt-4o, 2024-05-13', 'removed', 'facts.yaml'],
      ],
    )
    assert.equal(tables.retirements.rows.length, SHIPPED_FACTS.tables.retirements.rows.length)
    assert.equal(regions.find('swedencentral'), SHIPPED_FACTS.regions.find('swedencentral'))
  })

  test('leave what is shipped as it was', () => {
    const before = SHIPPED_FACTS.retirements.find('gpt-4.1', '2025-04-14')
    facts('retirements: [{ model: gpt-4.1, version: "2025-04-14", retires_on: 2030-01-01 }]')
    assert.equal(SHIPPED_FACTS.retirements.find('gpt-4.1', '2025-04-14'), before)
    assert.equal(SHIPPED_FACTS.tables.retirements.overridden.length, 0)
  })

  test('of every table are taken', () => {
    const own = facts(`regions:
  - { name: atlantisnorth, display_name: Atlantis North, geography: New Atlantis, paired_region: swedencentral, availability_zones: true, open_ai_models: true }
offers: [{ model: gpt-4.1, version: "2025-04-14", type: standard, regions: [atlantisnorth] }]
retirements: [{ model: gpt-4.1, version: "2025-04-14", retires_on: 2027-10-14 }]
quotas: [{ model: gpt-4.1, type: standard, tier: "1", tokens_per_minute: 7 }]
model_limits: [{ model: gpt-4.1, version: "2025-04-14", output_tokens: 9 }]
ptu_throughput: [{ model: gpt-6-sol, input_tokens_per_minute_per_ptu: 900 }]
ptu_steps: [{ model: gpt-6-sol, type: provisioned-managed, min: 30, increment: 10 }]
ptu_prices: [{ type: provisioned-managed, usd_per_hour: 1.5 }]
prices: [{ model: whisper, input: 6, priced_as: whisper, long_context: { from_input_tokens: 9, input: 12 } }]
resource_prices: [{ type: Microsoft.Network/azureFirewalls, size: Premium, usd_per_month: 9 }]
round_trips: [{ from: swedencentral, to: atlantisnorth, p50_ms: 5 }]
private_link: [{ resource_type: Contoso.Ai/things, group_id: thing, zones: ["privatelink.{regionCode}.contoso.com"] }]
region_codes: [{ region: atlantisnorth, code: an }]
policies: [{ id: 00000000-0000-0000-0000-000000000001, name: Ours, category: AI, effects: [Audit] }]
roles: [{ name: Ours, id: 00000000-0000-0000-0000-000000000002 }]
`)
    assert.equal(own.regions.find('atlantisnorth')?.geography, 'new-atlantis')
    assert.ok(own.regions.geographies.includes('new-atlantis'))
    assert.equal(own.offers.find('gpt-4.1', null, 'standard', 'atlantisnorth')?.kind, 'offered')
    assert.equal(own.offers.find('gpt-4.1', '2025-04-14', 'standard', 'swedencentral')?.kind, 'not-here')
    assert.equal(own.quotas.find('gpt-4.1', 'standard', '1')?.tokensPerMinute, 7)
    assert.equal(own.modelLimits.find('GPT-4.1', '2025-04-14')?.outputTokens, 9)
    assert.equal(own.ptu.find('gpt-6-sol')?.inputTokensPerMinutePerPtu, 900)
    assert.equal(own.ptu.steps('gpt-6-sol', 'provisioned-managed')?.min, 30)
    assert.equal(own.ptuPrices.find('gpt-4.1', 'provisioned-managed')?.usdPerHour, 1.5)
    assert.equal(own.prices.find('whisper')?.longContext?.price.inputPicoUsd, 12_000_000)
    assert.equal(own.roundTrips.between('swedencentral', 'atlantisnorth'), 5)
    assert.deepEqual(own.privateLink.find('contoso.ai/THINGS', 'thing', 'atlantisnorth')?.zones, [
      'privatelink.an.contoso.com',
    ])
    assert.equal(own.policies.find('00000000-0000-0000-0000-000000000001')?.name, 'Ours')
    assert.equal(own.roles.findById('00000000-0000-0000-0000-000000000002')?.name, 'Ours')
    for (const [name, table] of Object.entries(own.tables)) assert.equal(table.overridden.length, 1, name)
  })

  test('whatever is changed, asking for a row gives what was said last of it', () => {
    const keys = record({
      model: constantFrom('gpt-4.1', 'gpt-4o', 'house-model'),
      version: constantFrom('2025-04-14', '2024-05-13', '1'),
    })
    holds(
      property(keys, constantFrom('2027-01-01', '2028-02-29'), ({ model, version }, day) => {
        const row = `{ model: ${model}, version: "${version}", retires_on: ${day} }`
        const own = facts(`retirements: [${row}]`)
        assert.equal(own.retirements.find(model, version)?.retiresOn, day)
        const removal = `${HEAD}retirements: [{ model: ${model}, version: "${version}", remove: true }]`
        const again = loadFacts(removal, 'later.yaml', own)
        assert.ok(again.ok)
        assert.equal(again.facts.retirements.find(model, version), null)
        assert.deepEqual(
          again.facts.tables.retirements.overridden.map(({ change, file }) => [change, file]),
          [['removed', 'later.yaml']],
        )
      }),
      { numRuns: 30 },
    )
  })
})

test('what is wrong with a file is told with its line and column', () => {
  assert.deepEqual(
    problems(`source: ticket
as_of: yesterday
retirments: []
retirements:
  - { model: gpt-4.1, version: "1", retires_on: 2027-13-01 }
  - { model: gpt-4.1, version: "2", retire_on: 2027-01-01 }
  - { model: gpt-4.1, remove: true }
quotas:
  - { model: gpt-4.1, type: standrad, tier: "1", tokens_per_minute: -1 }
`),
    [
      'facts.yaml:2:8 as_of: "yesterday" is not a date such as 2026-11-01',
      'facts.yaml:3:1 retirments: is not a setting here; did you mean "retirements"?',
      'facts.yaml:5:49 retirements[0].retires_on: "2027-13-01" is not a date such as 2026-11-01',
      'facts.yaml:6:37 retirements[1].retire_on: is not a setting here; did you mean "retires_on"?',
      'facts.yaml:7:5 retirements[2].version: is missing',
      'facts.yaml:9:29 quotas[0].type: "standrad" is not a deployment type; did you mean "standard"?',
      'facts.yaml:9:69 quotas[0].tokens_per_minute: must be a whole number from 0 to 1000000000000, not -1',
    ],
  )
})

test('rows twice, rows that are not there to remove, and regions that nobody knows are errors', () => {
  assert.deepEqual(
    problems(`${HEAD}offers:
  - { model: gpt-4.1, version: "1", type: standard, regions: [swedncentral] }
  - { model: GPT-4.1, version: "1", type: standard, regions: [] }
ptu_throughput:
  - { model: nobody, remove: true }
`),
    [
      'facts.yaml:4:63 offers[0].regions[0]: "swedncentral" is not an Azure region (list of 2026-08-20); did you mean "swedencentral"?',
      'facts.yaml:5:5 offers[1]: is in the list already: GPT-4.1, 1, standard',
      'facts.yaml:7:5 ptu_throughput[0]: there is no such row to remove: nobody',
    ],
  )
})

test('what the landing zone is built from is replaced and never removed', () => {
  assert.match(
    problems(`${HEAD}roles: [{ name: Reader, id: acdd72a7-3385-48ef-bd42-f606fba81ae7, remove: true }]`)[0] ??
      '',
    /roles\[0\]\.remove: must be false: the landing zone may need the row/,
  )
})

test('a file that is no YAML, or nothing, is told as a file of facts', () => {
  assert.match(problems('')[0] ?? '', /^facts\.yaml:1:1: the file is empty: a facts file begins with source:/)
  assert.match(problems('a: [')[0] ?? '', /not valid YAML for a facts file/)
})

test('the schema for editors knows every table and its columns', () => {
  const { properties = {} } = factsJsonSchema()
  for (const name of Object.keys(SHIPPED_FACTS.tables)) assert.ok(properties[name] !== undefined, name)
})

describe('a workload file', () => {
  const workload = (more: string) => `workload: contoso
accounts:
  at: { provider: azure-openai, region: atlantisnorth, endpoint: env:AT, auth: managed-identity }
models:
  gpt-4.1:
    version: "2025-04-14"
    deployments: [{ id: one, account: at, type: standard, tpm: 10k }]
consumers: { /contoso: { models: all } }
${more}`
  const REGION = `${HEAD}regions:
  - { name: atlantisnorth, display_name: Atlantis North, geography: Atlantis, availability_zones: true, open_ai_models: true }
`
  const load = (text: string, files: readonly (readonly [string, string])[] = []) =>
    loadDesign(text, {
      source: 'w.yaml',
      factsFiles: new Map(files.map(([name, read]) => [name, { text: read, shownAs: `deploy/${name}` }])),
    })

  test('is held against the facts that it names', () => {
    const without = load(workload(''))
    assert.ok(!without.ok)
    const named = load(workload('residency: atlantis\nazure_facts: [own.yaml]'), [['own.yaml', REGION]])
    assert.ok(named.ok, JSON.stringify(named))
    assert.deepEqual(named.plan.deployments.get('one')?.processing, {
      scope: 'region',
      geography: 'atlantis',
      dataZone: null,
    })
  })

  test('has another revision when its facts change', () => {
    const text = workload('azure_facts: [own.yaml]')
    const [one, two] = [REGION, `${REGION}# seen again`].map((read) => load(text, [['own.yaml', read]]))
    assert.ok(one?.ok === true && two?.ok === true)
    assert.notEqual(one.plan.revision, two.plan.revision)
  })

  test('tells of files that were not read, and of errors in those that were', () => {
    const absent = load(workload('azure_facts: [own.yaml]'))
    assert.ok(!absent.ok)
    assert.deepEqual(absent.diagnostics.map(formatDiagnostic), [
      'w.yaml:9:15 azure_facts[0]: "own.yaml" was not read',
    ])
    const broken = load(workload('azure_facts: [own.yaml]'), [['own.yaml', 'source: x']])
    assert.ok(!broken.ok)
    assert.deepEqual(broken.diagnostics.map(formatDiagnostic), ['deploy/own.yaml:1:1 as_of: is missing'])
  })

  test('says which files to read, without being sound', () => {
    assert.deepEqual(factsFilesOf(workload('azure_facts: [a.yaml, b.yaml]'), 'w.yaml'), ['a.yaml', 'b.yaml'])
    assert.deepEqual(factsFilesOf(workload('azure_facts: { a: 1 }'), 'w.yaml'), [])
    assert.deepEqual(factsFilesOf('azure_facts: [', 'w.yaml'), [])
    assert.deepEqual(factsFilesOf(workload(''), 'w.yaml'), [])
  })
})
