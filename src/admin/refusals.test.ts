import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { ManualClock, silentLog } from '../base/index.ts'
import { type Desk, openDesk } from './api-server.fixture.ts'
import type { AuditRecord } from './ports.ts'
import { Refusals } from './refusals.ts'

/** What was refused to somebody who may not is in the audit log, and fills no disk. */
let desk: Desk
before(async () => {
  desk = await openDesk()
})
after(() => desk.close())

const JSON_TYPE = { 'content-type': 'application/json' }

function create(headers: Readonly<Record<string, string>>): Promise<Response> {
  const body = JSON.stringify({ consumer: '/contoso/marketing' })
  return fetch(`${desk.url}/admin/v1/keys`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body })
}

test('a role that may not: once at once, and how many more a minute later', async () => {
  const authorization = `Bearer ${desk.operator('vera', 'viewer')}`
  const before = desk.audit.length
  for (let i = 0; i < 5; i++) assert.equal((await create({ authorization })).status, 403)
  const told = () => desk.audit.slice(before).map(({ who, what, details }) => [who, what, details])
  const because = 'this is for the role operator, and vera is viewer'
  const details = { endpoint: 'keys.create', because, address: '127.0.0.1' }
  assert.deepEqual(told(), [['vera', 'call.refuse', details]])
  desk.clock.advance(60_000)
  assert.deepEqual(told(), [
    ['vera', 'call.refuse', details],
    ['vera', 'call.refuse', { ...details, more: 4 }],
  ])
})

test('a page of another site: with whose session it came', async () => {
  const key = desk.operator('otto', 'operator')
  const signedIn = await fetch(`${desk.url}/admin/v1/session`, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ key }),
  })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const before = desk.audit.length
  assert.equal((await create({ cookie, origin: 'https://evil.example' })).status, 403)
  const [entry] = desk.audit.slice(before)
  assert.deepEqual(
    [entry?.who, entry?.what, entry?.details['endpoint']],
    ['otto', 'call.refuse', 'keys.create'],
  )
})

test('kinds of a minute are bounded, and what is left is told when it ends', async () => {
  const audit: AuditRecord[] = []
  const append = (entry: AuditRecord): Promise<void> => Promise.resolve(void audit.push(entry))
  const refusals = new Refusals({ audit: { append }, clock: new ManualClock(), log: silentLog })
  for (let i = 0; i < 30; i++)
    refusals.note({ who: `operator ${i}`, endpoint: 'keys.create', because: 'role', address: null })
  assert.equal(audit.length, 20)
  await refusals.fold()
  assert.deepEqual([audit.length, audit.at(-1)?.details], [21, { more: 10 }])
  await refusals.fold()
  assert.equal(audit.length, 21)
})
