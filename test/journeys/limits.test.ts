import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { until } from './state.ts'

/** No consumer gets more than the file grants, however many ask at once; and nobody is refused for what came back. */
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
    deployments:
      - { id: first, account: swc, type: standard, tpm: 100M, priority: 1, limits: { requests_per_minute: 30 } }
      - { id: second, account: frc, type: standard, tpm: 100M, priority: 2 }
  gpt-4.1-mini:
    task: generate
    deployments:
      - { id: mini, account: frc, name: second, type: standard, tpm: 100M }
  narrow:
    task: generate
    base_model: gpt-4.1
    fallback: [gpt-4.1-mini, wide]
    limits: { requests_per_minute: 3 }
    deployments:
      - { id: narrow-1, account: swc, name: first, type: standard, tpm: 100M }
      - { id: narrow-2, account: frc, name: second, type: standard, tpm: 100M, priority: 2 }
  wide:
    task: generate
    base_model: gpt-4.1
    limits: { requests_per_minute: 2 }
    deployments:
      - { id: wide, account: frc, name: second, type: standard, tpm: 100M }
consumers:
  /contoso:
    models: [gpt-4.1, gpt-4.1-mini, narrow, wide]
  /contoso/small: { models: [narrow, wide] }
  /contoso/bound:
    models: [narrow, gpt-4.1-mini]
    limits: { requests_per_minute: 4 }
  /contoso/rates:
    limits: { requests_per_minute: 40 }
  /contoso/rates/one: {}
  /contoso/rates/two: {}
  /contoso/at-once:
    limits: { concurrent: 8 }
  /contoso/tokens:
    limits: { tokens_per_minute: 10k }
  /contoso/money:
    limits: { budget: { usd: 0.05, per: day, at_end: { fall_back_to: gpt-4.1-mini } } }
  /contoso/poor:
    limits: { budget: { usd: 0.05, per: month } }
  /contoso/shadow:
    limits: { mode: shadow, requests_per_minute: 1 }
  /contoso/free: {}
gateway:
  listen: 127.0.0.1:8080
  log: { level: info, requests: false }
`

let outside: Outside
let folder: Folder
let running: Running
const keys = new Map<string, string>()

before(async () => {
  outside = await startOutside({ outputTokens: 200 })
  folder = await folderWith(WORKLOAD)
  for (const name of [
    'rates/one',
    'rates/two',
    'at-once',
    'tokens',
    'money',
    'poor',
    'shadow',
    'free',
    'small',
    'bound',
  ])
    keys.set(name, await folder.key(`/contoso/${name}`))
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  await outside.simulator.close()
  await folder.remove()
})

function ask(
  consumer: string,
  body: object = {},
  options: { readonly signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get(consumer)}` },
    body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hello' }], ...body }),
    ...options,
  })
}

interface Limit {
  readonly limit: string
  readonly node: string
  readonly unit: string
  readonly most: number
  readonly used: number
  readonly left: number
}

async function limitsOf(consumer: string): Promise<readonly Limit[]> {
  const response = await fetch(`${running.address}/v1/limits`, {
    headers: { authorization: `Bearer ${keys.get(consumer)}` },
  })
  assert.equal(response.status, 200)
  return ((await response.json()) as { data: Limit[] }).data
}

async function errorOf(response: Response): Promise<{ code: string; message: string }> {
  return ((await response.json()) as { error: { code: string; message: string } }).error
}

