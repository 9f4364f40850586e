import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  daysSince,
  DEPLOYMENT_TYPE_FACTS,
  findDeploymentSku,
  findDeploymentType,
  SHIPPED_FACTS,
} from './index.ts'

const { regions, ptu, prices, offers, retirements } = SHIPPED_FACTS

test('every table has its day, its source, and each row once', () => {
  for (const [name, table] of Object.entries(SHIPPED_FACTS.tables)) {
    assert.equal(table.name, name)
    assert.ok(table.source.length > 20 && table.title.length > 4, name)
    const rows = table.rows.map((row): Readonly<Record<string, unknown>> => ({ ...row }))
    assert.ok(rows.length > 2, name)
    const keys = rows.map((row) => JSON.stringify(table.key.map((column) => row[column])).toLowerCase())
    assert.deepEqual(
      keys.filter((key, at) => keys.indexOf(key) !== at),
      [],
      name,
    )
    for (const asOf of [table.asOf, ...rows.map((row) => row['asOf'])])
      assert.match(String(asOf), /^20\d{2}-\d{2}-\d{2}$/, name)
    assert.ok(
      rows.every(({ asOf }) => String(asOf) >= table.asOf),
      `${name} has rows older than itself`,
    )
  }
})

test('what is shipped is frozen through and through', () => {
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every((part) => isFrozen(part)))
  for (const [name, part] of Object.entries(SHIPPED_FACTS)) assert.ok(isFrozen(part), name)
  assert.ok(Object.isFrozen(SHIPPED_FACTS))
})

