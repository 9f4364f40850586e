import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'

import type { AttemptClosed } from '../../src/ledger/index.ts'
import { askAll, errorsOf } from './clients.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { journal, until } from './state.ts'

/**
 * Provisioned throughput is paid by the hour: it is to be used first, to its cap, and again as soon as there is room;
 * what it cannot take goes to pay-as-you-go without the client's noticing, and only that is priced by the token.
 */
const PTU_TOKENS_PER_MINUTE = 60_000
const OUTPUT_TOKENS = 20

interface Place {
  readonly outside: Outside
  readonly folder: Folder
  readonly running: Running
  readonly key: string
}

async function place(options: Parameters<typeof startOutside>[0]): Promise<Place> {
  const outside = await startOutside({ outputTokens: OUTPUT_TOKENS, ...options })
  const folder = await folderWith(outside.workload)
  const key = await folder.key('/contoso/bot')
  const running = await folder.start({ env: outside.env, args: ['--no-records'] })
  return { outside, folder, running, key }
}

async function leave({ outside, folder, running }: Place): Promise<void> {
  assert.equal(await running.stop(), 0, running.errors())
  await outside.simulator.close()
  await folder.remove()
}

async function ask({ running, key }: Place, body: object = {}): Promise<Response> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({
      model: MODEL,
      max_tokens: OUTPUT_TOKENS,
      messages: [{ role: 'user', content: 'A story' }],
      ...body,
    }),
  })
  return response
}

function endsAt({ folder }: Place, deployment: string): AttemptClosed[] {
  const { opened, closed } = journal(folder)
  return [...opened.values()].flatMap((attempt) => {
    const end = closed.get(attempt.attempt)
    return attempt.deployment === deployment && end !== undefined ? [end] : []
  })
}

describe('provisioned throughput', () => {
  let at: Place
  before(async () => {
    at = await place({
      ptuTokensPerMinute: PTU_TOKENS_PER_MINUTE,
      latency: { firstTokenMs: 100, perTokenMs: 1, jitter: 0 },
    })
  })
  after(() => leave(at))

  test('is used first while there is room, and costs nothing by the token', async () => {
    for (let i = 0; i < 10; i++) {
      const response = await ask(at)
      assert.equal(response.headers.get('x-causeway-deployment'), 'first')
      await response.text()
    }
    const ends = endsAt(at, 'first')
    assert.equal(ends.length, 10)
    for (const { nanoUsd, quality, usage } of ends) {
      assert.equal(nanoUsd, 0)
      assert.equal(quality, 'measured')
      assert.equal(usage?.output, OUTPUT_TOKENS)
    }
  })

  test('is left at its soft cap, before Azure refuses, even when all ask at once', async () => {
    // Each call may use 2,000 tokens at weight 4, so that eight of them are more than a minute's worth. They stand
    // in the gateway's socket together: what one of them takes, the next has to see.
    const responses = await Promise.all(Array.from({ length: 100 }, () => ask(at, { max_tokens: 2_000 })))
    await Promise.all(responses.map((response) => response.text()))
    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([200]))
    const by = (deployment: string) =>
      responses.filter(({ headers }) => headers.get('x-causeway-deployment') === deployment).length
    assert.ok(by('first') > 0 && by('second') > 0, `${by('first')} provisioned, ${by('second')} spilled`)
    assert.deepEqual(
      endsAt(at, 'first').filter(({ status }) => status === 429),
      [],
    )
    const spilled = endsAt(at, 'second')
    assert.equal(spilled.length, by('second'))
    for (const { nanoUsd } of spilled) assert.ok(nanoUsd !== null && nanoUsd > 0, `priced ${nanoUsd}`)
  })

  test('is used again when what was set aside too much is given back', async () => {
    await until('the provisioned deployment is chosen', async () => {
      const response = await ask(at)
      await response.text()
      return response.headers.get('x-causeway-deployment') === 'first'
    })
  })

  test("Azure's own 429 spills at once, its wait is kept to, and then it is used again", async () => {
    const { faults } = at.outside.simulator
    const retryAfterMs = 700
    const clients = 4
    faults.set([{ scope: { region: 'swedencentral' }, kind: 'storm-429', retryAfterMs }])
    const fromMs = performance.now()
    const before = endsAt(at, 'first').filter(({ status }) => status === 429).length
    const outcomes = await askAll({
      address: at.running.address,
      key: at.key,
      model: MODEL,
      clients,
      requestsEach: 10,
      stream: (_, request) => request % 2 === 0,
    })
    // Each of those who came together may have asked, and again when the wait was over.
    const waits = 1 + Math.ceil((performance.now() - fromMs) / retryAfterMs)
    assert.deepEqual(errorsOf(outcomes), [])
    assert.ok(outcomes.every(({ deployment }) => deployment === 'second'))
    const refused = endsAt(at, 'first').filter(({ status }) => status === 429).length - before
    assert.ok(
      refused >= 1 && refused <= clients * waits,
      `asked ${refused} times while it had said to wait ${waits} times`,
    )
    faults.clear()
    await until('the provisioned deployment is chosen', async () => {
      const response = await ask(at)
      await response.text()
      return response.headers.get('x-causeway-deployment') === 'first'
    })
  })
})

