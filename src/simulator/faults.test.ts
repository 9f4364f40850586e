import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ManualClock, seededRandom } from '../base/index.ts'
import { Faults } from './faults.ts'
import { deployment, eventsOf, HELLO, KEY, stage, type Stage, until } from './simulator.fixture.ts'

const DEPLOYMENTS = [deployment('chat', 'gpt-4.1'), deployment('spare', 'gpt-4.1')]
const PLACE = { account: 'swc', region: 'swedencentral', deployment: 'chat' }

const ask = (at: Stage, name = 'chat', more: object = {}): Promise<Response> =>
  at.post('/openai/v1/chat/completions', { model: name, messages: HELLO, ...more })

describe('a fault', () => {
  const make = () => {
    const clock = new ManualClock()
    return { clock, faults: new Faults({ clock, random: seededRandom(3) }, () => {}) }
  }

  test('strikes within its scope alone', () => {
    const { faults } = make()
    faults.set([{ scope: { region: 'swedencentral', deployment: 'chat' }, kind: 'unavailable' }])
    assert.ok(faults.strike('unavailable', PLACE) !== null)
    assert.equal(faults.strike('forbidden', PLACE), null)
    assert.equal(faults.strike('unavailable', { ...PLACE, deployment: 'spare' }), null)
    assert.equal(faults.strike('unavailable', { ...PLACE, region: 'francecentral' }), null)
    assert.equal(faults.strike('unavailable', { ...PLACE, deployment: null }), null)
  })

  test('strikes as often as it is said to', () => {
    const { faults } = make()
    faults.add({ scope: {}, kind: 'unavailable', probability: 0.25 })
    let strikes = 0
    for (let i = 0; i < 10_000; i++) if (faults.strike('unavailable', PLACE) !== null) strikes++
    assert.ok(strikes > 2_300 && strikes < 2_700, `${strikes} of 10 000`)
  })

  test('is over when its time is', () => {
    const { clock, faults } = make()
    faults.add({ scope: {}, kind: 'unavailable', untilMs: clock.nowMs() + 1_000 })
    clock.advance(999)
    assert.ok(faults.strike('unavailable', PLACE) !== null)
    clock.advance(1)
    assert.equal(faults.strike('unavailable', PLACE), null)
    assert.deepEqual(faults.all(), [])
  })
})

