import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

import type { Endpoint } from '../../src/admin/api/endpoint.ts'
import { type EndpointId, ENDPOINTS } from '../../src/admin/index.ts'
import { systemClock } from '../../src/base/index.ts'
import { createOperatorKey, type Role, ROLES } from '../../src/identity/index.ts'
import { operatorFile } from '../../src/storage/index.ts'
import { type Folder, folderWith, type Running, withoutSharedPorts } from './program.ts'
import { admin, until } from './state.ts'

/** The admin API of the running program: every endpoint, every role, and what goes away under it. */
const WORKLOAD = `
workload: contoso
environment: development
accounts:
  one: { provider: simulated, region: swedencentral }
  two: { provider: simulated, region: francecentral }
models:
  gpt-4.1:
    deployments:
      - { id: std-swc, account: one, type: standard, tpm: 2M }
      - { id: std-frc, account: two, type: standard, tpm: 2M, priority: 2 }
consumers:
  /contoso: { limits: { tokens_per_minute: 1M } }
  /contoso/bot: { models: [gpt-4.1], capture: { prompts: true, keep: 1h } }
  /contoso/other: { models: [gpt-4.1] }
admin: { listen: 127.0.0.1:0 }
`
const CONSUMER = '/contoso/bot'
/** Whose keys are made and ended, so that the client of the tests keeps its own. */
const OTHER = '/contoso/other'

interface Sample {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  /** Where what it names is of somebody else, which takes more than the endpoint's own role. */
  readonly as?: Role
}

