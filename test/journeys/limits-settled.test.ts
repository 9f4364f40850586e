import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { type Random, seededRandom } from '../../src/base/index.ts'
import type { Fault } from '../../src/simulator/index.ts'
import { type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { admin, assertWhole, journal, until } from './state.ts'

/**
 * However an exchange ends, nothing of what was set aside for it stays behind: every limit counts what the ledger holds,
 * and no more.
 */
const LIMITS = 'concurrent: 500, tokens: { amount: 900M, per: year }, budget: { usd: 90000, per: year }'
const WORKLOAD = `
workload: journeys
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:AZURE_KEY } }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: { key: env:AZURE_KEY } }
models:
  gpt-4.1:
    task: generate
    fallback: [spare]
    limits: { ${LIMITS} }
    deployments:
      - { id: first, account: swc, type: standard, tpm: 100M, limits: { ${LIMITS} } }
      - { id: second, account: frc, type: standard, tpm: 100M, priority: 2 }
  spare:
    task: generate
    base_model: gpt-4.1
    limits: { ${LIMITS} }
    deployments:
      - { id: spare, account: frc, name: second, type: standard, tpm: 100M }
consumers:
  /contoso:
    models: [gpt-4.1, spare]
    limits: { requests_per_minute: 100k, tokens_per_minute: 900M, ${LIMITS} }
  /contoso/one: { limits: { ${LIMITS} } }
  /contoso/two: { limits: { tokens_per_minute: 40k } }
gateway:
  listen: 127.0.0.1:8080
  log: { level: info, requests: false }
  deadlines: { first_token: 2s, idle: 2s }
  breaker: { open_for: 1s }
  queue: { standard: 1s }
`

let outside: Outside
let folder: Folder
let running: Running
const keys = new Map<string, string>()

before(async () => {
  outside = await startOutside({ outputTokens: 30 })
  folder = await folderWith(WORKLOAD)
  for (const name of ['one', 'two']) keys.set(name, await folder.key(`/contoso/${name}`))
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  await outside.simulator.close()
  await folder.remove()
})

interface Ask {
  readonly consumer?: 'one' | 'two'
  readonly prompt?: string
  readonly stream?: boolean
  readonly signal?: AbortSignal
}

function ask({ consumer = 'one', prompt = 'Hello', stream = false, signal }: Ask): Promise<Response> {
  return fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get(consumer)}` },
    body: JSON.stringify({
      model: 'gpt-4.1',
      max_tokens: 500,
      stream,
      messages: [{ role: 'user', content: prompt }],
    }),
    ...(signal === undefined ? {} : { signal }),
  })
}

interface Limit {
  readonly key: string
  readonly node: string
  readonly limit: string
  readonly used: number
}

async function limits(): Promise<readonly Limit[]> {
  return ((await admin(folder, 'GET', '/admin/v1/limits')) as { limits: readonly Limit[] }).limits
}

async function used(key: string): Promise<number> {
  const limit = (await limits()).find((one) => one.key === key)
  assert.ok(limit !== undefined, key)
  return limit.used
}

async function underWay(): Promise<number> {
  return ((await admin(folder, 'GET', '/admin/v1/status')) as { exchangesUnderWay: number }).exchangesUnderWay
}

/** What every limit should count, from the ledger alone. */
function settledUse(): (limit: Limit) => number {
  const records = journal(folder)
  assertWhole(records)
  return ({ node, limit }) => {
    let requests = 0
    let tokens = 0
    let nanoUsd = 0
    for (const [attempt, closed] of records.closed) {
      const opened = records.opened.get(attempt)
      assert.ok(opened !== undefined)
      const nodes = [`model ${opened.model}`, `deployment ${opened.deployment}`]
      const isBelow = node === opened.consumer || opened.consumer.startsWith(`${node}/`)
      if (!isBelow && !nodes.includes(node)) continue
      if (closed.usage !== null || closed.outcome === 'answered' || closed.outcome === 'refused') requests++
      tokens += (closed.usage?.input ?? 0) + (closed.usage?.output ?? 0)
      nanoUsd += closed.nanoUsd ?? 0
    }
    if (limit === 'concurrent') return 0
    if (limit.startsWith('budget')) return nanoUsd / 1e9
    return limit.startsWith('requests') ? requests : tokens
  }
}

async function assertSettled(): Promise<void> {
  await until('all has ended', async () => (await underWay()) === 0)
  const expected = settledUse()
  for (const limit of await limits())
    assert.ok(
      Math.abs(limit.used - expected(limit)) < 1e-6,
      `${limit.key}: ${limit.used}, not ${expected(limit)}`,
    )
}

/** The newest attempt in the ledger. */
function lastClosed() {
  const closed = [...journal(folder).closed.values()].at(-1)
  assert.ok(closed !== undefined)
  return closed
}

function fault(effect: object): void {
  outside.simulator.faults.set([{ scope: {}, ...effect } as Fault])
}

async function leave(response: Promise<unknown>, leaving: AbortController): Promise<void> {
  leaving.abort()
  await response.catch((error: unknown) => assert.equal((error as Error).name, 'AbortError'))
}

describe('a client that leaves', () => {
  test('while it waits in line has used nothing', async () => {
    fault({ kind: 'storm-429', retryAfterMs: 900 })
    const attemptsBefore = journal(folder).opened.size
    const leaving = new AbortController()
    const asked = ask({ signal: leaving.signal })
    await until('both deployments were asked', () => journal(folder).closed.size >= attemptsBefore + 2)
    await until('it waits', async () => (await used('/contoso/one|concurrent')) === 0)
    await leave(asked, leaving)
    await assertSettled()
    assert.equal(await used('/contoso/one|tokens_per_year'), 0)
    outside.simulator.faults.clear()
    await new Promise((passed) => setTimeout(passed, 900))
  })

  test('before the answer began keeps an estimate of the prompt', async () => {
    fault({ kind: 'brownout', delayMs: 10_000, factor: 1 })
    const leaving = new AbortController()
    const asked = ask({ signal: leaving.signal })
    await until('it is sent', async () => (await used('/contoso/one|concurrent')) === 1)
    const setAside = await used('/contoso/one|tokens_per_year')
    assert.ok(setAside > 500, `${setAside} set aside`)
    await until('the provider has it', () => outside.simulator.state()['callsUnderWay'] === 1)
    await leave(asked, leaving)
    await assertSettled()
    const { outcome, quality, usage } = lastClosed()
    assert.equal(outcome, 'abandoned')
    assert.equal(quality, 'estimated')
    assert.ok((usage?.input ?? 0) > 0 && usage?.output === 0)
    assert.ok((await used('/contoso/one|tokens_per_year')) < 100)
    outside.simulator.faults.clear()
  })

  test('in the middle of a stream keeps an estimate of the prompt and of what was written', async () => {
    fault({ kind: 'slow-stream', perTokenMs: 50 })
    const leaving = new AbortController()
    const response = await ask({ stream: true, signal: leaving.signal })
    const reader = response.body?.getReader()
    for (let i = 0; i < 4; i++) await reader?.read()
    leaving.abort()
    await assertSettled()
    const { outcome, quality, usage } = lastClosed()
    assert.equal(outcome, 'abandoned')
    assert.equal(quality, 'estimated')
    assert.ok((usage?.output ?? 0) > 0 && (usage?.output ?? 0) < 30, `${usage?.output}`)
    outside.simulator.faults.clear()
  })

  test('after the last token and before the end has used what the provider says', async () => {
    const leaving = new AbortController()
    const response = await ask({ stream: true, signal: leaving.signal })
    const reader = response.body?.getReader()
    let text = ''
    while (!text.includes('"finish_reason":"stop"') && !text.includes('"finish_reason":"length"')) {
      const read = await reader?.read()
      if (read === undefined || read.done) break
      text += Buffer.from(read.value).toString()
    }
    leaving.abort()
    await assertSettled()
    const { usage } = lastClosed()
    assert.ok((usage?.output ?? 0) >= 29, `${usage?.output}`)
  })

  test('at once, many times, leaves nothing set aside', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => {
        const leaving = new AbortController()
        setTimeout(() => leaving.abort(), i / 6)
        return ask({ signal: leaving.signal, stream: i % 2 === 0 }).then(
          (response) => response.text().catch(() => ''),
          () => '',
        )
      }),
    )
    await assertSettled()
  })
})

const FAULTS: readonly object[] = [
  { kind: 'outage', scope: { account: 'swc' } },
  { kind: 'unavailable', scope: { account: 'swc' } },
  { kind: 'internal-error', probability: 0.5 },
  { kind: 'storm-429', retryAfterMs: 40, probability: 0.7 },
  { kind: 'error-in-stream', probability: 0.5 },
  { kind: 'cut-mid-stream', afterEvents: 5, probability: 0.7 },
  { kind: 'slow-stream', perTokenMs: 20 },
  { kind: 'brownout', delayMs: 2_500, factor: 1, probability: 0.2 },
  { kind: 'retired-model', status: 404, scope: { deployment: 'first' } },
  { kind: 'unavailable' },
]
const PROMPTS = ['Hello', 'word '.repeat(400), 'trigger-content-filter', 'trigger-output-filter', 'Hello']

async function randomExchange(random: Random, statuses: Map<string, number>): Promise<void> {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random.next() * list.length)] as T
  const leaving = new AbortController()
  const end = pick(['whole', 'whole', 'timer', 'first-piece', 'reader'])
  const stream = random.next() < 0.6
  const leavesAfterMs = random.next() * 60
  let ended = end
  try {
    if (end === 'timer') setTimeout(() => leaving.abort(), leavesAfterMs)
    const response = await ask({
      consumer: pick(['one', 'two']),
      prompt: pick(PROMPTS),
      stream,
      signal: leaving.signal,
    })
    ended = `${response.status}`
    if (end === 'whole' || end === 'timer') await response.text()
    else if (end === 'first-piece') await response.body?.getReader().read()
    else await response.body?.cancel()
    leaving.abort()
  } catch (error) {
    ended = (error as Error).name
  }
  statuses.set(ended, (statuses.get(ended) ?? 0) + 1)
}

test('random exchanges with random ends: every limit counts what the ledger holds, and no more', async (t) => {
  const seed = 20_261_121
  const random = seededRandom(seed)
  const statuses = new Map<string, number>()
  for (let round = 0; round < FAULTS.length * 2; round++) {
    const effect = FAULTS[round % FAULTS.length] as object
    outside.simulator.faults.set([{ scope: {}, ...effect } as Fault])
    const exchanges = Array.from({ length: 40 }, () => randomExchange(random, statuses))
    await new Promise((passed) => setTimeout(passed, 150))
    outside.simulator.faults.clear()
    await Promise.all(exchanges)
    await assertSettled()
  }
  t.diagnostic(JSON.stringify(Object.fromEntries(statuses)))
  for (const kind of ['200', '400', '429', 'AbortError'])
    assert.ok(statuses.has(kind), `none ended with ${kind}`)
  const ends = new Map<string, number>()
  for (const { outcome, quality } of journal(folder).closed.values()) {
    const name = `${outcome} ${quality}`
    ends.set(name, (ends.get(name) ?? 0) + 1)
  }
  t.diagnostic(JSON.stringify(Object.fromEntries(ends)))
  for (const kind of ['answered measured', 'abandoned estimated', 'failed none', 'refused estimated'])
    assert.ok(ends.has(kind), `no attempt was ${kind}`)
})

test('a background response counts what was set aside for it, as nobody knows yet what it will use', async () => {
  const usedBefore = await used('/contoso/one|tokens_per_year')
  const response = await fetch(`${running.address}/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get('one')}` },
    body: JSON.stringify({ model: 'gpt-4.1', max_output_tokens: 500, background: true, input: 'Hello' }),
  })
  assert.equal(response.status, 200, await response.clone().text())
  assert.equal(((await response.json()) as { status: string }).status, 'queued')
  await until('it is settled', async () => (await used('/contoso/one|concurrent')) === 0)
  const counted = (await used('/contoso/one|tokens_per_year')) - usedBefore
  assert.ok(counted >= 500, `${counted} tokens`)
})
