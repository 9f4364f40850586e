import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import * as fc from 'fast-check'

import {
  type ConsoleReader,
  type ExchangeOrTrace,
  type ExchangeSearch,
  HOUR_MS,
  MINUTE_MS,
  TRAFFIC_KINDS,
  type TrafficKind,
} from './console-reader.ts'
import { type ExchangeSummary, summaryOf } from './exchange-summary.ts'
import { latencyBucket, latencyPercentileMs, LATENCY_BUCKETS } from './latency-buckets.ts'
import type { ExchangeRecords, RecordStore } from './record-store.ts'
import type { KeptText } from './records.ts'
import { closed, opened, settled } from './records.fixture.ts'
import {
  DEPLOYMENTS,
  PATHS,
  type RandomLedger,
  randomLedger,
  recordsOf,
  TRACES,
} from './random-records.fixture.ts'

/** One database, empty at first, with stores on it as processes of their own would have them, and who reads it. */
export interface ConsolePlace {
  replica(): RecordStore
  reader(): ConsoleReader
  close(): Promise<void>
}

const DAY_MS = 86_400_000
const RUNS = 12

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

/** What every reader for the console must do. Each test looks at days of its own. */
export function consoleReaderContract(
  name: string,
  make: () => Promise<ConsolePlace>,
  skip: false | string = false,
): void {
  let place: ConsolePlace
  let day = Date.UTC(2026, 0, 1)
  let offset = 0
  const it = (does: string, check: () => Promise<void>): void => {
    void test(`${name}: ${does}`, { skip }, check)
  }
  before(async () => {
    if (skip === false) place = await make()
  })
  after(async () => {
    if (skip === false) await place.close()
  })

  async function projected(ledger: RandomLedger): Promise<readonly ExchangeRecords[]> {
    day += DAY_MS
    const prefix = `req_${day}_`
    let rest = recordsOf(ledger, prefix, day)
    let store = place.replica()
    for (const { size, again, restart } of ledger.batches) {
      if (rest.length === 0) break
      const batch = rest.slice(0, size)
      rest = rest.slice(size)
      const next = { segment: 1, offset: ++offset }
      await store.project('random', batch, next)
      if (restart) store = place.replica()
      if (again) await store.project('random', batch, next)
    }
    assert.equal(rest.length, 0)
    const found: ExchangeRecords[] = []
    for (const [index] of ledger.exchanges.entries()) {
      const records = await store.exchange(`${prefix}${index}`)
      if (records !== null) found.push(records)
    }
    return found
  }

  it('says since when there are records', async () => {
    const reader = place.reader()
    assert.equal(await reader.recordedFromMs(), null)
    const store = place.replica()
    for (const [index, atMs] of [day + 90 * MINUTE_MS, day + 9 * HOUR_MS].entries()) {
      const id = `req_${day}_f${index}`
      const batch = [opened(id, { atMs }), closed(id, { atMs }), settled(id, { atMs })]
      await store.project('first', batch, { segment: 1, offset: ++offset })
    }
    assert.equal(await reader.recordedFromMs(), day + HOUR_MS)
  })

  it('sums are what a look at every record says, whatever came when, twice or after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (ledger) => {
        const records = await projected(ledger)
        const reader = place.reader()
        const span = { fromMs: day, toMs: day + DAY_MS }
        for (const kind of TRAFFIC_KINDS) {
          for (const stepMs of [null, MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS]) {
            const rows = await reader.traffic({ kind, names: null, ...span, stepMs, limit: 10_000 })
            const said = Object.fromEntries(
              rows.map(({ name: of, atMs, ...sums }) => [`${of} ${atMs}`, sums]),
            )
            assert.deepEqual(said, scanned(records, kind, stepMs), `${kind} by ${stepMs}`)
          }
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('any span of minutes is what its minutes are', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, fc.nat(1_439), fc.nat(1_440), async (ledger, from, minutes) => {
        await projected(ledger)
        const span = {
          fromMs: day + from * MINUTE_MS,
          toMs: day + Math.min(1_440, from + minutes) * MINUTE_MS,
        }
        const reader = place.reader()
        const query = { kind: 'path' as const, names: ['/a', '/a/b'], ...span, limit: 10_000 }
        const whole = await reader.traffic({ ...query, stepMs: null })
        const steps = await reader.traffic({ ...query, stepMs: MINUTE_MS })
        const timeless = await reader.traffic({ ...query, stepMs: null, withoutTimes: true })
        const noTimes = {
          attemptsAnswered: null,
          firstTokenP50Ms: null,
          firstTokenP95Ms: null,
          totalP50Ms: null,
          totalP95Ms: null,
        }
        assert.deepEqual(
          timeless,
          whole.map((row) => ({ ...row, ...noTimes })),
        )
        for (const path of query.names) {
          const own = steps.filter(({ name: of }) => of === path)
          const total = whole.find(({ name: of }) => of === path)
          for (const key of ['exchanges', 'attempts', 'input', 'nanoUsd', 'failed'] as const)
            assert.equal(
              total?.[key] ?? 0,
              own.reduce((sum, row) => sum + row[key], 0),
              key,
            )
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('reasons are counted as they are in the records', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (ledger) => {
        const records = await projected(ledger)
        const reader = place.reader()
        const span = { fromMs: day, toMs: day + DAY_MS, limit: 100 }
        const asObject = (rows: readonly { readonly reason: string; readonly count: number }[]) =>
          Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
        const summaries = records.map(summarized).filter((one) => one !== null)
        for (const path of ['', ...PATHS]) {
          const own = summaries.filter(({ consumer }) => path === '' || isBelow(consumer, path))
          const rows = await reader.failures({ kind: path === '' ? 'all' : 'path', name: path, ...span })
          assert.deepEqual(asObject(rows), counted(own.flatMap(({ failure }) => failure ?? [])))
        }
        for (const deployment of DEPLOYMENTS) {
          const own = records
            .flatMap(({ attempts }) => attempts)
            .filter(({ opened: record }) => record.deployment === deployment)
            .flatMap(({ closed: end }) => end ?? [])
            .filter(({ outcome }) => outcome !== 'answered')
          const rows = await reader.failures({ kind: 'deployment', name: deployment, ...span })
          const reasons = own.map(({ reason, outcome }) => (reason ?? outcome).slice(0, 100))
          assert.deepEqual(asObject(rows), counted(reasons))
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('a search finds what its filters say, newest first, page by page, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomLedger,
        filters,
        fc.integer({ min: 1, max: 4 }),
        async (ledger, filter, limit) => {
          const records = await projected(ledger)
          const expected = records
            .flatMap((one) => summarized(one) ?? [])
            .filter((one) => isFound(one, filter))
            .sort((a, b) => b.atMs - a.atMs || (a.exchange < b.exchange ? 1 : -1))
          const reader = place.reader()
          const seen: ExchangeSummary[] = []
          let next: ExchangeSearch['after'] = null
          do {
            const page = await reader.searchExchanges({
              ...EVERYTHING,
              ...filter,
              fromMs: day,
              toMs: day + DAY_MS,
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
      { numRuns: RUNS * 3 },
    )
  })

  it('an id finds nothing where there is none like it, and a text that is none breaks nothing', async () => {
    const reader = place.reader()
    for (const id of ['req_nobody', '', '\u0000', "'; DROP TABLE exchanges; --"])
      assert.deepEqual(await reader.searchExchanges({ ...EVERYTHING, id: { kind: 'exchange', id } }), NONE)
    const id = { kind: 'trace' as const, id: 'f'.repeat(32) }
    assert.deepEqual(await reader.searchExchanges({ ...EVERYTHING, id }), NONE)
  })

  it('pages hold what was there at the first of them once each, while more comes in', async () => {
    day += DAY_MS
    const store = place.replica()
    const add = (id: string, atMs: number) =>
      store.project('moving', [opened(id), closed(id), settled(id, { atMs })], {
        segment: 1,
        offset: ++offset,
      })
    const ids = Array.from({ length: 20 }, (_, index) => `req_${day}_m${index}`)
    // Four end in each millisecond, so that pages break in its middle.
    for (const [index, id] of ids.entries()) await add(id, day + Math.floor(index / 4))
    const reader = place.reader()
    const seen: string[] = []
    let next: ExchangeSearch['after'] = null
    do {
      const query = { ...EVERYTHING, fromMs: day, toMs: day + DAY_MS, after: next, limit: 3 }
      const page = await reader.searchExchanges(query)
      seen.push(...page.found.map(({ summary }) => summary.exchange))
      next = page.next
      await add(`req_${day}_new${seen.length}`, day + 1_000 + seen.length)
    } while (next !== null)
    assert.deepEqual(seen.toSorted(), ids.toSorted())
  })

  it('text that means something in SQL, in patterns or in arrays finds only itself', async () => {
    await projected({ exchanges: [], turns: [], batches: [] })
    const reader = place.reader()
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
          fromMs: day,
          toMs: day + DAY_MS,
          [field]: text,
        })
        assert.deepEqual(page, { found: [], next: null }, `${field} ${text}`)
      }
      assert.deepEqual(
        await reader.traffic({
          kind: 'path',
          names: [text],
          fromMs: day,
          toMs: day + DAY_MS,
          stepMs: null,
          limit: 9,
        }),
        [],
      )
    }
  })

  it('text is kept until its moment, once, whoever projects it, with all that JSON may hold', async () => {
    day += DAY_MS
    const id = (name: string) => `req_${day}_${name}` as KeptText['exchange']
    const text = (name: string, more: Partial<KeptText> = {}): KeptText => ({
      kind: 'text',
      exchange: id(name),
      atMs: day,
      untilMs: day + HOUR_MS,
      prompt: JSON.stringify([
        { role: 'user', parts: [{ type: 'text', content: 'a "quoted"\\ \0 \ud800 😀\t\n' }] },
      ]),
      answer: null,
      isCut: false,
      ...more,
    })
    const long = JSON.stringify('\0'.repeat(40_000))
    const one = text('one')
    const two = text('two', { prompt: null, answer: long, isCut: true, untilMs: day + 1 })
    const records = [opened(id('one')), closed(id('one')), settled(id('one')), one, two]
    await place.replica().project('texts', records, { segment: 1, offset: ++offset })
    // Another replica comes back to where it was, and a text comes that was there before.
    const again = [text('one', { prompt: 'another' }), text('alone'), text('alone')]
    await place.replica().project('texts again', [...records, ...again], { segment: 1, offset: ++offset })
    const reader = place.reader()
    const stored = ({ kind: _kind, atMs: _atMs, ...rest }: KeptText) => rest
    for (const expected of [one, two, text('alone')])
      assert.deepEqual(await reader.keptText({ exchange: expected.exchange, nowMs: day }), stored(expected))
    assert.equal(await reader.keptText({ exchange: two.exchange, nowMs: day + 1 }), null)
    for (const nobody of ['req_nobody', '\0', "' OR true --"])
      assert.equal(await reader.keptText({ exchange: nobody, nowMs: day }), null)
  })

  it('says who used a deployment most, what paths cost in spans, and in which months anything was', async () => {
    day += DAY_MS
    const store = place.replica()
    const batch = ['/a/b', '/a/b', '/a/bc'].flatMap((consumer, index) => {
      const id = `req_${day}_u${index}`
      const about = { consumer: consumer as ExchangeSettled['consumer'] & string, deployment: 'only' }
      const atMs = day + index * HOUR_MS
      return [
        opened(id, { ...about, atMs }),
        closed(id, { atMs, nanoUsd: 10 + index }),
        settled(id, { ...about, atMs }),
      ]
    })
    await store.project('used', batch, { segment: 1, offset: ++offset })
    const reader = place.reader()
    const span = { fromMs: day, toMs: day + DAY_MS }
    assert.deepEqual(await reader.consumersOf({ deployment: 'only', ...span, limit: 20 }), [
      { consumer: '/a/b', exchanges: 2, nanoUsd: 21 },
      { consumer: '/a/bc', exchanges: 1, nanoUsd: 12 },
    ])
    const [model] = await reader.modelsOf({ path: '/a/b', ...span, limit: 20 })
    assert.deepEqual(
      [model?.name, model?.exchanges, model?.attempts, model?.input, model?.output, model?.nanoUsd],
      ['gpt-4.1', 2, 2, 18, 10, 21],
    )
    assert.deepEqual(await reader.modelsOf({ path: '/a/', ...span, limit: 20 }), [])
    const hours = [0, 1, 2].map((hour) => ({
      fromMs: day + hour * HOUR_MS,
      toMs: day + (hour + 1) * HOUR_MS,
    }))
    assert.deepEqual(await reader.costs({ path: '/a/b', spans: hours }), [10, 11, 0])
    assert.deepEqual(await reader.costs({ path: '/a', spans: [span, ...hours] }), [33, 10, 11, 12])
    assert.deepEqual(await reader.costs({ path: '/nobody', spans: hours }), [0, 0, 0])
    const months = await reader.recordedMonths()
    assert.equal(months[0], new Date(day).toISOString().slice(0, 7))
    assert.deepEqual(months, [...new Set(months)].sort().reverse())
  })

  it('a revision changes when a record comes to its span, and not when one comes to another', async () => {
    day += 3 * DAY_MS
    const reader = place.reader()
    const span = { fromMs: day, toMs: day + HOUR_MS }
    const store = place.replica()
    const add = (id: string, atMs: number) =>
      store.project('revised', [opened(id, { atMs }), closed(id, { atMs }), settled(id, { atMs })], {
        segment: 1,
        offset: ++offset,
      })
    const first = await reader.revision(span)
    await add(`req_${day}_r1`, day)
    const second = await reader.revision(span)
    await add(`req_${day}_r2`, day - 2 * DAY_MS)
    assert.notEqual(first, second)
    assert.equal(await reader.revision(span), second)
  })
}

type ExchangeSettled = NonNullable<ExchangeRecords['settled']>

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

/** What stands for what a database cannot hold. */
function shown(text: string): string {
  return text.replaceAll('\0', '\uFFFD')
}

function isBelow(consumer: string | null, path: string): boolean {
  return consumer === path || consumer?.startsWith(`${path}/`) === true
}

function summarized(records: ExchangeRecords): ExchangeSummary | null {
  if (records.settled === null) return null
  const { asked, model, ...summary } = summaryOf(records.settled, records.attempts)
  return {
    ...summary,
    asked: asked === null ? null : shown(asked),
    model: model === null ? null : shown(model),
  }
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

/** The sums by a look at every record: names and steps to what they hold. */
function scanned(
  records: readonly ExchangeRecords[],
  kind: TrafficKind,
  stepMs: number | null,
): Record<string, object> {
  const sums = new Map<string, ReturnType<typeof nothing>>()
  const sumAt = (name: string, atMs: number) => {
    const key = `${name} ${stepMs === null ? null : atMs - (atMs % stepMs)}`
    let sum = sums.get(key)
    if (sum === undefined) sums.set(key, (sum = nothing()))
    return sum
  }
  const namesOf = (
    consumer: string | null,
    model: string | null,
    deployment: string | undefined,
    region: string,
  ) => {
    if (kind === 'all') return ['']
    if (kind === 'region') return deployment === undefined ? [] : [region]
    if (kind === 'model') return model === null ? [] : [model]
    if (kind === 'deployment') return deployment === undefined ? [] : [deployment]
    if (consumer === null) return []
    const parts = consumer.split('/').slice(1)
    return consumer.startsWith('/')
      ? parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)
      : [consumer]
  }
  for (const one of records) {
    const summary = summarized(one)
    if (summary !== null) {
      const { deployments, regions } = summary
      for (const name of namesOf(summary.consumer, summary.model, deployments[0], regions[0] ?? '')) {
        const sum = sumAt(name, summary.atMs)
        sum.exchanges++
        sum[summary.outcome]++
      }
    }
    for (const { opened: record, closed: end } of one.attempts) {
      if (end === null) continue
      for (const name of namesOf(record.consumer, record.model, record.deployment, record.region ?? '')) {
        const sum = sumAt(name, end.atMs)
        sum.attempts++
        sum.input += end.usage?.input ?? 0
        sum.cached += end.usage?.cached ?? 0
        sum.output += end.usage?.output ?? 0
        sum.nanoUsd += end.nanoUsd ?? 0
        if (end.outcome !== 'answered') continue
        sum.attemptsAnswered++
        if (end.firstByteMs !== null) sum.first[latencyBucket(end.firstByteMs)]! += 1
        sum.total[latencyBucket(end.totalMs)]! += 1
      }
    }
  }
  return Object.fromEntries(
    [...sums].map(([key, { first, total, ...counts }]) => [
      key,
      {
        ...counts,
        firstTokenP50Ms: latencyPercentileMs(first, 0.5),
        firstTokenP95Ms: latencyPercentileMs(first, 0.95),
        totalP50Ms: latencyPercentileMs(total, 0.5),
        totalP95Ms: latencyPercentileMs(total, 0.95),
      },
    ]),
  )
}

function nothing() {
  return {
    exchanges: 0,
    answered: 0,
    refused: 0,
    failed: 0,
    attempts: 0,
    attemptsAnswered: 0,
    input: 0,
    cached: 0,
    output: 0,
    nanoUsd: 0,
    first: Array.from({ length: LATENCY_BUCKETS }, () => 0),
    total: Array.from({ length: LATENCY_BUCKETS }, () => 0),
  }
}
