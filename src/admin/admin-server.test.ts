import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { silentLog } from '../base/index.ts'
import { type AdminServer, startAdminServer } from './admin-server.ts'

let folder: string
let socketPath: string
let server: AdminServer
const drained = new Map<string, { reason: string | null } | null>()
const orders: unknown[] = []

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'admin-'))
  socketPath = path.join(folder, 'admin.sock')
  // As a killed program leaves it.
  writeFileSync(socketPath, '')
  const ports = {
    status: () => ({ workload: 'test' }),
    live: () => ({}),
    incidents: () => ({ incidents: [], alerts: [] }),
    deployments: () => [{ deployment: 'one' }],
    setDrain(id: string, drain: { reason: string | null } | null) {
      if (id !== 'one') return false
      drained.set(id, drain)
      return true
    },
    reload: () => Promise.reject(new Error('a secret of ours')),
    limits: async () => ({ limits: [{ key: '/contoso|concurrent' }] }),
    raises: () => ({ raises: orders }),
    async raise(order: unknown) {
      orders.push(order)
      return orders.length === 1 ? { made: { limit: 'one' } } : { problem: 'not this one' }
    },
  }
  server = await startAdminServer(socketPath, ports, silentLog)
})

after(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function ask(method: string, url: string, text = ''): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path: url }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

test('only the owner may open the socket, which is gone when the server is closed', async () => {
  assert.equal(statSync(socketPath).mode & 0o777, 0o600)
  const other = path.join(folder, 'other.sock')
  const ports = {
    status: () => ({}),
    live: () => ({}),
    incidents: () => ({ incidents: [], alerts: [] }),
    deployments: () => [],
    setDrain: () => true,
    reload: async () => ({}),
    limits: async () => ({}),
    raises: () => ({}),
    raise: async () => ({ problem: 'none' }),
  }
  const second = await startAdminServer(other, ports, silentLog)
  assert.equal(existsSync(other), true)
  await second.close()
  assert.equal(existsSync(other), false)
})

test('it answers, drains and puts back', async () => {
  assert.deepEqual(JSON.parse((await ask('GET', '/admin/v1/status')).body), { workload: 'test' })
  assert.equal((await ask('POST', '/admin/v1/deployments/one/drain')).status, 200)
  assert.deepEqual(drained.get('one'), { reason: null })
  assert.equal((await ask('POST', '/admin/v1/deployments/one/undrain')).status, 200)
  assert.equal(drained.get('one'), null)
  assert.equal((await ask('POST', '/admin/v1/deployments/two/drain')).status, 404)
  assert.equal((await ask('POST', '/admin/v1/deployments/two/undrain')).status, 404)
})

test('a drain takes a reason of one line, and changes nothing where it is none', async () => {
  const drain = (body: string) => ask('POST', '/admin/v1/deployments/one/drain', body)
  assert.equal((await drain('{"reason":"Region is out"}')).status, 200)
  assert.deepEqual(drained.get('one'), { reason: 'Region is out' })
  for (const reason of ['', '  ', 'a\nb', 'a\u001b[2Jb', 'x'.repeat(501), 7, {}]) {
    const refused = await drain(JSON.stringify({ reason }))
    assert.equal(refused.status, 400, JSON.stringify(reason))
    assert.match(refused.body, /one line of 1 to 500/)
  }
  assert.equal((await drain('no JSON')).status, 400)
  assert.equal((await drain(`{"reason":"${'x'.repeat(70_000)}"}`)).status, 400)
  assert.deepEqual(drained.get('one'), { reason: 'Region is out' })
})

test('an unknown path is 404, a wrong method 405, a fault of ours 500 without its text', async () => {
  assert.equal((await ask('GET', '/admin/v1/nothing')).status, 404)
  assert.equal((await ask('GET', '/admin/v1/reload')).status, 405)
  const { status, body } = await ask('POST', '/admin/v1/reload')
  assert.equal(status, 500)
  assert.doesNotMatch(body, /secret/)
})

test('a raise is asked for with a body of JSON, of a size that it says, and what is wrong with it is told', async () => {
  const raises = '/admin/v1/limits/raises'
  const made = await ask('POST', raises, '{"limit":"one"}')
  assert.deepEqual([made.status, JSON.parse(made.body)], [201, { limit: 'one' }])
  const refused = await ask('POST', raises, '[]')
  assert.deepEqual([refused.status, JSON.parse(refused.body)], [400, { error: 'not this one' }])
  assert.deepEqual(orders, [{ limit: 'one' }, []])
  for (const text of ['', '{', `"${'x'.repeat(70_000)}"`])
    assert.match((await ask('POST', raises, text)).body, /no JSON of up to 65536 bytes/)
  assert.equal(orders.length, 2)
  assert.equal((await ask('GET', '/admin/v1/limits')).status, 200)
  assert.equal((await ask('GET', raises)).status, 200)
})
