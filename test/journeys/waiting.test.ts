import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** Where all that may serve is full for a moment, clients wait that moment instead of failing; and no longer. */
const WORKLOAD = `
workload: journeys
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:AZURE_KEY } }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: first, account: swc, type: standard, tpm: 10M }
consumers:
  /contoso:
    models: [gpt-4.1]
  /contoso/flood: {}
  /contoso/guest: {}
  /contoso/clerk: { priority: interactive }
gateway:
  listen: 127.0.0.1:8080
  log: { level: info, requests: false }
  queue: { max_waiting: 400, interactive: 2s, standard: 1m }
`

let outside: Outside
let folder: Folder
let running: Running
const keys = new Map<string, string>()

before(async () => {
  outside = await startOutside({ outputTokens: 5 })
  folder = await folderWith(WORKLOAD)
  for (const name of ['flood', 'guest', 'clerk']) keys.set(name, await folder.key(`/contoso/${name}`))
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  await outside.simulator.close()
  await folder.remove()
})

interface Asked {
  readonly status: number
  readonly queueMs: number | null
  readonly position: number | null
  readonly retryAfterMs: number | null
  /** Place in the order in which the answers of this process came. */
  readonly order: number
}

let answers = 0

async function ask(consumer: string, signal?: AbortSignal): Promise<Asked> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get(consumer)}` },
    body: JSON.stringify({
      model: 'gpt-4.1',
      max_tokens: 5,
      messages: [{ role: 'user', content: 'Hello' }],
    }),
    ...(signal === undefined ? {} : { signal }),
  })
  await response.text()
  const number = (name: string) => {
    const value = response.headers.get(name)
    return value === null ? null : Number(value)
  }
  return {
    status: response.status,
    queueMs: number('x-causeway-queue-ms'),
    position: number('x-causeway-queue-position'),
    retryAfterMs: number('retry-after-ms'),
    order: answers++,
  }
}

function storm(retryAfterMs: number): void {
  outside.simulator.faults.set([{ scope: {}, kind: 'storm-429', retryAfterMs }])
}

async function waiting(): Promise<number> {
  const metrics = await (await running.get('/metrics')).text()
  return Number(/causeway_queue_waiting\{class="standard"\} (\d+)/.exec(metrics)?.[1])
}

describe('when all is full', () => {
  test('clients wait for as long as the provider said, and are told how long they did', async () => {
    storm(400)
    const first = ask('guest')
    await until('one waits', async () => (await waiting()) === 1)
    outside.simulator.faults.clear()
    const answer = await first
    assert.equal(answer.status, 200)
    assert.ok(answer.queueMs !== null && answer.queueMs > 0)
    assert.equal(answer.position, 1)
    const next = await ask('guest')
    assert.equal(next.queueMs, null, 'nobody waits without need')
  })

  test('turns in vain do not end a wait: it lasts until there is room, or its time is up', async () => {
    const tried = async () => {
      const metrics = await (await running.get('/metrics')).text()
      return [...metrics.matchAll(/^causeway_attempts_total\{.*\} (\d+)$/gm)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      )
    }
    const before = await tried()
    storm(50)
    const guest = ask('guest')
    await until('many turns were in vain', async () => (await tried()) - before >= 8)
    outside.simulator.faults.clear()
    assert.equal((await guest).status, 200)
  })

  test('a flood waits for itself: who comes later is served before most of it, and nobody is lost', async () => {
    storm(500)
    const flood = Array.from({ length: 120 }, () => ask('flood'))
    await until('the flood waits', async () => (await waiting()) >= 100)
    const guests = [ask('guest'), ask('clerk')]
    await until('all wait', async () => (await waiting()) >= 101)
    outside.simulator.faults.clear()
    const asked = await Promise.all([...guests, ...flood])
    assert.deepEqual(new Set(asked.map(({ status }) => status)), new Set([200]))
    const from = Math.min(...asked.map(({ order }) => order))
    for (const { order } of asked.slice(0, 2))
      assert.ok(order - from < 20, `served as number ${order - from + 1} of ${asked.length}`)
    assert.equal(await waiting(), 0)
  })

  test('a wait that is too long for the class is not begun, and the client is told how long it is', async () => {
    storm(3_000)
    const clerk = await ask('clerk')
    assert.equal(clerk.status, 429)
    assert.ok((clerk.retryAfterMs ?? 0) > 2_000, `retry-after-ms: ${clerk.retryAfterMs}`)
    outside.simulator.faults.clear()
    const guest = await ask('guest')
    assert.equal(guest.status, 200)
    assert.ok((guest.queueMs ?? 0) > 0)
  })

  test('whoever leaves makes room, the line is bounded, and a flood that fills it gives way to others', async () => {
    storm(2_500)
    const leaving = new AbortController()
    const left = Array.from({ length: 50 }, () =>
      ask('flood', leaving.signal).catch((error: unknown) => error),
    )
    await until('they wait', async () => (await waiting()) >= 45)
    leaving.abort()
    await Promise.all(left)
    await until('nobody waits', async () => (await waiting()) === 0)
    const many = Array.from({ length: 460 }, () => ask('flood'))
    await until('the line is full', async () => (await waiting()) >= 399)
    const guests = Array.from({ length: 5 }, () => ask('guest'))
    outside.simulator.faults.clear()
    for (const guest of await Promise.all(guests)) {
      assert.equal(guest.status, 200)
      assert.ok((guest.queueMs ?? 0) > 0)
    }
    const statuses = (await Promise.all(many)).map(({ status }) => status)
    assert.ok(statuses.filter((status) => status === 200).length >= 394, `${statuses.length}`)
    assert.deepEqual(
      [...new Set(statuses)].filter((status) => status !== 200 && status !== 429),
      [],
    )
    const metrics = await (await running.get('/metrics')).text()
    assert.match(metrics, /causeway_queue_refusals_total\{model="gpt-4.1"\} [1-9]/)
    assert.match(metrics, /causeway_queue_seconds_count\{model="gpt-4.1"\} [1-9]/)
  })
})
