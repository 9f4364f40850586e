import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { RateLimitError } from 'openai'
import { deployment, HELLO, stage, type Stage } from './simulator.fixture.ts'

const ask = (at: Stage, deploymentName: string, more: object = {}, headers: Record<string, string> = {}) =>
  at.post(
    `/openai/deployments/${deploymentName}/chat/completions?api-version=2024-10-21`,
    { messages: HELLO, ...more },
    headers,
  )

interface ErrorBody {
  error: { code: string; message: string }
}

describe('a standard deployment', () => {
  test('counts an estimate, not usage, and tells what remains', async () => {
    await using at = await stage([
      deployment('chat', 'gpt-4.1', { tokensPerMinute: 1_000, requestsPerMinute: 60 }),
    ])
    const unlimited = await ask(at, 'chat')
    assert.equal(unlimited.headers.get('x-ratelimit-limit-tokens'), '1000')
    // "Hello!" is 2 tokens, and 16 are set aside for the answer, which has 64.
    assert.equal(unlimited.headers.get('x-ratelimit-remaining-tokens'), '982')
    assert.equal(unlimited.headers.get('x-ratelimit-limit-requests'), '60')
    assert.equal(unlimited.headers.get('x-ratelimit-remaining-requests'), '59')
    const limited = await ask(at, 'chat', { max_tokens: 480, n: 2 })
    assert.equal(limited.headers.get('x-ratelimit-remaining-tokens'), String(982 - 2 - 960))
  })

  test('refuses with 429 as Azure does, and takes calls again when it said it would', async () => {
    await using at = await stage([deployment('chat', 'gpt-4.1', { tokensPerMinute: 100 })])
    assert.equal((await ask(at, 'chat', { max_tokens: 98 })).status, 200)
    at.clock.advance(20_500)
    const refused = await ask(at, 'chat', { max_tokens: 50 })
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('retry-after-ms'), '39500')
    assert.equal(refused.headers.get('retry-after'), '40')
    assert.equal(refused.headers.get('x-ratelimit-reset-tokens'), '40')
    assert.equal(refused.headers.get('x-ratelimit-reset-requests'), null)
    assert.equal(refused.headers.get('x-ratelimit-remaining-tokens'), '0')
    assert.equal(refused.headers.get('x-causeway-simulated'), 'true')
    const { error } = (await refused.json()) as ErrorBody
    assert.equal(error.code, '429')
    assert.match(
      error.message,
      /^Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit .* retry after 40 seconds/,
    )
    at.clock.advance(39_500)
    assert.equal((await ask(at, 'chat', { max_tokens: 50 })).status, 200)
    assert.equal(at.simulator.bills().length, 2)
  })

  test('counts a request that it refuses to understand', async () => {
    await using at = await stage([deployment('chat', 'gpt-4.1', { requestsPerMinute: 12 })])
    assert.equal((await ask(at, 'chat', { temperature: 9 })).status, 400)
    assert.equal((await ask(at, 'chat', { temperature: 9 })).status, 400)
    const refused = await ask(at, 'chat')
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('x-ratelimit-reset-requests'), '10')
    assert.match(((await refused.json()) as ErrorBody).error.message, /exceeded call rate limit/)
  })

  test('can be of the kind that resets each minute', async () => {
    const limited = deployment('chat', 'gpt-4.1', { tokensPerMinute: 100 })
    await using at = await stage([limited], { limits: 'reset-each-minute' })
    at.clock.advance(59_000)
    assert.equal((await ask(at, 'chat', { max_tokens: 98 })).status, 200)
    const refused = await ask(at, 'chat')
    assert.equal(refused.headers.get('retry-after-ms'), '1000')
    at.clock.advance(1_000)
    assert.equal((await ask(at, 'chat', { max_tokens: 98 })).status, 200)
  })

  test('may have its limits lowered for a time, and tells the lower ones', async () => {
    const limited = deployment('chat', 'gpt-4.1', { tokensPerMinute: 100, requestsPerMinute: 60 })
    await using at = await stage([limited])
    at.simulator.faults.set([{ scope: {}, kind: 'lowered-limit', share: 0.25 }])
    assert.equal((await ask(at, 'chat', { max_tokens: 24 })).status, 429)
    const reply = await ask(at, 'chat', { max_tokens: 23 })
    assert.equal(reply.status, 200)
    assert.equal(reply.headers.get('x-ratelimit-limit-tokens'), '25')
    assert.equal(reply.headers.get('x-ratelimit-remaining-tokens'), '0')
    assert.equal(reply.headers.get('x-ratelimit-limit-requests'), '15')
    at.simulator.faults.clear()
    const after = await ask(at, 'chat', { max_tokens: 73 })
    assert.equal(after.headers.get('x-ratelimit-limit-tokens'), '100')
  })

  test('admits exactly what fits of many calls at once', async () => {
    await using at = await stage([deployment('chat', 'gpt-4.1', { tokensPerMinute: 200 })])
    const replies = await Promise.all(Array.from({ length: 30 }, () => ask(at, 'chat', { max_tokens: 18 })))
    assert.equal(replies.filter((reply) => reply.status === 200).length, 10)
    assert.equal(at.simulator.bills().length, 10)
  })

  test('is an error that the SDK knows how to wait for', async () => {
    await using at = await stage([deployment('chat', 'gpt-4.1', { tokensPerMinute: 10 })])
    const asking = at.azure.chat.completions.create({ model: 'chat', messages: HELLO })
    await assert.rejects(asking, (error) => error instanceof RateLimitError && error.code === '429')
  })
})

