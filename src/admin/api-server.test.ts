import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import path from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'

import { type Desk, openDesk } from './api-server.fixture.ts'
import { MAX_BODY_BYTES } from './request-body.ts'

let desk: Desk
let owner: string

before(async () => {
  desk = await openDesk()
  owner = desk.operator('olga', 'owner')
})
after(() => desk.close())

const JSON_TYPE = { 'content-type': 'application/json' }

function post(at: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(`${desk.url}/admin/v1${at}`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  })
}

function get(at: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(`${desk.url}/admin/v1${at}`, { headers })
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code
}

/** The cookie of a new session. */
async function signIn(key: string = owner): Promise<string> {
  const response = await post('/session', { key }, {})
  assert.equal(response.status, 200)
  const [cookie = ''] = response.headers.getSetCookie()
  assert.match(cookie, /; Path=\/admin; HttpOnly; SameSite=Strict; Max-Age=43200$/)
  return cookie.split(';', 1)[0] ?? ''
}

const KEY = { consumer: '/contoso/marketing' }

describe('a session', () => {
  test('is shown, and ends with signing out', async () => {
    const cookie = await signIn()
    const shown = (await (await get('/session', { cookie })).json()) as {
      operator: string
      expiresMs: number
    }
    assert.equal(shown.operator, 'olga')
    assert.equal(shown.expiresMs, desk.clock.nowMs() + 12 * 3_600_000)
    const headers = { cookie, 'x-causeway-console': '1' }
    const out = await fetch(`${desk.url}/admin/v1/session`, { method: 'DELETE', headers })
    assert.equal(out.status, 204)
    assert.equal((await get('/session', { cookie })).status, 401)
  })

  test('ends when nobody used it for an hour, and twelve hours after it began', async () => {
    const idle = await signIn()
    desk.clock.advance(3_600_000)
    assert.equal((await get('/session', { cookie: idle })).status, 401)
    const used = await signIn()
    for (let minutes = 0; minutes < 12 * 60 - 30; minutes += 30) {
      desk.clock.advance(30 * 60_000)
      assert.equal((await get('/session', { cookie: used })).status, 200, `after ${minutes} minutes`)
    }
    desk.clock.advance(30 * 60_000)
    assert.equal((await get('/session', { cookie: used })).status, 401)
  })

  test('ends with its key', async () => {
    const key = desk.operator('bob', 'viewer')
    const cookie = await signIn(key)
    desk.revoke(key)
    assert.equal((await get('/session', { cookie })).status, 401)
    assert.equal((await get('/session', { authorization: `Bearer ${key}` })).status, 401)
  })

  test('and its key end what is streamed, too', async () => {
    const key = desk.operator('eve', 'viewer')
    const byKey = await get('/live', { authorization: `Bearer ${key}` })
    const cookie = await signIn()
    const bySession = await get('/live', { cookie })
    desk.revoke(key)
    const ended = assert.rejects(byKey.text())
    desk.clock.advance(15_000)
    await ended
    const idle = assert.rejects(bySession.text())
    desk.clock.advance(3_600_000)
    await idle
  })

  test('changes nothing for a page of another site', async () => {
    const cookie = await signIn()
    const console = { cookie, 'x-causeway-console': '1' }
    const changes = () => desk.audit.filter(({ what }) => what !== 'call.refuse').length
    const before = changes()
    for (const headers of [
      { cookie },
      { ...console, origin: 'https://evil.example' },
      { ...console, 'sec-fetch-site': 'cross-site' },
      { ...console, 'sec-fetch-site': 'same-site' },
    ]) {
      const refused = await post('/keys', KEY, headers)
      assert.equal(refused.status, 403, JSON.stringify(headers))
      assert.equal(await codeOf(refused), 'forbidden')
    }
    assert.equal(changes(), before)
    const own = { ...console, origin: desk.url, 'sec-fetch-site': 'same-origin' }
    assert.equal((await post('/keys', KEY, own)).status, 201)
    assert.equal(desk.audit.at(-1)?.what, 'keys.create')
  })

  test('is begun by no page of another site, and by no form', async () => {
    assert.equal((await post('/session', { key: owner }, { origin: 'https://evil.example' })).status, 403)
    const form = await post('/session', { key: owner }, { 'content-type': 'text/plain' })
    assert.equal(form.status, 415)
  })
})

