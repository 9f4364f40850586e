import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Bill } from './bills.ts'
import { Bills } from './bills.ts'
import { deployment, HELLO, stage, type Stage, until } from './simulator.fixture.ts'

const DEPLOYMENTS = [deployment('chat', 'gpt-4.1'), deployment('think', 'gpt-5')]
const SLOW = { latency: { firstTokenMs: 1_000, perTokenMs: 100, jitter: 0 } }

const ask = (at: Stage, more: object, signal: AbortSignal): Promise<Response> =>
  fetch(`${at.simulator.url('frc')}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'api-key': 'x' },
    body: JSON.stringify({ model: 'chat', messages: HELLO, ...more }),
    signal,
  })

describe('a client that goes away', () => {
  test('in a stream pays for what was sent until then', async () => {
    await using at = await stage(DEPLOYMENTS, SLOW)
    const leave = new AbortController()
    const reader = (await ask(at, { stream: true }, leave.signal)).body?.getReader() ?? assert.fail('no body')
    await reader.read()
    at.clock.advance(1_000 + 400)
    await reader.read()
    leave.abort()
    await until(() => at.simulator.bills().length === 1)
    at.clock.advance(60_000)
    const bills = at.simulator.bills()
    assert.equal(bills.length, 1)
    assert.equal(bills[0]?.outcome, 'cut-by-client')
    assert.deepEqual(bills[0]?.usage, { input: 8, cached: 0, output: 5, reasoning: 0 })
  })

  test('before a whole answer pays for the prompt and what was made', async () => {
    await using at = await stage(DEPLOYMENTS, SLOW)
    const leave = new AbortController()
    const asking = ask(at, { model: 'think', reasoning_effort: 'low' }, leave.signal)
    await until(() => at.simulator.state()['callsUnderWay'] === 1)
    at.clock.advance(1_000 + 7_000)
    leave.abort()
    await assert.rejects(asking)
    await until(() => at.simulator.bills().length === 1)
    const [bill] = at.simulator.bills()
    assert.deepEqual(bill?.usage, { input: 8, cached: 0, output: 70, reasoning: 64 })
    assert.equal(bill?.outcome, 'cut-by-client')
  })
})

test('a reader that does not read holds a stream up without filling memory, and pays when it goes', async () => {
  await using at = await stage(DEPLOYMENTS)
  const leave = new AbortController()
  const messages = [{ role: 'user', content: 'reply-tokens:100000' }]
  const reply = await ask(at, { stream: true, messages }, leave.signal)
  assert.equal(reply.status, 200)
  await until(() => at.simulator.state()['callsUnderWay'] === 1)
  leave.abort()
  await until(() => at.simulator.bills().length === 1)
  const [bill] = at.simulator.bills()
  assert.equal(bill?.outcome, 'cut-by-client')
  assert.ok((bill?.usage.output ?? 0) < 100_000)
})

test('clients that leave as soon as they have asked do no harm', async () => {
  await using at = await stage(DEPLOYMENTS)
  const { port, pathname } = new URL(at.simulator.url('frc'))
  const body = JSON.stringify({ model: 'chat', messages: HELLO, stream: true })
  const request = `POST ${pathname}/openai/v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  for (let i = 0; i < 100; i++) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(request.slice(0, request.length - (i % 2)))
    if (i % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
    socket.resetAndDestroy()
  }
  const stays = await ask(at, {}, new AbortController().signal)
  assert.equal(stays.status, 200)
  await until(() => at.simulator.state()['callsUnderWay'] === 0)
})

test('bills are bounded in memory, the newest kept', () => {
  const bills = new Bills(3, null)
  const bill = {
    atMs: 0,
    account: 'a',
    region: 'r',
    deployment: 'd',
    asked: 'd',
    model: 'm',
    type: 't',
    serviceTier: 'default',
    operation: 'chat',
    requestId: 'r',
    clientRequestId: null,
    status: 200,
    usage: { input: 1, cached: 0, output: 1, reasoning: 0 },
    outcome: 'answered',
  } as const
  for (let i = 0; i < 100; i++) bills.add(bill)
  assert.deepEqual(
    bills.all().map((one) => one.number),
    [98, 99, 100],
  )
  assert.equal(bills.count, 100)
})

test('a bill is in its file before the answer ends, whatever becomes of the process', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bills-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const billFile = join(folder, 'bills.jsonl')
  const program = `
    import { startSimulator, NO_LATENCY } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    import { seededRandom, silentLog, systemClock } from ${JSON.stringify(new URL('../base/index.ts', import.meta.url).href)}
    const deployment = { name: 'chat', model: 'gpt-4.1', version: null, type: 'standard', tokensPerMinute: null, requestsPerMinute: null, ptu: null, spillover: null }
    const accounts = [{ name: 'swc', region: 'swedencentral', keys: [], deployments: [deployment] }]
    const settings = { host: '127.0.0.1', port: 0, seed: 1, latency: NO_LATENCY, limits: 'sliding', accounts, billFile: ${JSON.stringify(billFile)} }
    const simulator = await startSimulator(settings, { clock: systemClock, random: seededRandom(1), log: silentLog })
    process.stdout.write(simulator.url('swc') + '\\n')
  `
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  for (const stream of [false, true]) {
    const reply = await fetch(`${line.toString().trim()}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'api-key': 'x', 'x-ms-client-request-id': `mine-${stream}` },
      body: JSON.stringify({ model: 'chat', messages: HELLO, stream }),
    })
    await reply.text()
    const bills = readFileSync(billFile, 'utf8').trim().split('\n')
    assert.equal((JSON.parse(bills.at(-1) ?? '') as Bill).clientRequestId, `mine-${stream}`)
  }
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(readFileSync(billFile, 'utf8').trim().split('\n').length, 2)
})
