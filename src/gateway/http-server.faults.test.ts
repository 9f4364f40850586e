import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connect as connectTls } from 'node:tls'

import { Failure } from '../base/index.ts'
import { type ClientChannel, startHttpServer } from './http-server.ts'
import { atOnce, echo, ended, exchange, Peer, peerOf, settle, start, when } from './http-server.fixture.ts'

const MB = 1_048_576

test('a body over the limit is refused, and the answer arrives though the client goes on sending', async (t) => {
  const setup = await start(t, echo)
  const peer = await peerOf(setup, t)
  const piece = 'x'.repeat(60_000)
  peer.socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${60_000 * 20}\r\n\r\n`)
  for (let i = 0; i < 20; i++) {
    peer.socket.write(piece)
    await settle(2)
  }
  await ended(peer)
  assert.deepEqual(peer.statuses(), [413])
  assert.match(peer.text, /connection: close[^]*body_too_large$/)
  assert.ok(peer.socket.bytesWritten > 60_000 * 20)
})

test('faults of chunks are told to who reads the body', async (t) => {
  const setup = await start(t, echo)
  for (const body of ['g\r\n', '3\r\nabcd\r\n0\r\n\r\n', '0\r\nno trailer\r\n\r\n']) {
    const text = await exchange(
      setup,
      t,
      `POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n${body}GET /smuggled HTTP/1.1\r\nhost: a\r\n\r\n`,
    )
    assert.match(text, /^HTTP\/1\.1 400 [^]*connection: close[^]*\r\n\r\nmalformed_request$/)
  }
})

test('what is no request gets an answer that says so, and the connection ends', async (t) => {
  const setup = await start(t, () => assert.fail('nothing of this is a request'))
  for (const [text, status] of [
    ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['GET / HTTP/1.1\nhost: a\n\n', 400],
    ['GET / HTTP/1.1\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\nhost : a\r\n\r\n', 400],
    ['POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(17_000)}`, 431],
    [`GET / HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(101)}\r\n`, 431],
  ] as const) {
    const answer = await exchange(setup, t, text)
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), text.slice(0, 40))
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    assert.match(head, /connection: close/)
    assert.equal(Number(/content-length: (\d+)/.exec(head)?.[1]), Buffer.byteLength(body, 'latin1'))
    const parsed = JSON.parse(body) as { error?: { causeway?: { code?: string } } }
    assert.equal(parsed.error?.causeway?.code, status === 400 ? 'malformed_request' : 'headers_too_large')
  }
})

test('empty lines before a request are overlooked, however they come', async (t) => {
  const setup = await start(t, atOnce)
  const peer = await peerOf(setup, t)
  for (const piece of ['\r', '\n', '\r\n', '\r\n\r\nGET /1 HTTP/1.1\r\nhost: a\r\n\r\n\r\n']) {
    peer.socket.write(piece)
    await settle(3)
  }
  await peer.until((text) => text.endsWith('/1;'))
  setup.clock.advance(40_000)
  await settle()
  // The empty line after the request began no other.
  assert.deepEqual(peer.statuses(), [200])
  peer.socket.write('GET /2 HTTP/1.1\r\nhost: a\r\n\r\n')
  await peer.until((text) => text.endsWith('/2;'))
})

test('a client that leaves is told of once: before its body, in it, and in the answer', async (t) => {
  const told: string[] = []
  const setup = await start(t, (client) => {
    client.whenGone(() => told.push(`${client.url} gone`))
    if (client.url === '/body')
      Promise.resolve(client.readBody(1_000, () => {})).catch((error: unknown) =>
        told.push(`${client.url} ${(error as Failure).code}`),
      )
    if (client.url === '/answer') {
      client.head(200, [])
      client.write(Buffer.from('a'))
    }
  })
  for (const [url, leave] of [
    ['/none', (socket: Socket) => socket.destroy()],
    ['/body', (socket: Socket) => socket.resetAndDestroy()],
    ['/answer', (socket: Socket) => socket.end()],
  ] as const) {
    const peer = await peerOf(setup, t)
    peer.socket.write(
      `POST ${url} HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n${url === '/body' ? 'abc' : '0123456789'}`,
    )
    await settle()
    leave(peer.socket)
    await when(() => told.includes(`${url} gone`))
  }
  await when(() => setup.server.connections() === 0)
  assert.deepEqual(told.toSorted(), ['/answer gone', '/body client_closed', '/body gone', '/none gone'])
})

