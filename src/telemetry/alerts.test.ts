import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import {
  type Log,
  ManualClock,
  MemoryReplicas,
  MetricRegistry,
  noReplicas,
  type ReplicaLink,
  seededRandom,
} from '../base/index.ts'
import { ALERT_RULES, readingsOf, type Severity } from '../monitoring/index.ts'
import type { Reference } from '../workload/index.ts'
import { AlertFile } from './alert-file.ts'
import { type AlertReceiver, startAlertReceiver } from './alert-receiver.fixture.ts'
import { Alerts } from './alerts.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const SECRET = 'whsec_c2VjcmV0LW9mLXRoZS10ZXN0'

let clock: ManualClock
let registry: MetricRegistry
let receiver: AlertReceiver
let folder: string
let lines: string[]
let running: Alerts[]

beforeEach(async () => {
  clock = new ManualClock()
  folder = mkdtempSync(path.join(tmpdir(), 'cw-alerts-'))
  lines = []
  running = []
  receiver = await startAlertReceiver()
  newProcess()
})

afterEach(async () => {
  await receiver.close()
  // A file may be written as the test ends.
  rmSync(folder, { recursive: true, maxRetries: 5 })
})

/** Counters begin at nothing. */
function newProcess(): void {
  registry = new MetricRegistry({ clock, maxSeries: 1_000 })
  registry.gauge('causeway_objective_ratio', 'O').with({ objective: 'availability' }).set(0.99)
}

interface Given {
  readonly off?: readonly string[]
  readonly severity?: Severity
  readonly secret?: Reference | null
  readonly link?: ReplicaLink
  readonly instance?: string
  readonly of?: MetricRegistry
}

