import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'

import OpenAI, { toFile } from 'openai'

import {
  type Collector,
  startCollector,
  startGrpcCollector,
} from '../../src/telemetry/otlp-collector.fixture.ts'
import { startAzureIngestion } from '../../src/telemetry/azure-ingestion.fixture.ts'
import type { ReceivedSpan } from '../../src/telemetry/otlp-wire.fixture.ts'
import { type HeaderRecorder, recordHeaders } from './header-recorder.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running, withoutSharedPorts } from './program.ts'
import { checkConventions, checkGenAiMetrics, text } from './span-conventions.ts'
import { until } from './state.ts'

/** A collector gets the spans of real calls, which hold to the conventions; and nothing of what need not be kept. */
const PATH = '/v1/chat/completions'

let outside: Outside
let first: HeaderRecorder
let second: HeaderRecorder
let folder: Folder
let collector: Collector
let running: Running | null = null
let standing: string | null = null
let key: string
let limitedKey: string
let toldKey: string

before(async () => {
  outside = await startOutside({
    gateway: '  queue: { max_waiting: 10, standard: 5s }',
    outputTokens: 5,
  })
  first = await recordHeaders(outside.env['SWC'] as string)
  second = await recordHeaders(outside.env['FRC'] as string)
  folder = await folderWith(outside.workload)
  key = await folder.key('/contoso/bot')
  await folder.write(workload(''))
  limitedKey = await folder.key('/contoso/limited')
  await folder.write(workload('traces: {}'))
  toldKey = await folder.key('/contoso/told/here')
})

afterEach(() => outside.simulator.faults.clear())

after(async () => {
  await stop()
  await Promise.all([first.close(), second.close(), outside.simulator.close()])
  await folder.remove()
})

async function stop(): Promise<void> {
  const stopping = running
  running = null
  standing = null
  const ended = await stopping?.stop()
  if (stopping === null) return
  await collector.close()
  assert.equal(ended, 0, stopping.errors())
}

function workload(telemetry: string, protocol = 'http/protobuf'): string {
  const limited = `  /contoso/limited:\n    models: [${MODEL}]\n    limits: { requests_per_minute: 1 }\n`
  const told = `  /contoso/told:\n    models: [${MODEL}]\n    capture: { prompts: true, answers: true, most: 100B, redact: [KD-####] }\n  /contoso/told/here: {}\n`
  const logged = 'log: { level: info, requests: true, prompts: true }'
  return `${outside.workload.replace('\ngateway:', `\n${limited}${telemetry === '' ? '' : told}gateway:`).replace('log: { requests: false }', logged)}
${telemetry === '' ? '' : `telemetry:\n  otlp: { endpoint: env:COLLECTOR, protocol: ${protocol}, interval: 1s }\n  ${telemetry}\n`}`
}

/** The program of the test before goes on where it is of the same file; its collector has then nothing yet. */
async function start(
  telemetry: string,
  protocol: 'http/protobuf' | 'grpc' = 'http/protobuf',
  args: readonly string[] = [],
): Promise<Running> {
  const wanted = JSON.stringify([telemetry, protocol, args])
  if (running !== null && standing === wanted) {
    collector.calls.length = 0
    return running
  }
  await stop()
  collector = await (protocol === 'grpc' ? startGrpcCollector() : startCollector())
  await folder.write(workload(telemetry, protocol))
  running = await folder.start({
    env: {
      ...outside.env,
      SWC: first.address,
      FRC: second.address,
      COLLECTOR: collector.endpoint,
      OTEL_EXPORTER_OTLP_TIMEOUT: '1500',
    },
    args: ['--no-records', ...args],
  })
  standing = wanted
  return running
}

interface Asking {
  readonly prompt?: string
  readonly stream?: boolean
  readonly headers?: Readonly<Record<string, string>>
  readonly as?: string
  readonly signal?: AbortSignal
}