describe('provisioned units that others use up', () => {
  let at: Place
  before(async () => {
    at = await place({ ptuTokensPerMinute: 6_000 })
  })
  after(() => leave(at))

  test('say 429 with their wait; afterwards the gateway takes them for full and comes back by and by', async () => {
    // Calls past the gateway fill the bucket, so that its own model of it is wrong.
    const url = `${at.outside.env['SWC']}/openai/v1/chat/completions`
    let status = 200
    for (let i = 0; status === 200 && i < 400; i++) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'api-key': at.outside.env['AZURE_KEY'] ?? '', 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'first',
          max_tokens: 100,
          messages: [{ role: 'user', content: 'A very long story '.repeat(200) }],
        }),
      })
      status = response.status
      await response.text()
    }
    assert.equal(status, 429)
    const first = await ask(at, { max_tokens: 500 })
    assert.equal(first.status, 200)
    assert.equal(first.headers.get('x-causeway-deployment'), 'second')
    assert.equal(first.headers.get('x-causeway-attempts'), '2')
    await first.text()
    const { models } = (await (await at.running.get('/health/models')).json()) as {
      models: { deployments: { deployment: string; ptuUtilization: number | null }[] }[]
    }
    const utilization = models[0]?.deployments.find(
      ({ deployment }) => deployment === 'first',
    )?.ptuUtilization
    assert.ok((utilization ?? 0) > 0.9, `after Azure's 429 the gateway takes it for ${utilization} full`)
  })
})

describe('a long beginning that prompts share', () => {
  let at: Place
  before(async () => {
    at = await place({})
  })
  beforeEach(() => at.outside.simulator.reset())
  after(() => leave(at))

  const prompts = (name: string) => [
    {
      role: 'system',
      content: `You are ${name}. ${`${name} follows these rules to the letter. `.repeat(200)}`,
    },
    { role: 'user', content: 'A story' },
  ]

  test('leads to the deployment that has it in its cache, which tells so', async () => {
    let cached = 0
    const counts = new Map<string, number>()
    for (let k = 0; k < 12; k++) {
      const messages = prompts(`assistant ${k}`)
      const served = new Set<string | null>()
      for (let i = 0; i < 4; i++) {
        const response = await ask(at, { messages })
        served.add(response.headers.get('x-causeway-deployment'))
        const { usage } = (await response.json()) as {
          usage: { prompt_tokens_details: { cached_tokens: number } }
        }
        if (i > 0 && usage.prompt_tokens_details.cached_tokens >= 1_024) cached++
      }
      assert.equal(served.size, 1, 'a beginning stays where it is')
      const [deployment] = served
      counts.set(deployment ?? '', (counts.get(deployment ?? '') ?? 0) + 1)
    }
    assert.equal(cached, 12 * 3)
    assert.deepEqual([...counts.keys()].sort(), ['first', 'second'], 'beginnings are spread over both')
    const ends = [...endsAt(at, 'first'), ...endsAt(at, 'second')]
    assert.equal(ends.filter(({ usage }) => (usage?.cached ?? 0) >= 1_024).length, cached)
  })

  test('gives way when its deployment is full', async () => {
    const messages = prompts('one assistant')
    const home = (await ask(at, { messages })).headers.get('x-causeway-deployment') ?? ''
    const region = home === 'first' ? 'swedencentral' : 'francecentral'
    at.outside.simulator.faults.set([{ scope: { region }, kind: 'storm-429', retryAfterMs: 60_000 }])
    for (let i = 0; i < 3; i++) {
      const response = await ask(at, { messages })
      assert.equal(response.status, 200)
      assert.notEqual(response.headers.get('x-causeway-deployment'), home)
      await response.text()
    }
  })
})
