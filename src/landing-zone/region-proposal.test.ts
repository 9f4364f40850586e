import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { SHIPPED_FACTS } from '../azure/index.ts'
import { allowsProcessing, azureProcessing } from '../workload/index.ts'
import { type ModelWish, proposeRegions, type RegionsProposal, type RegionsWish } from './region-proposal.ts'

const { offers, regions: REGIONS, retirements } = SHIPPED_FACTS
const NOW_MS = Date.parse('2026-11-21T00:00:00Z')

function model(baseModel: string, more: Partial<ModelWish> = {}): ModelWish {
  return {
    baseModel,
    version: null,
    capacity: { kind: 'tokens', tokensPerMinute: 100_000 },
    type: null,
    ...more,
  }
}

function propose(models: RegionsWish['models'], more: Partial<RegionsWish> = {}): RegionsProposal {
  return proposeRegions({
    models,
    residency: 'eu',
    near: null,
    regions: [],
    count: 'two',
    quotaTier: '1',
    nowMs: NOW_MS,
    facts: SHIPPED_FACTS,
    ...more,
  })
}

function regionsOf(proposal: RegionsProposal) {
  if (proposal.kind !== 'regions') assert.fail(JSON.stringify(proposal))
  return proposal
}

test('two regions inside the residency have all the models, each in one version and the widest type', () => {
  const { primary, secondary, models } = regionsOf(
    propose([model('gpt-4.1'), model('text-embedding-3-large')]),
  )
  assert.notEqual(primary, secondary)
  assert.deepEqual(
    models.map(({ baseModel, deployments }) => [baseModel, deployments.map(({ region }) => region)]),
    [
      ['gpt-4.1', [primary, secondary]],
      ['text-embedding-3-large', [primary, secondary]],
    ],
  )
  for (const { deployments } of models)
    for (const { type, region } of deployments) {
      assert.equal(type, 'data-zone-standard')
      assert.equal(REGIONS.find(region)?.dataZoneDeployments, 'eu')
    }
})

test('the region that calls come from decides, as in the ranking', () => {
  assert.equal(regionsOf(propose([model('gpt-4.1')], { near: 'swedencentral' })).primary, 'swedencentral')
})

test('provisioned units stand once, and spill to the other region by the token within the default quota', () => {
  const { models } = regionsOf(
    propose([model('gpt-4.1', { capacity: { kind: 'provisioned', ptu: 60 } })], {
      regions: ['swedencentral', 'francecentral'],
    }),
  )
  assert.deepEqual(
    models[0]?.deployments.map(({ region, type, priority, capacity }) => [
      region,
      type,
      priority,
      capacity?.kind,
    ]),
    [
      ['swedencentral', 'data-zone-provisioned-managed', 1, 'provisioned'],
      ['francecentral', 'data-zone-standard', 2, 'tokens'],
    ],
  )
})

test('what cannot be is refused by what it fails at', () => {
  assert.deepEqual(propose([model('gpt-4.1')], { residency: 'sweden' }), {
    kind: 'no-pair',
    only: 'swedencentral',
  })
  assert.equal(propose([model('gpt-image-2', { capacity: null })]).kind, 'no-place')
  assert.equal(
    propose([model('gpt-5.1', { capacity: { kind: 'tokens', tokensPerMinute: 1e11 } })]).kind,
    'too-much',
  )
  assert.deepEqual(propose([model('gpt-4.1')], { regions: ['swedencentral', 'eastus2'] }), {
    kind: 'not-there',
    region: 'eastus2',
    model: 'gpt-4.1',
  })
})

test('one region is enough where one is asked for, and where two would be better but are not there', () => {
  assert.equal(regionsOf(propose([model('gpt-4.1')], { count: 'one' })).secondary, null)
  const { secondary } = regionsOf(
    propose([model('gpt-4.1')], { count: 'two-if-possible', residency: 'sweden' }),
  )
  assert.equal(secondary, null)
})

test('a version that ends within three months is no place to begin', () => {
  for (const nowMs of [NOW_MS, Date.parse('2027-01-15T12:00:00Z'), Date.parse('2027-09-01T00:00:00Z')]) {
    const proposal = propose([model('gpt-4.1')], { nowMs })
    if (proposal.kind === 'regions') continue
    assert.equal(proposal.kind, 'no-place')
  }
  assert.equal(propose([model('gpt-4.1')], { nowMs: Date.parse('2031-01-01T00:00:00Z') }).kind, 'no-place')
})

test('a pair is missed only where there is none: held against every type and version in every region', () => {
  const types = ['standard', 'data-zone-standard', 'global-standard'] as const
  const residencies = ['global', 'eu', 'us', 'sweden', 'united-kingdom', 'switzerland', 'japan', 'australia']
  const isLasting = (name: string, version: string) => {
    const retiresOn = retirements.find(name, version)?.retiresOn ?? null
    return retiresOn === null || Date.parse(retiresOn) > NOW_MS + 93 * 86_400_000
  }
  const served = (name: string, residency: string) =>
    types.flatMap((type) =>
      offers
        .of(name, type)
        .filter(({ version }) => isLasting(name, version))
        .map(({ regions }) =>
          regions.filter(
            (region) =>
              REGIONS.find(region)?.restricted === false &&
              allowsProcessing(residency, azureProcessing(type, region, SHIPPED_FACTS)),
          ),
        ),
    )
  const seen = new Set<string>()
  for (const name of offers.models) {
    for (const residency of residencies) {
      const proposal = propose([model(name, { capacity: null })], { residency })
      seen.add(proposal.kind)
      const pairs = served(name, residency).filter((regions) => regions.length > 1)
      if (proposal.kind !== 'regions') {
        assert.deepEqual(pairs, [], `${name} in ${residency}: ${JSON.stringify(proposal)}`)
        continue
      }
      assert.ok(
        pairs.some((pair) => pair.includes(proposal.primary) && pair.includes(proposal.secondary ?? '')),
        `${name} in ${residency}: ${proposal.primary}, ${proposal.secondary}`,
      )
    }
  }
  assert.deepEqual([...seen].sort(), ['no-pair', 'no-place', 'regions'])
})

test('several models stand in regions that have each of them', () => {
  const names = [
    'gpt-4.1',
    'gpt-4.1-mini',
    'gpt-5.1',
    'gpt-6-sol',
    'text-embedding-3-large',
    'tts',
    'whisper',
  ]
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 4 }),
      fc.constantFrom('global', 'eu', 'us'),
      ([first = 'gpt-4.1', ...rest], residency) => {
        const others = rest.map((name) => model(name, { capacity: null }))
        const proposal = propose([model(first, { capacity: null }), ...others], { residency })
        if (proposal.kind !== 'regions') return
        for (const { baseModel, version, deployments } of proposal.models) {
          assert.deepEqual(
            deployments.map(({ region }) => region),
            [proposal.primary, proposal.secondary],
          )
          for (const { region, type } of deployments)
            assert.equal(offers.find(baseModel, version, type, region)?.kind, 'offered')
        }
      },
    ),
    { numRuns: 60 },
  )
})
