import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { type Desk, openDesk } from './api-server.fixture.ts'

/** Sessions as browsers have them: over plain HTTP on this machine, and over TLS. */
const CONSOLE = { 'x-causeway-console': '1' }

async function signIn(desk: Desk, key: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${desk.url}/admin/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ key }),
  })
  assert.equal(response.status, 200)
  return response.headers.getSetCookie()[0] ?? ''
}

function valueOf(setCookie: string): string {
  return setCookie.split(';', 1)[0] ?? ''
}

async function statusWith(desk: Desk, cookie: string): Promise<number> {
  return (await fetch(`${desk.url}/admin/v1/session`, { headers: { cookie } })).status
}

describe('over TLS', () => {
  let desk: Desk
  let owner: string
  before(async () => {
    desk = await openDesk({ tlsEndsInFront: true })
    owner = desk.operator('olga', 'owner')
  })
  after(() => desk.close())

  test('the cookie is one that no other host, and no page over plain HTTP, can put there', async () => {
    const set = await signIn(desk, owner)
    assert.match(
      set,
      /^__Host-causeway-session=\w{32}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    )
    assert.equal(await statusWith(desk, valueOf(set)), 200)
    assert.equal(await statusWith(desk, valueOf(set).replace('__Host-', '')), 401)
  })

  test('signing out takes that very cookie away', async () => {
    const cookie = valueOf(await signIn(desk, owner))
    const headers = { cookie, ...CONSOLE }
    const out = await fetch(`${desk.url}/admin/v1/session`, { method: 'DELETE', headers })
    assert.match(
      out.headers.getSetCookie()[0] ?? '',
      /^__Host-causeway-session=; Path=\/; Secure;.*Max-Age=0$/,
    )
  })
})

describe('over plain HTTP', () => {
  let desk: Desk
  let owner: string
  before(async () => {
    desk = await openDesk()
    owner = desk.operator('olga', 'owner')
  })
  after(() => desk.close())

  test('a key is used by a call with it, by signing in, and by each call of the session; a wrong one by nobody', async () => {
    const key = desk.operator('una', 'viewer')
    const id = key.split('_')[1]
    const lastUsed = async (): Promise<number | null> => {
      const response = await fetch(`${desk.url}/admin/v1/operators`, {
        headers: { authorization: `Bearer ${owner}` },
      })
      const { keys } = (await response.json()) as { keys: { id: string; lastUsedMs: number | null }[] }
      return (keys.find((one) => one.id === id) ?? assert.fail()).lastUsedMs
    }
    const wrong = { authorization: `Bearer ${key}x` }
    assert.equal((await fetch(`${desk.url}/admin/v1/status`, { headers: wrong })).status, 401)
    assert.equal(await lastUsed(), null)
    await fetch(`${desk.url}/admin/v1/session`, { headers: { authorization: `Bearer ${key}` } })
    assert.equal(await lastUsed(), desk.clock.nowMs())
    desk.clock.advance(60_000)
    const cookie = valueOf(await signIn(desk, key))
    assert.equal(await lastUsed(), desk.clock.nowMs())
    desk.clock.advance(60_000)
    assert.equal(await statusWith(desk, cookie), 200)
    assert.equal(await lastUsed(), desk.clock.nowMs())
  })

  test('the cookie is one that browsers take there', async () => {
    assert.match(
      await signIn(desk, owner),
      /^causeway-session=\w{32}; Path=\/admin; HttpOnly; SameSite=Strict;/,
    )
  })

  test('signing in again ends the session that the browser had, and no other', async () => {
    const elsewhere = valueOf(await signIn(desk, owner))
    const first = valueOf(await signIn(desk, owner))
    const second = valueOf(await signIn(desk, desk.operator('otto', 'viewer'), { cookie: first }))
    assert.equal(await statusWith(desk, first), 401)
    assert.equal(await statusWith(desk, second), 200)
    assert.equal(await statusWith(desk, elsewhere), 200)
  })

  test('a wrong key ends no session', async () => {
    const cookie = valueOf(await signIn(desk, owner))
    const wrong = await fetch(`${desk.url}/admin/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ key: 'cwo_wrong' }),
    })
    assert.equal(wrong.status, 401)
    assert.equal(await statusWith(desk, cookie), 200)
  })

  test('what the audit log tells of, reading of text too, no page of another site does with the cookie', async () => {
    const cookie = valueOf(await signIn(desk, owner))
    const text = `${desk.url}/admin/v1/exchanges/req_1/text`
    for (const headers of [{ cookie }, { cookie, ...CONSOLE, 'sec-fetch-site': 'same-site' }])
      assert.equal((await fetch(text, { headers })).status, 403)
    // There is no ledger here to look into.
    assert.equal((await fetch(text, { headers: { cookie, ...CONSOLE } })).status, 503)
  })

  test('signing out everywhere ends all sessions of the key, and is in the audit log', async () => {
    const key = desk.operator('eve', 'viewer')
    const here = valueOf(await signIn(desk, key))
    const there = valueOf(await signIn(desk, key))
    const other = valueOf(await signIn(desk, owner))
    const all = `${desk.url}/admin/v1/sessions`
    assert.equal((await fetch(all, { method: 'DELETE', headers: { cookie: here } })).status, 403)
    const out = await fetch(all, { method: 'DELETE', headers: { cookie: here, ...CONSOLE } })
    assert.equal(out.status, 204)
    assert.deepEqual([await statusWith(desk, here), await statusWith(desk, there)], [401, 401])
    assert.equal(await statusWith(desk, other), 200)
    const told = desk.audit.at(-1)
    assert.deepEqual([told?.who, told?.what, told?.details['ended']], ['eve', 'session.end-all', 2])
  })

  test('revoking a key over the API ends all its sessions', async () => {
    const key = desk.operator('mia', 'viewer')
    const cookies = [valueOf(await signIn(desk, key)), valueOf(await signIn(desk, key))]
    const revoked = await fetch(`${desk.url}/admin/v1/operators/${key.split('_')[1]}/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner}` },
    })
    assert.equal(revoked.status, 200)
    for (const cookie of cookies) assert.equal(await statusWith(desk, cookie), 401)
  })
})
