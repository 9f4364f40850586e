import assert from 'node:assert/strict'
import { request } from 'node:http'
import { describe, test } from 'node:test'
import { deployment, HELLO, stage, type Stage } from './simulator.fixture.ts'

const DEPLOYMENTS = [
  deployment('chat', 'gpt-4.1', { tokensPerMinute: 1_000 }),
  deployment('ptu', 'gpt-4.1', { ptu: { inputTokensPerMinute: 1_000, outputWeight: 4 } }),
]

async function control(at: Stage, method: string, path: string, body?: unknown, key?: string) {
  const reply = await fetch(`${at.simulator.controlUrl}/${path}`, {
    method,
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // The caller looks at what it asked for.
  return { status: reply.status, body: JSON.parse(await reply.text()) }
}

const ask = (at: Stage, name = 'chat') =>
  at.post('/openai/v1/chat/completions', { model: name, messages: HELLO, max_tokens: 10 })

describe('the control API', () => {
  test('puts faults in, lists them and takes them away', async () => {
    await using at = await stage(DEPLOYMENTS)
    const put = await control(at, 'PUT', 'faults', [{ scope: { account: 'swc' }, kind: 'storm-429' }])
    assert.equal(put.status, 200)
    assert.equal(put.body.faults[0].retryAfterMs, 1_000)
    assert.equal((await ask(at)).status, 429)
    const added = await control(at, 'POST', 'faults', { kind: 'unavailable' })
    assert.equal(added.status, 201)
    assert.equal((await control(at, 'GET', 'faults')).body.faults.length, 2)
    await control(at, 'DELETE', `faults/${put.body.faults[0].id}`)
    assert.equal((await ask(at)).status, 503)
    await control(at, 'DELETE', 'faults')
    assert.equal((await ask(at)).status, 200)
  })

  test('takes no order of a page of another site', async () => {
    await using at = await stage(DEPLOYMENTS)
    const url = new URL(`${at.simulator.controlUrl}/faults`)
    const fault = JSON.stringify({ kind: 'outage' })
    for (const headers of [
      { host: 'evil.example' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      {},
    ]) {
      const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
      const asked = request(url, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' } })
      asked.on('error', reject).on('response', (answer) => resolve(answer.resume().statusCode))
      asked.end(fault)
      assert.equal(await promise, Object.keys(headers).length === 0 ? 201 : 403, JSON.stringify(headers))
    }
    assert.equal((await control(at, 'GET', 'faults')).body.faults.length, 1)
  })

  test('ends a fault after as long as it was put in for', async () => {
    await using at = await stage(DEPLOYMENTS)
    await control(at, 'POST', 'faults', { kind: 'unavailable', forMs: 5_000 })
    at.clock.advance(4_999)
    assert.equal((await ask(at)).status, 503)
    at.clock.advance(1)
    assert.equal((await ask(at)).status, 200)
  })

  test('says what is wrong with a fault, and keeps those there are', async () => {
    await using at = await stage(DEPLOYMENTS)
    await control(at, 'PUT', 'faults', [{ kind: 'unavailable' }])
    for (const wrong of [
      { kind: 'earthquake' },
      { kind: 'outage', probability: 2 },
      { kind: 'outage', scope: { zone: 1 } },
    ]) {
      const { status, body } = await control(at, 'PUT', 'faults', [wrong])
      assert.equal(status, 400)
      assert.equal(body.error.code, 'invalid_fault')
    }
    assert.equal((await control(at, 'PUT', 'faults', 'no list')).status, 400)
    assert.equal((await control(at, 'GET', 'faults')).body.faults.length, 1)
  })

  test('shows bills, windows and buckets, and starts anew', async () => {
    await using at = await stage(DEPLOYMENTS)
    await ask(at)
    await ask(at, 'ptu')
    const { body: bills } = await control(at, 'GET', 'bills')
    assert.deepEqual(bills.bills, at.simulator.bills())
    const deploymentsNow = async () => (await control(at, 'GET', 'state')).body.accounts[0].deployments
    const [chat, ptu] = await deploymentsNow()
    assert.deepEqual([chat.window.tokensUsed, chat.window.requestsUsed, chat.answered], [12, 1, 1])
    assert.equal(ptu.utilization, 0.048)
    await control(at, 'POST', 'reset')
    const [after, ptuAfter] = await deploymentsNow()
    assert.deepEqual([after.window.tokensUsed, after.answered, ptuAfter.utilization], [0, 0, 0])
    assert.deepEqual(at.simulator.bills(), [])
  })

  test('wants its key when it has one, and knows nothing else', async () => {
    await using at = await stage(DEPLOYMENTS, { controlKey: 'secret' })
    assert.equal((await control(at, 'GET', 'faults')).status, 401)
    assert.equal((await control(at, 'GET', 'faults', undefined, 'wrong')).status, 401)
    assert.equal((await control(at, 'GET', 'faults', undefined, 'secret')).status, 200)
    assert.equal((await control(at, 'GET', 'nothing', undefined, 'secret')).status, 404)
    assert.equal((await control(at, 'DELETE', 'faults/77', undefined, 'secret')).status, 404)
  })
})
