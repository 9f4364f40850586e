import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import type { Bill } from '../../src/simulator/index.ts'
import { type ClientOptions, askAll, errorsOf, type Outcome } from './clients.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { fileSizeLimit, type Shortage, smallDisk, withoutLimits, withoutMounts } from './shortage.ts'
import { assertWhole, journal, type Journaled, status, until } from './state.ts'

/**
 * The journal has no room left while clients are busy. Nobody gets an answer that the ledger does not hold; the
 * gateway says so, takes no new work, and goes on by itself when there is room again. Afterwards the ledger equals
 * what the simulated Azure billed, attempt by attempt.
 */
const CLIENTS = 8

/** A stream takes half a second, so that some are under way whenever the room ends. */
const LATENCY = { firstTokenMs: 5, perTokenMs: 25, jitter: 0.2 }

const WAYS: Readonly<Record<string, [make: (folder: Folder) => Shortage, skip: string | null]>> = {
  'the disk is full': [smallDisk, withoutMounts()],
  'the file may not grow': [fileSizeLimit, withoutLimits()],
}

/** What each test has for itself. */
interface Scene {
  readonly folder: Folder
  readonly key: string
  readonly shortage: Shortage
  readonly outside: Outside
  readonly stop: AbortController
  readonly start: () => Promise<Running>
}

type Play = (scene: Scene, t: TestContext) => Promise<void>

function onScene(make: (folder: Folder) => Shortage, play: Play): (t: TestContext) => Promise<void> {
  return async (t) => {
    const outside = await startOutside({ latency: LATENCY })
    const folder = await folderWith(outside.workload)
    const stop = new AbortController()
    const programs: Running[] = []
    let shortage: Shortage | null = null
    try {
      const key = await folder.key('/contoso/bot')
      shortage = make(folder)
      const start = async () => {
        const running = await folder.start({ env: outside.env, args: ['--no-records'] })
        programs.push(running)
        return running
      }
      await play({ folder, key, shortage, outside, stop, start }, t)
    } finally {
      stop.abort()
      for (const running of programs) await running.stop('SIGKILL')
      shortage?.close()
      await outside.simulator.close()
      await folder.remove()
    }
  }
}

describe('a journal without room', { concurrency: true }, () => {
  for (const [way, [make, skip]] of Object.entries(WAYS)) {
    test(
      way,
      { skip: skip ?? false },
      onScene(make, async (scene, t) => {
        const { folder, outside } = scene
        const running = await scene.start()
        await journey(scene, running)
        assert.equal(await running.stop(), 0, running.errors())
        const billed = assertBilled(journal(folder), outside.simulator.bills())
        t.diagnostic(`${billed} bills, each in the ledger once`)
      }),
    )
  }

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    test(
      `ended by ${signal} while there is no room, it has every call in the ledger after the next start`,
      { skip: withoutLimits() ?? false },
      onScene(fileSizeLimit, async ({ folder, key, shortage, outside, stop, start }) => {
        const running = await start()
        const asking = load(running, key, stop.signal)
        await until('the load is in the journal', () => journal(folder).settled.size > 2 * CLIENTS)
        await shortage.begin(running.pid)
        await until('not ready', async () => (await running.get('/readyz')).status === 503)
        assert.equal(await running.stop(signal), signal === 'SIGTERM' ? 0 : null, running.errors())
        stop.abort()
        await asking
        // The limit went with the process.
        const next = await start()
        assert.deepEqual(errorsOf(await load(next, key, null)), [])
        assert.equal(await next.stop(), 0, next.errors())
        assertBilled(journal(folder), outside.simulator.bills())
        const ends = [...journal(folder).closed.values()].map(({ outcome }) => outcome)
        assert.ok(ends.includes('interrupted'), 'what could not be written was not known to the next start')
      }),
    )
  }
})

