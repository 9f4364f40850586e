import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AVAILABLE_MODELS,
  dataZoneOfGeography,
  daysSince,
  DEPLOYMENT_TYPE_FACTS,
  findDeploymentSku,
  findDeploymentType,
  findModelPrice,
  findOffer,
  findPtu,
  findRegion,
  findRetirement,
  GEOGRAPHIES,
  isBatchType,
  MODEL_AVAILABILITY_SOURCE,
  MODEL_PRICES_AS_OF,
  MODEL_PRICES_SOURCE,
  MODEL_RETIREMENTS_AS_OF,
  MODEL_RETIREMENTS_SOURCE,
  modelAvailabilityAsOf,
  modelPrices,
  PTU_AS_OF,
  PTU_SOURCE,
  ptuSteps,
  REGION_NAMES,
  REGIONS_AS_OF,
  REGIONS_SOURCE,
  retirementsOf,
} from './index.ts'

test('every table has its date and its source', () => {
  const offers = DEPLOYMENT_TYPE_FACTS.filter(({ name }) => name !== 'developer' && !isBatchType(name)).map(
    ({ name }) => modelAvailabilityAsOf(name) ?? '',
  )
  for (const asOf of [MODEL_PRICES_AS_OF, MODEL_RETIREMENTS_AS_OF, PTU_AS_OF, REGIONS_AS_OF, ...offers])
    assert.match(asOf, /^\d{4}-\d{2}-\d{2}$/)
  for (const source of [
    MODEL_AVAILABILITY_SOURCE,
    MODEL_PRICES_SOURCE,
    MODEL_RETIREMENTS_SOURCE,
    PTU_SOURCE,
    REGIONS_SOURCE,
  ])
    assert.ok((source[0]?.length ?? 0) > 20)
})

describe('regions', () => {
  test('have geography, zone and pair', () => {
    const sweden = findRegion('swedencentral')
    assert.deepEqual(
      [sweden?.geography, sweden?.dataZone, sweden?.dataZoneDeployments, sweden?.availabilityZones],
      ['sweden', 'eu', 'eu', true],
    )
    assert.equal(findRegion('uksouth')?.geography, 'united-kingdom')
    assert.equal(findRegion('northeurope')?.pairedRegion, 'westeurope')
    assert.equal(findRegion('Sweden Central'), null)
    assert.equal(findRegion('constructor'), null)
  })

  test('of one geography lie in one data zone, on which residency rests', () => {
    for (const geography of GEOGRAPHIES) {
      const zones = new Set(
        REGION_NAMES.flatMap((name) => findRegion(name) ?? [])
          .filter((region) => region.geography === geography)
          .map(({ dataZone }) => dataZone),
      )
      assert.equal(zones.size, 1, geography)
      assert.ok(zones.has(dataZoneOfGeography(geography)), geography)
    }
    assert.equal(dataZoneOfGeography('atlantis'), null)
  })

  test('process data-zone deployments in the zone that they lie in', () => {
    for (const name of REGION_NAMES) {
      const region = findRegion(name)
      const { dataZone = null, dataZoneDeployments = null } = region ?? {}
      if (dataZoneDeployments === 'eu' || dataZoneDeployments === 'us')
        assert.equal(dataZone, dataZoneDeployments, name)
    }
  })

  test('have no more names than one each, in the form that ARM takes', () => {
    assert.equal(new Set(REGION_NAMES).size, REGION_NAMES.length)
    for (const name of REGION_NAMES) assert.match(name, /^[a-z]+\d?$/)
    assert.ok(!GEOGRAPHIES.includes('eu') && !GEOGRAPHIES.includes('us') && !GEOGRAPHIES.includes('global'))
  })
})

test('deployment types are found by either name', () => {
  for (const facts of DEPLOYMENT_TYPE_FACTS) {
    assert.equal(findDeploymentType(facts.name), facts)
    assert.equal(findDeploymentSku(facts.skuName), facts)
    assert.equal(facts.provisioned, facts.name.endsWith('provisioned-managed'))
  }
  assert.equal(findDeploymentSku('globalstandard')?.name, 'global-standard')
  assert.equal(findDeploymentType('Standard'), null)
})

