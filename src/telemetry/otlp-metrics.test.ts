import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, test } from 'node:test'

import { type Log, ManualClock, MetricRegistry } from '../base/index.ts'
import { type Collector, startCollector } from './otlp-collector.fixture.ts'
import { otlpMetricExporter } from './otlp-exporters.ts'
import { type OtlpMetrics, startOtlpMetrics } from './otlp-metrics.ts'

const INTERVAL_MS = 60_000
const SECRET = 'do-not-tell'

let clock: ManualClock
let registry: MetricRegistry
let collector: Collector
let lines: string[]
let pushing: OtlpMetrics | null

beforeEach(async () => {
  clock = new ManualClock()
  registry = new MetricRegistry({ clock, maxSeries: 10_000 })
  collector = await startCollector()
  lines = []
  pushing = null
})

afterEach(() => collector.close())

async function start(endpoint = collector.endpoint): Promise<OtlpMetrics> {
  const note = (level: string) => (fields: object, message: string) =>
    lines.push(`${level}: ${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  pushing = await startOtlpMetrics({
    registry,
    exporter: await otlpMetricExporter({
      protocol: 'http/protobuf',
      url: `${endpoint}/v1/metrics`,
      headers: { 'api-key': SECRET },
      timeoutMs: 1_000,
    }),
    destination: 'otlp',
    collector: endpoint,
    intervalMs: INTERVAL_MS,
    resource: { 'service.name': 'causeway', 'causeway.workload': 'w' },
    version: '1.2.3',
    clock,
    log,
  })
  return pushing
}

function pushes(outcome: string): number {
  return registry.counter('causeway_otlp_pushes_total', '').with({ exporter: 'otlp', outcome }).value
}

/** Real sockets: until `isTrue`, a while at most. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 12_000 && !isTrue(); i++) await new Promise((next) => setTimeout(next, 5))
  assert.ok(isTrue(), lines.join('\n'))
}

async function pushOnce(outcome: 'sent' | 'failed' = 'sent'): Promise<void> {
  const before = pushes(outcome)
  clock.advance(INTERVAL_MS)
  await until(() => pushes(outcome) === before + 1)
}

test('counters, gauges and histograms arrive whole, with their labels, units, times and resource', async () => {
  const sinceMs = clock.nowMs()
  registry.counter('causeway_tokens_total', 'T').with({ model: 'm', class: 'input' }).add(123_456_789_012)
  registry.beforeCollect(() => registry.gauge('causeway_limit_used_ratio', 'L').with().set(0.25))
  const usage = registry
    .histogram('gen_ai_client_token_usage', 'U', [1, 4])
    .with({ gen_ai_token_type: 'input' })
  for (const tokens of [1, 3, 4, 100]) usage.observe(tokens)
  await start()
  await pushOnce()
  const [call] = collector.calls
  assert.equal(call?.url, '/v1/metrics')
  assert.equal(call?.headers['api-key'], SECRET)
  const about = { resource: { 'service.name': 'causeway', 'causeway.workload': 'w' }, timeMs: clock.nowMs() }
  const single = { ...about, count: 0, bounds: [], counts: [] }
  const shown = (call?.points ?? []).filter(({ metric }) => /tokens|ratio|gen_ai/.test(metric))
  assert.deepEqual(
    shown
      .filter(({ attributes }) => attributes['metric'] === undefined)
      .map(({ startMs, ...point }) => {
        assert.ok(startMs >= sinceMs && startMs <= clock.nowMs())
        return point
      }),
    [
      {
        ...single,
        metric: 'causeway_tokens_total',
        unit: '{token}',
        kind: 'sum',
        attributes: { model: 'm', class: 'input' },
        value: 123_456_789_012,
      },
      {
        ...about,
        metric: 'gen_ai.client.token.usage',
        unit: '{token}',
        kind: 'histogram',
        attributes: { 'gen_ai.token.type': 'input' },
        value: 108,
        count: 4,
        bounds: [1, 4],
        counts: [1, 2, 1],
      },
      {
        ...single,
        metric: 'causeway_limit_used_ratio',
        unit: '1',
        kind: 'gauge',
        attributes: {},
        value: 0.25,
      },
    ],
  )
})

test('a collector that was away misses nothing of what is counted, and the log says so twice', async () => {
  const tokens = registry.counter('causeway_tokens_total', 'T').with()
  const { port } = new URL(collector.endpoint)
  await start()
  tokens.add(1)
  await pushOnce()
  await collector.close()
  for (let i = 0; i < 3; i++) {
    tokens.add(10)
    await pushOnce('failed')
  }
  collector = await startCollector(Number(port))
  collector.answer = 401
  await pushOnce('failed')
  collector.answer = 200
  await pushOnce()
  await pushOnce()
  assert.equal(collector.latest('causeway_tokens_total', {}), 31)
  assert.deepEqual(
    lines.map((line) => line.split(' {')[0]),
    [
      'info: metrics reach the collector',
      'warn: metrics do not reach the collector; the next push that does says all',
      'info: metrics reach the collector',
    ],
  )
  assert.match(lines[1] ?? '', /"reason":"(ECONNREFUSED|ECONNRESET)"/)
  assert.doesNotMatch(lines.join('\n'), new RegExp(SECRET))
})

test('a collector that never answers is asked once at a time, and does not hold up the end', async () => {
  const taken: string[] = []
  const silent = createServer((request) => taken.push(request.url ?? ''))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const pusher = await start(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  for (let i = 0; i < 4; i++) clock.advance(INTERVAL_MS)
  await until(() => taken.length > 0)
  assert.equal(pushes('skipped'), 3)
  assert.equal(taken.length, 1)
  assert.match(lines.join('\n'), /the last push has not ended/)
  const closing = pusher.close()
  clock.advance(3_000)
  await closing
  silent.closeAllConnections()
  silent.close()
})

test('a figure that cannot be read fails the push and nothing else', async () => {
  let isBroken = true
  registry.beforeCollect(() => {
    if (isBroken) throw new Error('no figure')
  })
  await start()
  await pushOnce('failed')
  assert.match(lines.join('\n'), /warn: .*no figure/)
  isBroken = false
  await pushOnce()
})

test('many series go in calls of at most five hundred, each of them once', async () => {
  const tokens = registry.counter('causeway_tokens_total', 'T')
  for (let i = 0; i < 2_500; i++) tokens.with({ consumer: `/c${i}` }).add(i)
  await start()
  await pushOnce()
  assert.ok(collector.calls.every(({ points }) => points.length <= 500))
  const points = collector.calls
    .flatMap((call) => call.points)
    .filter(({ metric }) => metric === 'causeway_tokens_total')
  assert.equal(points.length, 2_500)
  assert.equal(new Set(points.map(({ attributes }) => attributes['consumer'])).size, 2_500)
  for (const { attributes, value } of points) assert.equal(attributes['consumer'], `/c${value}`)
})

test('at the end what was counted since the last push is told, and then no more', async () => {
  const tokens = registry.counter('causeway_tokens_total', 'T').with()
  const pusher = await start()
  tokens.add(7)
  await pusher.close()
  assert.equal(collector.latest('causeway_tokens_total', {}), 7)
  const { length } = collector.calls
  clock.advance(10 * INTERVAL_MS)
  assert.equal(collector.calls.length, length)
})