async function journey({ folder, key, shortage, stop }: Scene, running: Running): Promise<void> {
  const asking = load(running, key, stop.signal)
  await until('the load is in the journal', () => journal(folder).settled.size > 2 * CLIENTS)
  await shortage.begin(running.pid)
  await until('not ready', async () => (await running.get('/readyz')).status === 503)
  const ready = (await (await running.get('/readyz')).json()) as { status: string; reasons: string[] }
  assert.equal(ready.status, 'not ready')
  assert.match(ready.reasons.join(), /the journal cannot be written: E(NOSPC|FBIG)/)

  await assertRefused(running, key, '/v1/chat/completions')
  await assertRefused(running, key, `/openai/deployments/${MODEL}/chat/completions?api-version=2024-10-21`)
  assert.equal((await running.get('/livez')).status, 200)
  const models = await fetch(`${running.address}/v1/models`, { headers: { authorization: `Bearer ${key}` } })
  assert.equal(models.status, 200)
  // Long enough for the calls under way to end, and for writes to be tried again in vain.
  await new Promise((next) => setTimeout(next, 1_500))
  await until('refusals would have piled up', async () => (await refusedBy(running)) > 100)
  assert.equal((await running.get('/readyz')).status, 503)
  const { journal: waiting } = await status(folder)
  assert.ok(
    waiting.kind === 'failed' && (waiting.bufferedRecords ?? 0) <= 4 * CLIENTS,
    JSON.stringify(waiting),
  )

  await shortage.end(running.pid)
  await until('ready again, by itself', async () => (await running.get('/readyz')).status === 200)
  stop.abort()
  const outcomes = (await asking).filter(({ error }) => error?.includes('AbortError') !== true)
  assertHonest(outcomes)
  assert.deepEqual(errorsOf(await load(running, key, null)), [])
}

function load(running: Running, key: string, signal: AbortSignal | null): Promise<Outcome[]> {
  const options: ClientOptions = {
    address: running.address,
    key,
    model: MODEL,
    clients: CLIENTS,
    requestsEach: signal === null ? 4 : 10_000,
    stream: (client, request) => (client + request) % 2 === 0,
  }
  return askAll(signal === null ? options : { ...options, signal })
}

async function refusedBy(running: Running): Promise<number> {
  const metrics = await (await running.get('/metrics')).text()
  const counts = metrics.matchAll(/^causeway_requests_total\{.*outcome="ledger_unavailable".*\} (\d+)$/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

/** In the shape of whoever asks, with when to come back. */
async function assertRefused(running: Running, key: string, url: string): Promise<void> {
  const response = await fetch(running.address + url, {
    method: 'POST',
    headers: { 'api-key': key },
    body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: 'x' }] }),
  })
  assert.equal(response.status, 503)
  assert.equal(response.headers.get('retry-after'), '5')
  const { error } = (await response.json()) as {
    error: { code: string; type: string; message: string; causeway: { request_id: string } }
  }
  assert.equal(error.code, 'ledger_unavailable')
  assert.equal(error.type, 'server_error')
  assert.match(error.message, /ledger cannot be written/)
  assert.equal(error.causeway.request_id, response.headers.get('x-request-id'))
}

/** A client has a whole answer, or a refusal, or sees that its stream broke: never an end that is none. */
function assertHonest(outcomes: readonly Outcome[]): void {
  const broken: string[] = []
  for (const { status, error } of outcomes) {
    if (error === null) continue
    const isRefusal = status === 503 && error.includes('The ledger cannot be written')
    const isBreak = status === 200 && error.startsWith('connection: ')
    if (isBreak) broken.push(error)
    else assert.ok(isRefusal, `status ${status}: ${error}`)
  }
  assert.ok(broken.length > 0, 'no stream was under way when the room ended')
  assert.ok(broken.length <= CLIENTS, `${broken.length} streams broke`)
  const refusals = outcomes.filter(({ status }) => status === 503).length
  assert.ok(refusals > 100, `only ${refusals} were refused: too few to pile up`)
}

function assertBilled(ledger: Journaled, bills: readonly Bill[]): number {
  assertWhole(ledger)
  const billed = new Map(bills.map((bill) => [bill.clientRequestId ?? '', bill]))
  assert.equal(billed.size, bills.length, 'a call was sent twice')
  for (const id of billed.keys())
    assert.ok(ledger.closed.has(id), `${id} was billed, and is not in the ledger`)
  for (const [id, { quality, outcome, usage }] of ledger.closed) {
    const bill = billed.get(id)
    // Whose end nobody saw may have been billed or not.
    if (outcome === 'abandoned' || outcome === 'interrupted') continue
    if (bill === undefined) assert.equal(usage, null, `${id} is in the ledger with usage, and was not billed`)
    else {
      assert.equal(quality, 'measured', id)
      assert.equal(usage?.input, bill.usage.input, id)
      assert.equal(usage?.output, bill.usage.output, id)
    }
  }
  return bills.length
}
