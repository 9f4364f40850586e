import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { type Collector, startCollector } from '../../src/telemetry/otlp-collector.fixture.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** A collector sees the tokens of real calls: whole ones, streams, failed-over ones, and those made while it was away. */
const TELEMETRY =
  'telemetry: { otlp: { endpoint: env:COLLECTOR, headers: { api-key: env:KEY }, interval: 1s } }'
const CONSUMER = '/contoso/bot'

let outside: Outside
let folder: Folder
let collector: Collector
let running: Running
let key: string
const used = { input: 0, output: 0 }

before(async () => {
  outside = await startOutside()
  collector = await startCollector()
  folder = await folderWith(`${outside.workload}${TELEMETRY}\n`)
  key = await folder.key(CONSUMER)
  running = await folder.start({
    env: { ...outside.env, COLLECTOR: collector.endpoint, KEY: 'collector-key' },
  })
})

after(async () => {
  await running.stop('SIGKILL')
  await collector.close()
  await outside.simulator.close()
  await folder.remove()
})

interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
}

/** Asks, and adds what the answer says it used. */
async function ask(stream: boolean): Promise<string> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: MODEL,
      stream,
      ...(stream ? { stream_options: { include_usage: true } } : {}),
      messages: [{ role: 'user', content: 'Tell me a story' }],
    }),
  })
  assert.equal(response.status, 200)
  const text = await response.text()
  const last = stream
    ? text.split('\n').findLast((line) => line.includes('"prompt_tokens"'))
    : `data: ${text}`
  const { usage } = JSON.parse(last?.slice('data: '.length) ?? '{}') as { usage: Usage }
  used.input += usage.prompt_tokens
  used.output += usage.completion_tokens
  return response.headers.get('x-causeway-deployment') ?? ''
}

/** What the collector knows that the consumer used of a deployment. */
function of(deployment: string, kind: 'input' | 'output'): number {
  const labels = { consumer: CONSUMER, deployment, class: kind }
  return collector.latest('causeway_consumer_tokens_total', labels) ?? 0
}

const told = (kind: 'input' | 'output') => of('first', kind) + of('second', kind)
const isTold = () => told('input') === used.input && told('output') === used.output

test('the tokens of whole answers and of streams arrive, by who used them where', async () => {
  for (const stream of [false, true, true, false]) await ask(stream)
  await until('the collector has all tokens', isTold)
  assert.ok(used.output > 0)
  const call = collector.calls.at(-1)
  assert.equal(call?.headers['api-key'], 'collector-key')
  const point = call?.points.find(({ metric }) => metric === 'causeway_consumer_tokens_total')
  assert.deepEqual(Object.keys(point?.attributes ?? {}), [
    'consumer',
    'model',
    'deployment',
    'region',
    'class',
  ])
  assert.equal(point?.resource['causeway.workload'], 'outside')
  assert.match(point?.resource['service.instance.id'] ?? '', new RegExp(`:${running.port}$`))
  const spent = (name: string) => collector.latest(name, {}) ?? 0
  assert.ok(spent('causeway_consumer_cost_nano_usd_total') > 0)
  assert.ok(collector.latest('gen_ai.client.token.usage', { 'gen_ai.token.type': 'output' }) !== null)
})

test('what failed over counts where it was served, and only there', async () => {
  // One prompt goes to one deployment, as long as that is well.
  const home = await ask(false)
  const other = home === 'first' ? 'second' : 'first'
  await until('the collector has all tokens', isTold)
  const before = of(home, 'output')
  outside.simulator.faults.add({ kind: 'unavailable', scope: { deployment: home } })
  for (let i = 0; i < 3; i++) assert.equal(await ask(i % 2 === 0), other)
  await until('the collector has all tokens', isTold)
  outside.simulator.faults.clear()
  assert.equal(of(home, 'output'), before)
  const failed = collector.latest('causeway_attempts_total', { deployment: home, outcome: 'failed' })
  assert.ok(failed !== null && failed > 0)
})

test('what was used while the collector was away is told when it is back; traffic never noticed', async () => {
  const { port } = new URL(collector.endpoint)
  await collector.close()
  const warned = () =>
    running.lines.filter(({ message }) => message?.startsWith('metrics do not reach') === true)
  await until('the log says that it is away', () => warned().length === 1)
  for (const stream of [true, false, true]) await ask(stream)
  collector = await startCollector(Number(port))
  await until('the collector has all tokens', isTold)
  assert.equal(warned().length, 1)
  assert.ok((collector.latest('causeway_otlp_pushes_total', { outcome: 'failed' }) ?? 0) > 0)
})

test('what a reload takes out of the file is no longer told of', async () => {
  const without = outside.workload.replace(/^.*id: second.*\n/m, '')
  await folder.write(`${without}${TELEMETRY}\n`)
  const shown = async () => (await running.get('/metrics')).text()
  await until(
    'its gauges are gone',
    async () => !(await shown()).includes('causeway_in_flight{deployment="second"}'),
  )
  const text = await shown()
  assert.match(text, /causeway_in_flight\{deployment="first"\}/)
  // What was counted stays for a while, so that every reader sees where it ended.
  assert.match(text, /causeway_tokens_total\{deployment="second",/)
})

test('the last push, at the end of the program, has all', async () => {
  await ask(true)
  assert.equal(await running.stop(), 0, running.errors())
  assert.ok(isTold())
})