test('PTU figures are found by model and type', () => {
  assert.deepEqual(ptuSteps('gpt-4.1', 'provisioned-managed'), { min: 50, increment: 50 })
  assert.deepEqual(ptuSteps('GPT-4.1', 'global-provisioned-managed'), { min: 15, increment: 5 })
  assert.deepEqual(ptuSteps('o1', 'provisioned-managed'), { min: 25, increment: 50 })
  assert.equal(ptuSteps('gpt-4.1', 'standard'), null)
  assert.equal(ptuSteps('gpt-6-sol', 'provisioned-managed'), null)
  assert.equal(ptuSteps('DeepSeek-R1', 'provisioned-managed'), null)
  assert.equal(findPtu('gpt-4.1')?.inputTokensPerMinutePerPtu, 3000)
  assert.equal(findPtu('FW-GLM-5')?.outputWeight, null)
  assert.equal(findPtu('gpt-6-sol'), null)
})

describe('list prices', () => {
  test('are whole pico-dollars per token', () => {
    assert.ok(modelPrices().length > 90)
    for (const { baseModel, price, longContext } of modelPrices()) {
      for (const amount of [...Object.values(price), ...Object.values(longContext?.price ?? {})]) {
        assert.ok(amount === null || (Number.isSafeInteger(amount) && amount >= 0), baseModel)
      }
      assert.ok(price.inputPicoUsd > 0 && price.cachedInputPicoUsd <= price.inputPicoUsd, baseModel)
    }
  })

  test('are found by base model, and by version where one has its own', () => {
    assert.deepEqual(findModelPrice('gpt-4.1')?.price, {
      inputPicoUsd: 2_000_000,
      cachedInputPicoUsd: 500_000,
      outputPicoUsd: 8_000_000,
      audioInputPicoUsd: null,
      audioOutputPicoUsd: null,
    })
    assert.equal(findModelPrice('gpt-4o', '2024-05-13')?.price.inputPicoUsd, 5_000_000)
    assert.equal(findModelPrice('gpt-4o', '2024-11-20')?.price.inputPicoUsd, 2_500_000)
    assert.equal(findModelPrice('gpt-realtime')?.price.audioInputPicoUsd, 32_000_000)
    assert.equal(findModelPrice('gpt-5.4')?.longContext?.price.inputPicoUsd, 5_000_000)
    assert.equal(findModelPrice('gpt-oss-20b')?.weak, true)
    assert.equal(findModelPrice('text-embedding-3-small')?.price.outputPicoUsd, 0)
    assert.equal(findModelPrice('whisper'), null)
  })
})

describe('models on offer', () => {
  test('are offered in regions that exist', () => {
    let offers = 0
    for (const model of AVAILABLE_MODELS) {
      for (const { name } of DEPLOYMENT_TYPE_FACTS) {
        const elsewhere = findOffer(model, null, name, 'nowhere')
        if (elsewhere?.kind !== 'not-here') continue
        assert.deepEqual(elsewhere.typesHere, [])
        for (const region of elsewhere.regions) {
          assert.ok(findRegion(region) !== null, `${model} in ${region}`)
          assert.equal(findOffer(model, null, name, region)?.kind, 'offered')
          offers++
        }
      }
    }
    assert.ok(offers > 2_000, `only ${offers}`)
  })

  test('are told apart by version, and from what the tables do not have', () => {
    const kind = (model: string, version: string | null, type = 'standard', region = 'swedencentral') =>
      findOffer(model, version, type, region)?.kind
    assert.equal(kind('gpt-4.1', '2025-04-14'), 'offered')
    assert.equal(kind('gpt-4.1', '2025-04-14', 'standard', 'francecentral'), 'not-here')
    assert.equal(kind('gpt-4.1', '2000-01-01'), 'no-such-version')
    assert.equal(kind('constructor', null), 'no-such-model')
    assert.equal(kind('gpt-6-sol', null, 'provisioned-managed'), 'not-said')
    assert.equal(kind('gpt-4.1', null, 'developer'), undefined)
  })
})

test('retirements are days, and found by version', () => {
  for (const model of AVAILABLE_MODELS) {
    for (const { retiresOn, baseModel } of retirementsOf(model)) {
      if (retiresOn !== null) assert.ok(!Number.isNaN(daysSince(retiresOn, 0)), baseModel)
    }
  }
  assert.equal(findRetirement('GPT-4.1', '2025-04-14')?.retiresOn, '2027-04-14')
  assert.equal(findRetirement('gpt-4.1', '2000-01-01'), null)
  assert.equal(findRetirement('claude-mythos-preview', '7')?.version, null)
  assert.deepEqual(retirementsOf('constructor'), [])
})

test('days are counted whole, in UTC', () => {
  assert.equal(daysSince('2026-10-05', Date.UTC(2026, 9, 5)), 0)
  assert.equal(daysSince('2026-10-05', Date.UTC(2026, 9, 6) - 1), 0)
  assert.equal(daysSince('2026-10-05', Date.UTC(2026, 9, 5) - 1), -1)
})
