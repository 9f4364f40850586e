import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { after, before, describe, test } from 'node:test'

import type { Bill } from '../../src/simulator/index.ts'
import { type Flood, FLOOD_CONTENT, FLOOD_USAGE, startFlood } from './flood.ts'
import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { assertWhole, journal, status, until } from './state.ts'

/** Clients that read slowly, not at all, or leave: they cost the gateway little, and the ledger tells the truth. */
interface Asked {
  readonly sent: ClientRequest
  readonly response: Promise<IncomingMessage>
}

function ask(running: Running, key: string, stream: boolean): Asked {
  const sent = request(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    agent: false,
    headers: { authorization: `Bearer ${key}` },
  })
  const response = once(sent, 'response').then(([one]) => one as IncomingMessage)
  // Of a client that leaves nobody waits for this.
  response.catch(() => {})
  sent.on('error', () => {})
  sent.end(JSON.stringify({ model: MODEL, stream, messages: [{ role: 'user', content: 'A story' }] }))
  return { sent, response }
}

describe('a slow client of a fast provider', () => {
  const EVENTS = 4_000
  const SLOW_CLIENTS = 6
  /** What one answer has; kernel buffers on the way take some of it, whatever the gateway does. */
  const ANSWER_BYTES = EVENTS * FLOOD_CONTENT.length
  const MEMORY_BYTES = 64 * 1024 * 1024

  let flood: Flood
  let folder: Folder
  let running: Running
  let key: string

  before(async () => {
    flood = await startFlood(EVENTS)
    const outside = await startOutside({ gateway: '  deadlines: { idle: 4s }' })
    await outside.simulator.close()
    folder = await folderWith(outside.workload)
    key = await folder.key('/contoso/bot')
    running = await folder.start({
      env: { ...outside.env, SWC: flood.address, FRC: flood.address },
      args: ['--no-records'],
    })
  })

  after(async () => {
    assert.equal(await running.stop(), 0, running.errors())
    await flood.close()
    await folder.remove()
  })

  test('holds the provider up, not the memory; it still gets every byte, or is given up when it takes none', async () => {
    const { memory: before } = await status(folder)
    const clients = Array.from({ length: SLOW_CLIENTS }, () => ask(running, key, true))
    const responses = await Promise.all(clients.map(({ response }) => response))
    for (const response of responses) assert.equal(response.statusCode, 200)
    let taken = -1
    await until('the provider is held up', async () => {
      const last = taken
      taken = flood.calls.reduce((sum, { events }) => sum + events, 0)
      await new Promise((next) => setTimeout(next, 200))
      return taken === last
    })
    assert.equal(flood.calls.length, SLOW_CLIENTS)
    for (const { events, end } of flood.calls) {
      assert.equal(end, null)
      assert.ok(events < EVENTS / 2, `${events} of ${EVENTS} events were taken for a client that reads none`)
    }
    const { memory: held } = await status(folder)
    const grown = held.rss - before.rss
    assert.ok(
      grown < MEMORY_BYTES,
      `${grown} bytes more for ${SLOW_CLIENTS} answers of ${ANSWER_BYTES} that nobody reads`,
    )

    // One goes on and has it all, in order.
    let text = ''
    let next = 0
    for await (const piece of responses[0] as IncomingMessage) {
      text += (piece as Buffer).toString()
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        if (next < EVENTS) assert.ok(event.includes(`"content":"${next}:${FLOOD_CONTENT}"`), `event ${next}`)
        next++
      }
    }
    assert.equal(next, EVENTS + 2, 'all events, the last two being the end of the answer and [DONE]')

    // The others take nothing for as long as an answer may pause, and are given up.
    await until('they are given up', () => flood.calls.every(({ end }) => end !== null))
    assert.equal(flood.calls.filter(({ end }) => end === 'cut').length, SLOW_CLIENTS - 1)
    for (const { sent } of clients) sent.destroy()
    await until('all is settled', async () => (await status(folder)).exchangesUnderWay === 0)
    const ledger = journal(folder)
    assertWhole(ledger)
    const closed = [...ledger.closed.values()]
    const whole = closed.filter(({ outcome }) => outcome === 'answered')
    assert.equal(whole.length, 1)
    assert.equal(whole[0]?.usage?.input, FLOOD_USAGE.prompt_tokens)
    assert.equal(whole[0]?.usage?.output, FLOOD_USAGE.completion_tokens)
    assert.equal(closed.filter(({ outcome }) => outcome === 'abandoned').length, SLOW_CLIENTS - 1)
    const failures = [...ledger.settled.values()].map(({ failure }) => failure)
    assert.equal(failures.filter((failure) => failure === 'client_closed').length, SLOW_CLIENTS - 1)
  })
})

describe('a client that leaves', () => {
  let outside: Outside
  let folder: Folder
  let running: Running
  let key: string

  before(async () => {
    // An answer takes some six seconds, of which one passes before it begins.
    outside = await startOutside({
      latency: { firstTokenMs: 1_000, perTokenMs: 50, jitter: 0 },
      outputTokens: 100,
    })
    folder = await folderWith(outside.workload)
    key = await folder.key('/contoso/bot')
    running = await folder.start({ env: outside.env, args: ['--no-records'] })
  })

  after(async () => {
    assert.equal(await running.stop(), 0, running.errors())
    await outside.simulator.close()
    await folder.remove()
  })

  /** The provider's bill of the one call that is new, once there is one. */
  async function billed(earlier: number): Promise<Bill> {
    await until('the call has ended at the provider', () => outside.simulator.bills().length > earlier)
    assert.equal(outside.simulator.bills().length, earlier + 1)
    return outside.simulator.bills()[earlier] as Bill
  }

  async function assertAbandoned(bill: Bill): Promise<void> {
    await until('it is settled', async () => (await status(folder)).exchangesUnderWay === 0)
    const ledger = journal(folder)
    assertWhole(ledger)
    const closed = ledger.closed.get(bill.clientRequestId ?? '')
    assert.equal(closed?.outcome, 'abandoned')
    assert.equal(closed.reason, 'client_closed')
    assert.equal(closed.quality, 'estimated', 'nobody told what it used')
    assert.ok((closed.usage?.input ?? 0) > 0)
    const settled = ledger.settled.get(closed.exchange)
    assert.equal(settled?.failure, 'client_closed')
    assert.equal(settled.status, 499)
    assert.equal(settled.attempts, 1, 'nobody else was asked for him')
  }

  const underWay = () => until('it is under way', () => outside.simulator.state()['callsUnderWay'] === 1)

  for (const stream of [true, false]) {
    test(`before the answer begins (${stream ? 'stream' : 'whole'}) ends the call at the provider`, async () => {
      const earlier = outside.simulator.bills().length
      const { opened } = journal(folder)
      const { sent } = ask(running, key, stream)
      await until('it was sent', () => journal(folder).opened.size > opened.size)
      await underWay()
      sent.destroy()
      const bill = await billed(earlier)
      assert.equal(bill.outcome, 'cut-by-client')
      assert.equal(bill.usage.output, 0)
      await assertAbandoned(bill)
    })
  }

  test('in the middle of a stream ends the call at the provider', async () => {
    const earlier = outside.simulator.bills().length
    const { sent, response } = ask(running, key, true)
    await once(await response, 'data')
    sent.destroy()
    const bill = await billed(earlier)
    assert.equal(bill.outcome, 'cut-by-client')
    assert.ok(bill.usage.output < 100)
    await assertAbandoned(bill)
  })
})