describe('wrong keys', () => {
  test('are bounded in number, and keep no right one waiting', async () => {
    desk.clock.isHolding = true
    const statuses: number[] = []
    const wrong = Array.from({ length: 80 }, async () => {
      const { status } = await get('/session', { authorization: 'Bearer cwo_wrong' })
      statuses.push(status)
      // Fifty wait; the others are told to.
      if (statuses.length === 30) desk.clock.letGo()
    })
    assert.equal((await get('/session', { authorization: `Bearer ${owner}` })).status, 200)
    await Promise.all(wrong)
    assert.deepEqual(statuses.slice(0, 30), Array<number>(30).fill(429))
    assert.deepEqual(statuses.slice(30), Array<number>(50).fill(401))
  })

  test('are refused whatever they look like', async () => {
    for (const key of ['x'.repeat(5_000), owner.slice(0, -1), `${owner}x`, 'cwo_'])
      assert.equal((await get('/session', { authorization: `Bearer ${key}` })).status, 401)
    assert.equal((await get('/session', { authorization: 'Basic eDp5' })).status, 401)
  })
})

describe('what is sent', () => {
  const headers = (): Readonly<Record<string, string>> => ({ authorization: `Bearer ${owner}` })

  test('is held to the contract, and what is wrong is named', async () => {
    for (const [at, body, says] of [
      ['/keys', { consumer: 'x' }, /consumer: must begin with \//],
      ['/keys', { ...KEY, more: 1 }, /more/],
      ['/keys', [], /the body/],
      ['/operators', { operator: 'a', role: 'king' }, /role/],
    ] as const) {
      const response = await post(at, body, headers())
      const text = await response.text()
      assert.equal(response.status, 400, text)
      assert.match(text, says)
    }
    for (const at of ['/audit?limit=x', '/audit?limit=1&limit=2', '/session?x=1', '/keys?limit=0'])
      assert.equal((await get(at, headers())).status, 400, at)
    assert.equal((await get('/keys/%E0%A4%A/revoke', headers())).status, 404)
    assert.equal((await get('/nothing', headers())).status, 404)
    const other = await fetch(`${desk.url}/admin/v1/audit`, { method: 'POST', headers: headers() })
    assert.equal(other.status, 405)
    assert.equal(other.headers.get('allow'), 'GET')
  })

  test('is bounded', async () => {
    const large = await post('/keys', { ...KEY, label: 'x'.repeat(MAX_BODY_BYTES) }, headers())
    assert.equal(large.status, 413)
    const broken = await fetch(`${desk.url}/admin/v1/keys`, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers() },
      body: '{"consumer":',
    })
    assert.equal(broken.status, 400)
    assert.equal((await post('/session', { key: 'x'.repeat(5_000) }, {})).status, 413)
    assert.equal(await statusOfHeaders('x'.repeat(20_000)), 431)
  })

  test('may not drip: whoever sends nothing, no whole head or no whole body is cut off', async () => {
    const impatient = await openDesk({ pace: { headMs: 100, wholeMs: 200, lookMs: 20 } })
    const head = `POST /admin/v1/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`
    for (const sent of ['', head, `${head}content-length: 100\r\n\r\n{`])
      await new Promise<void>((resolve, reject) => {
        const socket = connect(impatient.port, '127.0.0.1', () => socket.write(sent))
        socket.on('error', reject)
        socket.resume()
        socket.on('close', () => resolve())
      })
    await impatient.close()
  })
})