async function ask(
  at: Running,
  { stream = false, headers = {}, as = key, prompt = 'Hello', signal }: Asking = {},
) {
  const response = await fetch(`${at.address}${PATH}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
    // What has one key goes to one deployment, as long as that is well.
    body: JSON.stringify({
      model: MODEL,
      stream,
      prompt_cache_key: 'one',
      messages: [{ role: 'user', content: prompt }],
    }),
    ...(signal === undefined ? {} : { signal }),
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

/** The spans of the exchange whose own span is chosen, that one first and what is below it in order of time. */
async function traceOf(chosen: (exchange: ReceivedSpan) => boolean): Promise<readonly ReceivedSpan[]> {
  const found = () => collector.spans.find((span) => span.kind === 'server' && chosen(span))
  await until('the collector has the exchange', () => found() !== undefined)
  const exchange = found() as ReceivedSpan
  const below = collector.spans.filter(({ parentSpanId }) => parentSpanId === exchange.spanId)
  return [exchange, ...below.toSorted((a, b) => a.startMs - b.startMs)]
}

const CALLER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const by = (span: ReceivedSpan) => span.attributes['causeway.request']?.value

const ALL = 'traces: { sample_ratio: 1 }'

describe('every exchange is sampled', () => {
  for (const protocol of ['grpc', 'http/protobuf'] as const) {
    test(`a whole answer and a stream, over ${protocol}`, async () => {
      const at = await start(ALL, protocol)
      await ask(at)
      await ask(at, { stream: true })
      await until('both are there', () => collector.spans.length >= 4)
      checkConventions(collector.spans)
      const isStream = (span: ReceivedSpan) => span.attributes['gen_ai.request.stream']?.value === true
      for (const attempt of collector.spans.filter(({ kind }) => kind === 'client')) {
        assert.equal(attempt.attributes['gen_ai.usage.output_tokens']?.value, 5)
        assert.ok(Number(attempt.attributes['gen_ai.usage.input_tokens']?.value) > 0)
        assert.equal('gen_ai.response.time_to_first_chunk' in attempt.attributes, isStream(attempt))
        assert.equal(text(attempt, 'gen_ai.provider.name'), 'azure.ai.openai')
        assert.equal(attempt.isFailed, false)
      }
      assert.equal(collector.spans.filter(isStream).length, 1)
      const told = (type: string) =>
        collector.latest('gen_ai.client.token.usage', { 'gen_ai.token.type': type })
      await until('the metrics are there', () => told('output') === 10)
      const last = collector.calls.findLast(({ points }) => points.length > 0)
      checkGenAiMetrics(last?.points ?? [])
    })
  }

  test("each attempt has the answer's own id, and why the model stopped", async () => {
    const at = await start(ALL)
    const call = async (path: string, body: object) => {
      const response = await fetch(`${at.address}/v1/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: MODEL, ...body }),
      })
      assert.equal(response.status, 200)
      return response.text()
    }
    const messages = [{ role: 'user', content: 'Hello' }]
    const texts = [
      await call('chat/completions', { messages, n: 2 }),
      await call('chat/completions', { messages, stream: true }),
      await call('responses', { input: 'Hello' }),
      await call('responses', { input: 'Hello', stream: true }),
    ]
    const attempts = () => collector.spans.filter(({ kind }) => kind === 'client')
    await until('all are there', () => attempts().length === 4)
    checkConventions(collector.spans)
    const said = attempts()
      .toSorted((a, b) => a.startMs - b.startMs)
      .map(({ attributes }) => attributes['gen_ai.response.finish_reasons']?.value)
    assert.deepEqual(said, [['stop', 'stop'], ['stop'], ['completed'], ['completed']])
    // Clients have the id itself; that of a response is signed for them, and ends with it.
    for (const [index, span] of attempts()
      .toSorted((a, b) => a.startMs - b.startMs)
      .entries()) {
      const id = text(span, 'gen_ai.response.id')
      assert.ok(id !== undefined && id !== '' && texts[index]?.includes(`${id}"`), `${index}: ${id}`)
    }
  })

  test('an attempt that failed over is a span of its own, below the same exchange', async () => {
    const at = await start(ALL)
    const home = (await ask(at)).headers.get('x-causeway-deployment') as string
    outside.simulator.faults.add({ kind: 'unavailable', scope: { deployment: home } })
    const asked = await ask(at)
    assert.equal(asked.status, 200)
    const [exchange, failed, answered, ...more] = await traceOf(
      (span) => span.attributes['causeway.attempts']?.value === 2,
    )
    assert.ok(exchange !== undefined && failed !== undefined && answered !== undefined)
    assert.deepEqual(more, [])
    checkConventions([exchange, failed, answered])
    assert.deepEqual([exchange.isFailed, failed.isFailed, answered.isFailed], [false, true, false])
    assert.equal(text(failed, 'causeway.deployment'), home)
    assert.equal(failed.attributes['http.response.status_code']?.value, 503)
    assert.notEqual(text(answered, 'causeway.region'), text(failed, 'causeway.region'))
    assert.ok(answered.startMs >= failed.endMs && answered.endMs <= exchange.endMs)
  })

  test("the caller's trace goes on: its id and state in, each attempt's own id out", async () => {
    const at = await start(ALL)
    first.seen.length = 0
    second.seen.length = 0
    const traceparent = `00-${CALLER.traceId}-${CALLER.spanId}-01`
    await ask(at, { headers: { traceparent, tracestate: 'vendor=1' } })
    await ask(at, { headers: { traceparent: '00-nothing-that-can-be-read-00' } })
    await until('both are there', () => collector.spans.length === 4)
    const exchange = collector.spans.find(
      ({ kind, traceId }) => kind === 'server' && traceId === CALLER.traceId,
    )
    assert.equal(exchange?.parentSpanId, CALLER.spanId)
    assert.equal(exchange.traceState, 'vendor=1')
    const attempt = collector.spans.find(({ parentSpanId }) => parentSpanId === exchange.spanId)
    const sent = [...first.seen, ...second.seen]
    const onward = sent.find((headers) => headers['traceparent']?.includes(CALLER.traceId) === true)
    assert.equal(onward?.['traceparent'], `00-${CALLER.traceId}-${attempt?.spanId}-01`)
    assert.equal(onward['tracestate'], 'vendor=1')
    const own = collector.spans.find(({ kind, traceId }) => kind === 'server' && traceId !== CALLER.traceId)
    assert.equal(own?.parentSpanId, '')
    assert.ok(sent.some((headers) => headers['traceparent']?.includes(own.traceId) === true))
    // The log names the same.
    for (const { traceId, spanId } of [exchange, own])
      await until('the log has it', () =>
        at.lines.some((line) => line['trace_id'] === traceId && line['span_id'] === spanId),
      )
  })

  test('waiting in line is a span, and so is the attempt that was told to wait', async () => {
    const at = await start(ALL)
    outside.simulator.faults.add({ kind: 'storm-429', retryAfterMs: 200, scope: {} })
    const asking = ask(at)
    await until('it waits', async () => {
      const shown = await (await at.get('/metrics')).text()
      return /causeway_queue_waiting\{class="standard"\} 1/.test(shown)
    })
    outside.simulator.faults.clear()
    assert.equal((await asking).status, 200)
    const [exchange, ...below] = await traceOf(() => true)
    checkConventions([exchange as ReceivedSpan, ...below])
    const waits = below.filter(({ name }) => name === 'queue')
    const attempts = below.filter(({ kind }) => kind === 'client')
    assert.ok(waits.length >= 1 && waits.every(({ isFailed }) => !isFailed))
    assert.ok(attempts.filter(({ isFailed }) => isFailed).length >= 1)
    assert.equal(attempts.at(-1)?.isFailed, false)
    assert.ok((waits[0] as ReceivedSpan).startMs >= (attempts[0] as ReceivedSpan).endMs)
  })

  test('what a limit refuses, and what the client leaves', async () => {
    const at = await start(ALL)
    await ask(at, { as: limitedKey })
    assert.equal((await ask(at, { as: limitedKey })).status, 429)
    const [refused, ...none] = await traceOf(
      (span) => span.attributes['http.response.status_code']?.value === 429,
    )
    assert.deepEqual(none, [])
    assert.equal(refused?.isFailed, false)
    assert.equal(text(refused, 'causeway.consumer'), '/contoso/limited')
    outside.simulator.faults.add({ kind: 'brownout', delayMs: 60_000, factor: 1, scope: {} })
    const leaving = new AbortController()
    const left = ask(at, { stream: true, signal: leaving.signal }).catch(() => 'left')
    await until('the provider was asked', () => (first.seen.at(-1) ?? second.seen.at(-1)) !== undefined)
    await until('it is under way', async () => {
      const shown = await (await at.get('/metrics')).text()
      return /causeway_exchanges_in_flight 1/.test(shown)
    })
    leaving.abort()
    assert.equal(await left, 'left')
    const [abandoned, attempt] = await traceOf((span) => text(span, 'error.type') === 'client_closed')
    checkConventions(collector.spans)
    assert.equal(abandoned?.isFailed, false)
    assert.equal(text(attempt as ReceivedSpan, 'error.type'), 'client_closed')
  })

  test('a stranger is not traced, whatever its headers ask for', async () => {
    const at = await start(ALL)
    const traceparent = `00-${CALLER.traceId}-${CALLER.spanId}-01`
    assert.equal((await ask(at, { as: 'nobody', headers: { traceparent } })).status, 401)
    await ask(at)
    await until('the known one is there', () => collector.spans.length === 2)
    assert.ok(collector.spans.every(({ traceId }) => traceId !== CALLER.traceId))
  })
})