test('a body asked for after the client left fails and does not wait', async (t) => {
  let channel: ClientChannel | null = null
  const setup = await start(t, (client) => {
    channel = client
  })
  const peer = await peerOf(setup, t)
  peer.socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n')
  await when(() => channel !== null)
  peer.socket.destroy()
  const client = channel as ClientChannel | null
  await when(() => client?.isGone === true)
  assert.throws(() => client?.readBody(1_000, () => {}), { code: 'client_closed' })
})

test('what `take` throws refuses the body', async (t) => {
  const setup = await start(t, (client) => {
    const reading = async () =>
      client.readBody(1_000, () => {
        throw new Failure('body_too_large')
      })
    reading().catch((error: unknown) => {
      client.head((error as Failure).status, [])
      client.end((error as Failure).code)
    })
  })
  const text = await exchange(
    setup,
    t,
    'POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 3\r\n\r\nabc',
  )
  assert.match(text, /\r\n\r\nbody_too_large$/)
})

for (const kind of ['plain', 'TLS'] as const)
  test(`a slow reader gets all of a long answer, and one that takes nothing is cut (${kind})`, async (t) => {
    const tls = kind === 'TLS' ? certificate() : null
    if (kind === 'TLS' && tls === null) {
      t.skip('openssl is not installed, which makes the certificate')
      return
    }
    const bytes = 24 * MB
    const setup = await start(
      t,
      (client) => {
        client.head(200, ['content-length', `${bytes}`])
        client.end(Buffer.alloc(bytes, 'x'))
      },
      tls,
    )
    const { port } = setup.server
    const open = async () => {
      const socket =
        tls === null
          ? connect(port, '127.0.0.1')
          : connectTls({ port, host: '127.0.0.1', ca: tls.certificate, servername: 'localhost' })
      t.after(() => socket.destroy())
      socket.on('error', () => {})
      await once(socket, tls === null ? 'connect' : 'secureConnect')
      socket.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
      return socket
    }
    const slow = await open()
    slow.pause()
    let taken = 0
    slow.on('data', (piece) => {
      taken += piece.length
      slow.pause()
    })
    await settle()
    // A piece of some megabytes each 40 s of the server's time.
    for (let next = 2 * MB; !slow.readableEnded && !slow.destroyed;) {
      slow.resume()
      await settle(4)
      if (taken < next && taken < bytes) continue
      next += 2 * MB
      for (let i = 0; i < 40; i++) setup.clock.advance(1_000)
    }
    assert.ok(taken > bytes, `${taken} bytes of ${bytes}`)

    const stuck = await open()
    stuck.pause()
    await when(() => setup.server.connections() === 1)
    await settle(100)
    for (let i = 0; i < 50; i++) setup.clock.advance(1_000)
    await settle()
    assert.equal(setup.server.connections(), 1)
    for (let i = 0; i < 15; i++) setup.clock.advance(1_000)
    await when(() => setup.server.connections() === 0)
  })

test('several who wait for a slow reader are all told, once', async (t) => {
  const told: number[] = []
  const setup = await start(t, (client) => {
    client.head(200, [])
    while (client.write(Buffer.alloc(MB)));
    for (let i = 0; i < 12; i++) client.whenDrained(() => told.push(i))
  })
  const warnings: Error[] = []
  const warn = (warning: Error) => warnings.push(warning)
  process.on('warning', warn)
  t.after(() => process.removeListener('warning', warn))
  const peer = await peerOf(setup, t)
  peer.socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  await when(() => told.length >= 12)
  await settle()
  assert.deepEqual(
    told,
    Array.from({ length: 12 }, (_, i) => i),
  )
  peer.socket.destroy()
})