function statusOfHeaders(value: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${desk.url}/admin/v1/session`, { headers: { 'x-long': value } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('where the gateway does not answer it is said, with what to do', async () => {
  const headers = { authorization: `Bearer ${owner}` }
  for (const at of ['/status', '/deployments', '/limits', '/incidents', '/simulator']) {
    const response = await get(at, headers)
    assert.equal(response.status, 503, at)
    assert.equal(response.headers.get('retry-after'), '5')
    const { error } = (await response.json()) as { error: { code: string; remedy: string | null } }
    assert.equal(error.code, 'unavailable')
    assert.notEqual(error.remedy, null)
  }
  desk.gateway.set('/admin/v1/deployments/x/drain', {
    status: 404,
    body: { error: 'there is no deployment x' },
  })
  const unknown = await fetch(`${desk.url}/admin/v1/deployments/x/drain`, { method: 'POST', headers })
  assert.equal(unknown.status, 404)
  assert.match(await unknown.text(), /there is no deployment x/)
})

describe('the console', () => {
  afterEach(() => rmSync(path.join(desk.consoleFolder, 'index.html'), { force: true }))

  test('that is not built says how to build it', async () => {
    const response = await fetch(`${desk.url}/console/`)
    assert.equal(response.status, 503)
    assert.match(await response.text(), /npm run console/)
  })

  test('is one page for all paths, with a nonce of its own each time', async () => {
    build()
    const nonces = new Set<string>()
    for (const at of ['/console/', '/console/models/gpt-4.1', '/console/anything?x=1']) {
      const response = await fetch(`${desk.url}${at}`)
      assert.equal(response.status, 200)
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? assert.fail(policy)
      assert.ok((await response.text()).includes(`content="${nonce}"`))
      assert.ok(!policy.includes('unsafe'))
      assert.match(policy, /frame-ancestors 'none'/)
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
      nonces.add(nonce)
    }
    assert.equal(nonces.size, 3)
    assert.equal((await fetch(desk.url, { redirect: 'manual' })).headers.get('location'), '/console/')
  })

  test('has scripts of its own for some paths', async () => {
    build()
    const pages = path.join(desk.consoleFolder, 'pages')
    mkdirSync(pages, { recursive: true })
    writeFileSync(path.join(pages, 'models.html'), '<link href="models.js" /> content="NONCE"')
    for (const [at, isOwn] of [
      ['/console/models', true],
      ['/console/models/gpt-4.1?window=7d', true],
      ['/console/modelsx', false],
      ['/console/', false],
      ['/console/constructor', false],
    ] as const) {
      const html = await (await fetch(`${desk.url}${at}`)).text()
      assert.equal(html.includes('models.js'), isOwn, at)
      assert.ok(!html.includes('NONCE'))
    }
    rmSync(pages, { recursive: true })
  })

  test('has its files compressed, for good, and once', async () => {
    build()
    const at = `${desk.url}/console/assets/main-ABC.js`
    const plain = await fetch(at, { headers: { 'accept-encoding': 'identity' } })
    assert.equal(plain.headers.get('content-type'), 'text/javascript; charset=utf-8')
    assert.equal(plain.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(await plain.text(), 'plain')
    const small = await fetch(at, { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(small.headers.get('content-encoding'), 'gzip')
    assert.notEqual(small.headers.get('etag'), plain.headers.get('etag'))
    await small.body?.cancel().catch(() => {})
    const etag = plain.headers.get('etag') ?? ''
    const again = await fetch(at, { headers: { 'accept-encoding': 'identity', 'if-none-match': etag } })
    assert.equal(again.status, 304)
  })

  test('leads out of its folder by no path', async () => {
    build()
    writeFileSync(path.join(desk.consoleFolder, 'secret.js'), 'secret')
    for (const at of [
      '/console/assets/../secret.js',
      '/console/assets/%2e%2e/secret.js',
      '/console/assets/..%2fsecret.js',
      '/console/assets/../../../../etc/passwd',
      '/console/assets//etc/passwd',
      '/console/assets/',
      '/console/../secret.js',
    ]) {
      const text = await rawText(at)
      assert.ok(!text.includes('secret') && !text.includes('root:'), at)
    }
  })
})

function build(): void {
  const assets = path.join(desk.consoleFolder, 'assets')
  mkdirSync(assets, { recursive: true })
  writeFileSync(path.join(assets, 'main-ABC.js'), 'plain')
  writeFileSync(path.join(assets, 'main-ABC.js.gz'), 'small')
  writeFileSync(path.join(desk.consoleFolder, 'index.html'), '<meta name="style-nonce" content="NONCE" />')
}

/** The path as it is written, which `fetch` would straighten. */
function rawText(at: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: desk.port, path: at }, (response) => {
      let text = ''
      response.on('data', (piece: Buffer) => (text += piece.toString()))
      response.on('end', () => resolve(text))
    })
    asked.on('error', reject)
    asked.end()
  })
}