/** What is there to be named when the calls are made. */
interface Known {
  readonly exchange: string
  readonly consumerKey: string
  readonly operatorKey: string
  readonly session: string
  readonly month: string
  /** Of the statement of the month. */
  readonly line: string
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

/** A call of each endpoint that works; one without is an error of types. */
const SAMPLES: Readonly<Record<EndpointId, (known: Known) => Sample>> = {
  'session.begin': () => ({ body: { key: 'cwo_none' } }),
  'session.show': () => ({}),
  'session.end': () => ({}),
  'session.end-all': () => ({}),
  'sessions.list': () => ({}),
  'sessions.end': ({ session }) => ({ params: { id: session }, as: 'owner' }),
  'sessions.end-of': ({ operatorKey }) => ({ params: { id: operatorKey }, as: 'owner' }),
  'operators.list': () => ({}),
  'operators.create': () => ({ body: { operator: 'made up', role: 'viewer', expiresInMs: 60_000 } }),
  'operators.revoke': ({ operatorKey }) => ({ params: { id: operatorKey }, as: 'owner' }),
  'audit.list': () => ({ query: { limit: '5' } }),
  status: () => ({}),
  overview: () => ({ query: { window: '1h' } }),
  incidents: () => ({}),
  live: () => ({}),
  reload: () => ({}),
  'deployments.list': () => ({}),
  'deployments.show': () => ({ params: { id: 'std-swc' } }),
  'deployments.drain': () => ({ params: { id: 'std-frc' } }),
  'deployments.undrain': () => ({ params: { id: 'std-frc' } }),
  'consumers.list': () => ({ query: { search: 'bot' } }),
  'consumers.show': () => ({ query: { path: CONSUMER } }),
  'limits.list': () => ({ query: { consumer: CONSUMER } }),
  'raises.list': () => ({}),
  'raises.make': () => ({
    body: { limit: '/contoso|tokens_per_minute', amount: 2_000_000, until: tomorrow(), reason: 'a test' },
  }),
  'keys.list': () => ({ query: { consumer: CONSUMER } }),
  'keys.create': () => ({ body: { consumer: OTHER } }),
  'keys.rotate': () => ({ body: { consumer: OTHER, graceMs: 60_000 } }),
  'keys.revoke': ({ consumerKey }) => ({ params: { id: consumerKey } }),
  'exchanges.search': () => ({ query: { limit: '10' } }),
  'exchanges.show': ({ exchange }) => ({ params: { id: exchange } }),
  'exchanges.text': ({ exchange }) => ({ params: { id: exchange } }),
  'exchanges.records': ({ exchange }) => ({ params: { id: exchange } }),
  usage: () => ({ query: { by: 'model' } }),
  'statements.months': () => ({}),
  'statements.show': ({ month }) => ({ params: { month } }),
  'statements.lines': ({ month }) => ({ params: { month } }),
  'statements.export': ({ month }) => ({ params: { month }, query: { format: 'csv' } }),
  'statements.attempts': ({ month, line }) => ({ params: { month, line } }),
  'review.show': () => ({}),
  'review.history': () => ({}),
  'landing-zone.show': () => ({}),
  'landing-zone.picture': () => ({}),
  'landing-zone.download': () => ({ query: { format: 'arm' } }),
  'simulator.show': () => ({}),
  'simulator.break': () => ({ body: { kind: 'brownout', scope: { region: 'francecentral' }, delayMs: 1 } }),
  'simulator.mend': () => ({ params: { id: 'all' } }),
  'playground.options': () => ({}),
  'playground.chat': () => ({
    body: {
      consumer: CONSUMER,
      model: 'gpt-4.1',
      messages: [{ role: 'user', content: 'hello' }],
      maxOutputTokens: 5,
    },
  }),
}

/** Without a model on Azure there is no landing zone, which is an answer, too. */
const NO_ZONE: ReadonlySet<string> = new Set(['landing-zone.picture', 'landing-zone.download'])

const endpoints = Object.entries<Endpoint>(ENDPOINTS) as readonly (readonly [EndpointId, Endpoint])[]

let folder: Folder
let running: Running
let api: string
let key: string
const operators = new Map<Role, string>()

before(async () => {
  folder = await folderWith(WORKLOAD)
  key = await folder.key(CONSUMER)
  for (const role of ROLES) operators.set(role, (await operatorKey(role)).key)
  running = await folder.start()
  api = adminAddress(running)
})

after(async () => {
  await running.stop()
  await folder.remove()
})

async function operatorKey(role: Role): Promise<{ key: string; id: string }> {
  const file = operatorFile(path.join(folder.path, '.causeway/operators.json'), {
    pid: process.pid,
    clock: systemClock,
  })
  return file.change((keys) => {
    const made = createOperatorKey(keys, { operator: `the ${role}`, role, expiresMs: null }, Date.now())
    assert.ok(made.ok)
    return { keys: made.keys, result: { key: made.key, id: made.stored.id } }
  })
}

function adminAddress({ lines }: Running): string {
  const line = lines.find(({ message }) => message === 'the admin API and the console listen')
  return `http://127.0.0.1:${String(line?.['port'])}`
}

function call(
  id: EndpointId,
  { params = {}, query = {}, body }: Sample,
  as: string | null,
): Promise<Response> {
  const { method, path: template } = ENDPOINTS[id]
  const at = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  return fetch(`${api}/admin/v1${at}?${new URLSearchParams(query).toString()}`, {
    method,
    headers: {
      ...(as === null ? {} : { authorization: `Bearer ${as}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

/** Its id. */
async function openSession(): Promise<string> {
  const begun = await call('session.begin', { body: { key: owner() } }, null)
  await begun.body?.cancel()
  const { sessions } = (await (await call('sessions.list', {}, owner())).json()) as {
    sessions: { id: string }[]
  }
  return sessions[0]?.id ?? assert.fail('there is no session')
}

async function chat(withKey: string): Promise<Response> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${withKey}` },
    body: JSON.stringify({ model: 'gpt-4.1', max_tokens: 2, messages: [{ role: 'user', content: 'hi' }] }),
  })
  await response.arrayBuffer()
  return response
}

const owner = (): string => operators.get('owner') ?? assert.fail()

test('each endpoint is for its role and those above it, and for nobody else', async () => {
  const nothing: Known = {
    exchange: 'none',
    consumerKey: 'none',
    operatorKey: 'none',
    session: 'none',
    month: '2026-11',
    line: 'none',
  }
  for (const [id, { role }] of endpoints) {
    const sample = SAMPLES[id](nothing)
    if (role === null) continue
    const stranger = await call(id, sample, null)
    assert.equal(stranger.status, 401, id)
    await stranger.body?.cancel()
    for (const has of ROLES) {
      if (ROLES.indexOf(has) >= ROLES.indexOf(role)) continue
      const refused = await call(id, sample, operators.get(has) ?? null)
      assert.equal(refused.status, 403, `${id} as ${has}`)
      const { error } = (await refused.json()) as { error: { code: string; remedy: string | null } }
      assert.equal(error.code, 'forbidden')
      assert.notEqual(error.remedy, null)
    }
  }
})

test('each endpoint answers as its contract says, and writes the audit log where it changes something', async () => {
  const exchange = (await chat(key)).headers.get('x-request-id') ?? ''
  await until('the records can be asked', async () => {
    const status = (await (await call('status', {}, owner())).json()) as { records: { database: string } }
    return status.records.database === 'following'
  })
  const made = (await (await call('keys.create', { body: { consumer: OTHER } }, owner())).json()) as {
    id: string
  }
  const month = new Date().toISOString().slice(0, 7)
  const { lines } = (await (await call('statements.lines', { params: { month } }, owner())).json()) as {
    lines: { id: string }[]
  }
  const known: Known = {
    exchange,
    consumerKey: made.id,
    operatorKey: (await operatorKey('viewer')).id,
    session: await openSession(),
    month,
    line: lines[0]?.id ?? 'none',
  }
  const auditFile = path.join(folder.path, '.causeway/audit.log')
  for (const [id, endpoint] of endpoints) {
    // It is what all others were called with; sessions have tests of their own.
    if (id === 'session.begin') continue
    const before = auditLines(auditFile)
    const sample = SAMPLES[id](known)
    const as = sample.as ?? endpoint.role ?? 'viewer'
    const response = await call(id, sample, operators.get(as) ?? null)
    if (NO_ZONE.has(id)) {
      assert.equal(response.status, 409, id)
      continue
    }
    const { answer, status = 200, audit } = endpoint
    if (answer.kind === 'events') {
      assert.equal(response.status, 200, id)
      await eventsHold(response, answer.events, id)
    } else {
      const text = await response.text()
      assert.equal(response.status, status, `${id}: ${text.slice(0, 300)}`)
      assert.equal(response.headers.get('cache-control'), 'no-store')
      if (answer.kind === 'json') holds(answer.schema, JSON.parse(text), id)
    }
    const written = auditLines(auditFile).slice(before.length)
    assert.deepEqual(
      written.map(({ what }) => what),
      audit === null ? [] : [audit],
      id,
    )
    if (audit !== null) assert.equal(written[0]?.who, `the ${as}`)
  }
})

/** Nothing more than the contract says, either: what is not in it must not be shown. */
function holds(schema: { parse(value: unknown): unknown }, value: unknown, id: string): void {
  assert.deepEqual(schema.parse(value), value, id)
}

async function eventsHold(
  response: Response,
  events: Readonly<Record<string, { parse(value: unknown): unknown }>>,
  id: string,
): Promise<void> {
  let text = ''
  for await (const piece of response.body ?? []) {
    text += Buffer.from(piece).toString()
    if (/event: (?:live|end)\n.*\n\n/s.test(text)) break
  }
  const found = [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)]
  assert.ok(found.length > 0, id)
  for (const [, name = '', data = ''] of found) {
    const schema = events[name]
    assert.ok(schema !== undefined, `${id} has no event ${name}`)
    holds(schema, JSON.parse(data), `${id}, ${name}`)
  }
}

function auditLines(file: string): readonly { readonly what: string; readonly who: string }[] {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    return lines.map((line) => JSON.parse(line) as { what: string; who: string })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

test('a key is rotated while a client asks without a pause, and no request fails', async () => {
  const over = new AbortController()
  let current = key
  const statuses: number[] = []
  const client = (async () => {
    while (!over.signal.aborted) statuses.push((await chat(current)).status)
  })()
  try {
    for (let turn = 0; turn < 3; turn++) {
      const body = { consumer: CONSUMER, graceMs: 60_000 }
      const made = (await (await call('keys.rotate', { body }, owner())).json()) as { key: string }
      await until('the new key works', async () => (await chat(made.key)).status === 200)
      current = made.key
      const asked = statuses.length
      await until('the client went on', () => statuses.length > asked + 1)
    }
  } finally {
    over.abort()
    await client
  }
  assert.deepEqual([...new Set(statuses)], [200])
  key = current
})

describe('what goes away', () => {
  test('the admin process is started again, and the gateway serves meanwhile', async () => {
    const status = () =>
      admin(folder, 'GET', '/admin/v1/status') as Promise<{
        admin: { pid: number | null; restarts: number }
      }>
    const { pid } = (await status()).admin
    assert.ok(pid !== null)
    process.kill(pid, 'SIGKILL')
    await until('it is away', () =>
      fetch(`${api}/livez`).then(
        () => false,
        () => true,
      ),
    )
    assert.equal((await chat(key)).status, 200)
    await until('it serves again', () =>
      fetch(`${api}/livez`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    assert.equal((await status()).admin.restarts, 1)
    assert.equal((await call('status', {}, owner())).status, 200)
  })
})

test('without records, what asks the ledger says what to do', async () => {
  const folderWithout = await folderWith(WORKLOAD)
  const started = await folderWithout.start({ args: ['--no-records'] })
  try {
    const made = execFileSync(
      path.resolve(import.meta.dirname, '../../bin/causeway'),
      ['operators', 'create', '--operator', 'alice', '--role', 'viewer'],
      { cwd: folderWithout.path, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ).trim()
    const response = await fetch(`${adminAddress(started)}/admin/v1/usage`, {
      headers: { authorization: `Bearer ${made}` },
    })
    assert.equal(response.status, 503)
    const { error } = (await response.json()) as { error: { code: string; message: string; remedy: string } }
    assert.equal(error.code, 'unavailable')
    assert.match(error.message, /records process/)
    assert.match(error.remedy, /journal/)
  } finally {
    await started.stop()
    await folderWithout.remove()
  }
})

test('with workers, what all of them do is one', { skip: withoutSharedPorts }, async () => {
  const workers = await folderWith(WORKLOAD)
  const consumerKey = await workers.key(CONSUMER)
  const file = operatorFile(path.join(workers.path, '.causeway/operators.json'), {
    pid: process.pid,
    clock: systemClock,
  })
  const operator = await file.change((keys) => {
    const made = createOperatorKey(keys, { operator: 'alice', role: 'owner', expiresMs: null }, Date.now())
    assert.ok(made.ok)
    return { keys: made.keys, result: made.key }
  })
  const started = await workers.start({ args: ['--workers', '2', '--no-records'] })
  const headers = { authorization: `Bearer ${operator}` }
  const at = `${adminAddress(started)}/admin/v1`
  try {
    const status = (await (await fetch(`${at}/status`, { headers })).json()) as { workers: number }
    assert.equal(status.workers, 2)
    assert.equal((await fetch(`${at}/deployments/std-frc/drain`, { method: 'POST', headers })).status, 200)
    const fleet = (await (await fetch(`${at}/deployments`, { headers })).json()) as {
      deployments: { deployment: string; isDrained: boolean }[]
    }
    assert.equal(fleet.deployments.find(({ deployment }) => deployment === 'std-frc')?.isDrained, true)
    const asked = await fetch(`${at}/playground/chat`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(SAMPLES['playground.chat']({} as Known).body),
    })
    assert.match(await asked.text(), /event: end\ndata: \{.*"status":200/)
    assert.equal(
      (await fetch(`${started.address}/v1/models`, { headers: { authorization: `Bearer ${consumerKey}` } }))
        .status,
      200,
    )
  } finally {
    await started.stop()
    await workers.remove()
  }
})
