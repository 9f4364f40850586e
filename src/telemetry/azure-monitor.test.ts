import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, afterEach, before, test } from 'node:test'
import { promisify } from 'node:util'

import { type FinishedSpan, ManualClock, MetricRegistry, silentLog } from '../base/index.ts'
import { type AzureIngestion, startAzureIngestion } from './azure-ingestion.fixture.ts'
import { azureMonitorExporters, NO_STATISTICS, type TokenSource } from './azure-monitor.ts'
import { logExport } from './otel-logs.ts'
import { spanExport } from './otel-spans.ts'
import { startOtlpMetrics } from './otlp-metrics.ts'

let ingestion: AzureIngestion

before(async () => {
  process.env[NO_STATISTICS] = 'true'
  ingestion = await startAzureIngestion()
})
afterEach(() => {
  ingestion.answer = 200
})
after(() => ingestion.close())

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const RESOURCE = { 'service.name': 'causeway', 'service.instance.id': 'here' }
const COMMON = { resource: RESOURCE, version: '1.2.3' }

function exporters(tokens: TokenSource | null = null) {
  return azureMonitorExporters({ connectionString: ingestion.connectionString, timeoutMs: 2_000, tokens })
}

function span(more: Partial<FinishedSpan>): FinishedSpan {
  return {
    traceId: TRACE,
    spanId: 'b7ad6b7169203331',
    parentSpanId: null,
    hasRemoteParent: false,
    traceState: null,
    name: 'POST /v1/chat/completions',
    kind: 'server',
    startMs: Date.UTC(2026, 10, 21),
    endMs: Date.UTC(2026, 10, 21) + 250.5,
    attributes: {
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'url.path': '/v1/chat/completions',
      'causeway.consumer': '/contoso/bot',
    },
    isFailed: false,
    ...more,
  }
}

function ofType(baseType: string) {
  return ingestion.envelopes.filter(({ data }) => data.baseType === baseType)
}

test('an exchange is a request, an attempt below it a dependency, a line of the log a message', async () => {
  const { spans, logs } = await exporters()
  const attempt = span({
    spanId: '00f067aa0ba902b7',
    parentSpanId: 'b7ad6b7169203331',
    name: 'chat gpt-4.1',
    kind: 'client',
    attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.output_tokens': 5 },
    isFailed: true,
  })
  const send = await spanExport({ ...COMMON, exporter: await spans() })
  assert.equal(await send([span({}), attempt]), null)
  const say = await logExport({ ...COMMON, exporter: await logs() })
  const line = {
    timeMs: Date.UTC(2026, 10, 21),
    level: 'warn' as const,
    message: 'a limit was raised',
    attributes: { limit: 'l' },
    trace: { traceId: TRACE, spanId: 'b7ad6b7169203331' },
  }
  assert.equal(await say([line]), null)
  const [request] = ofType('RequestData')
  assert.equal(request?.tags['ai.operation.id'], TRACE)
  assert.equal(request.tags['ai.cloud.role'], 'causeway')
  assert.equal(request.data.baseData['id'], 'b7ad6b7169203331')
  assert.equal(request.data.baseData['duration'], '00:00:00.2505')
  assert.equal(request.data.baseData['responseCode'], '200')
  const [dependency] = ofType('RemoteDependencyData')
  assert.equal(dependency?.tags['ai.operation.parentId'], 'b7ad6b7169203331')
  assert.equal(dependency.data.baseData['success'], false)
  assert.deepEqual(dependency.data.baseData['properties'], {
    'gen_ai.operation.name': 'chat',
    'gen_ai.usage.output_tokens': '5',
  })
  const [message] = ofType('MessageData')
  assert.equal(message?.data.baseData['message'], 'a limit was raised')
  assert.equal(message.tags['ai.operation.id'], TRACE)
})

