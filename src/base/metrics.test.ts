import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { array, assert as assertProperty, constantFrom, integer, property, record } from 'fast-check'

import { ManualClock } from './clock.ts'
import { MetricRegistry } from './metrics.ts'
import { GONE_SERIES_STAY_MS } from './series-set.ts'

function registryOf(maxSeries: number): { clock: ManualClock; registry: MetricRegistry } {
  const clock = new ManualClock()
  return { clock, registry: new MetricRegistry({ clock, maxSeries }) }
}

function valueOf(registry: MetricRegistry, series: string): number | null {
  const line = registry
    .expose()
    .split('\n')
    .find((one) => one.startsWith(`${series} `))
  return line === undefined ? null : Number(line.slice(series.length + 1))
}

function seriesOf(registry: MetricRegistry, metric: string) {
  return registry.collect().find(({ name }) => name === metric)?.series ?? []
}

const FIRST = { label: 'consumer', maxValues: 3 }
const KEPT = ['input', 'output']

test('a value of a label is written so that Prometheus reads it back', () => {
  const { registry } = registryOf(10)
  registry.counter('a_total', 'A').with({ path: 'with "quotes", a \\ and a\nline' }).add(2)
  assert.equal(valueOf(registry, 'a_total{path="with \\"quotes\\", a \\\\ and a\\nline"}'), 2)
})

test('a histogram is written as running sums', () => {
  const { registry } = registryOf(10)
  const histogram = registry.histogram('a_seconds', 'A', [1, 2]).with({ model: 'm' })
  for (const seconds of [0.5, 1, 1.5, 3]) histogram.observe(seconds)
  assert.match(
    registry.expose(),
    /a_seconds_bucket\{model="m",le="1"\} 2\na_seconds_bucket\{model="m",le="2"\} 3\na_seconds_bucket\{model="m",le="\+Inf"\} 4\na_seconds_sum\{model="m"\} 6\na_seconds_count\{model="m"\} 4\n/,
  )
})

describe('too many series', () => {
  test('the first label is folded before the others, and each look-up is counted', () => {
    const { registry } = registryOf(100)
    const tokens = registry.counter('tokens_total', 'T', { first: FIRST, keeps: ['class'] })
    for (const consumer of ['/a', '/b', '/c', '/d', '/e'])
      for (const kind of KEPT) tokens.with({ consumer, deployment: 'x', class: kind }).add(1)
    assert.equal(valueOf(registry, 'tokens_total{consumer="/c",deployment="x",class="input"}'), 1)
    assert.equal(valueOf(registry, 'tokens_total{consumer="other",deployment="x",class="input"}'), 2)
    assert.equal(valueOf(registry, 'causeway_metric_series_dropped_total{metric="tokens_total"}'), 4)
  })

  test('whatever is counted, nothing is lost, and the series stay bounded', () => {
    const step = record({
      consumer: integer({ min: 0, max: 30 }),
      deployment: integer({ min: 0, max: 30 }),
      kind: constantFrom(...KEPT),
      tokens: integer({ min: 1, max: 1000 }),
    })
    const bounded = property(
      integer({ min: 1, max: 40 }),
      integer({ min: 1, max: 20 }),
      array(step, { maxLength: 300 }),
      (maxSeries, maxValues, steps) => {
        const { registry } = registryOf(maxSeries)
        const tokens = registry.counter('tokens_total', 'T', {
          first: { label: 'consumer', maxValues },
          keeps: ['class'],
        })
        const wanted = { input: 0, output: 0 }
        const own = new Set<string>()
        let folded = 0
        for (const { consumer, deployment, kind, tokens: count } of steps) {
          const labels = { consumer: `/c${consumer}`, deployment: `d${deployment}`, class: kind }
          const before = valueOf(registry, 'causeway_metric_series_dropped_total{metric="tokens_total"}') ?? 0
          tokens.with(labels).add(count)
          const after = valueOf(registry, 'causeway_metric_series_dropped_total{metric="tokens_total"}') ?? 0
          if (after === before) own.add(JSON.stringify(labels))
          folded += after - before
          wanted[kind as 'input' | 'output'] += count
        }
        const series = seriesOf(registry, 'tokens_total')
        // Those of all labels folded come on top: one for each word of the kept label.
        assert.ok(series.length <= maxSeries + KEPT.length, `${series.length} series of ${maxSeries}`)
        const consumers = new Set(series.map(({ labels }) => labels['consumer']).filter((c) => c !== 'other'))
        assert.ok(consumers.size <= maxValues)
        for (const kind of ['input', 'output'] as const) {
          let sum = 0
          for (const { labels, child } of series)
            if (labels['class'] === kind && 'value' in child) sum += child.value
          assert.equal(sum, wanted[kind])
        }
        const shown = new Set(series.map(({ labels }) => JSON.stringify(labels)))
        for (const one of own) assert.ok(shown.has(one), one)
        assert.equal(
          folded === 0,
          series.every(({ labels }) => labels['consumer'] !== 'other'),
        )
      },
    )
    assertProperty(bounded, { numRuns: 60 })
  })

  test('whoever comes and goes, the series stay bounded and what lives keeps its own', () => {
    const { clock, registry } = registryOf(50)
    const tokens = registry.counter('tokens_total', 'T', { first: { label: 'consumer', maxValues: 5 } })
    for (let round = 0; round < 200; round++) {
      const living = new Set(Array.from({ length: 5 }, (_, i) => `/c${round}-${i}`))
      registry.release({ consumer: living })
      for (const consumer of living) tokens.with({ consumer }).add()
      clock.advance(1_000)
      const shown = seriesOf(registry, 'tokens_total').map(({ labels }) => labels['consumer'])
      assert.ok(shown.length <= 50)
      for (const consumer of living) assert.ok(shown.includes(consumer), `${consumer} in round ${round}`)
    }
  })
})

