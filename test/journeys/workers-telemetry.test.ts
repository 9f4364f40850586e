import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { type Collector, startCollector } from '../../src/telemetry/otlp-collector.fixture.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running, withoutSharedPorts } from './program.ts'
import { until } from './state.ts'

/** With workers every process tells of itself: together it is everything, and nothing twice. */
const WORKERS = 2
const CONSUMER = '/contoso/bot'
/** What grows by being read, or sent. */
const OWN_DOING = /^causeway_(?:otlp_pushes|telemetry_exported)_total/
/** Names with dots in OTLP are told apart elsewhere. */
const BY_OTHER_NAMES = /^gen_ai_/

let outside: Outside
let folder: Folder
let collector: Collector
let running: Running

describe('telemetry of workers', { skip: withoutSharedPorts }, () => {
  before(async () => {
    outside = await startOutside()
    collector = await startCollector()
    const limited = outside.workload.replace(
      `models: [${MODEL}]`,
      `models: [${MODEL}]\n    limits: { tokens_per_minute: 100M, budget: { usd: 1000, per: month } }`,
    )
    folder = await folderWith(`${limited.replace('requests: false', 'requests: true')}
  operations: 127.0.0.1:0
admin: { listen: 127.0.0.1:0 }
telemetry:
  otlp: { endpoint: env:COLLECTOR, interval: 1s }
  traces: { sample_ratio: 1 }
  logs: {}
`)
    const key = await folder.key(CONSUMER)
    running = await folder.start({
      env: { ...outside.env, COLLECTOR: collector.endpoint },
      args: ['--workers', `${WORKERS}`],
    })
    // Each by a connection of its own: they are shared out among the workers.
    for (let i = 0; i < 40; i++) {
      const response = await fetch(`${running.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, connection: 'close' },
        body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: `Story ${i}` }] }),
      })
      assert.equal(response.status, 200)
      await response.text()
    }
  })

  after(async () => {
    await running.stop('SIGKILL')
    await collector.close()
    await outside.simulator.close()
    await folder.remove()
  })

  test('each process is an instance of its own', async () => {
    const instances = () =>
      new Set(collector.calls.flatMap(({ points }) => points.map(({ resource }) => instanceOf(resource))))
    await until('all have told', () => instances().size === WORKERS + 1)
    assert.deepEqual([...instances()].sort(), ['', '/worker-1', '/worker-2'])
  })

  test('added up over instances, every counter is what /metrics says', async () => {
    let wrong: readonly string[] = []
    await until('they are the same', async () => {
      const shown = await countersShown()
      const told = countersTold()
      wrong = [...shown].flatMap(([series, value]) =>
        told.get(series) === value ? [] : [`${series} is ${value}, and ${told.get(series)} was told`],
      )
      return shown.size > 20 && wrong.length === 0
    }).catch((error: unknown) => assert.fail(`${String(error)}\n${wrong.join('\n')}`))
    const told = countersTold()
    const requests = [...told].filter(([series]) => /^causeway_requests_total.*"answered"/.test(series))
    assert.equal(
      requests.reduce((sum, [, value]) => sum + value, 0),
      40,
    )
  })

  test('what is one for the machine is told by the parent alone', async () => {
    for (const metric of [
      'causeway_limit_used_ratio',
      'causeway_ledger_database_up',
      'causeway_ledger_backlog_bytes',
      'causeway_workers',
      'causeway_worker_restarts_total',
      'causeway_alert_notices_total',
    ]) {
      const instances = collector.calls.flatMap(({ points }) =>
        points.filter((point) => point.metric === metric).map(({ resource }) => instanceOf(resource)),
      )
      assert.deepEqual([...new Set(instances)], [''], metric)
    }
    // Whatever /metrics has, somebody tells.
    const names = new Set(collector.calls.flatMap(({ points }) => points.map(({ metric }) => metric)))
    const shown = await (await running.get('/metrics')).text()
    for (const [, name = ''] of shown.matchAll(/^# TYPE (\w+) /gm))
      if (!BY_OTHER_NAMES.test(name)) assert.ok(names.has(name), name)
  })

  test('lines of exchanges come from workers with their traces, those of the machine from its parent', async () => {
    await until('all lines are there', () => of('exchange').length === 40)
    const spans = new Map(collector.spans.map((span) => [span.spanId, span]))
    for (const { resource, traceId, spanId } of of('exchange')) {
      assert.match(instanceOf(resource), /^\/worker-[12]$/)
      assert.equal(spans.get(spanId)?.traceId, traceId)
      assert.equal(instanceOf(spans.get(spanId)?.resource ?? {}), instanceOf(resource))
    }
    assert.equal(new Set(of('exchange').map(({ resource }) => instanceOf(resource))).size, WORKERS)
    await until('the parent tells', () => of('the gateway listens').length === 1)
    const [listens] = of('the gateway listens')
    assert.equal(instanceOf(listens?.resource ?? { x: 'none' }), '')
    assert.equal(listens?.traceId, '')
  })

  test('and so does what the admin process says', async () => {
    const listens = () =>
      running.lines.find(({ message }) => message === 'the admin API and the console listen')
    await until('it listens', () => listens() !== undefined)
    for (let i = 0; i < 3; i++) {
      const response = await fetch(`http://127.0.0.1:${String(listens()?.['port'])}/admin/v1/session`, {
        headers: { authorization: `Bearer cwo_wrong${i}` },
      })
      await response.text()
    }
    const warning = 'wrong operator keys are presented'
    await until('it is told', () => of(warning).length > 0)
    assert.equal(instanceOf(of(warning)[0]?.resource ?? { x: 'none' }), '')
    // Once, and in the program's own log as well.
    await until('its log has it', () => own(warning).length === of(warning).length)
  })

  test('what was told is kept in one log, once', async () => {
    await until('all lines are there', () => own('exchange').length >= 40)
    assert.equal(own('exchange').length, 40)
  })

  function own(text: string) {
    return running.lines.filter(({ message }) => message === text)
  }
})

function of(body: string) {
  return collector.logs.filter((line) => line.body === body)
}

/** What comes after host and port. */
function instanceOf(resource: Readonly<Record<string, string>>): string {
  const [, rest] = /^[^:]+:\d+(.*)$/.exec(resource['service.instance.id'] ?? '') ?? []
  return rest ?? 'none'
}

/** By name and labels, in one order. */
function seriesOf(name: string, labels: Readonly<Record<string, string>>): string {
  return `${name} ${JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))}`
}

async function countersShown(): Promise<ReadonlyMap<string, number>> {
  const text = await (await running.get('/metrics')).text()
  const counters = new Set([...text.matchAll(/^# TYPE (\w+) counter$/gm)].map(([, name]) => name))
  const found = new Map<string, number>()
  for (const [, name = '', written = '', value] of text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)) {
    if (!counters.has(name) || OWN_DOING.test(name)) continue
    const labels = Object.fromEntries(
      [...written.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text]),
    )
    found.set(seriesOf(name, labels), Number(value))
  }
  return found
}

/** The newest value of each instance, added up. */
function countersTold(): ReadonlyMap<string, number> {
  const newest = new Map<string, { readonly series: string; readonly value: number }>()
  for (const { points } of collector.calls)
    for (const { kind, metric, attributes, resource, value } of points) {
      if (kind !== 'sum') continue
      const series = seriesOf(metric, attributes)
      newest.set(`${instanceOf(resource)} ${series}`, { series, value })
    }
  const sums = new Map<string, number>()
  for (const { series, value } of newest.values()) sums.set(series, (sums.get(series) ?? 0) + value)
  return sums
}