describe('regions', () => {
  test('have geography, zone and pair', () => {
    const sweden = regions.find('swedencentral')
    assert.deepEqual(
      [sweden?.geography, sweden?.dataZone, sweden?.dataZoneDeployments, sweden?.availabilityZones],
      ['sweden', 'eu', 'eu', true],
    )
    assert.equal(regions.find('uksouth')?.geography, 'united-kingdom')
    assert.equal(regions.find('northeurope')?.pairedRegion, 'westeurope')
    assert.equal(regions.find('Sweden Central'), null)
    assert.equal(regions.find('constructor'), null)
  })

  test('of one geography lie in one data zone, on which residency rests', () => {
    for (const geography of regions.geographies) {
      const zones = new Set(
        regions.names
          .flatMap((name) => regions.find(name) ?? [])
          .filter((region) => region.geography === geography)
          .map(({ dataZone }) => dataZone),
      )
      assert.equal(zones.size, 1, geography)
      assert.ok(zones.has(regions.dataZoneOf(geography)), geography)
    }
    assert.equal(regions.dataZoneOf('atlantis'), null)
  })

  test('process data-zone deployments in the zone that they lie in', () => {
    for (const name of regions.names) {
      const region = regions.find(name)
      const { dataZone = null, dataZoneDeployments = null } = region ?? {}
      if (dataZoneDeployments === 'eu' || dataZoneDeployments === 'us')
        assert.equal(dataZone, dataZoneDeployments, name)
    }
  })

  test('have no more names than one each, in the form that ARM takes', () => {
    assert.equal(new Set(regions.names).size, regions.names.length)
    for (const name of regions.names) assert.match(name, /^[a-z]+\d?$/)
    assert.ok(
      !regions.geographies.includes('eu') &&
        !regions.geographies.includes('us') &&
        !regions.geographies.includes('global'),
    )
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
  const steps = (model: string, type: string) => {
    const found = ptu.steps(model, type)
    return [found?.min, found?.increment]
  }
  assert.deepEqual(steps('gpt-4.1', 'provisioned-managed'), [50, 50])
  assert.deepEqual(steps('GPT-4.1', 'global-provisioned-managed'), [15, 5])
  assert.deepEqual(steps('o1', 'provisioned-managed'), [25, 50])
  assert.equal(ptu.steps('gpt-4.1', 'standard'), null)
  assert.equal(ptu.steps('gpt-6-sol', 'provisioned-managed'), null)
  assert.equal(ptu.steps('DeepSeek-R1', 'provisioned-managed'), null)
  assert.equal(ptu.find('gpt-4.1')?.inputTokensPerMinutePerPtu, 3000)
  assert.equal(ptu.find('FW-GLM-5')?.outputWeight, null)
  assert.equal(ptu.find('gpt-6-sol'), null)
})

describe('list prices', () => {
  test('are whole pico-dollars per token', () => {
    assert.ok(prices.all.length > 90)
    for (const { baseModel, price, longContext } of prices.all) {
      for (const amount of [...Object.values(price), ...Object.values(longContext?.price ?? {})]) {
        assert.ok(amount === null || (Number.isSafeInteger(amount) && amount >= 0), baseModel)
      }
      assert.ok(price.inputPicoUsd > 0 && price.cachedInputPicoUsd <= price.inputPicoUsd, baseModel)
    }
  })

  test('are found by base model, and by version where one has its own', () => {
    assert.deepEqual(prices.find('gpt-4.1')?.price, {
      inputPicoUsd: 2_000_000,
      cachedInputPicoUsd: 500_000,
      outputPicoUsd: 8_000_000,
      audioInputPicoUsd: null,
      audioOutputPicoUsd: null,
    })
    assert.equal(prices.find('gpt-4o', '2024-05-13')?.price.inputPicoUsd, 5_000_000)
    assert.equal(prices.find('gpt-4o', '2024-11-20')?.price.inputPicoUsd, 2_500_000)
    assert.equal(prices.find('gpt-realtime')?.price.audioInputPicoUsd, 32_000_000)
    assert.equal(prices.find('gpt-5.4')?.longContext?.price.inputPicoUsd, 5_000_000)
    assert.equal(prices.find('gpt-oss-20b')?.weak, true)
    assert.equal(prices.find('text-embedding-3-small')?.price.outputPicoUsd, 0)
    assert.equal(prices.find('whisper'), null)
  })
})

describe('models on offer', () => {
  test('are offered in regions that exist', () => {
    let offered = 0
    for (const model of offers.models) {
      for (const { name } of DEPLOYMENT_TYPE_FACTS) {
        const elsewhere = offers.find(model, null, name, 'nowhere')
        if (elsewhere?.kind !== 'not-here') continue
        assert.deepEqual(elsewhere.typesHere, [])
        for (const region of elsewhere.regions) {
          assert.ok(regions.find(region) !== null, `${model} in ${region}`)
          assert.equal(offers.find(model, null, name, region)?.kind, 'offered')
          offered++
        }
      }
    }
    assert.ok(offered > 2_000, `only ${offered}`)
  })

  test('are told apart by version, and from what the tables do not have', () => {
    const kind = (model: string, version: string | null, type = 'standard', region = 'swedencentral') =>
      offers.find(model, version, type, region)?.kind
    assert.equal(kind('gpt-4.1', '2025-04-14'), 'offered')
    assert.equal(kind('gpt-4.1', '2025-04-14', 'standard', 'francecentral'), 'not-here')
    assert.equal(kind('gpt-4.1', '2000-01-01'), 'no-such-version')
    assert.equal(kind('constructor', null), 'no-such-model')
    assert.equal(kind('gpt-6-sol', null, 'provisioned-managed'), 'not-said')
    assert.equal(kind('gpt-4.1', null, 'developer'), undefined)
  })
})

test('retirements are days, and found by version', () => {
  for (const model of offers.models) {
    for (const { retiresOn, model: baseModel } of retirements.of(model)) {
      if (retiresOn !== null) assert.ok(!Number.isNaN(daysSince(retiresOn, 0)), baseModel)
    }
  }
  assert.equal(retirements.find('GPT-4.1', '2025-04-14')?.retiresOn, '2027-04-14')
  assert.equal(retirements.find('gpt-4.1', '2000-01-01'), null)
  assert.equal(retirements.find('claude-mythos-preview', '7')?.version, null)
  assert.deepEqual(retirements.of('constructor'), [])
})

test('days are counted whole, in UTC', () => {
  assert.equal(daysSince('2026-10-05', Date.UTC(2026, 9, 5)), 0)
  assert.equal(daysSince('2026-10-05', Date.UTC(2026, 9, 6) - 1), 0)
  assert.equal(daysSince('2026-10-05', Date.UTC(2026, 9, 5) - 1), -1)
})
