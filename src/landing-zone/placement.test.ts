import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assert as holds, constantFrom, integer, property, record } from 'fast-check'
import { SHIPPED_FACTS } from '../azure/index.ts'
import { allowsProcessing, azureProcessing, RESIDENCIES } from '../workload/index.ts'
import { type PlacementWish, rankPlacements } from './index.ts'

const WISH: PlacementWish = {
  baseModel: 'gpt-4.1',
  version: null,
  capacity: { kind: 'tokens', tokensPerMinute: 240_000 },
  residency: 'eu',
  near: 'swedencentral',
  types: null,
  quotaTier: '1',
  nowMs: Date.UTC(2026, 10, 21),
  facts: SHIPPED_FACTS,
}

describe('places for tokens', () => {
  test('the nearest with quota comes first, and the second is elsewhere', () => {
    const { best, second } = rankPlacements(WISH)
    assert.deepEqual(
      best.slice(0, 2).map(({ region, type, quota }) => [region, type, quota.kind]),
      [
        ['swedencentral', 'data-zone-standard', 'enough'],
        ['polandcentral', 'data-zone-standard', 'enough'],
      ],
    )
    assert.equal(second?.region, 'polandcentral')
  })

  test('what the quota does not carry comes last, and says over how many regions it would have to be spread', () => {
    const { best } = rankPlacements({ ...WISH, capacity: { kind: 'tokens', tokensPerMinute: 1_200_000 } })
    assert.deepEqual(best[0]?.quota, { kind: 'unknown' })
    const last = best.at(-1)?.quota
    assert.ok(last?.kind === 'short')
    assert.deepEqual([last.tokensPerMinute, last.regionsNeeded], [300_000, 4])
  })

  test('a higher tier of quota carries more', () => {
    const capacity = { kind: 'tokens', tokensPerMinute: 1_200_000 } as const
    const { best } = rankPlacements({ ...WISH, capacity, quotaTier: '3' })
    assert.equal(best[0]?.quota.kind, 'enough')
  })

  test('a residency is a hard rule, and says what it kept out', () => {
    const { best, passedOver } = rankPlacements({ ...WISH, residency: 'sweden' })
    assert.deepEqual(
      best.map(({ region, type }) => [region, type]),
      [['swedencentral', 'standard']],
    )
    const zone = passedOver.find(({ why, type }) => why === 'residency' && type === 'data-zone-standard')
    assert.ok(zone?.regions.includes('francecentral'))
  })

  test('a version that retires within 90 days is passed over', () => {
    const nowMs = Date.UTC(2027, 2, 1)
    const { best, second, passedOver } = rankPlacements({ ...WISH, nowMs })
    assert.deepEqual([best, second], [[], null])
    assert.ok(
      passedOver.some(({ why, regions }) => why === 'retires-soon' && regions.includes('swedencentral')),
    )
  })

  test('the developer tier is looked at only when it is named, and batches never', () => {
    const types = (wish: PlacementWish) => {
      const { best, passedOver } = rankPlacements({ ...wish, residency: 'global' })
      return new Set([...best, ...passedOver].map(({ type }) => type))
    }
    assert.deepEqual([...types(WISH)].sort(), ['data-zone-standard', 'global-standard', 'standard'])
    assert.deepEqual([...types({ ...WISH, types: ['developer'] })], ['developer'])
  })
})

describe('places for provisioned throughput', () => {
  test('PTU are rounded up to what Azure sells, and priced', () => {
    const { best } = rankPlacements({
      ...WISH,
      near: 'germanywestcentral',
      capacity: { kind: 'provisioned', ptu: 90 },
    })
    assert.deepEqual(
      best.slice(0, 2).map(({ region, type, ptu, nanoUsdPerMonth }) => [region, type, ptu, nanoUsdPerMonth]),
      [
        // Steps of 5 from 15 at $1.10; steps of 50 from 50 at $2.
        ['germanywestcentral', 'data-zone-provisioned-managed', 90, 72_270e9],
        ['germanywestcentral', 'provisioned-managed', 100, 146_000e9],
      ],
    )
  })

  test('the least that is sold is bought, however little is wanted', () => {
    const { best } = rankPlacements({
      ...WISH,
      types: ['provisioned-managed'],
      capacity: { kind: 'provisioned', ptu: 1 },
    })
    assert.equal(best[0]?.ptu, 50)
  })
})

test('whatever is asked, no place breaks the residency, and the order is by quota and then by distance', () => {
  const wishes = record({
    baseModel: constantFrom('gpt-4.1', 'gpt-4o', 'o4-mini', 'text-embedding-3-small', 'gpt-5.5'),
    residency: constantFrom(...RESIDENCIES),
    near: constantFrom(...SHIPPED_FACTS.regions.names),
    quotaTier: constantFrom('1' as const, '4' as const, '6' as const),
    tokensPerMinute: integer({ min: 1, max: 50_000_000 }),
  })
  holds(
    property(wishes, ({ tokensPerMinute, ...rest }) => {
      const { best, second } = rankPlacements({
        ...WISH,
        ...rest,
        capacity: { kind: 'tokens', tokensPerMinute },
      })
      const ranks = { enough: 0, 'on-request': 0, unknown: 1, short: 2 }
      const keys = best.map(({ quota, latencyMs }) => [ranks[quota.kind], latencyMs ?? Infinity] as const)
      for (const [i, { region, type, latencyMs }] of best.entries()) {
        assert.ok(allowsProcessing(rest.residency, azureProcessing(type, region, SHIPPED_FACTS)))
        assert.equal(latencyMs, SHIPPED_FACTS.roundTrips.between(rest.near, region))
        const [rank, distance] = keys[i] as readonly [number, number]
        const [nextRank, nextDistance] = keys[i + 1] ?? [Infinity, Infinity]
        assert.ok(rank < nextRank || (rank === nextRank && distance <= nextDistance + 10))
      }
      assert.ok(second === null || second.region !== best[0]?.region)
    }),
    { numRuns: 300 },
  )
})

test('regions of the table of round trips are regions', () => {
  for (const region of ['swedencentral', 'eastus', 'japaneast']) {
    assert.ok(SHIPPED_FACTS.regions.find(region) !== null)
    assert.equal(SHIPPED_FACTS.roundTrips.between(region, region), 0)
    assert.ok((SHIPPED_FACTS.roundTrips.between(region, 'westeurope') ?? 0) > 0)
  }
  assert.equal(SHIPPED_FACTS.roundTrips.between('swedencentral', 'constructor'), null)
  assert.equal(SHIPPED_FACTS.roundTrips.between('constructor', 'swedencentral'), null)
})
