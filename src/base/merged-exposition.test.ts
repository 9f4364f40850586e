import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ManualClock } from './clock.ts'
import { mergedExposition, withoutGauges } from './merged-exposition.ts'
import { MetricRegistry } from './metrics.ts'

function processOf(requests: number, breaker: number, seconds: readonly number[]): string {
  const registry = new MetricRegistry({ clock: new ManualClock(), maxSeries: 100 })
  registry.counter('requests_total', 'Requests').with({ model: 'a "b" c', outcome: 'ok' }).add(requests)
  if (requests > 1) registry.counter('requests_total', 'Requests').with({ model: 'other' }).add()
  registry.gauge('breaker_state', 'Breaker').with({ deployment: 'one' }).set(breaker)
  registry.gauge('available', 'Available').with().set(breaker)
  const histogram = registry.histogram('took_seconds', 'Time', [0.1, 1]).with({ model: 'a' })
  for (const value of seconds) histogram.observe(value)
  return registry.expose()
}

const combineOf = (metric: string) =>
  metric === 'breaker_state' ? 'highest' : metric === 'available' ? 'lowest' : 'sum'

test('series of the same name and labels add up, and each family has its heads once', () => {
  const merged = mergedExposition([processOf(1, 0, [0.05, 5]), processOf(2, 2, [0.5])], combineOf)
  assert.match(merged, /\nrequests_total\{model="a \\"b\\" c",outcome="ok"\} 3\n/)
  assert.match(merged, /\nrequests_total\{model="other"\} 1\n/)
  assert.match(merged, /\nbreaker_state\{deployment="one"\} 2\n/)
  assert.match(merged, /\navailable 0\n/)
  assert.match(merged, /\ntook_seconds_bucket\{model="a",le="0.1"\} 1\n/)
  assert.match(merged, /\ntook_seconds_bucket\{model="a",le="\+Inf"\} 3\n/)
  assert.match(merged, /\ntook_seconds_sum\{model="a"\} 5.55\n/)
  assert.match(merged, /\ntook_seconds_count\{model="a"\} 3\n/)
  assert.equal(merged.match(/# TYPE took_seconds histogram/g)?.length, 1)
  assert.equal(merged.match(/# HELP requests_total/g)?.length, 1)
})

test('the text of one process alone stays as it is', () => {
  const text = processOf(3, 1, [0.2])
  assert.equal(mergedExposition([text], combineOf), text)
  assert.equal(mergedExposition([], combineOf), '')
})

test('what a process leaves behind is all but its gauges, and merges as before', () => {
  const left = withoutGauges(processOf(4, 2, [0.2]))
  assert.doesNotMatch(left, /^(# \w+ )?(breaker_state|available)/m)
  const merged = mergedExposition([left, processOf(1, 0, [])], combineOf)
  assert.match(merged, /\nrequests_total\{model="a \\"b\\" c",outcome="ok"\} 5\n/)
  assert.match(merged, /\nbreaker_state\{deployment="one"\} 0\n/)
})
