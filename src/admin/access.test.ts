import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { type Desk, openDesk } from './api-server.fixture.ts'

/** Who sees and ends which keys of operators, and which sessions. */
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
const CONSOLE = { 'x-causeway-console': '1' }

interface ShownSession {
  readonly id: string
  readonly key: string
  readonly operator: string
  readonly address: string | null
  readonly browser: string | null
  readonly isOwn: boolean
  readonly sinceMs: number
  readonly lastUsedMs: number
}

interface ShownKey {
  readonly id: string
  readonly operator: string
  readonly state: string
  readonly isOwn: boolean
  readonly sessions: number
}

let desk: Desk
let owner: string
let viewer: string

before(async () => {
  desk = await openDesk()
  owner = desk.operator('olga', 'owner')
  viewer = desk.operator('vera', 'viewer')
})
after(() => desk.close())

const idOf = (key: string): string => key.split('_')[1] ?? ''
const withKey = (key: string) => ({ authorization: `Bearer ${key}` })
const withCookie = (cookie: string) => ({ cookie, ...CONSOLE })

function ask(method: string, at: string, headers: Record<string, string>, body?: object): Promise<Response> {
  return fetch(`${desk.url}/admin/v1${at}`, {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function statusOf(...asked: Parameters<typeof ask>): Promise<number> {
  const response = await ask(...asked)
  await response.body?.cancel()
  return response.status
}

/** The cookie of a session that began now. */
async function signIn(key: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await ask('POST', '/session', headers, { key })
  await response.body?.cancel()
  return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? assert.fail()
}

async function sessionsFor(headers: Record<string, string>): Promise<readonly ShownSession[]> {
  const response = await ask('GET', '/sessions', headers)
  return ((await response.json()) as { sessions: ShownSession[] }).sessions
}

async function keysFor(headers: Record<string, string>): Promise<readonly ShownKey[]> {
  const response = await ask('GET', '/operators', headers)
  return ((await response.json()) as { keys: ShownKey[] }).keys
}

const ofSession = (cookie: string) => sessionsFor({ cookie }).then((all) => all.find(({ isOwn }) => isOwn))

describe('sessions', () => {
  test('are shown with where they began, the one used last first, and never with what opens them', async () => {
    const first = await signIn(viewer, { 'user-agent': FIREFOX })
    desk.clock.advance(60_000)
    const second = await signIn(viewer, { 'user-agent': 'something else' })
    const shown = await sessionsFor({ cookie: second })
    assert.deepEqual(
      shown.map(({ operator, address, browser, isOwn }) => [operator, address, browser, isOwn]),
      [
        ['vera', '127.0.0.1', null, true],
        ['vera', '127.0.0.1', 'Firefox 145 on Linux', false],
      ],
    )
    assert.equal((shown[0]?.sinceMs ?? 0) - (shown[1]?.lastUsedMs ?? 0), 60_000)
    const text = JSON.stringify(shown)
    for (const cookie of [first, second]) assert.ok(!text.includes(cookie.split('=')[1] ?? ''))
    // What is shown opens nothing.
    const forged = `${first.split('=')[0]}=${shown[0]?.id}`
    assert.equal(await statusOf('GET', '/session', { cookie: forged }), 401)
  })

  test('of others are seen by an owner alone, and ended by an owner alone', async () => {
    const own = await signIn(viewer)
    const other = await signIn(owner)
    const { id = '' } = (await ofSession(other)) ?? {}
    assert.ok(!(await sessionsFor({ cookie: own })).some(({ operator }) => operator !== 'vera'))
    assert.equal(await statusOf('DELETE', `/sessions/${id}`, withCookie(own)), 403)
    assert.equal(await statusOf('DELETE', `/operators/${idOf(owner)}/sessions`, withCookie(own)), 403)
    assert.equal(await statusOf('GET', '/session', { cookie: other }), 200)
    const told = desk.audit.filter(({ what, who }) => what === 'call.refuse' && who === 'vera')
    assert.deepEqual(
      told.map(({ details }) => details['endpoint']),
      ['sessions.end', 'sessions.end-of'],
    )
    const ownId = (await ofSession(own))?.id ?? ''
    assert.ok((await sessionsFor(withKey(owner))).some((one) => one.id === ownId && !one.isOwn))
    assert.equal(await statusOf('DELETE', `/sessions/${ownId}`, withCookie(other)), 204)
    assert.equal(await statusOf('GET', '/session', { cookie: own }), 401)
    assert.deepEqual(desk.audit.at(-1)?.details, { id: ownId, key: idOf(viewer) })
  })

  test('end one at a time, the own one with its cookie, and what has ended is not there', async () => {
    const here = await signIn(viewer)
    const there = await signIn(viewer)
    const { id = '' } = (await ofSession(there)) ?? {}
    assert.equal(await statusOf('DELETE', `/sessions/${id}`, { cookie: here }), 403, 'without the header')
    assert.equal(await statusOf('DELETE', `/sessions/${id}`, withCookie(here)), 204)
    assert.equal(await statusOf('GET', '/session', { cookie: there }), 401)
    assert.equal(await statusOf('DELETE', `/sessions/${id}`, withCookie(here)), 404)
    const own = (await ofSession(here))?.id ?? ''
    const ended = await ask('DELETE', `/sessions/${own}`, withCookie(here))
    assert.match(ended.headers.getSetCookie()[0] ?? '', /^causeway-session=;.*Max-Age=0$/)
    assert.equal(await statusOf('GET', '/session', { cookie: here }), 401)
  })

  test('of a key end together, those of other keys of the same name stay', async () => {
    const namesake = desk.operator('vera', 'viewer')
    const cookies = [await signIn(viewer), await signIn(viewer)]
    const stays = await signIn(namesake)
    assert.ok(!(await sessionsFor({ cookie: stays })).some(({ key }) => key === idOf(viewer)))
    assert.equal(await statusOf('DELETE', `/operators/${idOf(viewer)}/sessions`, withKey(owner)), 204)
    for (const cookie of cookies) assert.equal(await statusOf('GET', '/session', { cookie }), 401)
    assert.equal(await statusOf('GET', '/session', { cookie: stays }), 200)
    const told = desk.audit.at(-1)
    assert.deepEqual([told?.who, told?.what, told?.details['id']], ['olga', 'sessions.end-of', idOf(viewer)])
    assert.equal(await statusOf('GET', '/session', withKey(viewer)), 200, 'the key itself stays')
  })

  test('of a key that was revoked on the machine, and those left idle, are not shown', async () => {
    const gone = desk.operator('gus', 'viewer')
    await signIn(gone)
    desk.revoke(gone)
    assert.ok(!(await sessionsFor(withKey(owner))).some(({ operator }) => operator === 'gus'))
    await signIn(viewer)
    desk.clock.advance(3_600_000)
    assert.deepEqual(await sessionsFor(withKey(owner)), [])
  })

  test('behind a proxy the address is not said, for it would be that of the proxy', async () => {
    const behind = await openDesk({ tlsEndsInFront: true })
    const key = behind.operator('pia', 'viewer')
    const begun = await fetch(`${behind.url}/admin/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    })
    const cookie = begun.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
    const response = await fetch(`${behind.url}/admin/v1/sessions`, { headers: { cookie } })
    const { sessions } = (await response.json()) as { sessions: ShownSession[] }
    assert.deepEqual(
      sessions.map(({ address }) => address),
      [null],
    )
    await behind.close()
  })
})

test('behind a proxy that is trusted the address is that of who called it, in sessions and in the audit log', async () => {
  const trustedProxies = ['127.0.0.0/8']
  const behind = await openDesk({ tlsEndsInFront: true, trustedProxies })
  const key = behind.operator('pia', 'viewer')
  const post = (at: string, body: object, headers: Record<string, string>): Promise<Response> =>
    fetch(`${behind.url}/admin/v1${at}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const forwarded = { 'x-forwarded-for': '10.1.1.1, 203.0.113.7:52100' }
  const begun = await post('/session', { key }, forwarded)
  const cookie = begun.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const listed = await fetch(`${behind.url}/admin/v1/sessions`, { headers: { cookie } })
  const { sessions } = (await listed.json()) as { sessions: ShownSession[] }
  assert.equal(sessions[0]?.address, '203.0.113.7')
  assert.equal((await post('/session', { key: 'cwo_wrong' }, forwarded)).status, 401)
  assert.deepEqual(behind.audit.at(-1)?.details, { withinAMinute: 1, address: '203.0.113.7' })
  const refused = await post('/keys', { consumer: '/contoso' }, { ...withKey(key), ...forwarded })
  assert.equal(refused.status, 403)
  assert.equal(behind.audit.at(-1)?.details['address'], '203.0.113.7')
  await behind.close()
})

test('a caller that is no trusted proxy does not choose its address', async () => {
  const direct = await openDesk({ trustedProxies: ['10.0.0.0/8'] })
  await fetch(`${direct.url}/admin/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' },
    body: JSON.stringify({ key: 'cwo_wrong' }),
  })
  assert.deepEqual(direct.audit.at(-1)?.details, { withinAMinute: 1, address: '127.0.0.1' })
  await direct.close()
})

describe('keys of operators', () => {
  test('are seen by whose they are, and all by an owner', async () => {
    const cookie = await signIn(viewer)
    assert.deepEqual(
      (await keysFor({ cookie })).map(({ id, isOwn, state, sessions }) => [id, isOwn, state, sessions]),
      [[idOf(viewer), true, 'live', 1]],
    )
    const all = await keysFor(withKey(owner))
    assert.ok(all.length > 2)
    assert.deepEqual(
      all.filter(({ isOwn }) => isOwn).map(({ id }) => id),
      [idOf(owner)],
    )
    assert.ok(!JSON.stringify(all).includes('hash'))
  })

  test('are made, and ended for others, by an owner alone', async () => {
    const operator = desk.operator('otto', 'operator')
    const wish = { operator: 'otto', role: 'owner' }
    assert.equal(await statusOf('POST', '/operators', withKey(operator), wish), 403)
    for (const id of [idOf(owner), 'none'])
      assert.equal(await statusOf('POST', `/operators/${id}/revoke`, withKey(operator)), 403)
    assert.equal(await statusOf('GET', '/session', withKey(owner)), 200)
    const made = await ask('POST', '/operators', withKey(owner), { ...wish, expiresInMs: 60_000 })
    const { id, key } = (await made.json()) as { id: string; key: string }
    assert.equal(await statusOf('GET', '/session', withKey(key)), 200)
    desk.clock.advance(60_000)
    assert.equal((await keysFor(withKey(owner))).find((one) => one.id === id)?.state, 'expired')
  })

  test('end for whoever has them, with their sessions; the last key of an owner does not', async () => {
    const own = desk.operator('ida', 'viewer')
    const cookie = await signIn(own)
    assert.equal(await statusOf('POST', `/operators/${idOf(own)}/revoke`, withCookie(cookie)), 200)
    assert.equal(await statusOf('GET', '/session', { cookie }), 401)
    assert.deepEqual(desk.audit.at(-1)?.details, { id: idOf(own), of: 'ida', role: 'viewer', ended: 1 })
    const refused = await ask('POST', `/operators/${idOf(owner)}/revoke`, withKey(owner))
    assert.equal(refused.status, 409)
    assert.match(((await refused.json()) as { error: { message: string } }).error.message, /last key/)
    assert.equal(await statusOf('GET', '/session', withKey(owner)), 200)
    const second = desk.operator('olaf', 'owner')
    assert.equal(await statusOf('POST', `/operators/${idOf(second)}/revoke`, withKey(second)), 200)
  })
})
