import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { describe, test, type TestContext } from 'node:test'

import { ManualClock, systemClock } from '../base/index.ts'
import {
  type UpstreamControl,
  type UpstreamFault,
  type UpstreamHeaders,
  UpstreamPool,
  type UpstreamRequest,
  type UpstreamSink,
} from './http-client.ts'

/** A provider that says exactly these bytes. `serve` is told of each request whose head is whole. */
async function provider(
  t: TestContext,
  serve: (socket: Socket, request: string, number: number) => void,
  host = '127.0.0.1',
): Promise<{ readonly origin: string; readonly server: Server; readonly sockets: Socket[] }> {
  const sockets: Socket[] = []
  let number = 0
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket)
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1')
      for (;;) {
        const head = text.indexOf('\r\n\r\n')
        if (head === -1) return
        const length = Number(/content-length: (\d+)/.exec(text.slice(0, head))?.[1] ?? 0)
        if (text.length < head + 4 + length) return
        const request = text.slice(0, head + 4 + length)
        text = text.slice(request.length)
        serve(socket, request, ++number)
      }
    })
  })
  server.listen(0, host)
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, server, sockets }
}

function poolTo(t: TestContext, origin: string, more: { maxConnections?: number; clock?: ManualClock } = {}) {
  const { maxConnections = 8, clock } = more
  const pool = new UpstreamPool(origin, { connectMs: 2_000, maxConnections, clock: clock ?? systemClock })
  t.after(() => pool.destroy())
  return pool
}

/** Keeps all that it is told. */
class Told implements UpstreamSink {
  control: UpstreamControl | null = null
  status = 0
  headers: UpstreamHeaders = {}
  readonly pieces: Buffer[] = []
  isEnded = false
  failure: UpstreamFault | null = null
  readonly done: Promise<void>
  onConnected: ((control: UpstreamControl) => void) | null = null
  onHead: (() => void) | null = null
  onData: ((chunk: Buffer) => void) | null = null
  #resolve: () => void = () => {}

