import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'

import { type Desk, openDesk } from './api-server.fixture.ts'

/** What strangers, and operators of little rank, try on the admin API. */
let desk: Desk
let owner: string

before(async () => {
  desk = await openDesk()
  owner = desk.operator('olga', 'owner')
})
after(() => desk.close())

interface Asked {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** With headers that `fetch` would not send. */
function statusOf({ method = 'GET', path, headers = {}, body }: Asked): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: desk.port, method, path, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

function signIn(key: string): Asked {
  const headers = { 'content-type': 'application/json' }
  return { method: 'POST', path: '/admin/v1/session', headers, body: JSON.stringify({ key }) }
}

test('a page that gave its own name this address is refused, whatever it asks for', async () => {
  for (const host of [
    'evil.example',
    `evil.example:${desk.port}`,
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    ':',
  ])
    for (const asked of [
      signIn(owner),
      { path: '/admin/v1/session' },
      { path: '/console/' },
      { path: '/livez' },
    ])
      assert.equal(await statusOf({ ...asked, headers: { ...asked.headers, host } }), 403, host)
  for (const host of ['localhost', `127.0.0.1:${desk.port}`, '[::1]:8090', 'causeway.localhost', '10.0.0.7'])
    assert.equal(await statusOf({ path: '/livez', headers: { host } }), 200, host)
})

test('who has not signed in has little of a body read', async () => {
  assert.equal(await statusOf(signIn('x'.repeat(5_000))), 413)
  const authorization = `Bearer ${owner}`
  const headers = { 'content-type': 'application/json', authorization }
  const body = JSON.stringify({ consumer: '/contoso/marketing', label: 'x'.repeat(5_000) })
  assert.equal(await statusOf({ method: 'POST', path: '/admin/v1/keys', headers, body }), 400)
})

test('a session that another page slipped under is not acted in', async () => {
  const cookieOf = async (key: string): Promise<string> => {
    const { path, ...asked } = signIn(key)
    const response = await fetch(desk.url + path, asked)
    return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  }
  const own = await cookieOf(owner)
  const slipped = await cookieOf(desk.operator('mallory', 'viewer'))
  const path = '/admin/v1/session'
  assert.equal(await statusOf({ path, headers: { cookie: `other=1; ${own}` } }), 200)
  assert.equal(await statusOf({ path, headers: { cookie: `${slipped}; ${own}` } }), 401)
  assert.equal(await statusOf({ path, headers: { cookie: `${own}; ${own}` } }), 200)
})

test('wrong keys are in the audit log, seldom, and without what was presented', async () => {
  desk.clock.advance(120_000)
  const before = desk.audit.length
  for (let i = 0; i < 9; i++) assert.equal(await statusOf(signIn(`cwo_guess_${i}`)), 401)
  const told = desk.audit.slice(before).filter(({ what }) => what === 'session.refuse')
  assert.deepEqual(
    told.map(({ who, what, details }) => [who, what, details]),
    [1, 2, 4, 8].map((withinAMinute) => [
      'nobody',
      'session.refuse',
      { withinAMinute, address: '127.0.0.1' },
    ]),
  )
})

test('a key may not live so long that the file of keys is spoiled', async () => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${owner}` }
  const expiresInMs = Number.MAX_SAFE_INTEGER
  for (const [path, sent] of [
    ['/admin/v1/keys', { consumer: '/contoso/marketing', expiresInMs }],
    ['/admin/v1/operators', { operator: 'eve', role: 'viewer', expiresInMs }],
  ] as const)
    assert.equal(await statusOf({ method: 'POST', path, headers, body: JSON.stringify(sent) }), 400, path)
})

describe('streams', () => {
  const live = (key: string, signal: AbortSignal, method = 'GET'): Promise<Response> =>
    fetch(`${desk.url}/admin/v1/live`, { method, headers: { authorization: `Bearer ${key}` }, signal })

  test('of one key are bounded, so that others have theirs', async () => {
    const greedy = desk.operator('greedy', 'viewer')
    const life = new AbortController()
    const statuses: number[] = []
    for (let i = 0; i < 21; i++) statuses.push((await live(greedy, life.signal)).status)
    assert.deepEqual(statuses, [...Array<number>(20).fill(200), 429])
    assert.equal((await live(owner, life.signal)).status, 200)
    life.abort()
  })

  test('are none where only the head is asked for', async () => {
    const key = desk.operator('prober', 'viewer')
    const life = new AbortController()
    for (let i = 0; i < 30; i++) assert.equal((await live(key, life.signal, 'HEAD')).status, 200)
    assert.equal((await live(key, life.signal)).status, 200)
    life.abort()
  })
})

describe('what is sent to trip the program', () => {
  const authorization = (): Readonly<Record<string, string>> => ({ authorization: `Bearer ${owner}` })

  test('control characters, names of a prototype and two hosts are refused as what they are', async () => {
    for (const path of ['/exchanges/%00', '/exchanges?model=%00', '/keys?after=%1b', '/keys?__proto__=1'])
      assert.equal(await statusOf({ path: `/admin/v1${path}`, headers: authorization() }), 400, path)
    const { promise, resolve } = Promise.withResolvers<string>()
    const socket = connect(desk.port, '127.0.0.1', () =>
      socket.write(
        'GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      ),
    )
    let text = ''
    socket.on('data', (piece: Buffer) => (text += piece.toString())).on('close', () => resolve(text))
    assert.match(await promise, /^HTTP\/1\.1 400 /)
  })

  test('a body that is nested deep, or has names without end, costs a short answer', async () => {
    const headers = { ...authorization(), 'content-type': 'application/json' }
    const nested = (depth: number): string => `{"limit":${'['.repeat(depth)}${']'.repeat(depth)}}`
    const raise = { method: 'POST', path: '/admin/v1/limits/raises', headers }
    assert.equal(await statusOf({ ...raise, body: nested(33) }), 400)
    assert.equal(await statusOf({ ...raise, body: nested(400_000) }), 400)
    // It is handed on, and there is no gateway here.
    assert.equal(await statusOf({ ...raise, body: nested(30) }), 503)
    const names = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`name${i}`, 1]))
    const response = await fetch(`${desk.url}/admin/v1/keys`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ consumer: '/contoso/marketing', ...names }),
    })
    assert.equal(response.status, 400)
    assert.ok((await response.text()).length < 1_000)
  })
})

test('changes of one key are bounded, so that it does not fill the audit log, and those of others go on', async () => {
  const greedy = { authorization: `Bearer ${desk.operator('busy', 'operator')}` }
  const order = { method: 'POST', path: '/admin/v1/keys/none/revoke' }
  for (let i = 0; i < 600; i++) assert.equal(await statusOf({ ...order, headers: greedy }), 404)
  assert.equal(await statusOf({ ...order, headers: greedy }), 429)
  assert.equal(await statusOf({ path: '/admin/v1/session', headers: greedy }), 200)
  assert.equal(await statusOf({ ...order, headers: { authorization: `Bearer ${owner}` } }), 404)
  desk.clock.advance(60_000)
  assert.equal(await statusOf({ ...order, headers: greedy }), 404)
})
