import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadWorkload, type Plan } from '../workload/index.ts'
import { formatRightsizing } from './rightsize-format.ts'
import { type ModelSizing, rightsize } from './rightsize.ts'
import type { MinuteDemand } from './statement-reader.ts'

/**
 * gpt-4.1: 3,000 weighted tokens a minute and PTU, $2 a million input tokens: a PTU that is full all hour saves $0.36.
 * Sold regionally from 50 in steps of 50, globally from 15 in steps of 5.
 */
const FROM = Date.UTC(2026, 9, 1)
const DAYS = 15
const MINUTES = DAYS * 24 * 60
const SPAN = { fromMs: FROM, toMs: FROM + MINUTES * 60_000 }

interface Given {
  readonly deployments?: string
  readonly residency?: string
  readonly price?: string
}

function plan({ deployments = '', residency = 'global', price = '0.2' }: Given = {}): Plan {
  const loaded = loadWorkload(
    `
workload: contoso
residency: ${residency}
accounts: { swc: { provider: simulated, region: swedencentral } }
models:
  gpt-4.1:
    deployments:
      - { id: tok, account: swc, type: standard, tpm: 1M, priority: 2 }
${deployments}
consumers: { /contoso: { models: all } }
chargeback:
  provisioned:
    - { type: global-provisioned-managed, usd_per_hour: ${price} }
    - { type: data-zone-provisioned-managed, usd_per_hour: 0.29 }
    - { type: provisioned-managed, usd_per_hour: 0.4 }
`,
    { source: 'test.yaml' },
  )
  assert.ok(loaded.ok, JSON.stringify(loaded))
  return loaded.plan
}

/** 30,000 tokens in one minute and 90,000 in the next; the busiest ten seconds as given. */
function demand(burst = 1): readonly MinuteDemand[] {
  return Array.from({ length: MINUTES }, (_, index) => {
    const freshInput = index % 2 === 0 ? 30_000 : 90_000
    return {
      model: 'gpt-4.1',
      minuteMs: FROM + index * 60_000,
      attempts: 10,
      freshInput,
      cached: 0,
      output: 0,
      provisionedFreshInput: 0,
      provisionedOutput: 0,
      peakFreshInput: (freshInput / 6) * burst,
      peakOutput: 0,
      nanoUsd: BigInt(freshInput) * 2_000n,
    }
  })
}

function sized(given: Given = {}, burst = 1): ModelSizing {
  const made = rightsize({ plan: plan(given), demand: demand(burst), ...SPAN })
  const [model] = made.models
  assert.ok(model !== undefined && made.models.length === 1)
  return model
}

const HOURS = DAYS * 24
const BY_TOKEN_USD = (60_000 * 2 * 60 * HOURS) / 1e6
const usd = (nanoUsd: number): number => Math.round(nanoUsd / 1e5) / 1e4

test('the base that is always in use is worth a PTU, the peaks are not', () => {
  const { leastCost, sameService, present, byTokenAlone, paidNanoUsd } = sized()
  assert.equal(usd(paidNanoUsd), BY_TOKEN_USD)
  assert.equal(usd(present.nanoUsd), BY_TOKEN_USD)
  assert.equal(byTokenAlone.units, 0)
  // 15 PTU carry 45,000 a minute: 37,500 of them in use on average, $4.50 an hour for $3.
  const { type, units, softCap, nanoUsd } = leastCost
  assert.deepEqual([type, units, softCap], ['global-provisioned-managed', 15, 1])
  assert.equal(usd(nanoUsd), BY_TOKEN_USD - 1.5 * HOURS)
  assert.deepEqual(sameService, leastCost)
})

test('no count, type or soft cap that was tried costs less than the one it names', () => {
  const { leastCost, curves } = sized()
  assert.deepEqual(
    curves.map(({ type, points }) => [type, points[0]?.units, points[1]?.units]),
    [
      ['provisioned-managed', 50, undefined],
      ['data-zone-provisioned-managed', 15, 20],
      ['global-provisioned-managed', 15, 20],
    ],
  )
  for (const { points } of curves) for (const { nanoUsd } of points) assert.ok(nanoUsd >= leastCost.nanoUsd)
})