function start(given: Given = {}): Alerts {
  const { off = [], severity = 'info', secret = null, link = noReplicas, instance = 'causeway-0' } = given
  const note = (level: string) => (fields: object, message: string) =>
    lines.push(`${level}: ${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  const own = given.of ?? registry
  const alerts = new Alerts({
    read: () => readingsOf(own.collect()),
    webhooks: [{ address: { kind: 'env', name: 'HOOK' }, secret, severity }],
    rules: ALERT_RULES.filter(({ id }) => !off.includes(id)),
    resolve: (reference) =>
      Promise.resolve(reference.kind === 'env' && reference.name === 'HOOK' ? receiver.address : SECRET),
    workload: () => 'contoso',
    instance,
    link,
    clock,
    random: seededRandom(instance.length + instance.charCodeAt(instance.length - 1)),
    log,
    registry: own,
    file: new AlertFile(path.join(folder, `alerts-${instance}.json`), log),
  })
  running.push(alerts)
  return alerts
}

/** Time passes in looks, each of which is let end. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 15 * SECOND_MS) {
    clock.advance(15 * SECOND_MS)
    await Promise.all(running.map((alerts) => alerts.look()))
  }
}

/** Real sockets: until `isTrue`, a while at most. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 12_000 && !isTrue(); i++) await new Promise((next) => setTimeout(next, 5))
  assert.ok(isTrue(), [...lines, ...receiver.taken()].join('\n'))
}

function breaker(state: 0 | 2, deployment = 'ptu'): void {
  registry.gauge('causeway_breaker_state', 'B').with({ deployment }).set(state)
}

function requests(outcome: string, count: number): void {
  registry
    .counter('causeway_requests_total', 'R')
    .with({ model: 'gpt-4.1', operation: 'chat', outcome })
    .add(count)
}

/** As after `kill -9`: nothing of what ran before runs on, and the machine's time does. */
function kill(): void {
  running = []
  clock = new ManualClock(clock.nowMs())
}

test('what holds long enough is told once, says what to do, and is told as over', async () => {
  const alerts = start()
  breaker(2)
  await pass(MINUTE_MS)
  assert.deepEqual(receiver.taken(), [])
  await pass(30 * SECOND_MS)
  await until(() => receiver.taken().length === 1)
  const [call] = receiver.calls
  assert.deepEqual(call?.notice, {
    object: 'alert_notice',
    id: 'contoso causeway-0 breaker-open ptu 1795219215000 firing',
    workload: 'contoso',
    instance: 'causeway-0',
    alert: 'breaker-open',
    status: 'firing',
    severity: 'warning',
    labels: { deployment: 'ptu' },
    value: 2,
    since: '2026-11-21T00:00:15.000Z',
    ended: null,
    summary: 'A deployment failed so often that nothing is sent there.',
    what_to_do:
      '`causeway deployments list` says why; look at the health of Azure in that region. It is tried again by itself.',
    runbook: 'docs/alerts.md#breaker-open',
    text: 'warning: breaker-open (ptu) of contoso. A deployment failed so often that nothing is sent there.',
  })
  assert.deepEqual(
    alerts.current().map(({ id, labels, sinceMs }) => [id, labels, sinceMs]),
    [['breaker-open', { deployment: 'ptu' }, Date.UTC(2026, 10, 21, 0, 0, 15)]],
  )
  assert.match(registry.expose(), /^causeway_alerts_in_force\{alert="breaker-open",severity="warning"\} 1$/m)
  await pass(10 * MINUTE_MS)
  breaker(0)
  await pass(MINUTE_MS)
  breaker(2)
  await pass(MINUTE_MS)
  breaker(0)
  await pass(3 * MINUTE_MS)
  await until(() => receiver.taken().length === 2)
  assert.deepEqual(receiver.taken(), ['breaker-open ptu firing', 'breaker-open ptu resolved'])
  assert.deepEqual(alerts.current(), [])
  assert.doesNotMatch(registry.expose(), /^causeway_alerts_in_force/m)
  assert.deepEqual(
    alerts.incidents(0).map(({ id, title, fromMs, untilMs }) => [id, title, (untilMs ?? 0) - fromMs]),
    [
      [
        'breaker-open ptu 1795219215000',
        'ptu: A deployment failed so often that nothing is sent there.',
        15 * MINUTE_MS + 15 * SECOND_MS,
      ],
    ],
  )
  assert.equal(lines.filter((line) => /"status":"in force"/.test(line)).length, 2)
  assert.doesNotMatch(lines.join('\n'), /do-not-tell/)
})

test('an outage: the receiver fails, the program is killed, and the next start tells it once, and that it is over', async () => {
  requests('answered', 1)
  start()
  await pass(15 * SECOND_MS)
  receiver.answer = 503
  requests('deployments_failed', 100)
  await pass(15 * SECOND_MS)
  await until(() => receiver.calls.length === 1)
  kill()
  newProcess()
  receiver.answer = 204
  const next = start()
  assert.deepEqual(
    next.current().map(({ id }) => id),
    ['availability-fast-burn'],
    'what was in force is so still',
  )
  await until(() => receiver.taken().length === 1)
  assert.equal(receiver.calls[0]?.notice.id, receiver.calls[1]?.notice.id)
  // The outage goes on, and what the new process counts says so.
  requests('deployments_failed', 100)
  await pass(2 * MINUTE_MS)
  requests('answered', 1_000)
  await pass(20 * MINUTE_MS)
  requests('answered', 100_000)
  await pass(20 * MINUTE_MS)
  await until(() => receiver.taken().some((one) => one.includes('resolved')))
  const fast = receiver.taken().filter((one) => one.includes('fast-burn'))
  assert.deepEqual(fast, ['availability-fast-burn gpt-4.1 firing', 'availability-fast-burn gpt-4.1 resolved'])
  await until(() => /"waiting":\[\]/.test(readFileSync(path.join(folder, 'alerts-causeway-0.json'), 'utf8')))
  kill()
  const third = start()
  assert.deepEqual(third.current(), next.current())
  assert.deepEqual(third.incidents(0), next.incidents(0))
  await third.close()
  assert.equal(receiver.taken().filter((one) => one.includes('fast-burn')).length, 2)
})

test('a receiver that is away is told later, in the order in which it happened', async () => {
  start()
  receiver.answer = 500
  breaker(2)
  registry.gauge('causeway_journal_buffered_records', 'J').with().set(3)
  await pass(2 * MINUTE_MS)
  breaker(0)
  await pass(3 * MINUTE_MS)
  receiver.answer = 200
  for (let i = 0; i < 3_000 && receiver.taken().length < 3; i++) {
    await pass(MINUTE_MS)
    await new Promise((next) => setTimeout(next, 20))
  }
  assert.deepEqual(receiver.taken(), [
    'breaker-open ptu firing',
    'journal-stuck firing',
    'breaker-open ptu resolved',
  ])
})

test('calls are signed so that a receiver can know whose they are', async () => {
  start({ secret: { kind: 'env', name: 'SECRET' } })
  registry.gauge('causeway_limit_used_ratio', 'L').with({ limit: '/a|budget_per_day' }).set(0.9)
  await pass(15 * SECOND_MS)
  await until(() => receiver.calls.length === 1)
  const [{ headers, text } = assert.fail('nobody called')] = receiver.calls
  const id = String(headers['webhook-id'])
  const seconds = String(headers['webhook-timestamp'])
  assert.equal(Number(seconds), Math.floor(clock.nowMs() / 1000))
  const wanted = createHmac('sha256', 'secret-of-the-test')
    .update(`${id}.${seconds}.${text}`)
    .digest('base64')
  assert.equal(headers['webhook-signature'], `v1,${wanted}`)
})

test('a webhook is told of what is as bad as it wants, and rules that are off are watched by nobody', async () => {
  const alerts = start({ severity: 'critical', off: ['breaker-open'] })
  breaker(2)
  const limit = registry.gauge('causeway_limit_used_ratio', 'L').with({ limit: '/a|budget_per_day' })
  limit.set(1)
  await pass(2 * MINUTE_MS)
  await until(() => receiver.taken().length === 1)
  assert.deepEqual(receiver.taken(), ['budget-used-up /a|budget_per_day firing'])
  assert.deepEqual(
    alerts.current().map(({ id, severity }) => `${id} ${severity}`),
    ['budget-used-up critical', 'budget-nearly-used warning'],
  )
})

test('a rule that is turned off by the next start is told by nobody, and its incident has an end', async () => {
  start()
  breaker(2)
  await pass(2 * MINUTE_MS)
  await until(() => receiver.taken().length === 1)
  kill()
  const next = start({ off: ['breaker-open'] })
  await pass(10 * MINUTE_MS)
  assert.deepEqual(next.current(), [])
  assert.deepEqual(
    next.incidents(0).map(({ about, untilMs }) => [about, untilMs !== null]),
    [['breaker-open', true]],
  )
  assert.equal(receiver.taken().length, 1)
})

test('more alerts than a thousand are told to the log once, and no further', async () => {
  const alerts = start()
  for (let i = 0; i < 1_001; i++) breaker(2, `d${i}`)
  await pass(2 * MINUTE_MS)
  assert.equal(alerts.current().length <= 1_000, true)
  assert.equal(lines.filter((line) => /alerts are too many/.test(line)).length, 1)
})

test('of replicas the first that sees it tells, and the last that it is over; one that goes is not waited for', async () => {
  const replicas = new MemoryReplicas(clock)
  const links = [replicas.join(), replicas.join()] as const
  const [a, b] = links.map((link, i) => {
    const own = new MetricRegistry({ clock, maxSeries: 100 })
    start({ of: own, link, instance: `causeway-${i}` })
    return own.gauge('causeway_breaker_state', 'B').with({ deployment: 'ptu' })
  })
  a?.set(2)
  await pass(MINUTE_MS)
  b?.set(2)
  await pass(3 * MINUTE_MS)
  await until(() => receiver.taken().length === 1)
  a?.set(0)
  await pass(5 * MINUTE_MS)
  assert.deepEqual(
    running.map((alerts) => alerts.current().length),
    [0, 1],
  )
  b?.set(0)
  await pass(3 * MINUTE_MS)
  await until(() => receiver.taken().length === 2)
  assert.deepEqual(
    receiver.calls.map(({ notice }) => `${notice.instance} ${notice.status}`),
    ['causeway-0 firing', 'causeway-1 resolved'],
  )
  b?.set(2)
  await pass(2 * MINUTE_MS)
  await until(() => receiver.taken().length === 3)
  // Nobody hears of it any more.
  await links[1].close()
  a?.set(2)
  await pass(2 * MINUTE_MS)
  a?.set(0)
  await pass(4 * MINUTE_MS)
  await until(() => receiver.taken().length === 5)
  assert.deepEqual(receiver.taken().slice(3), ['breaker-open ptu firing', 'breaker-open ptu resolved'])
})

test('a key that is about to end is told until another one is made', async () => {
  const alerts = start()
  const ends = registry.gauge('causeway_consumer_keys_end_timestamp_seconds', 'K')
  ends.with({ consumer: '/contoso/bot' }).set(clock.nowMs() / 1000 + 7 * 86_400)
  await pass(15 * SECOND_MS)
  assert.deepEqual(
    alerts.current().map(({ id, labels }) => [id, labels['consumer']]),
    [['consumer-keys-end', '/contoso/bot']],
  )
  ends.clear()
  await pass(3 * MINUTE_MS)
  await until(() => receiver.taken().length === 2)
  assert.deepEqual(receiver.taken(), [
    'consumer-keys-end /contoso/bot firing',
    'consumer-keys-end /contoso/bot resolved',
  ])
})

test('deployments that go out and come back are incidents, for a day, and no instant is one', async () => {
  const alerts = start({ off: ['deployment-out'] })
  const available = registry.gauge('causeway_deployment_available', 'A').with({ deployment: 'ptu' })
  const states = () =>
    alerts.incidents(0).map(({ about, untilMs }) => `${about} ${untilMs === null ? 'out' : 'back'}`)
  available.set(0)
  await pass(15 * SECOND_MS)
  available.set(1)
  await pass(15 * SECOND_MS)
  assert.deepEqual(states(), [])
  available.set(0)
  await pass(MINUTE_MS)
  assert.deepEqual(states(), ['ptu out'])
  available.set(1)
  await pass(MINUTE_MS)
  assert.deepEqual(states(), ['ptu back'])
  assert.equal(alerts.incidents(clock.nowMs()).length, 0)
  clock.advance(25 * 60 * MINUTE_MS)
  available.set(0)
  await pass(MINUTE_MS)
  assert.deepEqual(states(), ['ptu out'], 'what is a day ago is forgotten')
})

test('a file that is damaged is told to the log and begun anew; it is for its owner alone', async () => {
  const file = path.join(folder, 'alerts-causeway-0.json')
  writeFileSync(file, '{"version":1,"inForce":[')
  const alerts = start()
  assert.match(lines[0] ?? '', /damaged/)
  registry.gauge('causeway_journal_buffered_records', 'J').with().set(1)
  await pass(2 * MINUTE_MS)
  await alerts.close()
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.match(readFileSync(file, 'utf8'), /"alert":"journal-stuck"/)
})

test('figures that cannot be read are told to the log, and the next look is tried', async () => {
  const alerts = start()
  let isBroken = true
  registry.beforeCollect(() => {
    if (isBroken) throw new Error('no figure')
  })
  await pass(15 * SECOND_MS)
  assert.match(lines.join('\n'), /alerts could not be looked after/)
  isBroken = false
  breaker(2)
  await pass(2 * MINUTE_MS)
  assert.equal(alerts.current().length, 1)
})
