import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { type Log, ManualClock, seededRandom } from '../base/index.ts'
import { type BoundLimit, LimitBook } from '../limits/index.ts'
import { loadWorkload } from '../workload/index.ts'
import { type BudgetNotice, BudgetWebhooks, type BudgetWebhooksOptions } from './budget-webhooks.ts'
import { NoticeFile } from './notice-file.ts'

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
const SECRET = 'the-secret-of-the-test'
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
let signatures: { given: string | undefined; wanted: string }[]
let answer: { status: number; headers?: Record<string, string> }
let lines: string[]
let clock: ManualClock
let folder: string
let kept: string
/** Percentages of which it was said that their notices are kept. */
let saidKept: number[]

beforeEach(async () => {
  received = []
  signatures = []
  lines = []
  answer = { status: 204 }
  clock = new ManualClock()
  folder = mkdtempSync(path.join(tmpdir(), 'cw-notices-'))
  kept = path.join(folder, 'notices.jsonl')
  saidKept = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': given } = request.headers
      const mac = createHmac('sha256', SECRET).update(`${String(id)}.${String(seconds)}.${body}`)
      signatures.push({ given: given?.toString(), wanted: `v1,${mac.digest('base64')}` })
      received.push({ url: request.url ?? '', notice: JSON.parse(body) as BudgetNotice })
      response.writeHead(answer.status, answer.headers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path?sig=secret-query`
})

afterEach(async () => {
  rmSync(folder, { recursive: true })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function webhooks(
  resolve: BudgetWebhooksOptions['resolve'] = (reference) =>
    Promise.resolve(reference.kind === 'env' && reference.name === 'SECRET' ? SECRET : address),
  path: string | null = null,
): BudgetWebhooks {
  const note = (fields: object, message: string) => lines.push(`${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: note, info: note, warn: note, error: note }
  const file = path === null ? null : new NoticeFile(path, clock.nowMs(), log)
  return new BudgetWebhooks({
    resolve,
    workload: () => 'notices',
    clock,
    random: seededRandom(1),
    log,
    file,
    kept: (_, { percent }) => saidKept.push(percent),
  })
}

function budget(terms = ''): BoundLimit {
  const text = WORKLOAD.replace('webhook: env:HOOK', `webhook: env:HOOK${terms}`)
  const loaded = loadWorkload(text, { source: 'workload.yaml' })
  assert.ok(loaded.ok)
  return new LimitBook(loaded.plan).all()[0] as BoundLimit
}

/** Real sockets: until `isTrue`, a while at most. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 12_000 && !isTrue(); i++) await new Promise((next) => setTimeout(next, 5))
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
        text: '/contoso of notices has used 50 % of budget_per_month: 5.10 of 10.00 US dollars.',
      },
    },
  ])
  assert.doesNotMatch(lines.join('\n'), /secret/)
})

test('the notice of docs/limits.md is what a webhook gets', async () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/limits.md'), 'utf8')
  const shown = JSON.parse(
    /```json\n(\{\n {2}"object": "budget_notice".*?)```/s.exec(page)?.[1] ?? '',
  ) as BudgetNotice
  const notices = webhooks()
  notices.crossed(budget(), CROSSING)
  await until(() => notices.waiting === 0)
  const [{ notice } = assert.fail('nobody was called')] = received
  assert.deepEqual(Object.keys(shown), Object.keys(notice))
  const { node, workload, percent, limit, used, most } = shown
  const words = `${node} of ${workload} has used ${percent} % of ${limit}: ${used.toFixed(2)} of ${most.toFixed(2)} US dollars.`
  assert.equal(shown.text, words)
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
    { ...limit, budget: { thresholds: [50], webhook: null, webhookSecret: null, atEnd: { kind: 'refuse' } } },
    CROSSING,
  )
  assert.equal(notices.waiting, 0)
})

/** The program as it starts in the same folder; whatever ran before is not asked for anything, as after a kill. */
function start(): BudgetWebhooks {
  return webhooks(undefined, kept)
}

function percents(): number[] {
  return received.map(({ notice }) => notice.percent)
}

test('what was not taken when the program was killed is told by the next start, once, under the same id', async () => {
  answer = { status: 503 }
  start().crossed(budget(), CROSSING)
  await until(() => received.length === 1)
  answer = { status: 204 }
  const next = start()
  await until(() => next.waiting === 0)
  assert.equal(received.length, 2)
  assert.equal(received[0]?.notice.id, received[1]?.notice.id)
  const third = start()
  assert.equal(third.waiting, 0)
  third.crossed(budget(), CROSSING)
  assert.equal(third.waiting, 0, 'it was told in this window')
})

test('a threshold is told once in its window, and in the next one again', async () => {
  const notices = start()
  const tell = (crossing: object) => notices.crossed(budget(), { ...CROSSING, ...crossing })
  tell({ percent: 50 })
  tell({ percent: 80 })
  tell({ percent: 50 })
  tell({ percent: 80 })
  const shifted = { windowStartMs: START_MS + HOUR_MS, windowEndMs: CROSSING.windowEndMs + HOUR_MS }
  tell({ ...shifted, percent: 80 })
  tell({ percent: 50, windowStartMs: CROSSING.windowEndMs, windowEndMs: Date.UTC(2027, 0, 1) })
  await until(() => notices.waiting === 0)
  assert.deepEqual(
    percents().toSorted((a, b) => a - b),
    [50, 50, 80],
  )
})

test('a start tells what was reached and never told, and nothing where it cannot know', async () => {
  const first = start()
  for (const percent of [50, 80]) first.found(budget(), { ...CROSSING, percent })
  assert.equal(first.waiting, 0, 'a folder that is new knows nothing of the past')
  const second = start()
  for (const percent of [50, 80, 100]) second.found(budget(), { ...CROSSING, percent })
  await until(() => second.waiting === 0)
  assert.deepEqual(percents(), [100])
})

test('what is crossed, or fails, while the program ends waits for the next start', async () => {
  start()
  const ending = start()
  answer = { status: 500 }
  ending.crossed(budget(), CROSSING)
  await until(() => lines.length === 1)
  await ending.close()
  ending.crossed(budget(), { ...CROSSING, percent: 80 })
  answer = { status: 204 }
  received.length = 0
  const next = start()
  await until(() => next.waiting === 0)
  assert.deepEqual(
    percents().toSorted((a, b) => a - b),
    [50, 80],
  )
})

test('a line that was cut is passed over, and the file does not grow with what is over', async () => {
  const notices = start()
  for (let i = 0; i < 700; i++) {
    const windowStartMs = START_MS + i * HOUR_MS
    notices.crossed(budget(), { ...CROSSING, windowStartMs, windowEndMs: windowStartMs + HOUR_MS })
    if (i % 350 === 349) await until(() => notices.waiting === 0)
  }
  const grown = readFileSync(kept, 'utf8').split('\n').length
  assert.ok(grown < 1_300, `${grown} lines`)
  appendFileSync(kept, '{"kind":"told","limit":"/cont')
  lines.length = 0
  assert.equal(start().waiting, 0)
  assert.match(lines[0] ?? '', /damaged/)
  assert.ok(readFileSync(kept, 'utf8').split('\n').length <= 3)
})

test('a file that cannot be written is told to the log, and the webhook all the same', async () => {
  const notices = start()
  rmSync(folder, { recursive: true })
  notices.crossed(budget(), CROSSING)
  await until(() => notices.waiting === 0)
  assert.deepEqual(percents(), [50])
  assert.match(lines[0] ?? '', /could not be kept/)
  folder = mkdtempSync(path.join(tmpdir(), 'cw-notices-'))
})

test('a budget with a secret signs each try of its calls, over a kill too, and one without does not', async () => {
  answer = { status: 503 }
  start().crossed(budget(', webhook_secret: env:SECRET'), CROSSING)
  await until(() => lines.length === 1)
  answer = { status: 204 }
  const next = start()
  await until(() => next.waiting === 0)
  assert.equal(signatures.length, 2)
  for (const { given, wanted } of signatures) assert.equal(given, wanted)
  next.crossed(budget(), { ...CROSSING, percent: 80 })
  await until(() => next.waiting === 0)
  assert.equal(signatures[2]?.given, undefined)
  assert.doesNotMatch(lines.join('\n'), /the-secret/)
})

test('a secret that cannot be had calls nobody without a signature, and is asked for again', async () => {
  let isThere = false
  const notices = webhooks((reference) => {
    const isSecret = reference.kind === 'env' && reference.name === 'SECRET'
    if (isSecret && !isThere) return Promise.reject(new Error('the environment has no SECRET'))
    return Promise.resolve(isSecret ? SECRET : address)
  })
  notices.crossed(budget(', webhook_secret: env:SECRET'), CROSSING)
  await until(() => lines.length === 1)
  assert.match(lines[0] ?? '', /has no SECRET/)
  assert.equal(received.length, 0)
  isThere = true
  clock.advance(HOUR_MS)
  await until(() => notices.waiting === 0)
  assert.equal(signatures[0]?.given, signatures[0]?.wanted)
})

test('what waits in a file that knew no secrets is told unsigned', async () => {
  const notice = { object: 'budget_notice', id: 'notices /contoso|budget_per_month 1 50' }
  const waits = { kind: 'told', limit: '', told: { percent: 0, startMs: 0, endMs: 0 } }
  writeFileSync(
    kept,
    `${JSON.stringify({ ...waits, kept: { reference: { kind: 'env', name: 'HOOK' }, notice } })}\n`,
  )
  const notices = start()
  await until(() => notices.waiting === 0)
  assert.deepEqual(
    received.map(({ notice: { id } }) => id),
    [notice.id],
  )
  assert.equal(signatures[0]?.given, undefined)
})

test('what another replica lost is told, also below what this one told, and never again by a start', async () => {
  const notices = start()
  notices.crossed(budget(), { ...CROSSING, percent: 80 })
  notices.takeOver(budget(), { ...CROSSING, percent: 50 })
  assert.deepEqual(saidKept, [80, 50])
  await until(() => notices.waiting === 0)
  assert.deepEqual(
    percents().toSorted((a, b) => a - b),
    [50, 80],
  )
  const next = start()
  for (const percent of [50, 80]) next.crossed(budget(), { ...CROSSING, percent })
  assert.equal(next.waiting, 0)
  assert.deepEqual(saidKept, [80, 50, 50, 80], 'nobody has to tell them any more')
})

test('a notice is said to be kept when it is in the file, and where nobody is to be told', () => {
  const silent: BoundLimit = { ...budget(), budget: null }
  const notices = start()
  notices.crossed(silent, CROSSING)
  assert.deepEqual(saidKept, [CROSSING.percent])
  // A folder in its place takes no line.
  rmSync(kept)
  mkdirSync(kept)
  notices.crossed(budget(), CROSSING)
  assert.deepEqual(saidKept, [CROSSING.percent])
  assert.match(lines.join('\n'), /could not be kept/)
})
