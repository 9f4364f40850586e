import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'

import { ManualClock, MetricRegistry } from '../base/index.ts'
import { readingsOf, readingsOfText } from './readings.ts'
import { RuleWatch } from './rule-watch.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

let clock: ManualClock
let registry: MetricRegistry
let watch: RuleWatch

beforeEach(() => {
  clock = new ManualClock()
  registry = new MetricRegistry({ clock, maxSeries: 1_000 })
  registry.gauge('causeway_objective_ratio', 'O').with({ objective: 'availability' }).set(0.99)
  registry.gauge('causeway_objective_ratio', 'O').with({ objective: 'first-token' }).set(0.9)
  watch = new RuleWatch()
  look()
})

/** Alerts that hold, with their labels. */
function look(): string[] {
  const moment = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
  return watch
    .look(readingsOf(registry.collect()), moment)
    .map(({ rule, labels }) => [rule.id, ...Object.values(labels)].join(' '))
}

function requests(outcome: string, count: number, model = 'gpt'): void {
  registry.counter('causeway_requests_total', 'R').with({ model, operation: 'chat', outcome }).add(count)
}

/** So much of each outcome in every look of a time. */
function serve(overMs: number, good: number, bad: number): string[] {
  let held: string[] = []
  for (let passed = 0; passed < overMs; passed += 15 * SECOND_MS) {
    clock.advance(15 * SECOND_MS)
    requests('answered', good)
    requests('deployments_failed', bad)
    held = look()
  }
  return held
}

describe('burn rates', () => {
  test('an outage is told at once, of the model that it is of', () => {
    serve(HOUR_MS, 100, 0)
    requests('answered', 100, 'other')
    clock.advance(15 * SECOND_MS)
    requests('deployments_failed', 10_000)
    requests('answered', 100, 'other')
    assert.deepEqual(look(), ['availability-fast-burn gpt', 'availability-slow-burn gpt'])
  })

  test('what is over ends with the short window, though the long one remembers it', () => {
    serve(HOUR_MS, 100, 0)
    assert.ok(serve(2 * MINUTE_MS, 0, 5_000).includes('availability-fast-burn gpt'))
    assert.ok(!serve(31 * MINUTE_MS, 1_000, 0).includes('availability-fast-burn gpt'))
    assert.deepEqual(look(), ['availability-slow-burn gpt'])
  })

  test('as many failures as the objective allows are no alert', () => {
    assert.deepEqual(serve(3 * HOUR_MS, 1_000, 9), [])
    assert.deepEqual(serve(12 * HOUR_MS, 1_000, 30), ['availability-slow-burn gpt'])
  })

  test('few failures are no sign, whatever share they are, and what clients do wrong is none of it', () => {
    requests('deployments_failed', 4)
    requests('unknown_key', 1_000)
    requests('rate_limit_exceeded', 1_000)
    clock.advance(15 * SECOND_MS)
    assert.deepEqual(look(), [])
    requests('deadline_exceeded', 1)
    assert.deepEqual(look(), ['availability-fast-burn gpt', 'availability-slow-burn gpt'])
  })

  test('what was counted before the first look is not taken for new', () => {
    requests('deployments_failed', 1_000)
    watch = new RuleWatch()
    look()
    clock.advance(15 * SECOND_MS)
    requests('answered', 10)
    assert.deepEqual(look(), [])
  })

  test('a counter that begins anew is no growth backwards', () => {
    const all = registry.counter('causeway_worker_restarts_total', 'W').with({ worker: '1' })
    all.value = 2
    clock.advance(15 * SECOND_MS)
    assert.deepEqual(look(), [])
    all.value = 1
    clock.advance(15 * SECOND_MS)
    assert.deepEqual(look(), ['worker-restarts 1'])
    clock.advance(16 * MINUTE_MS)
    assert.deepEqual(look(), [])
  })

  test('answers that begin late, of those that a histogram counted', () => {
    const late = registry.counter('causeway_first_tokens_late_total', 'L').with({ deployment: 'ptu' })
    const begun = registry.histogram('causeway_first_token_seconds', 'B', [1, 10]).with({ deployment: 'ptu' })
    for (let i = 0; i < 100; i++) begun.observe(20)
    late.add(9)
    assert.deepEqual(look(), [])
    late.add(91)
    // Ten percent may be late: no share is 14.4 times that, but all of them are 6 times.
    assert.deepEqual(look(), ['first-token-fast-burn ptu', 'first-token-slow-burn ptu'])
  })

  test('without an objective nothing is above it', () => {
    const none = new MetricRegistry({ clock, maxSeries: 100 })
    none.counter('causeway_requests_total', 'R').with({ model: 'm', operation: 'chat', outcome: 'internal' })
    const own = new RuleWatch()
    const at = { nowMs: 0, monotonicMs: 0 }
    own.look(readingsOf(none.collect()), at)
    none
      .counter('causeway_requests_total', 'R')
      .with({ model: 'm', operation: 'chat', outcome: 'internal' })
      .add(100)
    assert.deepEqual(own.look(readingsOf(none.collect()), { nowMs: 0, monotonicMs: 15_000 }), [])
  })
})

