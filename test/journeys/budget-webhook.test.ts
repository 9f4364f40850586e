import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'

import { type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running, type StartOptions } from './program.ts'
import { until } from './state.ts'

/** A budget's webhook hears of each threshold once, though it fails at first. */
const WORKLOAD = `
workload: webhooks
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:AZURE_KEY } }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: first, account: swc, type: standard, tpm: 100M }
consumers:
  /contoso:
    models: [gpt-4.1]
    limits: { budget: { usd: 0.008, per: year, thresholds: [50, 80], webhook: env:BUDGET_WEBHOOK } }
  /contoso/bot: {}
gateway:
  listen: 127.0.0.1:8080
  log: { level: debug, requests: false }
`

let outside: Outside
let folder: Folder
let receiver: Server
let failures = 2
const taken: { id: string; node: string; percent: number; used: number; most: number }[] = []

/** Ended in any case, so that a failure leaves no process behind. */
const started: Running[] = []

async function start(options: StartOptions): Promise<Running> {
  const running = await folder.start(options)
  started.push(running)
  return running
}

before(async () => {
  outside = await startOutside({ outputTokens: 200 })
  folder = await folderWith(WORKLOAD)
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      if (failures-- > 0) response.writeHead(503).end()
      else {
        assert.equal(request.url, '/hook/private-path?sig=private-query')
        taken.push(JSON.parse(body) as (typeof taken)[number])
        response.writeHead(204).end()
      }
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
})

after(async () => {
  for (const running of started) await running.stop('SIGKILL')
  receiver.closeAllConnections()
  receiver.close()
  await outside.simulator.close()
  await folder.remove()
})

test('each threshold is told once, again until it is taken, and the address stands in no log', async () => {
  const key = await folder.key('/contoso/bot')
  const { port } = receiver.address() as AddressInfo
  const running = await start({
    env: { ...outside.env, BUDGET_WEBHOOK: `http://127.0.0.1:${port}/hook/private-path?sig=private-query` },
    args: ['--no-records'],
  })
  const ask = async () => {
    const response = await fetch(`${running.address}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({
        model: 'gpt-4.1',
        max_tokens: 200,
        messages: [{ role: 'user', content: 'Hello' }],
      }),
    })
    await response.text()
    return response.status
  }
  let answered = 0
  while ((await ask()) === 200) assert.ok(answered++ < 100, 'the budget never ends')
  await until('both thresholds are told', () => taken.length === 2)
  assert.deepEqual(
    taken
      .map(({ node, percent, most }) => ({ node, percent, most }))
      .toSorted((a, b) => a.percent - b.percent),
    [
      { node: '/contoso', percent: 50, most: 0.008 },
      { node: '/contoso', percent: 80, most: 0.008 },
    ],
  )
  for (const { percent, used, most } of taken)
    assert.ok(used >= (most * percent) / 100, `${percent}: ${used}`)
  assert.equal(new Set(taken.map(({ id }) => id)).size, 2)
  assert.equal(await running.stop(), 0, running.errors())
  assert.equal(taken.length, 2)
  assert.ok(running.lines.some(({ message }) => message === 'the webhook of a budget is told again later'))
  assert.doesNotMatch(JSON.stringify(running.lines) + running.errors(), /private/)
})

test('a program that is killed tells each threshold once after all, and none again at the next start', async () => {
  const ours = await folderWith(WORKLOAD)
  const key = await ours.key('/contoso/bot')
  const { port } = receiver.address() as AddressInfo
  const options = {
    env: { ...outside.env, BUDGET_WEBHOOK: `http://127.0.0.1:${port}/hook/private-path?sig=private-query` },
    args: ['--no-records'],
  }
  const startOurs = async () => {
    const running = await ours.start(options)
    started.push(running)
    return running
  }
  taken.length = 0
  failures = 1_000_000
  const first = await startOurs()
  let status = 200
  for (let asked = 0; status === 200 && asked < 100; asked++) {
    const response = await fetch(`${first.address}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({
        model: 'gpt-4.1',
        max_tokens: 200,
        messages: [{ role: 'user', content: 'Hello' }],
      }),
    })
    await response.text()
    status = response.status
  }
  assert.notEqual(status, 200, 'the budget never ends')
  await until('both were tried', () => failures <= 1_000_000 - 2)
  await first.stop('SIGKILL')
  failures = 0
  const second = await startOurs()
  await until('both thresholds are told', () => taken.length === 2)
  assert.equal(await second.stop(), 0, second.errors())
  const third = await startOurs()
  assert.equal(await third.stop(), 0, third.errors())
  assert.deepEqual(
    taken.map(({ percent }) => percent).toSorted((a, b) => a - b),
    [50, 80],
  )
  await ours.remove()
})