test('residency takes out types, and a price that is too high takes out all', () => {
  assert.equal(sized({ residency: 'eu' }).leastCost.units, 15)
  assert.equal(sized({ residency: 'eu' }).leastCost.type, 'data-zone-provisioned-managed')
  assert.deepEqual(
    sized({ residency: 'sweden' }).curves.map(({ type }) => type),
    ['provisioned-managed'],
  )
  const dear = sized({ price: '0.37', residency: 'global' })
  assert.ok(dear.leastCost.type !== 'global-provisioned-managed')
})

test('bursts within a minute fill a bucket that the mean does not: such capacity is not the same service', () => {
  const { leastCost, curves } = sized({}, 6)
  assert.equal(leastCost.type, null)
  const point = curves.at(-1)?.points[0]
  assert.ok((point?.tightMinutes ?? 0) > MINUTES / 4)
})

test('what is served by PTU now is served by PTU then', () => {
  const deployments =
    '      - { id: ptu, account: swc, type: global-provisioned-managed, ptu: 30, priority: 1, soft_cap: 0.9 }'
  const { present, sameService, leastCost, paidNanoUsd } = sized({ deployments })
  assert.equal(present.units, 30)
  assert.deepEqual([sameService.units, sameService.softCap], [30, 1])
  assert.ok(sameService.nanoUsd < present.nanoUsd)
  assert.equal(leastCost.units, 15)
  assert.equal(usd(paidNanoUsd), BY_TOKEN_USD + 30 * 0.2 * HOURS)
})

test('without quota for what spills, capacity has to carry it', () => {
  const small = plan({ deployments: '' })
  const deployments = small.models.get('gpt-4.1')?.deployments ?? []
  assert.equal(deployments.length, 1)
  const tight: Plan = {
    ...small,
    models: new Map([
      [
        'gpt-4.1',
        {
          ...small.models.get('gpt-4.1'),
          deployments: [
            {
              ...deployments[0],
              capacity: { kind: 'tokens', tokensPerMinute: 40_000, requestsPerMinute: null },
            },
            {
              ...deployments[0],
              id: 'ptu',
              type: 'global-provisioned-managed',
              capacity: {
                kind: 'provisioned',
                units: 30,
                inputTokensPerMinute: 90_000,
                outputWeight: 4,
                softCap: 1,
              },
            },
          ],
        } as never,
      ],
    ]),
  }
  const [model] = rightsize({ plan: tight, demand: demand(), ...SPAN }).models
  // 40,000 of 90,000 may spill: 50,000 a minute have to be carried, by 17 PTU, sold as 20.
  assert.equal(model?.leastCost.units, 20)
  assert.equal(model.byTokenAlone.refusedMinutes, MINUTES / 2)
})

test('it says how much history it rests on, and draws', () => {
  const made = rightsize({ plan: plan(), demand: demand(), ...SPAN })
  const table = formatRightsizing(made, 'table')
  assert.match(
    table,
    /Rests on 15\.0 days of history, 2026-10-01 00:00 to 2026-10-16 00:00 UTC, 216,000 attempts/,
  )
  assert.match(table, /^least, same service +15 +global-provisioned-managed +1\.00 +\$2,052\.00 +-20\.8 %/m)
  assert.match(table, /15 PTU {2}█+/)
  const short = rightsize({
    plan: plan(),
    demand: demand().slice(0, 60),
    fromMs: FROM,
    toMs: FROM + 3_600_000,
  })
  assert.match(formatRightsizing(short, 'table'), /shorter than two weeks/)
  const html = formatRightsizing(made, 'html')
  assert.match(html, /<svg viewBox[^]*<polyline/)
  assert.doesNotMatch(html, /<script|https?:/)
  assert.equal((JSON.parse(formatRightsizing(made, 'json')) as { hours: number }).hours, HOURS)
  assert.match(formatRightsizing({ ...made, models: [] }, 'table'), /nothing to size/)
})

test('where long prompts or other tiers made it dearer, what is by the token is counted so', () => {
  const dearer = demand().map((minute) => ({ ...minute, nanoUsd: (minute.nanoUsd * 3n) / 2n }))
  const { models } = rightsize({ plan: plan(), demand: dearer, ...SPAN })
  assert.equal(usd(models[0]?.byTokenAlone.nanoUsd ?? 0), BY_TOKEN_USD * 1.5)
  // A full PTU saves $0.54 then, half of the time $0.27: more than it costs, so the peaks are worth one too.
  assert.equal(models[0]?.leastCost.units, 30)
})