test('metrics are what was counted since the last push that was taken', async () => {
  const clock = new ManualClock()
  const registry = new MetricRegistry({ clock, maxSeries: 100 })
  const counter = registry.counter('a_total', 'A').with({ model: 'm' })
  registry.gauge('b', 'B').with().set(7)
  const histogram = registry.histogram('c_seconds', 'C', [1]).with()
  const { metrics } = await exporters()
  const pushing = await startOtlpMetrics({
    ...COMMON,
    registry,
    exporter: await metrics(),
    destination: 'azure_monitor',
    collector: 'here',
    intervalMs: 1_000,
    clock,
    log: silentLog,
  })
  const pushes = registry.counter('causeway_otlp_pushes_total', '')
  const push = async (outcome: 'sent' | 'failed') => {
    const count = pushes.with({ exporter: 'azure_monitor', outcome })
    const was = count.value
    clock.advance(1_000)
    for (let i = 0; i < 12_000 && count.value === was; i++) await new Promise((next) => setTimeout(next, 5))
    assert.equal(count.value, was + 1)
  }
  const told = (name: string) =>
    ofType('MetricData')
      .flatMap(({ data }) => data.baseData['metrics'] as { name: string; value: number; count: number }[])
      .filter((metric) => metric.name === name)
      .map(({ value, count }) => [value, count])
  counter.add(5)
  histogram.observe(0.5)
  histogram.observe(2)
  await push('sent')
  counter.add(2)
  ingestion.answer = 503
  await push('failed')
  counter.add(1)
  ingestion.answer = 200
  await push('sent')
  await push('sent')
  await pushing.close()
  assert.deepEqual(told('a_total'), [
    [5, 1],
    [3, 1],
  ])
  assert.deepEqual(told('c_seconds'), [[2.5, 2]])
  assert.ok(told('b').length >= 3 && told('b').every(([value]) => value === 7))
})

test('what was not taken is said, however it was refused', async () => {
  const { spans } = await exporters()
  const send = await spanExport({ ...COMMON, exporter: await spans() })
  for (const answer of [503, 429, 400]) {
    ingestion.answer = answer
    assert.notEqual(await send([span({})]), null, String(answer))
  }
  ingestion.answer = 200
  assert.equal(await send([span({})]), null)
  const away = await azureMonitorExporters({
    connectionString:
      'InstrumentationKey=00000000-0000-4000-8000-000000000001;IngestionEndpoint=http://127.0.0.1:9/',
    timeoutMs: 1_000,
    tokens: null,
  })
  const none = await spanExport({ ...COMMON, exporter: await away.spans() })
  assert.equal(await none([span({})]), 'ECONNREFUSED')
})

test('the log shows where it is, and none of what opens it', async () => {
  assert.match((await exporters()).shownAs, /^http:\/\/127\.0\.0\.1:\d+$/)
})

const CALLS = `
  import http from 'node:http'
  import https from 'node:https'
  import { setTimeout as wait } from 'node:timers/promises'
  const asked = new Set()
  for (const client of [http, https]) {
    const { request } = client
    client.request = (...args) => {
      const [to] = args
      asked.add(to.hostname ?? to.host ?? String(to))
      return request.apply(client, args)
    }
  }
  const { syncBuiltinESMExports } = await import('node:module')
  syncBuiltinESMExports()
  // What is begun some seconds after the start is begun at once.
  const { setTimeout: later } = globalThis
  globalThis.setTimeout = (callback, ms, ...rest) => later(callback, Math.min(ms, 20), ...rest)
  const { azureMonitorExporters } = await import(${JSON.stringify(new URL('./azure-monitor.ts', import.meta.url).href)})
  const { spanExport } = await import(${JSON.stringify(new URL('./otel-spans.ts', import.meta.url).href)})
  const { spans, logs, metrics } = await azureMonitorExporters({
    connectionString: process.argv[1], timeoutMs: 5_000, tokens: null,
  })
  await Promise.all([logs(), metrics()])
  const send = await spanExport({ exporter: await spans(), resource: {}, version: '0' })
  const time = { startMs: 0, endMs: 1 }
  const ids = { traceId: '${TRACE}', spanId: 'b7ad6b7169203331', parentSpanId: null }
  await send([{ ...ids, ...time, hasRemoteParent: false, traceState: null, name: 'n', kind: 'server', attributes: {}, isFailed: false }])
  await wait(500)
  console.log([...asked].join(' '))
  process.exit(0)
`

test('nobody is called but the ingestion endpoint', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', CALLS, ingestion.connectionString],
    { env: { ...process.env, [NO_STATISTICS]: 'true' } },
  )
  assert.equal(stdout, '127.0.0.1\n')
  assert.deepEqual([...ingestion.paths], ['/v2.1/track'])
})