describe('levels and ends', () => {
  const gauge = (name: string, labels: Record<string, string>, value: number): void =>
    registry.gauge(name, 'G').with(labels).set(value)

  test('a breaker, a full journal, budgets and quotas apart from rates', () => {
    gauge('causeway_breaker_state', { deployment: 'ptu' }, 2)
    gauge('causeway_breaker_state', { deployment: 'paid' }, 1)
    gauge('causeway_journal_buffered_records', {}, 1)
    gauge('causeway_limit_used_ratio', { limit: '/a|tokens_per_minute' }, 1)
    gauge('causeway_limit_used_ratio', { limit: '/a|tokens_per_month' }, 0.9)
    gauge('causeway_limit_used_ratio', { limit: '/a|budget_per_month' }, 0.8)
    gauge('causeway_limit_used_ratio', { limit: '/b|budget_per_day' }, 1.1)
    assert.deepEqual(look(), [
      'breaker-open ptu',
      'budget-nearly-used /a|budget_per_month',
      'budget-nearly-used /b|budget_per_day',
      'budget-used-up /b|budget_per_day',
      'quota-nearly-used /a|tokens_per_month',
      'journal-stuck',
    ])
  })

  test('certificates, keys and models end by the clock', () => {
    const inDays = (days: number) => (clock.nowMs() + days * DAY_MS) / 1000
    gauge('causeway_certificate_end_timestamp_seconds', {}, inDays(30))
    gauge('causeway_consumer_keys_end_timestamp_seconds', { consumer: '/a' }, inDays(10))
    gauge('causeway_model_retirement_timestamp_seconds', { deployment: 'd', model: 'm' }, inDays(91))
    const afterDays = (days: number): string[] => {
      clock.advance(days * DAY_MS)
      return look()
    }
    assert.deepEqual(look(), [])
    assert.deepEqual(afterDays(1.5), ['model-retires d m'])
    assert.deepEqual(afterDays(2), ['consumer-keys-end /a', 'model-retires d m'])
    assert.deepEqual(afterDays(6), ['certificate-ends-soon', 'consumer-keys-end /a', 'model-retires d m'])
    assert.ok(afterDays(18).includes('certificate-ends'))
  })
})

test('text of the metrics says the same as the metrics', () => {
  const labels = { limit: 'a "quoted" \\ path\n|budget_per_day' }
  registry.gauge('causeway_limit_used_ratio', 'L').with(labels).set(0.95)
  registry.histogram('causeway_first_token_seconds', 'B', [1]).with({ deployment: 'd' }).observe(2)
  registry.counter('causeway_tokens_total', 'T').with({ model: 'm' }).add(1)
  requests('internal', 12)
  const wanted: ReadonlySet<string> = watch.metrics
  const read = readingsOfText(registry.expose(), wanted)
  const whole = readingsOf(registry.collect())
  assert.deepEqual(
    [...read.keys()].toSorted(),
    [...whole.keys()].filter((name) => wanted.has(name)).toSorted(),
  )
  for (const [name, readings] of read) assert.deepEqual(readings, whole.get(name), name)
})