const PTU = { inputTokensPerMinute: 6_000, outputWeight: 10 }

describe('a provisioned deployment', () => {
  test('is full at once, says for how long, and puts its estimate right', async () => {
    await using at = await stage([deployment('ptu', 'gpt-4.1', { ptu: PTU })])
    const used = await ask(at, 'ptu', { max_tokens: 1_000 })
    assert.equal(used.status, 200)
    // Admitted at 8 + 10 000, of which 8 + 640 were used.
    assert.equal(used.headers.get('azure-openai-deployment-utilization'), '10.8%')
    assert.equal(used.headers.get('x-ratelimit-remaining-tokens'), null)
    await ask(at, 'ptu', { max_tokens: 900, messages: [{ role: 'user', content: 'reply-tokens:900' }] })
    const refused = await ask(at, 'ptu')
    assert.equal(refused.status, 429)
    // 648 + 9 010 are in it; what is over 6 000 drains at 0.1 a millisecond.
    assert.equal(refused.headers.get('retry-after-ms'), '36580')
    assert.equal(refused.headers.get('retry-after'), '37')
    assert.match(refused.headers.get('azure-openai-deployment-utilization') ?? '', /^16\d\.\d%$/)
    at.clock.advance(36_581)
    assert.equal((await ask(at, 'ptu')).status, 200)
  })

  test('counts no cached tokens', async () => {
    await using at = await stage([deployment('ptu', 'gpt-4.1', { ptu: PTU })])
    const long = { messages: [{ role: 'user', content: 'word '.repeat(1_000) }], max_tokens: 1 }
    const first = await ask(at, 'ptu', long)
    const second = await ask(at, 'ptu', long)
    assert.equal(first.headers.get('azure-openai-deployment-utilization'), '21.1%')
    assert.equal(second.headers.get('azure-openai-deployment-utilization'), '23.0%')
  })
})

describe('spillover', () => {
  const deployments = [
    deployment('ptu', 'gpt-4.1', {
      type: 'provisioned-managed',
      ptu: PTU,
      spillover: 'std',
      contextTokens: 2_000,
    }),
    deployment('std', 'gpt-4.1', { type: 'global-standard', tokensPerMinute: 5_000 }),
    deployment('alone', 'gpt-4.1', { type: 'provisioned-managed', ptu: PTU }),
  ]

  test('goes to the standard deployment when the provisioned one is full, and is billed there', async () => {
    await using at = await stage(deployments)
    await ask(at, 'ptu', { max_tokens: 1_000, messages: [{ role: 'user', content: 'reply-tokens:1000' }] })
    const spilled = await ask(at, 'ptu')
    assert.equal(spilled.status, 200)
    assert.equal(spilled.headers.get('x-ms-spillover-from-deployment'), 'ptu')
    assert.equal(spilled.headers.get('x-ms-deployment-name'), 'std')
    assert.equal(spilled.headers.get('x-ratelimit-limit-tokens'), '5000')
    const [first, second] = at.simulator.bills()
    assert.deepEqual([first?.deployment, first?.type], ['ptu', 'provisioned-managed'])
    assert.deepEqual([second?.deployment, second?.asked, second?.type], ['std', 'ptu', 'global-standard'])
  })

  test('answers as the provisioned deployment did when the standard one refuses too', async () => {
    await using at = await stage(deployments)
    await ask(at, 'ptu', { max_tokens: 1_000, messages: [{ role: 'user', content: 'reply-tokens:1000' }] })
    at.simulator.faults.set([{ scope: { deployment: 'std' }, kind: 'unavailable' }])
    const refused = await ask(at, 'ptu')
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('x-ms-spillover-error'), '503')
    assert.equal(at.simulator.bills().length, 1)
  })

  test('comes of 503, of 500 and of a prompt that is too long, and not of other errors', async () => {
    await using at = await stage(deployments)
    for (const kind of ['unavailable', 'internal-error'] as const) {
      at.simulator.faults.set([{ scope: { deployment: 'ptu' }, kind }])
      assert.equal((await ask(at, 'ptu')).headers.get('x-ms-deployment-name'), 'std')
    }
    at.simulator.faults.clear()
    const long = await ask(at, 'ptu', { messages: [{ role: 'user', content: 'word '.repeat(2_000) }] })
    assert.equal(long.headers.get('x-ms-deployment-name'), 'std')
    assert.equal(at.simulator.bills().at(-1)?.deployment, 'std')
    assert.equal((await ask(at, 'ptu', { temperature: 9 })).headers.get('x-ms-deployment-name'), 'ptu')
  })

  test('can be asked for by header where the deployment says nothing', async () => {
    await using at = await stage(deployments)
    at.simulator.faults.set([{ scope: { deployment: 'alone' }, kind: 'unavailable' }])
    assert.equal((await ask(at, 'alone')).status, 503)
    const spilled = await ask(at, 'alone', {}, { 'x-ms-spillover-deployment': 'std' })
    assert.equal(spilled.headers.get('x-ms-spillover-from-deployment'), 'alone')
    assert.equal((await ask(at, 'alone', {}, { 'x-ms-spillover-deployment': 'ptu' })).status, 503)
  })

  test('to what is not there, or is provisioned itself, is refused at the start', async () => {
    await assert.rejects(stage([deployment('ptu', 'gpt-4.1', { ptu: PTU, spillover: 'gone' })]), /gone/)
    const both = [
      deployment('ptu', 'gpt-4.1', { ptu: PTU, spillover: 'two' }),
      deployment('two', 'gpt-4.1', { ptu: PTU }),
    ]
    await assert.rejects(stage(both), /provisioned itself/)
  })
})