  constructor() {
    this.done = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  connected(control: UpstreamControl): void {
    this.control = control
    this.onConnected?.(control)
  }

  head(status: number, headers: UpstreamHeaders): void {
    assert.equal(this.status, 0, 'one head')
    this.status = status
    this.headers = headers
    this.onHead?.()
  }

  data(chunk: Buffer): void {
    assert.ok(this.status > 0 && !this.isEnded && this.failure === null, 'data between head and end')
    this.pieces.push(chunk)
    this.onData?.(chunk)
  }

  end(): void {
    assert.ok(!this.isEnded && this.failure === null, 'one end')
    this.isEnded = true
    this.#resolve()
  }

  fault(fault: UpstreamFault): void {
    assert.ok(!this.isEnded && this.failure === null, 'one end')
    this.failure = fault
    this.#resolve()
  }

  get text(): string {
    return Buffer.concat(this.pieces).toString('latin1')
  }
}

const GET: UpstreamRequest = { method: 'GET', path: '/v1/x', headers: [], body: null }

async function ask(pool: UpstreamPool, request: UpstreamRequest = GET): Promise<Told> {
  const told = new Told()
  pool.send(request, told)
  await told.done
  return told
}

const OK = 'HTTP/1.1 200 OK\r\n'
const WHOLE = `${OK}content-length: 5\r\n\r\nhello`

describe('answers', () => {
  const chunked = `${OK}transfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nx-after: 1\r\n\r\n`
  const forms: readonly [string, string, string][] = [
    ['with a length', WHOLE, 'hello'],
    ['in chunks', chunked, 'hello'],
    [
      'after two that are only for now',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${WHOLE}`,
      'hello',
    ],
    ['with no body by their status', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
    ['of length 0', `${OK}content-length: 0\r\n\r\n`, ''],
    ['without a reason', 'HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok', 'ok'],
  ]
  for (const [name, bytes, body] of forms) {
    test(`${name}, cut at every byte, and the connection is used again`, async (t) => {
      const cuts = Array.from({ length: bytes.length - 1 }, (_, i) => i + 1)
      const { origin, sockets } = await provider(t, (socket, _request, number) => {
        const cut = cuts[number - 1] ?? 1
        socket.write(bytes.slice(0, cut), 'latin1')
        setImmediate(() => socket.write(bytes.slice(cut), 'latin1'))
      })
      const pool = poolTo(t, origin)
      for (const cut of cuts) {
        const told = await ask(pool)
        assert.equal(told.failure, null, `cut at ${cut}: ${JSON.stringify(told.failure)}`)
        assert.equal(told.text, body, `cut at ${cut}`)
      }
      assert.equal(sockets.length, 1)
    })
  }

  test('to the end of the connection', async (t) => {
    const { origin, sockets } = await provider(t, (socket) => {
      socket.write(`${OK}\r\nhel`)
      setImmediate(() => socket.end('lo'))
    })
    const pool = poolTo(t, origin)
    assert.equal((await ask(pool)).text, 'hello')
    assert.equal((await ask(pool)).text, 'hello')
    assert.equal(sockets.length, 2)
  })

  const broken: readonly [string, string][] = [
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
    ['two lengths', `${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`],
    ['a length and chunks', `${OK}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a size that is none', `${OK}transfer-encoding: chunked\r\n\r\nzz\r\n`],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'],
    ['headers without end', `${OK}${'x-flood: 0123456789\r\n'.repeat(2_000)}`],
    ['a folded header', `${OK}x: a\r\n b\r\ncontent-length: 0\r\n\r\n`],
  ]
  for (const [name, bytes] of broken) {
    test(`${name}: the call is broken and the connection closed`, async (t) => {
      const { origin, sockets } = await provider(t, (socket) => socket.write(bytes, 'latin1'))
      const told = await ask(poolTo(t, origin))
      assert.equal(told.failure?.kind, 'broken')
      if (sockets[0]?.destroyed === false) await once(sockets[0], 'close')
    })
  }

  test('that end too soon are broken, with a length and in chunks', async (t) => {
    const cut = [
      `${OK}content-length: 50\r\n\r\nhello`,
      `${OK}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`,
    ]
    const { origin } = await provider(t, (socket, _request, number) => socket.end(cut[number - 1] ?? ''))
    const pool = poolTo(t, origin)
    for (const _ of cut) {
      const told = await ask(pool)
      assert.equal(told.text, 'hello')
      assert.equal(told.failure?.kind, 'broken')
    }
  })

  test('a reset in the middle is broken, and says so', async (t) => {
    const { origin } = await provider(t, (socket) => {
      socket.write(`${OK}content-length: 50\r\n\r\nhello`)
      setImmediate(() => socket.resetAndDestroy())
    })
    const { failure } = await ask(poolTo(t, origin))
    assert.equal(failure?.kind, 'broken')
    assert.match(failure.message, /ECONNRESET/)
  })

  test("pieces are the receiver's own: what comes later does not change them", async (t) => {
    const { origin, sockets } = await provider(t, (socket) =>
      socket.write(`${OK}content-length: 6000\r\n\r\n${'a'.repeat(3_000)}`),
    )
    const told = new Told()
    let received = 0
    told.onData = (chunk) => {
      received += chunk.length
      if (received === 3_000) sockets[0]?.write('b'.repeat(3_000))
    }
    poolTo(t, origin).send(GET, told)
    await told.done
    assert.ok(told.pieces.length >= 2)
    assert.equal(told.text, 'a'.repeat(3_000) + 'b'.repeat(3_000))
  })
})

describe('requests', () => {
  test('have host, headers, length and body, large ones too', async (t) => {
    const seen: string[] = []
    const { origin } = await provider(t, (socket, request) => {
      seen.push(request)
      socket.write(WHOLE)
    })
    const pool = poolTo(t, origin)
    const headers = ['content-type', 'application/json', 'api-key', 'k']
    await ask(pool, { method: 'POST', path: '/a?b=c', headers, body: Buffer.from('{"é":1}') })
    await ask(pool, { method: 'POST', path: '/large', headers: [], body: Buffer.alloc(300_000, 'x') })
    await ask(pool, { method: 'POST', path: '/empty', headers: [], body: null })
    await ask(pool, { method: 'DELETE', path: '/it', headers: [], body: null })
    const host = origin.slice('http://'.length)
    assert.equal(
      seen[0],
      `POST /a?b=c HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\ncontent-type: application/json\r\n` +
        `api-key: k\r\ncontent-length: 8\r\n\r\n${Buffer.from('{"é":1}').toString('latin1')}`,
    )
    assert.equal(seen[1]?.split('\r\n\r\n')[1], 'x'.repeat(300_000))
    assert.match(seen[2] ?? '', /\r\ncontent-length: 0\r\n/)
    assert.doesNotMatch(seen[3] ?? '', /content-length/)
  })

  test('with which a head could be forged are not sent, and the next one goes on', async (t) => {
    const seen: string[] = []
    const { origin } = await provider(t, (socket, request) => {
      seen.push(request)
      socket.write(WHOLE)
    })
    const pool = poolTo(t, origin)
    const forged: UpstreamRequest[] = [
      { ...GET, headers: ['x', 'a\r\nevil: 1'] },
      { ...GET, headers: ['x: y\r\nevil', '1'] },
      { ...GET, path: '/a HTTP/1.1\r\nevil: 1\r\n\r\n' },
      { ...GET, path: 'relative' },
    ]
    for (const request of forged) assert.equal((await ask(pool, request)).failure?.kind, 'broken')
    assert.equal((await ask(pool)).text, 'hello')
    assert.equal(seen.length, 1)
  })
})

describe('connections', () => {
  test('are as many as allowed; who comes later waits in order', async (t) => {
    const open: Socket[] = []
    const { origin, sockets } = await provider(t, (socket, request) => {
      open.push(socket)
      if (/^GET \/[01] /.test(request)) return
      socket.write(`${OK}content-length: 0\r\n\r\n`)
    })
    const pool = poolTo(t, origin, { maxConnections: 2 })
    const order: number[] = []
    const calls = Array.from({ length: 8 }, (_, i) => {
      const told = new Told()
      pool.send({ ...GET, path: `/${i}` }, told)
      void told.done.then(() => order.push(i))
      return told
    })
    while (open.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal(sockets.length, 2)
    for (const socket of open.slice(0, 2)) socket.write(`${OK}content-length: 0\r\n\r\n`)
    await Promise.all(calls.map(({ done }) => done))
    assert.equal(sockets.length, 2)
    assert.deepEqual(
      order.slice(2).toSorted((a, b) => a - b),
      [2, 3, 4, 5, 6, 7],
    )
  })

  test('that say so, or were told to be idle for too long, are not used again', async (t) => {
    const says = ['connection: close\r\n', 'keep-alive: timeout=1\r\n', 'keep-alive: timeout=10\r\n', '']
    const { origin, sockets } = await provider(t, (socket, _request, number) =>
      socket.write(`${OK}${says[number - 1] ?? ''}content-length: 0\r\n\r\n`),
    )
    const clock = new ManualClock()
    const pool = poolTo(t, origin, { clock })
    await ask(pool)
    await ask(pool)
    assert.equal(sockets.length, 2, 'the first said close')
    await ask(pool)
    assert.equal(sockets.length, 3, 'the second may be closed within the second')
    clock.advance(8_900)
    await ask(pool)
    assert.equal(sockets.length, 3, 'the third has a second left')
    clock.advance(51_000)
    await ask(pool)
    assert.equal(sockets.length, 4, 'none is used after most of a minute')
  })

  test('on which something comes unasked are closed', async (t) => {
    const { origin, sockets } = await provider(t, (socket) => socket.write(WHOLE))
    const pool = poolTo(t, origin)
    await ask(pool)
    sockets[0]?.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil')
    await once(sockets[0] as Socket, 'close')
    assert.equal((await ask(pool)).text, 'hello')
  })

  test('are not used again when more came than the answer', async (t) => {
    const { origin, sockets } = await provider(t, (socket) => socket.write(`${WHOLE}${WHOLE}`))
    const pool = poolTo(t, origin)
    assert.equal((await ask(pool)).text, 'hello')
    assert.equal((await ask(pool)).text, 'hello')
    assert.equal(sockets.length, 2)
  })

  test('that the peer closed while idle are left out', async (t) => {
    const { origin, sockets } = await provider(t, (socket) => socket.write(WHOLE))
    const pool = poolTo(t, origin)
    await ask(pool)
    sockets[0]?.end()
    await once(sockets[0] as Socket, 'close')
    assert.equal((await ask(pool)).text, 'hello')
    assert.equal(sockets.length, 2)
  })

  test('that cannot be made are told, also to whoever waits behind them', async (t) => {
    const { origin, server } = await provider(t, () => {})
    server.close()
    const pool = poolTo(t, origin, { maxConnections: 1 })
    const calls = await Promise.all([ask(pool), ask(pool), ask(pool)])
    for (const { failure } of calls) {
      assert.equal(failure?.kind, 'connect')
      assert.match(failure.message, /^ECONNREFUSED/)
    }
  })

  test('whose name nobody knows', async (t) => {
    const { failure } = await ask(poolTo(t, 'http://nobody.invalid:1'))
    assert.equal(failure?.kind, 'connect')
    assert.match(failure.message, /ENOTFOUND|EAI_AGAIN/)
  })

  test('that take too long to be made', async (t) => {
    const clock = new ManualClock()
    // TLS to a peer that says nothing: connected, but no connection to send on.
    const { origin } = await provider(t, () => {})
    const pool = poolTo(t, origin.replace('http:', 'https:'), { clock })
    const told = new Told()
    pool.send(GET, told)
    await new Promise((resolve) => setTimeout(resolve, 50))
    clock.advance(2_001)
    await told.done
    assert.equal(told.failure?.kind, 'connect')
    assert.match(told.failure.message, /ETIMEDOUT/)
  })

  test('to an address of version 6', async (t) => {
    const { origin } = await provider(t, (socket) => socket.write(WHOLE), '::1').catch(() => ({
      origin: null,
    }))
    if (origin === null) {
      t.skip('this machine has no IPv6')
      return
    }
    assert.equal((await ask(poolTo(t, origin))).text, 'hello')
  })
})

describe('a call given up', () => {
  test('before it has a connection sends nothing, and the connection serves the next', async (t) => {
    const seen: string[] = []
    const { origin, sockets } = await provider(t, (socket, request) => {
      seen.push(request)
      socket.write(WHOLE)
    })
    const pool = poolTo(t, origin, { maxConnections: 1 })
    const gone = Array.from({ length: 3_000 }, () => {
      const told = new Told()
      told.onConnected = (control) => control.abort()
      pool.send({ ...GET, path: '/gone' }, told)
      return told
    })
    const stays = await ask(pool, { ...GET, path: '/stays' })
    assert.equal(stays.text, 'hello')
    for (const { failure } of gone) assert.equal(failure?.kind, 'aborted')
    assert.deepEqual([seen.length, sockets.length], [1, 1])
    assert.match(seen[0] ?? '', /^GET \/stays /)
  })

  for (const where of ['onHead', 'onData'] as const) {
    test(`at its ${where === 'onHead' ? 'head' : 'body'}, all of which came in one read, closes the connection`, async (t) => {
      const { origin, sockets } = await provider(t, (socket) => socket.write(WHOLE))
      const pool = poolTo(t, origin)
      const told = new Told()
      told[where] = () => told.control?.abort()
      pool.send(GET, told)
      await told.done
      assert.equal(told.failure?.kind, 'aborted')
      assert.equal((await ask(pool)).text, 'hello')
      assert.equal(sockets.length, 2)
    })
  }

  test('after its end touches nobody else', async (t) => {
    const { origin, sockets } = await provider(t, (socket, _request, number) => {
      if (number === 1) socket.write(WHOLE)
      else {
        socket.write(`${OK}content-length: 10\r\n\r\nhello`)
        setTimeout(() => socket.write('hello'), 50)
      }
    })
    const pool = poolTo(t, origin)
    const first = await ask(pool)
    const second = new Told()
    second.onData = () => {
      first.control?.pause()
      first.control?.abort()
    }
    pool.send(GET, second)
    await second.done
    assert.equal(second.text, 'hellohello')
    assert.equal(sockets.length, 1)
  })
})

describe('the pool', () => {
  test('holds the peer back while its reader does not want more', async (t) => {
    const bytes = 30_000_000
    let written = 0
    const { origin } = await provider(t, (socket) => {
      socket.write(`${OK}content-length: ${bytes}\r\n\r\n`)
      const more = () => {
        while (written < bytes) {
          written += 100_000
          if (!socket.write(Buffer.alloc(100_000))) {
            socket.once('drain', more)
            return
          }
        }
      }
      more()
    })
    const pool = poolTo(t, origin)
    const told = new Told()
    const { promise: began, resolve: begin } = Promise.withResolvers<void>()
    let received = 0
    told.onData = (chunk) => {
      received += chunk.length
      told.pieces.length = 0
      told.control?.pause()
      begin()
    }
    pool.send(GET, told)
    await began
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.ok(received > 0 && received <= 65_536, `${received} bytes came while it was paused`)
    assert.ok(written < bytes)
    told.onData = (chunk) => {
      received += chunk.length
      told.pieces.length = 0
    }
    told.control?.resume()
    await told.done
    assert.equal(received, bytes)
  })

  test('closes when the busy ones have ended, and takes nothing more', async (t) => {
    const asked: Socket[] = []
    const { origin } = await provider(t, (socket) => asked.push(socket))
    const pool = poolTo(t, origin)
    const busy = new Told()
    pool.send(GET, busy)
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    let isClosed = false
    const closed = Promise.all([pool.close(), pool.close()]).then(() => {
      isClosed = true
    })
    assert.equal((await ask(pool)).failure?.kind, 'connect')
    assert.equal(isClosed, false)
    asked[0]?.write(WHOLE)
    await busy.done
    assert.equal(busy.text, 'hello')
    await closed
  })

  test('destroyed breaks the busy, those that wait and those that connect', async (t) => {
    const { origin } = await provider(t, () => {})
    const pool = poolTo(t, origin, { maxConnections: 1 })
    const calls = [new Told(), new Told()]
    for (const told of calls) pool.send(GET, told)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await pool.destroy()
    await Promise.all(calls.map(({ done }) => done))
    assert.deepEqual(
      calls.map(({ failure }) => failure?.kind),
      ['aborted', 'aborted'],
    )
  })

  test('an answer that comes before the request is out ends the connection with it', async (t) => {
    const early = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        socket.pause()
        socket.write(`HTTP/1.1 413 Too Large\r\ncontent-length: 3\r\n\r\nbig`)
      })
    })
    early.listen(0, '127.0.0.1')
    await once(early, 'listening')
    t.after(() => early.close())
    const pool = poolTo(t, `http://127.0.0.1:${(early.address() as AddressInfo).port}`)
    const told = await ask(pool, { method: 'POST', path: '/', headers: [], body: Buffer.alloc(50_000_000) })
    assert.deepEqual([told.status, told.text, told.failure], [413, 'big', null])
    await pool.close()
  })
})
