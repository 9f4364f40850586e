import assert from 'node:assert/strict'
import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'

import { RedisServer, withoutRedis } from '../../src/storage/redis-server.fixture.ts'
import { type HeldProvider, startHeldProvider } from './held-provider.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** Three gateways, each a process with a folder of its own, share one Redis: one limit, one line, one view of providers. */
const CONSUMERS = ['rates', 'at-once', 'tokens', 'later', 'aborts', 'day', 'flood', 'guest', 'hasty'] as const
type Name = (typeof CONSUMERS)[number]

const workload = `
workload: replicas
exposure: corp
environment: development
residency: eu
accounts:
  one: { provider: azure-openai, region: swedencentral, endpoint: env:PROVIDER, auth: { key: env:KEY } }
models:
  gpt-4.1:
    deployments: [{ id: one, account: one, type: standard, tpm: 100M }]
  frail:
    base_model: gpt-4.1
    deployments: [{ id: frail, account: one, type: standard, tpm: 100M, version: '2025-04-14' }]
  full:
    base_model: gpt-4.1-mini
    deployments: [{ id: full, account: one, type: standard, tpm: 100M }]
consumers:
  /contoso: { models: [gpt-4.1, frail, full] }
  /contoso/rates: { limits: { requests_per_minute: 100 } }
  /contoso/at-once: { limits: { concurrent: 40 } }
  /contoso/tokens: { limits: { tokens_per_minute: 10k } }
  /contoso/later: { limits: { concurrent: 40 } }
  /contoso/aborts: { limits: { concurrent: 40 } }
  /contoso/day: { limits: { tokens: { amount: 100M, per: day } } }
  /contoso/flood: {}
  /contoso/guest: {}
  /contoso/hasty: { priority: interactive }
gateway:
  listen: 127.0.0.1:8080
  log: { level: info, requests: false }
  signing_key: env:SIGNING_KEY
  breaker: { failures: 3, open_for: 2m }
  queue: { max_waiting: 500, interactive: 1ms, standard: 20s }
storage:
  counters: { redis: env:REDIS }
`

let redis: RedisServer
let provider: HeldProvider
const folders: Folder[] = []
const replicas: Running[] = []
const keys = new Map<Name, string>()

async function startReplica(folder: Folder): Promise<Running> {
  const env = {
    PROVIDER: provider.address,
    REDIS: redis.url,
    KEY: 'key-of-the-account',
    SIGNING_KEY: 'x'.repeat(32),
  }
  return folder.start({ env, args: ['--no-records'] })
}

