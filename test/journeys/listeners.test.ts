import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { type AddressInfo, connect, createServer } from 'node:net'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { connect as tlsConnect, type SecureVersion } from 'node:tls'
import { promisify } from 'node:util'

import { type Folder, folderWith, type Running } from './program.ts'
import { rawRequest } from './raw-http.ts'
import { until } from './state.ts'
import { TWO_REGIONS } from './workloads.ts'

/** What is served where: TLS, the second listener, and what a proxy in front changes. */
const MODEL = 'gpt-4.1'
const CHAT = JSON.stringify({ model: MODEL, max_tokens: 5, messages: [{ role: 'user', content: 'x' }] })

function withGateway(settings: string): string {
  return TWO_REGIONS.replace('gateway:\n', `gateway:\n${settings}`)
}

/** Free now, and for long enough after: nobody else is given it soon. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of response) text += (piece as Buffer).toString()
  return text
}

async function makeCertificate(folder: Folder): Promise<void> {
  const made = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'
  const names = '-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout tls.key -out tls.crt'
  await promisify(execFile)('openssl', `${made} ${names}`.split(' '), { cwd: folder.path })
}

function withoutOpenssl(): string | false {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return false
  } catch (error) {
    return `openssl makes the certificate: ${(error as Error).message}`
  }
}

describe('TLS', { skip: withoutOpenssl() }, () => {
  let folder: Folder
  let running: Running
  let key: string
  let ca: Buffer

  before(async () => {
    folder = await folderWith(withGateway('  tls: { certificate: file:tls.crt, key: file:tls.key }\n'))
    await makeCertificate(folder)
    ca = readFileSync(path.join(folder.path, 'tls.crt'))
    key = await folder.key('/contoso/bot')
    running = await folder.start({ args: ['--no-records'] })
  })

  after(async () => {
    assert.equal(await running.stop(), 0, running.errors())
    await folder.remove()
  })

  async function ask(body: string): Promise<IncomingMessage> {
    const sent = tlsRequest({
      host: '127.0.0.1',
      port: running.port,
      ca,
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${key}` },
      agent: false,
    })
    sent.end(body)
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    return response
  }

  test('serves whole answers and streams to whoever trusts the certificate', async () => {
    const whole = await ask(CHAT)
    assert.equal(whole.statusCode, 200)
    assert.match(await textOf(whole), /"finish_reason"/)
    const stream = await ask(CHAT.replace('{', '{"stream":true,'))
    assert.match(await textOf(stream), /data: \[DONE\]\n\n$/)
    const large = await ask(CHAT.replace('"x"', JSON.stringify('word '.repeat(400_000))))
    assert.equal(large.statusCode, 200, await textOf(large))
  })

  test('is not to be had without trust, in plain, or in an old version', async () => {
    await assert.rejects(fetch(`https://127.0.0.1:${running.port}/livez`))
    const plain = await rawRequest(running.port, ['GET /livez HTTP/1.1\r\nhost: x\r\n\r\n'])
    assert.ok(plain.closed)
    assert.doesNotMatch(plain.text, /alive/)
    await assert.rejects(handshake('TLSv1.1'))
    assert.equal(await handshake('TLSv1.2'), 'TLSv1.2')
    assert.equal(await handshake('TLSv1.3'), 'TLSv1.3')
  })

  test('handshakes that come to nothing harm nobody', async () => {
    const sockets = Array.from({ length: 20 }, (_, i) => {
      const socket = connect(running.port, '127.0.0.1')
      socket.on('error', () => {})
      if (i % 2 === 0) socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]))
      return socket
    })
    const answer = await ask(CHAT)
    assert.equal(answer.statusCode, 200)
    await textOf(answer)
    for (const socket of sockets) socket.destroy()
  })

  async function handshake(version: SecureVersion): Promise<string | null> {
    const socket = tlsConnect({
      port: running.port,
      host: '127.0.0.1',
      ca,
      minVersion: version,
      maxVersion: version,
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    try {
      await once(socket, 'secureConnect')
      return socket.getProtocol()
    } finally {
      socket.destroy()
    }
  }
})

describe('a certificate that cannot be used', { skip: withoutOpenssl() }, () => {
  const WRONG: Readonly<Record<string, (folder: Folder) => void>> = {
    'is no PEM': ({ path: at }) => writeFileSync(path.join(at, 'tls.crt'), 'no PEM at all'),
    'has the key of another': ({ path: at }) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      writeFileSync(path.join(at, 'tls.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    },
  }
  for (const [what, spoil] of Object.entries(WRONG)) {
    test(`because it ${what} is told at the start`, async () => {
      const folder = await folderWith(
        withGateway('  tls: { certificate: file:tls.crt, key: file:tls.key }\n'),
      )
      try {
        await makeCertificate(folder)
        spoil(folder)
        await assert.rejects(
          folder.start({ args: ['--no-records'] }),
          /exited with 1 before it listened:[^]*gateway\.tls cannot be used: /,
        )
      } finally {
        await folder.remove()
      }
    })
  }
})

describe('behind a proxy that ends TLS', () => {
  let folder: Folder
  let running: Running
  let operations: string
  let key: string

  before(async () => {
    const port = await freePort()
    operations = `http://127.0.0.1:${port}`
    const settings = `  tls_ends_in_front: true\n  operations: 127.0.0.1:${port}\n  trusted_proxies: [127.0.0.1]\n`
    folder = await folderWith(withGateway(settings).replace('requests: false', 'requests: true'))
    key = await folder.key('/contoso/bot')
    running = await folder.start({ args: ['--no-records'] })
  })

  after(async () => {
    assert.equal(await running.stop(), 0, running.errors())
    await folder.remove()
  })

  test('figures and names are hidden where the proxy comes in, though it comes from this machine', async () => {
    const metrics = await running.get('/metrics')
    assert.equal(metrics.status, 404)
    assert.doesNotMatch(await metrics.text(), /causeway_/)
    const ready = await running.get('/readyz')
    assert.equal(ready.status, 200)
    assert.deepEqual(await ready.json(), { status: 'ready' })
    const models = await (await running.get('/health/models')).text()
    assert.match(models, new RegExp(MODEL))
    assert.doesNotMatch(models, /gpt-swc|swedencentral|sim-swc/)
  })

  test('what a proxy adds about the caller opens nothing', async () => {
    for (const [name, value] of [
      ['x-forwarded-for', '127.0.0.1'],
      ['forwarded', 'for=127.0.0.1'],
      ['x-real-ip', '127.0.0.1'],
      ['host', 'localhost'],
    ] as const) {
      const { status } = await rawRequest(running.port, [
        `GET /metrics HTTP/1.1\r\n${name === 'host' ? '' : 'host: x\r\n'}${name}: ${value}\r\n\r\n`,
      ])
      assert.equal(status, 404, name)
    }
  })

  test('of strangers the log has the address, as the proxy wrote it, and of consumers none', async () => {
    const asked = async (authorization: string): Promise<string | null> => {
      const headers = { authorization, 'x-forwarded-for': '10.9.9.9, 203.0.113.7:52100' }
      const address = `${running.address}/v1/chat/completions`
      const answer = await fetch(address, { method: 'POST', headers, body: CHAT })
      await answer.arrayBuffer()
      return answer.headers.get('x-request-id')
    }
    const lines = new Map<unknown, Readonly<Record<string, unknown>>>()
    const [stranger, consumer] = [await asked('Bearer cw_none'), await asked(`Bearer ${key}`)]
    await until('both are in the log', () => {
      for (const line of running.lines) lines.set(line['request'], line)
      return lines.has(stranger) && lines.has(consumer)
    })
    assert.deepEqual(
      [stranger, consumer].map((id) => [lines.get(id)?.['status'], lines.get(id)?.['client']]),
      [
        [401, '203.0.113.7'],
        [200, undefined],
      ],
    )
  })

  test('the second listener shows them, and serves no model', async () => {
    assert.match(await (await fetch(`${operations}/metrics`)).text(), /^causeway_/m)
    // A page that gave its own name this address is a peer on this machine, too.
    const port = Number(new URL(operations).port)
    const rebound = await rawRequest(port, ['GET /metrics HTTP/1.1\r\nhost: evil.example\r\n\r\n'])
    assert.equal(rebound.status, 404)
    const ready = (await (await fetch(`${operations}/readyz`)).json()) as { plan: string; reasons: string[] }
    assert.ok(ready.plan.length > 0)
    assert.deepEqual(ready.reasons, [])
    assert.match(await (await fetch(`${operations}/health/models`)).text(), /gpt-swc/)
    const chat = await fetch(`${operations}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: CHAT,
    })
    assert.ok(chat.status === 404 || chat.status === 405, String(chat.status))
    assert.equal((await fetch(`${operations}/v1/models`)).status, 404)
  })

  test('a drain shows on the second listener while answers end on the first', async () => {
    const sent = plainRequest(`${running.address}/v1/chat/completions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        expect: '100-continue',
        'content-length': Buffer.byteLength(CHAT),
      },
    })
    // The head alone: the exchange is under way until its body has come.
    sent.flushHeaders()
    await once(sent, 'continue')
    const stopped = running.stop()
    const deadline = Date.now() + 60_000
    let ready = await fetch(`${operations}/readyz`)
    while (ready.status !== 503 && Date.now() < deadline) ready = await fetch(`${operations}/readyz`)
    assert.equal(ready.status, 503)
    assert.deepEqual(((await ready.json()) as { reasons: string[] }).reasons, ['draining'])
    sent.end(CHAT)
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    assert.equal(response.statusCode, 200)
    assert.match(await textOf(response), /"finish_reason"/)
    assert.equal(await stopped, 0, running.errors())
    await assert.rejects(fetch(`${operations}/livez`), 'the second listener ends with the first')
  })
})

test('who comes through a trusted proxy on this machine is not of this machine', async () => {
  const folder = await folderWith(withGateway('  trusted_proxies: [127.0.0.1]\n'))
  const running = await folder.start({ args: ['--no-records'] })
  try {
    assert.equal((await running.get('/metrics')).status, 404)
    assert.deepEqual(await (await running.get('/readyz')).json(), { status: 'ready' })
  } finally {
    await running.stop()
    await folder.remove()
  }
})
