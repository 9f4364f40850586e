import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { assertWhole, journal, status, until } from './state.ts'

/** Connections of clients as they come from strange stacks: piece by piece, one request after another, cut off. */
let outside: Outside
let folder: Folder
let running: Running
let key: string

before(async () => {
  outside = await startOutside({ latency: { firstTokenMs: 5, perTokenMs: 1, jitter: 0 } })
  folder = await folderWith(outside.workload)
  key = await folder.key('/contoso/bot')
  running = await folder.start({ env: outside.env, args: ['--no-records'] })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  assertWhole(journal(folder))
  await outside.simulator.close()
  await folder.remove()
})

interface Reply {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** One connection, and the answers that came on it. */
class Talk {
  readonly socket: Socket
  closed = false
  #text = ''

  constructor() {
    this.socket = connect(running.port, '127.0.0.1')
    this.socket.setNoDelay(true)
    this.socket.on('data', (bytes: Buffer) => (this.#text += bytes.toString('latin1')))
    this.socket.on('close', () => (this.closed = true))
    this.socket.on('error', () => {})
  }

  /** Each piece on its own. */
  async send(text: string, size = Number.POSITIVE_INFINITY): Promise<void> {
    for (let at = 0; at < text.length; at += size) {
      this.socket.write(text.slice(at, at + size), 'latin1')
      if (size < text.length) await new Promise((turn) => setImmediate(turn))
    }
  }

  /** The next answer; `isHead` for one to HEAD, which has a length and no body. */
  async reply(isHead = false): Promise<Reply> {
    let end = 0
    let reply: Reply | null = null
    await until('an answer', () => {
      const found = this.#next(isHead)
      if (found === null) return false
      ;[reply, end] = found
      return true
    })
    this.#text = this.#text.slice(end)
    return reply as unknown as Reply
  }

  /** Null until it is whole. */
  #next(isHead: boolean): [Reply, number] | null {
    const headEnd = this.#text.indexOf('\r\n\r\n')
    if (headEnd === -1) return null
    const head = this.#text.slice(0, headEnd)
    const start = headEnd + 4
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1])
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (status < 200 || isHead) return [{ status, head, body: '' }, start]
    if (length !== undefined) {
      const end = start + Number(length)
      return this.#text.length < end ? null : [{ status, head, body: this.#text.slice(start, end) }, end]
    }
    if (/\r\ntransfer-encoding: chunked/i.test(head)) {
      const last = this.#text.indexOf('\r\n0\r\n\r\n', start)
      return last === -1 ? null : [{ status, head, body: this.#text.slice(start, last) }, last + 7]
    }
    return this.closed ? [{ status, head, body: this.#text.slice(start) }, this.#text.length] : null
  }

  get unread(): string {
    return this.#text
  }

  untilClosed(): Promise<void> {
    return until('the connection closes', () => this.closed)
  }
}

function bodyOf(words: string, stream = false): string {
  return JSON.stringify({ model: MODEL, stream, max_tokens: 5, messages: [{ role: 'user', content: words }] })
}

function headOf(more: string, version = '1.1'): string {
  return `POST /v1/chat/completions HTTP/${version}\r\nhost: x\r\nauthorization: Bearer ${key}\r\n${more}\r\n`
}

function chat(words = 'x', stream = false, more = '', version = '1.1'): string {
  const body = bodyOf(words, stream)
  return `${headOf(`content-length: ${body.length}\r\n${more}`, version)}${body}`
}

function chunked(body: string, size: number): string {
  let text = headOf('transfer-encoding: chunked\r\n')
  for (let at = 0; at < body.length; at += size) {
    const piece = body.slice(at, at + size)
    text += `${piece.length.toString(16)};note="a;b"\r\n${piece}\r\n`
  }
  return `${text}0\r\nx-trailer: 1\r\n\r\n`
}

const ALIVE = 'GET /livez HTTP/1.1\r\nhost: x\r\n\r\n'

function assertAnswer({ status: code, body }: Reply): void {
  assert.equal(code, 200, body)
  assert.match(body, /"finish_reason":"(stop|length)"/)
}

describe('a request', () => {
  for (const [what, text] of Object.entries({
    'with its length': () => chat('byte by byte'),
    'in chunks of one byte': () => chunked(bodyOf('chunk by chunk'), 1),
    'in chunks of seven bytes': () => chunked(bodyOf('chunk by chunk'), 7),
  })) {
    test(`${what}, whole or byte by byte, is the same request`, async () => {
      const talk = new Talk()
      for (const size of [Number.POSITIVE_INFINITY, 1, 3, 50]) {
        await talk.send(text(), size)
        assertAnswer(await talk.reply())
      }
      talk.socket.destroy()
    })
  }

  test('of 2 MB, cut anywhere, arrives', async () => {
    const talk = new Talk()
    await talk.send(chunked(bodyOf('word '.repeat(400_000)), 60_000), 7_777)
    assertAnswer(await talk.reply())
    talk.socket.destroy()
  })

  test('that waits to be let in is let in, and is not where it is refused', async () => {
    const body = bodyOf('x')
    const talk = new Talk()
    await talk.send(headOf(`expect: 100-continue\r\ncontent-length: ${body.length}\r\n`))
    assert.equal((await talk.reply()).status, 100)
    await talk.send(body)
    assertAnswer(await talk.reply())
    await talk.send(
      headOf(`expect: 100-continue\r\ncontent-length: ${body.length}\r\n`).replace(key, 'nobody'),
    )
    assert.equal((await talk.reply()).status, 401)
    talk.socket.destroy()
  })
})

describe('a connection', () => {
  test('answers requests that came together in their order, whatever they are', async () => {
    const talk = new Talk()
    const stream = chat('a stream', true)
    await talk.send(
      `${ALIVE}${chat('first')}\r\n${stream}${chunked(bodyOf('chunks'), 9)}${ALIVE}${chat('last')}`,
    )
    assert.match((await talk.reply()).body, /alive/)
    assertAnswer(await talk.reply())
    assert.match((await talk.reply()).body, /data: \[DONE\]/)
    assertAnswer(await talk.reply())
    assert.match((await talk.reply()).body, /alive/)
    assertAnswer(await talk.reply())
    assert.equal(talk.unread, '')
    assert.ok(!talk.closed)
    talk.socket.destroy()
  })

  test('takes hundreds of requests at once without a growing stack', async () => {
    const talk = new Talk()
    await talk.send(ALIVE.repeat(3_000))
    for (let n = 0; n < 3_000; n++) assert.equal((await talk.reply()).status, 200)
    await talk.send(chat())
    assertAnswer(await talk.reply())
    talk.socket.destroy()
  })

  test('is kept after refusals whose body was read, and closed where it was not', async () => {
    const talk = new Talk()
    await talk.send(`GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n`)
    assert.equal((await talk.reply()).status, 404)
    await talk.send(headOf('content-length: 2\r\n') + '{}')
    assert.equal((await talk.reply()).status, 400)
    await talk.send(chat())
    assertAnswer(await talk.reply())
    // A stranger's body is not read: what follows on the connection is no request.
    await talk.send(chat().replace(key, 'nobody').slice(0, -10))
    const refused = await talk.reply()
    assert.equal(refused.status, 401)
    assert.match(refused.head, /connection: close/i)
    await talk.send(`${' '.repeat(10)}${ALIVE}`)
    await talk.untilClosed()
    assert.equal(talk.unread, '', 'nothing was answered after it')
  })

  test('is closed when the client says so, and kept in HTTP/1.0 only when it says so', async () => {
    const closing = new Talk()
    await closing.send(chat('x', false, 'connection: close\r\n'))
    assertAnswer(await closing.reply())
    await closing.untilClosed()
    const old = new Talk()
    await old.send(chat('x', false, '', '1.0'))
    assertAnswer(await old.reply())
    await old.untilClosed()
    const kept = new Talk()
    await kept.send(chat('x', false, 'connection: keep-alive\r\n', '1.0'))
    assertAnswer(await kept.reply())
    await kept.send(chat('x', false, 'connection: keep-alive\r\n', '1.0'))
    assertAnswer(await kept.reply())
    kept.socket.destroy()
  })

  test('gives HTTP/1.0 a stream that it can read: without chunks, to the end of the connection', async () => {
    const talk = new Talk()
    await talk.send(chat('x', true, '', '1.0'))
    await talk.untilClosed()
    const { head, body } = await talk.reply()
    assert.doesNotMatch(head, /transfer-encoding/i)
    assert.match(body, /^data: /)
    assert.match(body, /data: \[DONE\]\n\n$/)
  })

  test('answers HEAD with the length and nothing after it', async () => {
    const talk = new Talk()
    await talk.send(ALIVE.replace('GET', 'HEAD'))
    const { head } = await talk.reply(true)
    assert.match(head, /^HTTP\/1\.1 200 /)
    await talk.send(ALIVE)
    assert.match((await talk.reply()).body, /alive/)
    talk.socket.destroy()
  })
})

describe('a client that leaves', () => {
  async function assertNothingLeft(before: number): Promise<void> {
    await until('nothing is under way', async () => (await status(folder)).exchangesUnderWay === 0)
    assert.equal(journal(folder).opened.size, before, 'nobody was asked')
  }

  for (const [what, leave] of Object.entries({
    closes: (socket: Socket) => socket.destroy(),
    resets: (socket: Socket) => socket.resetAndDestroy(),
    'closes its side': (socket: Socket) => socket.end(),
  })) {
    test(`in the middle of its body (${what}) costs nobody a call, and is forgotten`, async () => {
      const before = journal(folder).opened.size
      for (const text of [chat(), chunked(bodyOf('x'), 10), headOf('content-length: 100\r\n')]) {
        for (const cut of [10, 60, text.length - 5]) {
          const talk = new Talk()
          await talk.send(text.slice(0, cut))
          await pause(5)
          leave(talk.socket)
        }
      }
      await assertNothingLeft(before)
      const talk = new Talk()
      await talk.send(ALIVE)
      assert.equal((await talk.reply()).status, 200)
      talk.socket.destroy()
    })
  }

  test('behind requests that nobody wants any more leaves none under way', async () => {
    const talk = new Talk()
    await talk.send(Array.from({ length: 20 }, () => chat('x', true)).join(''))
    assert.equal((await talk.reply()).status, 200)
    talk.socket.destroy()
    await until('nothing is under way', async () => (await status(folder)).exchangesUnderWay === 0)
    assertWhole(journal(folder))
  })
})