async function ask(at: number, consumer: Name, more: { model?: string; signal?: AbortSignal } = {}) {
  const { model = 'gpt-4.1', signal } = more
  const response = await fetch(`${(replicas[at] as Running).address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get(consumer)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, max_tokens: 90, messages: [{ role: 'user', content: consumer }] }),
    ...(signal === undefined ? {} : { signal }),
  })
  const body = await response.text()
  return { status: response.status, body, headers: response.headers }
}

/** Spread over all gateways. */
function askAll(consumer: Name, count: number): Promise<{ status: number; body: string }>[] {
  return Array.from({ length: count }, (_, i) => ask(i % replicas.length, consumer))
}

/** Asks so often at once of a provider that holds all; gives what happens when each is answered or under way there. */
async function askHeld(
  consumer: Name,
  count: number,
): Promise<{ held: number; asked: Promise<{ status: number }>[] }> {
  provider.answers = 'hold'
  const asked = askAll(consumer, count)
  let ended = 0
  for (const one of asked) void one.then(() => ended++)
  await until('each is refused or under way', () => ended + provider.held === count)
  return { held: provider.held, asked }
}

function counted(answers: readonly { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

interface Limit {
  readonly limit: string
  readonly used: number
  readonly left: number
}

async function limitsOf(consumer: Name, at: number = 0): Promise<readonly Limit[]> {
  const response = await fetch(`${(replicas[at] as Running).address}/v1/limits`, {
    headers: { authorization: `Bearer ${keys.get(consumer)}` },
  })
  return ((await response.json()) as { data: Limit[] }).data
}

async function used(consumer: Name, at: number = 0): Promise<number> {
  const [limit] = await limitsOf(consumer, at)
  assert.ok(limit !== undefined)
  return limit.used
}

/** The provider's pace where all wait for it. */
const EVERY_MS = 30
/** So long a machine that is busy with other things is given to keep up with it. */
const BUSY_MS = 60_000

/**
 * Whom the provider serves next, in a while in which this machine keeps up with it; null where it does not. Where the
 * provider stands idle, whoever comes first is served, and turns say nothing.
 */
async function servedAtPace(count: number): Promise<readonly string[] | null> {
  const untilMs = performance.now() + BUSY_MS
  let from = provider.served.length
  let fromMs = performance.now()
  await until('served in time, or this machine is too busy', () => {
    const served = Math.min(count, provider.served.length - from)
    const nowMs = performance.now()
    if (nowMs - fromMs <= EVERY_MS * (10 + 1.3 * served)) return served === count
    from = provider.served.length
    fromMs = nowMs
    return nowMs > untilMs
  })
  const during = provider.served.slice(from, from + count)
  return during.length === count ? during : null
}

async function metric(at: number, pattern: RegExp): Promise<number> {
  const text = await (await (replicas[at] as Running).get('/metrics')).text()
  return Number(pattern.exec(text)?.[1])
}

async function isShared(at: number): Promise<boolean> {
  const ready = (await (await (replicas[at] as Running).get('/readyz')).json()) as { warnings: string[] }
  return ready.warnings.length === 0
}

describe('three gateways on one Redis', { skip: withoutRedis }, () => {
  before(async () => {
    redis = await RedisServer.start()
    provider = await startHeldProvider()
    for (let i = 0; i < 3; i++) folders.push(await folderWith(workload))
    const [first] = folders as [Folder]
    for (const name of CONSUMERS) keys.set(name, await first.key(`/contoso/${name}`))
    for (const folder of folders.slice(1)) {
      await mkdir(path.join(folder.path, '.causeway'), { mode: 0o700 })
      await copyFile(
        path.join(first.path, '.causeway/keys.json'),
        path.join(folder.path, '.causeway/keys.json'),
      )
    }
    replicas.push(...(await Promise.all(folders.map(startReplica))))
    for (const at of [0, 1, 2]) await until('counters are shared', () => isShared(at))
  })

  after(async () => {
    provider.release()
    await Promise.all(
      replicas.map(async (running) => assert.equal(await running.stop(), 0, running.errors())),
    )
    await provider.close()
    await redis[Symbol.asyncDispose]()
    for (const folder of folders) await folder.remove()
  })

  afterEach(() => {
    provider.answers = 'well'
    provider.everyMs = null
    provider.release()
  })

  test('500 calls at once get as many requests as a minute has, and no more', async (t) => {
    const answers = counted(await Promise.all(askAll('rates', 500)))
    t.diagnostic(`answers of 500 with 100 a minute: ${JSON.stringify(answers)}`)
    assert.deepEqual(answers, { 200: 100, 429: 400 })
  })

  test('500 calls at once: no more are under way than may be, and nothing stays set aside', async (t) => {
    const { held, asked } = await askHeld('at-once', 500)
    assert.equal(held, 40)
    assert.equal(await used('at-once', 1), 40)
    provider.release()
    const answers = counted(await Promise.all(asked))
    t.diagnostic(`answers of 500 with 40 at once: ${JSON.stringify(answers)}`)
    assert.deepEqual(answers, { 200: 40, 429: 460 })
    await until('nothing is set aside', async () => (await used('at-once', 2)) === 0)
  })

  test('500 calls at once: tokens are admitted by estimate up to the limit, and settled by what was used', async (t) => {
    const { held, asked } = await askHeld('tokens', 500)
    const estimated = await used('tokens', 1)
    const each = estimated / held
    t.diagnostic(`${held} calls of ${each} tokens by estimate were admitted with 10,000 a minute`)
    assert.ok(estimated <= 10_000 && estimated + each > 10_000, `${estimated} in ${held}`)
    provider.release()
    assert.deepEqual(counted(await Promise.all(asked)), { 200: held, 429: 500 - held })
    await until('settled', async () => (await used('tokens', 2)) === held * 15)
  })

  test('clients that leave give back what was set aside for them', async () => {
    provider.answers = 'hold'
    const leaving = new AbortController()
    const left = Array.from({ length: 30 }, (_, i) =>
      ask(i % 3, 'aborts', { signal: leaving.signal }).catch((error: unknown) => error),
    )
    await until('all are under way', () => provider.held === 30)
    assert.equal(await used('aborts'), 30)
    leaving.abort()
    await Promise.all(left)
    await until('given back', async () => (await used('aborts', 1)) === 0)
  })

  test('a breaker that one gateway opened is open at the others', async () => {
    provider.answers = 'broken'
    for (let i = 0; i < 3; i++) await ask(0, 'hasty', { model: 'frail' })
    assert.equal(await metric(0, /causeway_breaker_state\{deployment="frail"\} (\d)/), 2)
    for (const at of [1, 2])
      await until(
        'heard',
        async () => (await metric(at, /causeway_breaker_state\{deployment="frail"\} (\d)/)) === 2,
      )
    assert.equal(provider.calls.get('frail'), 3)
  })

  test('a 429 that one gateway got spares the others the same', async () => {
    provider.answers = { fullForMs: 20_000 }
    assert.equal((await ask(0, 'hasty', { model: 'full' })).status, 429)
    assert.equal(provider.calls.get('full'), 1)
    for (const at of [1, 2]) {
      await until(
        'heard',
        async () => (await metric(at, /causeway_deployment_available\{deployment="full"\} (\d)/)) === 0,
      )
      const { status, headers } = await ask(at, 'hasty', { model: 'full' })
      assert.equal(status, 429)
      const waitMs = Number(headers.get('retry-after-ms'))
      assert.ok(waitMs > 0 && waitMs <= 20_000, `${waitMs}`)
    }
    assert.equal(provider.calls.get('full'), 1, 'nobody else asked the provider')
  })

  test('what a killed gateway had set aside is given back, and the next one begins with what the others know', async () => {
    provider.answers = 'hold'
    const dying = Array.from({ length: 20 }, () => ask(2, 'later').catch((error: unknown) => error))
    const living = Array.from({ length: 5 }, () => ask(0, 'later'))
    await until('all are under way', () => provider.held === 25)
    assert.equal(await used('later'), 25)
    await (replicas[2] as Running).stop('SIGKILL')
    await Promise.all(dying)
    replicas[2] = await startReplica(folders[2] as Folder)
    await until(
      'heard',
      async () => (await metric(2, /causeway_breaker_state\{deployment="frail"\} (\d)/)) === 2,
    )
    await until('given back', async () => (await used('later')) === 5)
    provider.release()
    await Promise.all(living)
    await until('nothing is set aside', async () => (await used('later', 1)) === 0)
  })

  for (const comesBack of ['with nothing', 'with what it once wrote to its disk'])
    test(`Redis is killed under load and comes back ${comesBack}: limits are exact again`, async (t) => {
      const over = new AbortController()
      let answered = 0
      const inFlight = 30
      const again = async (at: number): Promise<void> => {
        while (!over.signal.aborted) if ((await ask(at, 'day')).status === 200) answered++
      }
      const before = await used('day')
      const load = Array.from({ length: inFlight }, (_, i) => again(i % 3))
      await until('under load', () => answered > 100)
      if (comesBack !== 'with nothing') await redis.save()
      await until('more', () => answered > 200)
      await redis.kill()
      for (const at of [0, 1, 2]) await until('goes on by itself', async () => !(await isShared(at)))
      const alone = answered
      await until('each serves by its share', () => answered > alone + 50)
      const isNews = ({ message }: { message?: string }) => message === 'counters are shared'
      const said = replicas.map(({ lines }) => lines.filter(isNews).length)
      await redis.start()
      const upMs = Date.now()
      for (const at of [0, 1, 2]) await until('counters are shared', () => isShared(at))
      const recovered: number[] = []
      for (const [at, { lines }] of replicas.entries()) {
        await until('it says so', () => lines.filter(isNews).length > (said[at] as number))
        recovered.push(Date.parse(String(lines.findLast(isNews)?.['time'])) - upMs)
      }
      t.diagnostic(`shared again ${recovered.join(', ')} ms after Redis took connections`)
      over.abort()
      await Promise.all(load)
      const figures = await Promise.all([0, 1, 2].map((at) => used('day', at)))
      const [figure = 0] = figures
      assert.deepEqual(figures, [figure, figure, figure])
      const counts = figure - before
      t.diagnostic(`${answered} calls of 15 tokens: ${answered * 15} used, ${counts} counted`)
      assert.ok(counts >= answered * 15, 'something is not counted')
      assert.ok(counts <= (answered + inFlight) * 15, 'more is counted twice than was in flight at the crash')

      const { held, asked } = await askHeld('later', 200)
      assert.equal(held, 40)
      provider.release()
      await Promise.all(asked)
      await until('nothing is set aside', async () => (await used('later', 1)) === 0)
    })

  test('a flood through two gateways leaves a guest at the third its half', async (t) => {
    provider.everyMs = EVERY_MS
    const began = provider.served.length
    const over = new AbortController()
    const again = async (at: number, consumer: Name): Promise<void> => {
      while (!over.signal.aborted) await ask(at, consumer)
    }
    const floods = [0, 1].flatMap((at) => Array.from({ length: 40 }, () => again(at, 'flood')))
    const guests = Array.from({ length: 10 }, () => again(2, 'guest'))
    // Those who come before all wait are served at once.
    await until('all wait', () => provider.served.length >= began + 30)
    const during = await servedAtPace(100)
    over.abort()
    provider.everyMs = null
    await Promise.all([...floods, ...guests])
    if (during === null) {
      t.skip(
        `LEFT OUT: this machine does not keep up with a call in ${EVERY_MS} ms; shared-lines.test.ts drives time`,
      )
      return
    }
    const guest = during.filter((prompt) => prompt === 'guest').length
    t.diagnostic(`a guest beside a flood through two other gateways was served ${guest} of ${during.length}`)
    // Each gateway by itself would give it what its gateway gets: a third.
    assert.ok(guest >= 40 && guest <= 75, `${guest} of 100`)
  })
})
