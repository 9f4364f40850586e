import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, test } from 'node:test'

import { type Log, ManualClock, seededRandom } from '../base/index.ts'
import { type BoundLimit, LimitBook } from '../limits/index.ts'
import { loadWorkload } from '../workload/index.ts'
import { type BudgetNotice, BudgetWebhooks } from './budget-webhooks.ts'

const WORKLOAD = `
workload: notices
exposure: corp
environment: development
residency: eu
accounts:
  swc: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: first, account: swc, type: standard, tpm: 1M }
consumers:
  /contoso:
    models: all
    limits: { budget: { usd: 10, per: month, webhook: env:HOOK } }
`
const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 10, 1)
const CROSSING = {
  index: 0,
  percent: 50,
  used: 5_100_000_000,
  most: 10_000_000_000,
  windowStartMs: START_MS,
  windowEndMs: Date.UTC(2026, 11, 1),
}

let server: Server
let address: string
let received: { url: string; notice: BudgetNotice }[]
let answer: { status: number; headers?: Record<string, string> }
let lines: string[]
let clock: ManualClock

beforeEach(async () => {
  received = []
  lines = []
  answer = { status: 204 }
  clock = new ManualClock()
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push({ url: request.url ?? '', notice: JSON.parse(body) as BudgetNotice })
      response.writeHead(answer.status, answer.headers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path?sig=secret-query`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function webhooks(resolve: () => Promise<string> = () => Promise.resolve(address)): BudgetWebhooks {
  const note = (fields: object, message: string) => lines.push(`${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: note, info: note, warn: note, error: note }
  return new BudgetWebhooks({ resolve, workload: () => 'notices', clock, random: seededRandom(1), log })
}

function budget(): BoundLimit {
  const loaded = loadWorkload(WORKLOAD, { source: 'workload.yaml' })
  assert.ok(loaded.ok)
  return new LimitBook(loaded.plan).all()[0] as BoundLimit
}

/** Real sockets: until `isTrue`, a while at most. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isTrue(); i++) await new Promise((next) => setTimeout(next, 5))
  assert.ok(isTrue(), lines.join('\n'))
}

test('it says who reached what of which budget, in which window', async () => {
  const notices = webhooks()
  notices.crossed(budget(), CROSSING)
  await until(() => notices.waiting === 0)
  assert.deepEqual(received, [
    {
      url: '/secret-path?sig=secret-query',
      notice: {
        object: 'budget_notice',
        id: `notices /contoso|budget_per_month ${START_MS} 50`,
        workload: 'notices',
        node: '/contoso',
        limit: 'budget_per_month',
        mode: 'enforce',
        percent: 50,
        unit: 'usd',
        used: 5.1,
        most: 10,
        window: { start: '2026-11-01T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z' },
        reached_at: '2026-11-21T00:00:00.000Z',
      },
    },
  ])
  assert.doesNotMatch(lines.join('\n'), /secret/)
})

test('a receiver that fails is called again, later and later, and given up in the end', async () => {
  answer = { status: 503 }
  const notices = webhooks()
  notices.crossed(budget(), CROSSING)
  for (let tries = 1; tries < 12; tries++) {
    await until(() => lines.length === tries)
    assert.equal(received.length, tries)
    clock.advance(HOUR_MS)
  }
  await until(() => notices.waiting === 0)
  clock.advance(HOUR_MS)
  assert.equal(received.length, 12)
  assert.match(lines[11] ?? '', /could not be told .*"tries":12,"reason":"it answered 503"/)
  assert.doesNotMatch(lines.join('\n'), /secret/)
})

test('only HTTPS and this machine are called, no redirect is followed, and nothing tells the address', async () => {
  for (const [given, reason] of [
    ['http://hooks.contoso.com/secret', /neither https nor of this machine/],
    ['ftp://127.0.0.1/secret', /neither https nor of this machine/],
    ['https://user:secret@127.0.0.1/', /user name/],
    ['not an address: secret', /no URL/],
    ['http://127.0.0.1:1/secret', /"reason":"(ECONNREFUSED|the call failed)"/],
  ] as const) {
    lines.length = 0
    webhooks(() => Promise.resolve(given)).crossed(budget(), CROSSING)
    await until(() => lines.length === 1)
    assert.match(lines[0] ?? '', reason)
    assert.doesNotMatch(lines[0] ?? '', /secret/)
  }
  lines.length = 0
  answer = { status: 307, headers: { location: '/elsewhere' } }
  webhooks().crossed(budget(), CROSSING)
  await until(() => lines.length === 1)
  assert.match(lines[0] ?? '', /it answered 307/)
  assert.equal(received.length, 1)
})

test('at the end what waits is tried once more, and nothing new is taken', async () => {
  answer = { status: 500 }
  const notices = webhooks()
  notices.crossed(budget(), CROSSING)
  await until(() => lines.length === 1)
  answer = { status: 200 }
  await notices.close()
  assert.equal(received.length, 2)
  assert.match(lines[1] ?? '', /was told/)
  notices.crossed(budget(), CROSSING)
  assert.equal(notices.waiting, 0)
})

test('no more than a thousand wait', async () => {
  const notices = webhooks(() => new Promise<string>(() => {}))
  for (let i = 0; i < 1_001; i++) notices.crossed(budget(), CROSSING)
  assert.equal(notices.waiting, 1_000)
  assert.match(lines[0] ?? '', /too many wait/)
})

test('a budget without a webhook tells nobody', () => {
  const notices = webhooks()
  const limit = budget()
  notices.crossed(
    { ...limit, budget: { thresholds: [50], webhook: null, atEnd: { kind: 'refuse' } } },
    CROSSING,
  )
  assert.equal(notices.waiting, 0)
})