describe('faults that answer', () => {
  const cases = [
    [{ kind: 'unavailable' }, 503, /"code":"ServiceUnavailable"/],
    [{ kind: 'internal-error' }, 500, /server had an error/],
    [{ kind: 'forbidden' }, 403, /Virtual Network\/Firewall rules/],
    [
      { kind: 'wrong-audience' },
      401,
      /^\{"statusCode":401,"message":"Unauthorized\. Access token .* audience/,
    ],
    [{ kind: 'retired-model', status: 404 }, 404, /"code":"DeploymentNotFound"/],
    [{ kind: 'retired-model', status: 410 }, 410, /deprecated/],
    [{ kind: 'storm-429', retryAfterMs: 2_500 }, 429, /high demand .* retry after 3 seconds/],
  ] as const
  for (const [effect, status, message] of cases) {
    test(`${effect.kind} answers ${status} until it is taken away`, async () => {
      await using at = await stage(DEPLOYMENTS)
      at.simulator.faults.set([{ scope: { deployment: 'chat' }, ...effect }])
      const reply = await ask(at)
      assert.equal(reply.status, status)
      assert.match(await reply.text(), message)
      if (effect.kind === 'storm-429') assert.equal(reply.headers.get('retry-after-ms'), '2500')
      assert.equal((await ask(at, 'spare')).status, 200)
      at.simulator.faults.clear()
      assert.equal((await ask(at)).status, 200)
      assert.equal(at.simulator.bills().length, 2)
    })
  }
})

describe('an outage', () => {
  test('destroys connections of its region and leaves the other be', async () => {
    await using at = await stage(DEPLOYMENTS)
    at.simulator.faults.set([{ scope: { region: 'swedencentral' }, kind: 'outage' }])
    await assert.rejects(ask(at), /fetch failed/)
    await assert.rejects(
      fetch(`${at.simulator.url('swc')}/openai/v1/models`, { headers: { 'api-key': KEY } }),
    )
    const other = await fetch(`${at.simulator.url('frc')}/openai/v1/models`, { headers: { 'api-key': 'x' } })
    assert.equal(other.status, 200)
    assert.deepEqual(at.simulator.bills(), [])
  })

  test('cuts streams under way, which are billed for what was sent', async () => {
    await using at = await stage(DEPLOYMENTS, { latency: { firstTokenMs: 100, perTokenMs: 10, jitter: 0 } })
    const reader = (await ask(at, 'chat', { stream: true })).body?.getReader() ?? assert.fail('no body')
    await reader.read()
    at.clock.advance(100 + 10 * 10)
    await reader.read()
    at.simulator.faults.add({ scope: { deployment: 'spare' }, kind: 'outage' })
    assert.equal(at.simulator.bills().length, 0)
    at.simulator.faults.add({ scope: { account: 'swc' }, kind: 'outage' })
    await assert.rejects(async () => {
      while (!(await reader.read()).done);
    })
    const [bill] = at.simulator.bills()
    assert.equal(bill?.outcome, 'cut-by-fault')
    assert.deepEqual(bill?.usage, { input: 8, cached: 0, output: 11, reasoning: 0 })
  })
})

describe('faults of streams', () => {
  test('an error comes in a 200 stream before any text, and nothing is billed', async () => {
    await using at = await stage(DEPLOYMENTS)
    at.simulator.faults.set([{ scope: {}, kind: 'error-in-stream' }])
    const reply = await ask(at, 'chat', { stream: true })
    assert.equal(reply.status, 200)
    const events = eventsOf(await reply.text())
    assert.equal(events.length, 2)
    assert.match(events[1]?.data ?? '', /^\{"error":\{"message":"The server had an error/)
    const other = await at.post('/openai/v1/responses', { model: 'chat', input: 'Hello.', stream: true })
    assert.equal(eventsOf(await other.text()).at(-1)?.name, 'error')
    assert.equal((await ask(at)).status, 200)
    assert.equal(at.simulator.bills().length, 1)
  })

  test('a stream is cut after so many events', async () => {
    await using at = await stage(DEPLOYMENTS)
    at.simulator.faults.set([{ scope: {}, kind: 'cut-mid-stream', afterEvents: 6 }])
    const reader = (await ask(at, 'chat', { stream: true })).body?.getReader() ?? assert.fail('no body')
    let text = ''
    await assert.rejects(async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        text += Buffer.from(part.value).toString()
      }
    })
    assert.equal(eventsOf(text).length, 6)
    const [bill] = at.simulator.bills()
    assert.equal(bill?.outcome, 'cut-by-fault')
    assert.equal(bill?.usage.output, 4)
  })

  test('a cut at the very end leaves one bill, and the stream broken', async () => {
    await using at = await stage(DEPLOYMENTS)
    // The prompt's results, the role, 64 words and the reason for the end; the end mark is missing.
    at.simulator.faults.set([{ scope: {}, kind: 'cut-mid-stream', afterEvents: 67 }])
    const reply = await ask(at, 'chat', { stream: true })
    await assert.rejects(reply.text())
    assert.equal(at.simulator.bills().length, 1)
    assert.equal(at.simulator.bills()[0]?.usage.output, 64)
  })

  test('a slow stream and a brownout wait as long as they are told to', async () => {
    await using at = await stage(DEPLOYMENTS)
    at.simulator.faults.set([
      { scope: { deployment: 'chat' }, kind: 'brownout', delayMs: 5_000, factor: 2 },
      { scope: { deployment: 'chat' }, kind: 'slow-stream', perTokenMs: 100 },
    ])
    let ended = false
    const read = async (): Promise<void> => {
      const reply = await ask(at, 'chat', { stream: true, max_tokens: 3 })
      await reply.text()
      ended = true
    }
    const reading = read()
    await until(() => at.simulator.state()['callsUnderWay'] === 1)
    at.clock.advance(5_000 + 2 * 2 * 100 - 10)
    assert.equal(at.simulator.state()['callsUnderWay'], 1)
    assert.ok(!ended)
    at.clock.advance(10)
    await reading
  })
})
