import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

import { RedisServer, withoutRedis } from '../../src/storage/redis-server.fixture.ts'
import { type AlertReceiver, startAlertReceiver } from '../../src/telemetry/alert-receiver.fixture.ts'
import { type Collector, startCollector } from '../../src/telemetry/otlp-collector.fixture.ts'
import { MODEL, type Outside, startOutside } from '../journeys/outside-simulator.ts'
import { type Folder, folderWith, type Running } from '../journeys/program.ts'

/**
 * A program with everything that it can have, in two workers: limits that refuse and that only would, a budget, a
 * provisioned deployment that spills, TLS, a key that ends, batches, counters in Redis where there is one.
 */
export interface BusyProgram extends AsyncDisposable {
  /** Where its metrics are, such as `127.0.0.1:9090`. */
  readonly operations: string
  readonly hasRedis: boolean
  /** Uses up a budget. */
  spend(): Promise<void>
  /** A round of everything: whole answers, streams, failing over, refusals of each kind. */
  traffic(): Promise<void>
}

const CONSUMERS = `
  /contoso/many:
    models: [${MODEL}]
    limits: { requests_per_minute: 2 }
  /contoso/poor:
    models: [${MODEL}]
    limits: { budget: { usd: 0.02, per: day }, tokens: { amount: 100M, per: month } }
  /contoso/shadow:
    models: [${MODEL}]
    limits: { mode: shadow, tokens_per_minute: 2 }
`

/** Both regions are full for so long. */
const STORM_MS = 200
/** The budget is worth about a hundred. */
const MOST_CALLS = 1_000

export async function startBusyProgram(operationsPort: number): Promise<BusyProgram> {
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const one of undo.reverse()) await one()
  }
  try {
    return await start(operationsPort, undo, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(
  operationsPort: number,
  undo: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<BusyProgram> {
  const outside: Outside = await startOutside({ ptuTokensPerMinute: 400, outputTokens: 20 })
  undo.push(() => outside.simulator.close())
  const collector: Collector = await startCollector()
  undo.push(() => collector.close())
  const receiver: AlertReceiver = await startAlertReceiver()
  undo.push(() => receiver.close())
  const redis = withoutRedis === false ? await RedisServer.start() : null
  if (redis !== null) undo.push(async () => redis[Symbol.asyncDispose]())
  const operations = `127.0.0.1:${operationsPort}`
  const folder: Folder = await folderWith(
    outside.workload
      .replace('task: generate', "task: generate\n    version: '2025-04-14'")
      .replace(
        '\ngateway:',
        `${CONSUMERS}gateway:\n  operations: ${operations}\n  tls: { certificate: file:tls.crt, key: file:tls.key }`,
      )
      .concat(
        `telemetry:
  otlp: { endpoint: env:COLLECTOR, interval: 1s }
  traces: { sample_ratio: 1 }
  alerts: { webhooks: [{ url: env:RECEIVER }] }
${redis === null ? '' : 'storage: { counters: { redis: env:REDIS } }\n'}`,
      ),
  )
  undo.push(() => folder.remove())
  const certificate =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost ' +
    '-addext subjectAltName=IP:127.0.0.1 -keyout tls.key -out tls.crt'
  await promisify(execFile)('openssl', certificate.split(' '), { cwd: folder.path })
  const made = await folder.run(['keys', 'create', '--consumer', '/contoso/bot', '--expires', '5d'])
  const keys = new Map([['bot', made.stdout.trim()]])
  for (const name of ['many', 'poor', 'shadow']) keys.set(name, await folder.key(`/contoso/${name}`))
  const running: Running = await folder.start({
    env: {
      ...outside.env,
      COLLECTOR: collector.endpoint,
      RECEIVER: receiver.address,
      ...(redis === null ? {} : { REDIS: redis.url }),
    },
    args: ['--workers', '2'],
  })
  undo.push(() => running.stop())
  const agent = new Agent({ ca: await readFile(path.join(folder.path, 'tls.crt')), keepAlive: true })
  undo.push(async () => agent.destroy())

  const call = async (consumer: string, url: string, body: string | Buffer, type = 'application/json') => {
    const headers = { authorization: `Bearer ${keys.get(consumer)}`, 'content-type': type }
    const at = { host: '127.0.0.1', port: running.port, path: url, method: 'POST', headers, agent }
    const sent = request(at)
    sent.end(body)
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    let text = ''
    for await (const piece of response) text += (piece as Buffer).toString()
    return { status: response.statusCode, text }
  }
  const chat = (consumer: string, more: object = {}) =>
    call(
      consumer,
      '/v1/chat/completions',
      JSON.stringify({
        model: MODEL,
        max_tokens: 20,
        messages: [{ role: 'user', content: 'A story' }],
        ...more,
      }),
    )
  const batch = async () => {
    const line = {
      custom_id: 'a',
      method: 'POST',
      url: '/v1/chat/completions',
      body: { model: MODEL, max_tokens: 5, messages: [{ role: 'user', content: 'Later' }] },
    }
    const form = new FormData()
    form.set('purpose', 'batch')
    form.set('file', new Blob([`${JSON.stringify(line)}\n`]), 'lines.jsonl')
    const body = new Response(form)
    const type = body.headers.get('content-type') ?? ''
    const uploaded = await call('bot', '/v1/files', Buffer.from(await body.arrayBuffer()), type)
    const { id } = JSON.parse(uploaded.text) as { readonly id: string }
    const asked = {
      input_file_id: id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    }
    await call('bot', '/v1/batches', JSON.stringify(asked))
  }
  return {
    operations,
    hasRedis: redis !== null,
    async spend() {
      for (let i = 0; i < MOST_CALLS; i++) if ((await chat('poor')).status === 403) return
      throw new Error('the budget has no end')
    },
    async traffic() {
      await batch()
      for (let i = 0; i < 4; i++) {
        const streamed = { stream: true, stream_options: { include_usage: true } }
        await Promise.all([chat('bot'), chat('bot', streamed), chat('many'), chat('poor'), chat('shadow')])
      }
      outside.simulator.faults.add({ kind: 'unavailable', scope: { deployment: 'first' } })
      await Promise.all([chat('bot'), chat('bot')])
      outside.simulator.faults.clear()
      outside.simulator.faults.add({ kind: 'storm-429', retryAfterMs: 100, scope: {} })
      const waiting = [chat('bot'), chat('bot')]
      await wait(STORM_MS)
      outside.simulator.faults.clear()
      await Promise.all(waiting)
    },
    [Symbol.asyncDispose]: stop,
  }
}
