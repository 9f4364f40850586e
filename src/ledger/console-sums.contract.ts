import assert from 'node:assert/strict'

import * as fc from 'fast-check'

import { type ConsoleGround, DAY_MS, isBelow, type It, summarized } from './console-ground.fixture.ts'
import { HOUR_MS, MINUTE_MS, TRAFFIC_KINDS, type TrafficKind } from './console-reader.ts'
import { latencyBucket, latencyPercentileMs, LATENCY_BUCKETS } from './latency-buckets.ts'
import type { ExchangeRecords } from './record-store.ts'
import type { KeptText } from './records.ts'
import { closed, opened, settled } from './records.fixture.ts'
import { DEPLOYMENTS, PATHS, randomLedger } from './random-records.fixture.ts'

const RUNS = 12

/** What every reader of sums, of kept text and of revisions must do. The first test meets an empty database. */
export function consoleSumsContract(it: It, ground: ConsoleGround): void {
  it('says since when there are records', async () => {
    const reader = ground.place.reader()
    assert.equal(await reader.recordedFromMs(), null)
    const store = ground.place.replica()
    for (const [index, atMs] of [ground.day + 90 * MINUTE_MS, ground.day + 9 * HOUR_MS].entries()) {
      const id = `req_${ground.day}_f${index}`
      const batch = [opened(id, { atMs }), closed(id, { atMs }), settled(id, { atMs })]
      await store.project('first', batch, { segment: 1, offset: ground.nextOffset() })
    }
    assert.equal(await reader.recordedFromMs(), ground.day + HOUR_MS)
  })

  it('sums are what a look at every record says, whatever came when, twice or after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (ledger) => {
        const records = await ground.projected(ledger)
        const reader = ground.place.reader()
        const span = { fromMs: ground.day, toMs: ground.day + DAY_MS }
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
        await ground.projected(ledger)
        const span = {
          fromMs: ground.day + from * MINUTE_MS,
          toMs: ground.day + Math.min(1_440, from + minutes) * MINUTE_MS,
        }
        const reader = ground.place.reader()
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
        const records = await ground.projected(ledger)
        const reader = ground.place.reader()
        const span = { fromMs: ground.day, toMs: ground.day + DAY_MS, limit: 100 }
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

  it('text is kept until its moment, once, whoever projects it, with all that JSON may hold', async () => {
    ground.nextDay()
    const id = (name: string) => `req_${ground.day}_${name}` as KeptText['exchange']
    const text = (name: string, more: Partial<KeptText> = {}): KeptText => ({
      kind: 'text',
      exchange: id(name),
      atMs: ground.day,
      untilMs: ground.day + HOUR_MS,
      prompt: JSON.stringify([
        { role: 'user', parts: [{ type: 'text', content: 'a "quoted"\\ \0 \ud800 😀\t\n' }] },
      ]),
      answer: null,
      isCut: false,
      ...more,
    })
    const long = JSON.stringify('\0'.repeat(40_000))
    const one = text('one')
    const two = text('two', { prompt: null, answer: long, isCut: true, untilMs: ground.day + 1 })
    const records = [opened(id('one')), closed(id('one')), settled(id('one')), one, two]
    await ground.place.replica().project('texts', records, { segment: 1, offset: ground.nextOffset() })
    // Another replica comes back to where it was, and a text comes that was there before.
    const again = [text('one', { prompt: 'another' }), text('alone'), text('alone')]
    await ground.place
      .replica()
      .project('texts again', [...records, ...again], { segment: 1, offset: ground.nextOffset() })
    const reader = ground.place.reader()
    const stored = ({ kind: _kind, atMs: _atMs, ...rest }: KeptText) => rest
    for (const expected of [one, two, text('alone')])
      assert.deepEqual(
        await reader.keptText({ exchange: expected.exchange, nowMs: ground.day }),
        stored(expected),
      )
    assert.equal(await reader.keptText({ exchange: two.exchange, nowMs: ground.day + 1 }), null)
    for (const nobody of ['req_nobody', '\0', "' OR true --"])
      assert.equal(await reader.keptText({ exchange: nobody, nowMs: ground.day }), null)
  })

  it('says who used a deployment most, what paths cost in spans, and in which months anything was', async () => {
    ground.nextDay()
    const store = ground.place.replica()
    const batch = ['/a/b', '/a/b', '/a/bc'].flatMap((consumer, index) => {
      const id = `req_${ground.day}_u${index}`
      const about = { consumer: consumer as ExchangeSettled['consumer'] & string, deployment: 'only' }
      const atMs = ground.day + index * HOUR_MS
      return [
        opened(id, { ...about, atMs }),
        closed(id, { atMs, nanoUsd: 10 + index }),
        settled(id, { ...about, atMs }),
      ]
    })
    await store.project('used', batch, { segment: 1, offset: ground.nextOffset() })
    const reader = ground.place.reader()
    const span = { fromMs: ground.day, toMs: ground.day + DAY_MS }
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
      fromMs: ground.day + hour * HOUR_MS,
      toMs: ground.day + (hour + 1) * HOUR_MS,
    }))
    assert.deepEqual(await reader.costs({ path: '/a/b', spans: hours }), [10, 11, 0])
    assert.deepEqual(await reader.costs({ path: '/a', spans: [span, ...hours] }), [33, 10, 11, 12])
    assert.deepEqual(await reader.costs({ path: '/nobody', spans: hours }), [0, 0, 0])
    const months = await reader.recordedMonths()
    assert.equal(months[0], new Date(ground.day).toISOString().slice(0, 7))
    assert.deepEqual(months, [...new Set(months)].sort().reverse())
  })

  it('a revision changes when a record comes to its span, and not when one comes to another', async () => {
    ground.nextDay(3)
    const reader = ground.place.reader()
    const span = { fromMs: ground.day, toMs: ground.day + HOUR_MS }
    const store = ground.place.replica()
    const add = (id: string, atMs: number) =>
      store.project('revised', [opened(id, { atMs }), closed(id, { atMs }), settled(id, { atMs })], {
        segment: 1,
        offset: ground.nextOffset(),
      })
    const first = await reader.revision(span)
    await add(`req_${ground.day}_r1`, ground.day)
    const second = await reader.revision(span)
    await add(`req_${ground.day}_r2`, ground.day - 2 * DAY_MS)
    assert.notEqual(first, second)
    assert.equal(await reader.revision(span), second)
  })
}

type ExchangeSettled = NonNullable<ExchangeRecords['settled']>

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
