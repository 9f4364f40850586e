import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { loadDesign } from './load.ts'
import { type Starter, starterFile, yamlText } from './starter-file.ts'

const STARTER: Starter = {
  workload: 'claims',
  exposure: 'corp',
  environment: 'production',
  residency: 'eu',
  primary: 'swedencentral',
  secondary: 'francecentral',
  models: [
    {
      name: 'gpt-4.1',
      task: 'generate',
      version: '2025-04-14',
      deployments: ['swedencentral', 'francecentral'].map((region) => ({
        region,
        type: 'data-zone-standard',
        capacity: { kind: 'tokens', tokensPerMinute: 240_000 },
        priority: 1,
        isAboveQuota: false,
      })),
    },
  ],
  consumer: { path: '/contoso/claims', costCenter: null, tokensPerMinute: 120_000 },
  knowledge: null,
  signIn: 'managed-identity',
  owner: null,
  isRegulated: null,
  compliance: [],
  platform: null,
  managementGroups: null,
  onPremises: null,
  factsAsOf: '2026-11-01',
}

function loaded(starter: Partial<Starter>) {
  const { text } = starterFile({ ...STARTER, ...starter })
  const design = loadDesign(text, { source: 'workload.yaml' })
  if (!design.ok) assert.fail(`${JSON.stringify(design.diagnostics)}\n${text}`)
  assert.deepEqual(design.warnings, [], text)
  return design.declaration
}

/** What YAML could take for something else, or end the line with. */
const HOSTILE = fc.oneof(
  fc.constantFrom(
    'no',
    'NULL',
    '~',
    '0x1F',
    '1e3',
    '.5',
    '2026-11-21',
    '- x',
    '? x',
    'a: b',
    'a #b',
    '#b',
    '"a"',
    "it's",
    '{a}',
    '[a]',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a`',
    'a,b',
    ' a',
    'a ',
    'a\nb: c',
    'a\r\nreview: {}',
    'a\tb',
    '\u0085x',
    'a\u2028b',
    '\ufeffa',
    '\u0000',
    '<<',
    '=',
    '---',
    '...',
    'a\\b',
    '${x}',
    'env:SECRET',
  ),
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
)

test('what people type stands in the file as they typed it, whatever YAML makes of such text', () => {
  fc.assert(
    fc.property(HOSTILE, HOSTILE, HOSTILE, (costCenter, owner, group) => {
      const declaration = loaded({
        consumer: { ...STARTER.consumer, costCenter },
        owner,
        managementGroups: { online: group, corp: owner },
      })
      assert.equal(declaration.consumers['/contoso/claims']?.cost_center, costCenter)
      assert.equal(declaration.operations?.owners?.application, owner)
      assert.deepEqual(declaration.governance?.management_groups, { online: group, corp: owner })
    }),
    { numRuns: 300 },
  )
})

test('plain words stay plain, and words of YAML are quoted', () => {
  for (const plain of ['claims team', 'CC-1042', '/contoso/claims', 'gpt-4.1', 'a@b.example'])
    assert.equal(yamlText(plain), plain)
  for (const word of ['true', 'No', 'off', 'null', '1', 'a: b', ''])
    assert.equal(yamlText(word), JSON.stringify(word))
})

test('names of workloads that are words of YAML are names', () => {
  for (const workload of ['null', 'true', 'off', 'y']) assert.equal(loaded({ workload }).workload, workload)
})

test('what nobody said is left out and marked, and what was said is not marked', () => {
  const unsaid = starterFile(STARTER)
  const { governance, data, continuity, operations } = loaded({})
  assert.equal(governance?.regulated, undefined)
  assert.equal(governance?.policies, undefined)
  assert.equal(data, undefined)
  assert.equal(continuity?.assets, undefined)
  assert.equal(operations?.owners, undefined)
  assert.equal(unsaid.text.split('# decide: ').length - 1, unsaid.undecided.length)
  const said = starterFile({
    ...STARTER,
    isRegulated: false,
    platform: 'azure-landing-zone',
    managementGroups: { online: 'mg-online', corp: 'mg-corp' },
    onPremises: 'none',
    compliance: ['gdpr'],
    consumer: { ...STARTER.consumer, costCenter: 'CC-1' },
  })
  for (const word of [
    'regulated',
    'platform',
    'management_groups',
    'on_premises',
    'compliance',
    'cost_center',
  ])
    assert.ok(
      unsaid.undecided.some((what) => what.startsWith(word)) &&
        !said.undecided.some((what) => what.startsWith(word)),
      word,
    )
})

test('knowledge stands in a store that an API alone reaches, and is kept in the other region', () => {
  const { data, continuity, retrieval } = loaded({ knowledge: 'internal' })
  assert.deepEqual(data?.stores?.['knowledge'], {
    kind: 'search',
    region: 'swedencentral',
    classification: 'internal',
    reached_by: ['api'],
    redundancy: 'zone',
  })
  assert.equal(continuity?.assets?.['knowledge']?.replica, 'francecentral')
  assert.equal(retrieval?.trimming, 'by-caller')
  assert.deepEqual(loaded({ knowledge: 'none' }).continuity?.assets, {})
  const alone = starterFile({ ...STARTER, knowledge: 'public', secondary: null })
  assert.ok(alone.undecided.some((what) => what.includes('replica')))
})

test('capacity is written as the file’s readers write it, and quota that has to be asked for is marked', () => {
  const [model] = STARTER.models
  assert.ok(model !== undefined)
  const deployment = { region: 'swedencentral', type: 'data-zone-standard', isAboveQuota: true } as const
  const { text, undecided } = starterFile({
    ...STARTER,
    models: [
      {
        ...model,
        deployments: [
          { ...deployment, capacity: { kind: 'tokens', tokensPerMinute: 2_000_000 }, priority: 2 },
          {
            ...deployment,
            type: 'provisioned-managed',
            capacity: { kind: 'provisioned', ptu: 50 },
            priority: 1,
            isAboveQuota: false,
          },
        ],
      },
    ],
  })
  assert.match(text, /tpm: 2M, priority: 2 \}\n {8}# decide: the request for more quota of gpt-4\.1/)
  assert.match(text, /id: gpt-4\.1-swedencentral-ptu, .*ptu: 50 \}/)
  assert.ok(undecided.some((what) => what.includes('quota_request')))
})