describe('what a reload takes away', () => {
  test('a counter stays as long as Prometheus looks back, a gauge goes at once', () => {
    const { clock, registry } = registryOf(10)
    const requests = registry.counter('requests_total', 'R')
    const waiting = registry.gauge('waiting', 'W')
    for (const model of ['old', 'new']) {
      requests.with({ model }).add(3)
      waiting.with({ model }).set(3)
    }
    registry.release({ model: new Set(['new']) })
    assert.equal(valueOf(registry, 'waiting{model="old"}'), null)
    assert.equal(valueOf(registry, 'waiting{model="new"}'), 3)
    clock.advance(GONE_SERIES_STAY_MS - 1)
    assert.equal(valueOf(registry, 'requests_total{model="old"}'), 3)
    clock.advance(1)
    assert.equal(valueOf(registry, 'requests_total{model="old"}'), null)
    assert.equal(valueOf(registry, 'requests_total{model="new"}'), 3)
  })

  test('what comes back in time goes on counting; what comes back later begins anew', () => {
    const { clock, registry } = registryOf(10)
    const requests = registry.counter('requests_total', 'R')
    const none = { model: new Set<string>() }
    requests.with({ model: 'm' }).add(3)
    registry.release(none)
    clock.advance(GONE_SERIES_STAY_MS / 2)
    requests.with({ model: 'm' }).add(1)
    clock.advance(GONE_SERIES_STAY_MS)
    assert.equal(valueOf(registry, 'requests_total{model="m"}'), 4)
    registry.release(none)
    registry.release({ model: new Set(['m']) })
    clock.advance(GONE_SERIES_STAY_MS)
    assert.equal(valueOf(registry, 'requests_total{model="m"}'), 4)
    registry.release(none)
    clock.advance(GONE_SERIES_STAY_MS)
    registry.collect()
    requests.with({ model: 'm' }).add(1)
    assert.equal(valueOf(registry, 'requests_total{model="m"}'), 1)
    assert.equal(seriesOf(registry, 'requests_total')[0]?.sinceMs, clock.nowMs())
  })

  test('what names nobody, and labels of other things, stay', () => {
    const { registry } = registryOf(10)
    const requests = registry.gauge('requests', 'R')
    for (const labels of [{ model: 'none' }, { model: 'other' }, { class: 'gone' }, {}])
      requests.with(labels).set(1)
    registry.release({ model: new Set() })
    assert.equal(seriesOf(registry, 'requests').length, 4)
  })
})
