import assert from 'node:assert/strict'

import * as fc from 'fast-check'

import { type ConsoleGround, DAY_MS, isBelow, type It, shown, summarized } from './console-ground.fixture.ts'
import type { ExchangeOrTrace, ExchangeSearch } from './console-reader.ts'
import type { ExchangeSummary } from './exchange-summary.ts'
import { DEPLOYMENTS, PATHS, randomLedger, TRACES } from './random-records.fixture.ts'
import { closed, opened, settled } from './records.fixture.ts'

const RUNS = 36

const NONE = { found: [], next: null }

export const EVERYTHING: ExchangeSearch = {
  fromMs: null,
  toMs: null,
  consumer: null,
  costCenter: null,
  asked: null,
  deployment: null,
  region: null,
  operation: null,
  outcome: null,
  failure: null,
  status: null,
  minTotalMs: null,
  minAttempts: null,
  minNanoUsd: null,
  id: null,
  after: null,
  limit: 200,
}

/** What every search for exchanges must do. */
export function exchangeSearchContract(it: It, ground: ConsoleGround): void {
  it('a search finds what its filters say, newest first, page by page, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomLedger,
        filters,
        fc.integer({ min: 1, max: 4 }),
        async (ledger, filter, limit) => {
          const records = await ground.projected(ledger)
          const expected = records
            .flatMap((one) => summarized(one) ?? [])
            .filter((one) => isFound(one, filter))
            .sort((a, b) => b.atMs - a.atMs || (a.exchange < b.exchange ? 1 : -1))
          const reader = ground.place.reader()
          const seen: ExchangeSummary[] = []
          let next: ExchangeSearch['after'] = null
          do {
            const page = await reader.searchExchanges({
              ...EVERYTHING,
              ...filter,
              fromMs: ground.day,
              toMs: ground.day + DAY_MS,
              after: next,
              limit,
            })
            for (const { summary, ...rest } of page.found) {
              seen.push(summary)
              assert.deepEqual(
                rest,
                records.find(({ settled: one }) => one?.exchange === summary.exchange),
              )
            }
            next = page.next
          } while (next !== null)
          assert.deepEqual(seen, expected)
          const [first] = expected
          if (first === undefined) return
          const id = { kind: 'exchange' as const, id: first.exchange }
          const { found, next: none } = await reader.searchExchanges({ ...EVERYTHING, ...filter, id })
          assert.deepEqual(
            found.map(({ summary }) => summary),
            (filter.id ?? null) === null || first.trace === filter.id?.id ? [first] : [],
          )
          assert.equal(none, null)
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('an id finds nothing where there is none like it, and a text that is none breaks nothing', async () => {
    const reader = ground.place.reader()
    for (const id of ['req_nobody', '', '\u0000', "'; DROP TABLE exchanges; --"])
      assert.deepEqual(await reader.searchExchanges({ ...EVERYTHING, id: { kind: 'exchange', id } }), NONE)
    const id = { kind: 'trace' as const, id: 'f'.repeat(32) }
    assert.deepEqual(await reader.searchExchanges({ ...EVERYTHING, id }), NONE)
  })

  it('pages hold what was there at the first of them once each, while more comes in', async () => {
    ground.nextDay()
    const store = ground.place.replica()
    const add = (id: string, atMs: number) =>
      store.project('moving', [opened(id), closed(id), settled(id, { atMs })], {
        segment: 1,
        offset: ground.nextOffset(),
      })
    const ids = Array.from({ length: 20 }, (_, index) => `req_${ground.day}_m${index}`)
    // Four end in each millisecond, so that pages break in its middle.
    for (const [index, id] of ids.entries()) await add(id, ground.day + Math.floor(index / 4))
    const reader = ground.place.reader()
    const seen: string[] = []
    let next: ExchangeSearch['after'] = null
    do {
      const query = { ...EVERYTHING, fromMs: ground.day, toMs: ground.day + DAY_MS, after: next, limit: 3 }
      const page = await reader.searchExchanges(query)
      seen.push(...page.found.map(({ summary }) => summary.exchange))
      next = page.next
      await add(`req_${ground.day}_new${seen.length}`, ground.day + 1_000 + seen.length)
    } while (next !== null)
    assert.deepEqual(seen.toSorted(), ids.toSorted())
  })

  it('text that means something in SQL, in patterns or in arrays finds only itself', async () => {
    await ground.projected({ exchanges: [], turns: [], batches: [] })
    const reader = ground.place.reader()
    const nasty = [
      "'; DROP TABLE exchanges; --",
      '%',
      '_',
      '\\',
      '{}',
      '"',
      '\u0000',
      '\ud800',
      '/a/b%',
      "/a/b' OR '1'='1' --",
    ]
    for (const text of nasty) {
      for (const field of ['consumer', 'costCenter', 'asked', 'region', 'operation', 'failure'] as const) {
        const page = await reader.searchExchanges({
          ...EVERYTHING,
          fromMs: ground.day,
          toMs: ground.day + DAY_MS,
          [field]: text,
        })
        assert.deepEqual(page, { found: [], next: null }, `${field} ${text}`)
      }
      assert.deepEqual(
        await reader.traffic({
          kind: 'path',
          names: [text],
          fromMs: ground.day,
          toMs: ground.day + DAY_MS,
          stepMs: null,
          limit: 9,
        }),
        [],
      )
    }
  })
}

const filters: fc.Arbitrary<Partial<ExchangeSearch>> = fc.record(
  {
    consumer: fc.constantFrom(...PATHS),
    costCenter: fc.constantFrom('CC-1', 'CC-3'),
    asked: fc.constantFrom('gpt-4.1', 'gpt_4.1', 'what \u0000 ever'),
    deployment: fc.constantFrom(...DEPLOYMENTS),
    region: fc.constantFrom('swedencentral', 'west"us', ''),
    outcome: fc.constantFrom('answered', 'refused', 'failed'),
    failure: fc.constantFrom('budget_exhausted', 'provider_400', 'client_closed'),
    status: fc.constantFrom(200, 400, 500),
    minTotalMs: fc.nat(700_000),
    minAttempts: fc.nat(3),
    minNanoUsd: fc.nat(9_000_000),
    id: fc.constantFrom(...TRACES).map((id) => ({ kind: 'trace' as const, id })),
  },
  { requiredKeys: [] },
)

function isFound(one: ExchangeSummary, filter: Partial<ExchangeSearch>): boolean {
  return (Object.entries(filter) as [keyof ExchangeSearch, never][]).every(([field, wanted]) => {
    const text = typeof wanted === 'string' ? shown(wanted) : null
    if (field === 'consumer') return isBelow(one.consumer, wanted)
    if (field === 'costCenter') return one.costCenter === wanted
    if (field === 'asked') return one.asked === text
    if (field === 'deployment') return one.deployments.includes(wanted)
    if (field === 'region') return one.regions.includes(wanted)
    if (field === 'id') return one.trace === (wanted as ExchangeOrTrace).id
    if (field === 'minTotalMs') return one.totalMs >= wanted
    if (field === 'minAttempts') return one.attempts >= wanted
    if (field === 'minNanoUsd') return one.nanoUsd !== null && one.nanoUsd >= wanted
    return one[field as 'outcome' | 'failure' | 'status'] === wanted
  })
}