test('a line of a batch is an exchange of its own, without a server', async () => {
  const at = await start(ALL)
  const client = new OpenAI({ apiKey: key, baseURL: `${at.address}/v1`, maxRetries: 0 })
  const lines = ['one', 'two'].map((id) =>
    JSON.stringify({
      custom_id: id,
      method: 'POST',
      url: PATH,
      body: { model: MODEL, max_tokens: 5, messages: [{ role: 'user', content: id }] },
    }),
  )
  const input = await client.files.create({
    file: await toFile(Buffer.from(lines.join('\n')), 'in.jsonl'),
    purpose: 'batch',
  })
  const batch = await client.batches.create({
    input_file_id: input.id,
    endpoint: PATH,
    completion_window: '24h',
  })
  await until('it is done', async () => (await client.batches.retrieve(batch.id)).status === 'completed')
  const ofLines = () => collector.spans.filter(({ name }) => name === 'batch line chat')
  await until('both lines are there', () => ofLines().length === 2)
  assert.ok(ofLines().every(({ kind, parentSpanId }) => kind === 'internal' && parentSpanId === ''))
  for (const { spanId } of ofLines()) {
    const below = collector.spans.filter(({ parentSpanId }) => parentSpanId === spanId)
    assert.deepEqual(
      below.map(({ name }) => name),
      [`chat ${MODEL}`],
    )
  }
  checkConventions(collector.spans)
})

