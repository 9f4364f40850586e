import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { after, afterEach, before, describe, test } from 'node:test'

import { RedisServer, withoutRedis } from '../../src/storage/redis-server.fixture.ts'
import { type Outside, startOutside } from './outside-simulator.ts'
import { type RawProvider, startRawProvider } from './raw-provider.ts'
import { type Folder, folderWith, type Running, withoutSharedPorts } from './program.ts'
import { until } from './state.ts'

/** Several processes serve one port: limits hold over all of them as they do over one, whatever ends how. */
const LIMITS = `
  /contoso/rate:
    models: [gpt-4.1]
    limits: { requests_per_minute: 40 }
  /contoso/at-once:
    models: [gpt-4.1]
    limits: { concurrent: 8 }
  /contoso/tokens:
    models: [gpt-4.1]
    limits: { tokens_per_minute: 20k }
`
const CONSUMERS = ['rate', 'at-once', 'tokens']
const CALLS = 500
const AT_ONCE = 8

const BODY = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'gpt-4.1',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
})
const ANSWER = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`

let outside: Outside
let provider: RawProvider
let folder: Folder
let running: Running | null = null
const keys = new Map<string, string>()

before(async () => {
  outside = await startOutside({ latency: { firstTokenMs: 30, perTokenMs: 2, jitter: 0.5 } })
  provider = await startRawProvider()
  folder = await folderWith(outside.workload.replace('\ngateway:', `${LIMITS}gateway:`))
  for (const name of CONSUMERS) keys.set(name, await folder.key(`/contoso/${name}`))
})

afterEach(async () => {
  const stopping = running
  running = null
  if (stopping !== null) assert.equal(await stopping.stop(), 0, stopping.errors())
})

after(async () => {
  await outside.simulator.close()
  await provider.close()
  await folder.remove()
})

async function serve(workers: number, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  running = await folder.start({
    env: { ...outside.env, ...env },
    args: ['--no-records', ...(workers === 1 ? [] : ['--workers', `${workers}`])],
  })
  return running
}

function ask({ address }: Running, consumer: string, body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get(consumer)}` },
    body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hello' }], ...body }),
    ...(signal === undefined ? {} : { signal }),
  })
}

async function usedOf({ address }: Running, consumer: string): Promise<number> {
  const headers = { authorization: `Bearer ${keys.get(consumer)}` }
  const response = await fetch(`${address}/v1/limits`, { headers })
  const { data } = (await response.json()) as { data: { used: number }[] }
  return data[0]?.used ?? Number.NaN
}

for (const workers of [1, 4]) {
  const title = `of ${CALLS} calls at once, with ${workers} ${workers === 1 ? 'process' : 'processes'}`
  describe(title, { skip: workers === 1 ? false : withoutSharedPorts }, () => {
    test('a rate admits as many as it says', async () => {
      const served = await serve(workers)
      const responses = await Promise.all(Array.from({ length: CALLS }, () => ask(served, 'rate', {})))
      await Promise.all(responses.map((response) => response.text()))
      assert.equal(responses.filter(({ status }) => status === 200).length, 40)
      assert.equal(responses.filter(({ status }) => status === 429).length, CALLS - 40)
      assert.equal(await usedOf(served, 'rate'), 40)
    })

    test('as many are under way as may be at once; all is back when they have ended or were given up', async () => {
      const held: Socket[] = []
      provider.reply = (socket) => held.push(socket)
      provider.requests = 0
      const served = await serve(workers, { SWC: provider.address, FRC: provider.address })
      for (const end of ['answered', 'given up'] as const) {
        const givingUp = new AbortController()
        let refused = 0
        const asked = Array.from({ length: CALLS }, async () => {
          const response = await ask(served, 'at-once', {}, givingUp.signal)
          if (response.status === 429) refused++
          await response.text()
          return response.status
        })
        await until('all but those that may be at once are refused', () => refused === CALLS - AT_ONCE)
        await until('those that may have reached the provider', () => held.length === AT_ONCE)
        assert.equal(await usedOf(served, 'at-once'), AT_ONCE)
        if (end === 'given up') givingUp.abort()
        for (const socket of held.splice(0)) socket.write(ANSWER)
        const ended = await Promise.allSettled(asked)
        const answered = ended.filter((one) => one.status === 'fulfilled' && one.value === 200)
        assert.equal(answered.length, end === 'answered' ? AT_ONCE : 0)
        await until('all that was set aside is back', async () => (await usedOf(served, 'at-once')) === 0)
      }
      assert.equal(provider.requests, 2 * AT_ONCE)
    })

    test('tokens are admitted by the estimate up to the limit, and what was not used is back', async () => {
      const served = await serve(workers)
      const responses = await Promise.all(
        Array.from({ length: CALLS }, () => ask(served, 'tokens', { max_tokens: 1_900 })),
      )
      const bodies = await Promise.all(
        responses.map(async (response) => ({
          status: response.status,
          body: (await response.json()) as { usage?: { total_tokens: number } },
        })),
      )
      const answered = bodies.filter(({ status }) => status === 200)
      assert.ok(answered.length >= 10, `${answered.length} answered`)
      const used = answered.reduce((sum, { body }) => sum + (body.usage?.total_tokens ?? 0), 0)
      await until('all that was not used is back', async () => (await usedOf(served, 'tokens')) === used)
      assert.ok(used <= 20_000)
    })
  })
}

describe('workers that count in Redis, as replicas do', { skip: withoutSharedPorts || withoutRedis }, () => {
  test('a rate admits as many as it says', async () => {
    await using redis = await RedisServer.start()
    const own = await folderWith(
      `${outside.workload.replace('\ngateway:', `${LIMITS}gateway:`)}\nstorage: { counters: { redis: env:REDIS } }\n`,
    )
    try {
      keys.set('rate', await own.key('/contoso/rate'))
      running = await own.start({
        env: { ...outside.env, REDIS: redis.url },
        args: ['--no-records', '--workers', '3'],
      })
      const served = running
      const responses = await Promise.all(Array.from({ length: CALLS }, () => ask(served, 'rate', {})))
      await Promise.all(responses.map((response) => response.text()))
      assert.equal(responses.filter(({ status }) => status === 200).length, 40)
      assert.equal(await usedOf(served, 'rate'), 40)
      running = null
      assert.equal(await served.stop(), 0, served.errors())
    } finally {
      await own.remove()
    }
  })
})