test('stopAccepting: idle connections end, busy ones with their answer; close breaks the rest', async (t) => {
  const waiting: ClientChannel[] = []
  const setup = await start(t, (client) => {
    if (client.url === '/now') atOnce(client)
    else waiting.push(client)
  })
  const [idle, fresh, busy, stuck] = [
    await peerOf(setup, t),
    await peerOf(setup, t),
    await peerOf(setup, t),
    await peerOf(setup, t),
  ]
  idle.socket.write('GET /now HTTP/1.1\r\nhost: a\r\n\r\n')
  await idle.until((text) => text.endsWith('/now;'))
  busy.socket.write('GET /busy HTTP/1.1\r\nhost: a\r\n\r\n')
  stuck.socket.write('GET /stuck HTTP/1.1\r\nhost: a\r\n\r\n')
  await when(() => waiting.length === 2 && setup.server.connections() === 4)
  setup.server.stopAccepting()
  await Promise.all([ended(idle), ended(fresh)])
  const refused = connect(setup.server.port, '127.0.0.1')
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException]
  assert.equal(error.code, 'ECONNREFUSED')
  const answered = waiting.find(({ url }) => url === '/busy')
  answered?.head(200, [])
  answered?.end('done')
  await ended(busy)
  assert.match(busy.text, /connection: close\r\n\r\ndone$/)
  let left = false
  waiting
    .find(({ url }) => url === '/stuck')
    ?.whenGone(() => {
      left = true
    })
  await setup.server.close()
  await ended(stuck)
  assert.ok(left)
  assert.equal(setup.server.connections(), 0)
  await setup.server.close()
})

test('a port that is taken is an error of starting', async (t) => {
  const { server, clock } = await start(t, atOnce)
  const settings = { host: '127.0.0.1', port: server.port, tls: null, requestDeadlineMs: 1_000, clock }
  await assert.rejects(startHttpServer(settings, atOnce), { code: 'EADDRINUSE' })
})

test('TLS: answers, refuses who does not speak it, and breaks connections on close', async (t) => {
  const tls = certificate()
  if (tls === null) {
    t.skip('openssl is not installed, which makes the certificate')
    return
  }
  const setup = await start(
    t,
    (client) => {
      if (client.url !== '/stuck') atOnce(client)
    },
    tls,
  )
  const open = () =>
    connectTls({ port: setup.server.port, host: '127.0.0.1', ca: tls.certificate, servername: 'localhost' })
  const socket = open()
  const peer = new Peer(socket)
  await once(socket, 'secureConnect')
  assert.equal(socket.alpnProtocol, false)
  socket.write('GET /1 HTTP/1.1\r\nhost: a\r\n\r\nGET /2 HTTP/1.1\r\nhost: a\r\n\r\n')
  await peer.until((text) => text.endsWith('/2;'))
  const plain = await peerOf(setup, t)
  plain.socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  await ended(plain)
  assert.doesNotMatch(plain.text, /HTTP/)
  plain.socket.destroy()
  const http2 = connectTls({
    port: setup.server.port,
    host: '127.0.0.1',
    ca: tls.certificate,
    servername: 'localhost',
    ALPNProtocols: ['h2'],
  })
  const [refusal] = (await once(http2, 'error')) as [Error]
  assert.match(refusal.message, /no application protocol|alert/)
  const silent = await peerOf(setup, t)
  socket.write('GET /stuck HTTP/1.1\r\nhost: a\r\n\r\n')
  await settle()
  await setup.server.close()
  await Promise.all([ended(peer), ended(silent)])
  assert.equal(setup.server.connections(), 0)
})

let made: { readonly certificate: string; readonly key: string } | null | undefined

/** For localhost, made by openssl in a folder that goes with the tests; null where there is no openssl. */
function certificate(): { readonly certificate: string; readonly key: string } | null {
  if (made !== undefined) return made
  const folder = mkdtempSync(join(tmpdir(), 'causeway-tls-'))
  after(() => rmSync(folder, { recursive: true }))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const asked = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ]
  try {
    execFileSync(
      'openssl',
      [
        ...asked,
        '-keyout',
        key,
        '-out',
        cert,
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost',
      ],
      { stdio: 'ignore' },
    )
    made = { certificate: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    made = null
  }
  return made
}