test('a collector that is away costs requests nothing, and the end is not held up', async () => {
  const at = await start(ALL)
  await ask(at)
  // Spans of the test before may come late.
  await until('one is there', () => collector.spans.length >= 2)
  await collector.close()
  for (let call = 0; call < 20; call++) assert.equal((await ask(at)).status, 200)
  const failed = async () => {
    const shown = await (await at.get('/metrics')).text()
    const found =
      /causeway_telemetry_exported_total\{signal="traces",exporter="otlp",outcome="failed"\} (\d+)/
    return Number(found.exec(shown)?.[1])
  }
  await until('the failure is counted', async () => (await failed()) > 0)
  const warned = () =>
    at.lines.filter(({ message }) => message?.startsWith('traces do not reach') === true).length
  await until('the log says so', () => warned() > 0)
  assert.equal(warned(), 1)
})

describe('nothing is sampled', () => {
  test('what failed, was slow, or is asked for is kept all the same', async () => {
    const at = await start('traces: { sample_ratio: 0, slow: 400ms }')
    await ask(at)
    await ask(at, { headers: { traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-00` } })
    outside.simulator.faults.add({ kind: 'brownout', delayMs: 500, factor: 1, scope: {} })
    await ask(at)
    outside.simulator.faults.clear()
    outside.simulator.faults.add({ kind: 'unavailable', scope: {} })
    assert.equal((await ask(at)).status, 503)
    outside.simulator.faults.clear()
    await until('slow and failed are there', () => {
      const outcomes = collector.spans.filter(({ kind }) => kind === 'server')
      return outcomes.length === 2
    })
    const exchanges = collector.spans.filter(({ kind }) => kind === 'server')
    const [slow, failed] = exchanges.toSorted((a, b) => Number(a.isFailed) - Number(b.isFailed))
    assert.ok(slow !== undefined && slow.endMs - slow.startMs >= 400)
    assert.equal(text(failed as ReceivedSpan, 'error.type'), 'deployments_failed')
    assert.equal(new Set(exchanges.map(by)).size, 2)
    checkConventions(collector.spans)
    const shown = await (await at.get('/metrics')).text()
    assert.match(shown, /causeway_traces_total\{reason="slow"\} 1/)
    assert.match(shown, /causeway_traces_total\{reason="failed"\} 1/)
    assert.match(shown, /causeway_traces_total\{reason="sampled"\} 0/)
  })
})

test('text is told of consumers whose path says so, redacted and cut, and of nobody else', async () => {
  const at = await start('traces: { sample_ratio: 1 }\n  logs: {}')
  const prompt = `My number is KD-1234 and my mail anna@contoso.com. ${'word '.repeat(60)}`
  await ask(at, { prompt })
  const whole = JSON.parse((await ask(at, { prompt, as: toldKey })).text) as {
    choices: { message: { content: string } }[]
  }
  await ask(at, { prompt, as: toldKey, stream: true })
  await until('all are there', () => collector.spans.length >= 6 && collector.logs.length >= 3)
  checkConventions(collector.spans)
  const texts = collector.spans.filter((span) => 'gen_ai.input.messages' in span.attributes)
  assert.equal(texts.length, 2)
  for (const span of texts) {
    const input = text(span, 'gen_ai.input.messages') ?? ''
    assert.match(
      input,
      /^\[\{"role":"user","parts":\[\{"type":"text","content":"My number is \[redacted\] and my mail \[redacted\]/,
    )
    assert.ok(input.length < 200)
    const output = text(span, 'gen_ai.output.messages') ?? ''
    assert.ok(
      output.includes(JSON.stringify(whole.choices[0]?.message.content.slice(0, 10)).slice(1, -1)),
      output,
    )
    assert.equal(span.attributes['causeway.text_cut']?.value, true)
  }
  assert.doesNotMatch(JSON.stringify([collector.spans, collector.logs]), /KD-1234|anna@/)
})

test('lines of the log are tied to the traces that are kept, and no prompt is among them', async () => {
  const at = await start('traces: { sample_ratio: 0 }\n  logs: {}')
  await ask(at)
  await ask(at, { headers: { traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01` } })
  outside.simulator.faults.add({ kind: 'unavailable', scope: {} })
  assert.equal((await ask(at)).status, 503)
  await until('spans and lines are there', () => {
    const kept = collector.spans.filter(({ kind }) => kind === 'server')
    return kept.length === 2 && collector.logs.length >= 2
  })
  const exchanges = collector.logs.filter(({ body }) => body === 'exchange')
  const servers = collector.spans.filter(({ kind }) => kind === 'server')
  const ids = (one: { readonly traceId: string; readonly spanId: string }) => `${one.traceId} ${one.spanId}`
  assert.deepEqual(new Set(exchanges.map(ids)), new Set(servers.map(ids)))
  for (const line of exchanges) {
    assert.deepEqual([line.severity, line.severityNumber], ['INFO', 9])
    assert.deepEqual(line.attributes['consumer'], { type: 'string', value: '/contoso/bot' })
    assert.equal(line.resource['service.name'], 'causeway')
  }
  assert.doesNotMatch(JSON.stringify(collector.logs), /Hello/)
  // The program's own log has all three, and the prompt that the file asks for.
  const own = () => at.lines.filter(({ message }) => message === 'exchange')
  await until('the log has them', () => own().length === 3)
  assert.ok(own().every(({ prompt }) => String(prompt).includes('Hello')))
  assert.equal(own().filter((line) => line['trace_flags'] === '01').length, 2)
})

test('Application Insights gets spans, lines and metrics of a running program', async () => {
  await stop()
  collector = await startCollector()
  const ingestion = await startAzureIngestion()
  await folder.write(
    `${workload('')}telemetry:\n  azure_monitor: { connection_string: env:INSIGHTS, interval: 1s }\n  traces: { sample_ratio: 1 }\n  logs: {}\n`,
  )
  running = await folder.start({
    env: { ...outside.env, INSIGHTS: ingestion.connectionString },
    args: ['--no-records'],
  })
  await ask(running)
  await ask(running, { stream: true })
  // The lines of the program itself are there, too.
  const of = (type: string) =>
    ingestion.envelopes.filter(
      ({ data }) =>
        data.baseType === type && (type !== 'MessageData' || data.baseData['message'] === 'exchange'),
    )
  await until('all kinds are there', () =>
    ['RequestData', 'RemoteDependencyData', 'MessageData'].every((type) => of(type).length === 2),
  )
  const told = () => JSON.stringify(of('MetricData'))
  await until('metrics, too', () => told().includes('gen_ai.client.token.usage'))
  const operations = (type: string) => new Set(of(type).map(({ tags }) => tags['ai.operation.id']))
  assert.deepEqual(operations('RemoteDependencyData'), operations('RequestData'))
  assert.deepEqual(operations('MessageData'), operations('RequestData'))
  await stop()
  await ingestion.close()
})

test('workers each send their own', { skip: withoutSharedPorts }, async () => {
  const at = await start(ALL, 'http/protobuf', ['--workers', '2'])
  for (let call = 0; call < 12; call++) await ask(at)
  await until('all are there', () => collector.spans.filter(({ kind }) => kind === 'server').length === 12)
  checkConventions(collector.spans)
  for (const span of collector.spans)
    assert.match(span.resource['service.instance.id'] ?? '', /\/worker-[12]$/)
})