describe('limits', () => {
  test('of 500 calls at once, by two consumers below it, a rate lets through as many as it says', async () => {
    const responses = await Promise.all(
      Array.from({ length: 500 }, (_, i) => ask(i % 2 === 0 ? 'rates/one' : 'rates/two')),
    )
    const admitted = responses.filter(({ status }) => status === 200)
    assert.equal(admitted.length, 40)
    const refused = responses.find(({ status }) => status !== 200) as Response
    assert.equal(refused.status, 429)
    const waitMs = Number(refused.headers.get('retry-after-ms'))
    assert.ok(waitMs > 0 && waitMs <= 61_000, `retry-after-ms: ${waitMs}`)
    assert.equal(refused.headers.get('retry-after'), String(Math.ceil(waitMs / 1000)))
    assert.equal(refused.headers.get('x-ratelimit-limit-requests'), '40')
    assert.equal(refused.headers.get('x-ratelimit-remaining-requests'), '0')
    const { code, message } = await errorOf(refused)
    assert.equal(code, 'rate_limit_exceeded')
    assert.match(message, /requests_per_minute of \/contoso\/rates is 40/)
    const left = admitted.map(({ headers }) => Number(headers.get('x-ratelimit-remaining-requests')))
    assert.deepEqual(
      left.toSorted((a, b) => a - b),
      Array.from({ length: 40 }, (_, i) => i),
    )
    await Promise.all(responses.filter((response) => !response.bodyUsed).map((response) => response.text()))
  })

  test('calls at once are as many as it says, and one that ends or is given up makes room', async () => {
    const slow = { stream: true, max_tokens: 400 }
    const responses = await Promise.all(Array.from({ length: 60 }, () => ask('at-once', slow)))
    const admitted = responses.filter(({ status }) => status === 200)
    assert.ok(admitted.length >= 8, `${admitted.length} admitted`)
    for (const response of responses) await response.body?.cancel()
    await until('all that was set aside is back', async () => {
      const [limit] = await limitsOf('at-once')
      return limit?.used === 0
    })
    const again = await ask('at-once')
    assert.equal(again.status, 200)
    await again.text()
  })

  test('tokens are set aside by the estimate and given back when the true figure is known', async () => {
    for (let i = 0; i < 6; i++) {
      // Six times 4,000 would be more than the limit; what they truly use is not.
      const response = await ask('tokens', { max_tokens: 4_000 })
      assert.equal(response.status, 200, await response.clone().text())
      assert.equal(response.headers.get('x-ratelimit-limit-tokens'), '10000')
      await response.text()
    }
    const [limit] = await limitsOf('tokens')
    assert.ok(limit !== undefined && limit.used > 0 && limit.used < 4_000, `used: ${limit?.used}`)
    const large = await ask('tokens', { max_tokens: 20_000 })
    assert.equal(large.status, 429)
    assert.equal(large.headers.get('x-should-retry'), 'false')
    assert.match((await errorOf(large)).message, /this request alone may need/)
  })

  test('a budget that is used up goes on with the cheaper model, or is refused with 403', async () => {
    const use = async (consumer: string) => {
      const response = await ask(consumer, { max_tokens: 4_000 })
      const deployment = response.headers.get('x-causeway-deployment')
      if (response.status === 200) await response.text()
      return { status: response.status, deployment, response }
    }
    let cheap = 0
    for (let i = 0; i < 500 && cheap < 5; i++) {
      const { status, deployment } = await use('money')
      assert.equal(status, 200)
      if (deployment === 'mini') cheap++
    }
    assert.equal(cheap, 5, 'the budget ended, and the calls went on with gpt-4.1-mini')
    let refused: Response | null = null
    for (let i = 0; i < 500 && refused === null; i++) {
      const { status, response } = await use('poor')
      if (status !== 200 && status !== 429) refused = response
      else if (status === 429) await response.text()
      if (status === 429) break
    }
    // Near its end a budget may have room for small calls only: what is asked for decides.
    const last = refused ?? (await ask('poor', { max_tokens: 30_000 }))
    assert.ok([403, 429].includes(last.status), `${last.status}`)
    const { message } = await errorOf(last)
    assert.match(message, /budget_per_month of \/contoso\/poor/)
  })

  test("a deployment's own limit sends calls on to the next one, and a shadow refuses nobody", async () => {
    const responses = await Promise.all(Array.from({ length: 100 }, () => ask('free')))
    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([200]))
    await Promise.all(responses.map((response) => response.text()))
    for (let i = 0; i < 3; i++) {
      const response = await ask('shadow')
      assert.equal(response.status, 200)
      await response.text()
    }
    const metrics = await (await running.get('/metrics')).text()
    assert.match(
      metrics,
      /causeway_limit_shadow_refusals_total\{limit="\/contoso\/shadow\|requests_per_minute"\} 2/,
    )
    assert.match(
      metrics,
      /causeway_limit_refusals_total\{limit="deployment:first\|requests_per_minute"\} \d+/,
    )
    const tokens = (name: string) =>
      Number(
        new RegExp(`causeway_prompt_tokens_${name}_total\\{model="gpt-4.1"\\} (\\d+)`).exec(metrics)?.[1],
      )
    const ratio = tokens('estimated') / tokens('measured')
    assert.ok(ratio > 0.5 && ratio < 2, `prompts were estimated at ${ratio} of what they were`)
    assert.match(metrics, /causeway_limit_used_ratio\{limit="\/contoso\/rates\|requests_per_minute"\} 1\n/)
  })

  test("where a model's own limit refuses, the models that it falls back to serve, by their limits and rights", async () => {
    const small = []
    for (let i = 0; i < 6; i++) {
      const response = await ask('small', { model: 'narrow' })
      small.push(response.headers.get('x-causeway-deployment') ?? response.status)
      if (response.status === 429) {
        assert.match((await errorOf(response)).message, /requests_per_minute of model (narrow|wide) is [23]/)
        assert.ok(Number(response.headers.get('retry-after-ms')) > 0)
      } else await response.text()
    }
    assert.deepEqual(small, ['narrow-1', 'narrow-1', 'narrow-1', 'wide', 'wide', 429])
    const bound = []
    for (let i = 0; i < 5; i++) {
      const response = await ask('bound', { model: 'narrow' })
      bound.push(response.headers.get('x-causeway-deployment') ?? response.status)
      if (response.status === 429)
        assert.match((await errorOf(response)).message, /requests_per_minute of \/contoso\/bound is 4/)
      else await response.text()
    }
    assert.deepEqual(
      bound,
      ['mini', 'mini', 'mini', 'mini', 429],
      'the consumer has no other limit elsewhere',
    )
  })

  test("on Azure's paths refusals look as Azure's do: whole seconds, and the status as code", async () => {
    const azure = (path: string, consumer: string) =>
      fetch(`${running.address}${path}`, {
        method: 'POST',
        headers: { 'api-key': keys.get(consumer) as string },
        body: JSON.stringify({
          model: 'gpt-4.1',
          messages: [{ role: 'user', content: 'Hello' }],
          max_tokens: 5,
        }),
      })
    const classic = '/openai/deployments/gpt-4.1/chat/completions?api-version=2024-10-21'
    const passed = await azure(classic, 'tokens')
    assert.equal(passed.status, 200)
    await passed.text()
    assert.equal(passed.headers.get('x-ratelimit-limit-tokens'), '10000')
    assert.equal(passed.headers.get('x-ratelimit-reset-tokens'), '60')
    const refused = await azure(classic, 'rates/one')
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('x-ratelimit-reset-requests'), '60')
    const waitMs = Number(refused.headers.get('retry-after-ms'))
    assert.ok(waitMs > 0 && waitMs <= 61_000)
    assert.equal(refused.headers.get('retry-after'), String(Math.ceil(waitMs / 1000)))
    assert.equal((await errorOf(refused)).code, '429')
    const v1 = await azure('/openai/v1/chat/completions', 'rates/one')
    assert.equal(v1.headers.get('x-ratelimit-reset-requests'), '60')
    assert.equal((await errorOf(v1)).code, 'rate_limit_exceeded')
    const openAi = await ask('rates/one')
    assert.equal(openAi.headers.get('x-ratelimit-reset-requests'), '1m0s')
    await openAi.text()
  })

  test('only a known consumer reads what is left, and only of its own path', async () => {
    assert.equal((await fetch(`${running.address}/v1/limits`)).status, 401)
    const nodes = new Set((await limitsOf('rates/one')).map(({ node }) => node))
    assert.deepEqual(nodes, new Set(['/contoso/rates', 'model narrow', 'model wide']))
    const models = (await limitsOf('free')).map(({ node }) => node)
    assert.deepEqual(models, ['model narrow', 'model wide'], 'models that it may use, and no path of others')
  })
})
