import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'

import { askAll, errorsOf, type Outcome } from './clients.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'

/**
 * One of two regions fails in every way the simulator knows, under 200 concurrent clients: no client may see an error
 * that the healthy region could have prevented.
 */
const CLIENTS = 200
const REQUESTS_EACH = 4

let outside: Outside
let folder: Folder
let running: Running
let key: string
/** Of one who waits for seconds where all is full, and not for a minute. */
let clerk: string

before(async () => {
  outside = await startOutside({
    gateway:
      '  deadlines: { first_token: 9s, idle: 10s }\n  breaker: { failures: 5, open_for: 500ms }\n  queue: { interactive: 2s, standard: 1m }',
  })
  folder = await folderWith(
    outside.workload.replace(
      'consumers:\n',
      `consumers:\n  /contoso/clerk: { priority: interactive, models: [${MODEL}] }\n`,
    ),
  )
  key = await folder.key('/contoso/bot')
  clerk = await folder.key('/contoso/clerk')
  running = await folder.start({ env: outside.env })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  await outside.simulator.close()
  await folder.remove()
})

afterEach(async () => {
  outside.simulator.faults.clear()
  // Breakers and cool-downs of one test are not the next one's.
  const deadline = Date.now() + 120_000
  for (;;) {
    const health = (await (await running.get('/health/models')).json()) as { models: { status: string }[] }
    if (health.models.every(({ status }) => status === 'healthy')) return
    assert.ok(Date.now() < deadline, `not healthy again: ${JSON.stringify(health)}`)
    await askAll({
      address: running.address,
      key,
      model: MODEL,
      clients: 4,
      requestsEach: 1,
      stream: () => false,
    })
    await new Promise((next) => setTimeout(next, 100))
  }
})

function load(): Promise<Outcome[]> {
  return askAll({
    address: running.address,
    key,
    model: MODEL,
    clients: CLIENTS,
    requestsEach: REQUESTS_EACH,
    stream: (client, request) => (client + request) % 2 === 0,
  })
}

function servedBy(outcomes: readonly Outcome[], deployment: string): number {
  return outcomes.filter((outcome) => outcome.deployment === deployment).length
}

const swedencentral = { region: 'swedencentral' }

describe('with one of two regions', () => {
  test('well, both serve', async () => {
    const outcomes = await load()
    assert.deepEqual(errorsOf(outcomes), [])
    assert.ok(servedBy(outcomes, 'first') > 0 && servedBy(outcomes, 'second') > 0)
  })

  test('out: connections are destroyed', async () => {
    outside.simulator.faults.set([{ scope: swedencentral, kind: 'outage' }])
    const outcomes = await load()
    assert.deepEqual(errorsOf(outcomes), [])
    assert.equal(servedBy(outcomes, 'second'), CLIENTS * REQUESTS_EACH)
  })

  test('out in the middle of the load', async () => {
    const loading = load()
    await new Promise((next) => setTimeout(next, 150))
    outside.simulator.faults.set([{ scope: swedencentral, kind: 'unavailable' }])
    assert.deepEqual(errorsOf(await loading), [])
  })

  test('brown: the first token comes after the deadline', async () => {
    outside.simulator.faults.set([{ scope: swedencentral, kind: 'brownout', delayMs: 30_000, factor: 1 }])
    const outcomes = await askAll({
      address: running.address,
      key,
      model: MODEL,
      clients: CLIENTS,
      requestsEach: 1,
      stream: () => true,
    })
    assert.deepEqual(errorsOf(outcomes), [])
  })

  test('storming 429s', async () => {
    outside.simulator.faults.set([{ scope: swedencentral, kind: 'storm-429', retryAfterMs: 300 }])
    const outcomes = await load()
    assert.deepEqual(errorsOf(outcomes), [])
    assert.equal(servedBy(outcomes, 'second'), CLIENTS * REQUESTS_EACH)
  })

  test('failing half of its calls with 500s', async () => {
    outside.simulator.faults.set([{ scope: swedencentral, kind: 'internal-error', probability: 0.5 }])
    assert.deepEqual(errorsOf(await load()), [])
  })

  test('failing inside the preamble of its streams', async () => {
    outside.simulator.faults.set([{ scope: swedencentral, kind: 'error-in-stream' }])
    const outcomes = await askAll({
      address: running.address,
      key,
      model: MODEL,
      clients: CLIENTS,
      requestsEach: REQUESTS_EACH,
      stream: () => true,
    })
    assert.deepEqual(errorsOf(outcomes), [])
    assert.equal(servedBy(outcomes, 'second'), CLIENTS * REQUESTS_EACH)
  })

  test('refusing our credential', async () => {
    outside.simulator.faults.set([{ scope: swedencentral, kind: 'wrong-audience' }])
    const outcomes = await load()
    assert.deepEqual(errorsOf(outcomes), [])
    assert.equal(servedBy(outcomes, 'second'), CLIENTS * REQUESTS_EACH)
  })
})

test('a stream that breaks after its first content ends with an error event, and the ledger says so', async () => {
  outside.simulator.faults.set([{ scope: {}, kind: 'cut-mid-stream', afterEvents: 6 }])
  const [outcome] = await askAll({
    address: running.address,
    key,
    model: MODEL,
    clients: 1,
    requestsEach: 1,
    stream: () => true,
  })
  assert.equal(outcome?.status, 200)
  assert.match(outcome?.error ?? '', /an error inside a 200/)
  const { stdout } = await folder.run(['explain', outcome?.requestId ?? '', '--format', 'json'])
  assert.match(stdout, /upstream_cut/)
})

test('with both regions out the client is told when to come back, and what was tried', async () => {
  outside.simulator.faults.set([{ scope: {}, kind: 'unavailable' }])
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: 'x' }] }),
  })
  assert.equal(response.status, 503)
  assert.ok(Number(response.headers.get('retry-after')) >= 1)
  const { error } = (await response.json()) as { error: { message: string; causeway: { tried: string[] } } }
  assert.match(error.message, /first: 503.*second: 503|second: 503.*first: 503/)
})

test('with both regions full the client gets 429 and an honest Retry-After', async () => {
  outside.simulator.faults.set([{ scope: {}, kind: 'storm-429', retryAfterMs: 700 }])
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${clerk}` },
    body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: 'x' }] }),
  })
  assert.equal(response.status, 429)
  const waitMs = Number(response.headers.get('retry-after-ms'))
  assert.ok(waitMs > 0 && waitMs <= 700, `retry-after-ms is ${waitMs}`)
})
