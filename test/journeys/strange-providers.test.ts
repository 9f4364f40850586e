import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { MODEL, type Outside, startOutside } from './outside-simulator.ts'
import { type Folder, folderWith, type Running } from './program.ts'
import { type RawProvider, startRawProvider } from './raw-provider.ts'
import { assertWhole, journal, until } from './state.ts'

/**
 * What stands before a provider answers in every form that HTTP/1.1 allows, and in forms that it does not. The first
 * are passed on to the byte; of the second clients see nothing, because the other region answers.
 */
const ANSWER = JSON.stringify({
  id: 'chatcmpl-strange',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4.1-2025-04-14',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'strange, é and \u{1F600}' }, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
})
const BYTES = Buffer.from(ANSWER)
const JSON_TYPE = 'content-type: application/json\r\n'
const OK = `HTTP/1.1 200 OK\r\n${JSON_TYPE}`
const WHOLE = Buffer.concat([Buffer.from(`${OK}content-length: ${BYTES.length}\r\n\r\n`), BYTES])
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

const EVENTS = [
  '{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"é"}}]}',
  '{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"\u{1F600}"}}]}',
  '{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
  '[DONE]',
]
const STREAM = Buffer.from(EVENTS.map((event) => `data: ${event}\n\n`).join(''))
const STREAM_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n'

let outside: Outside
let strange: RawProvider
let folder: Folder
let running: Running
let key: string

before(async () => {
  strange = await startRawProvider()
  outside = await startOutside({
    gateway: '  breaker: { failures: 1000, open_for: 100ms }\n  deadlines: { first_token: 1s, idle: 1s }',
  })
  // The strange one first; the simulated region stands by.
  const workload = outside.workload.replace(/(id: second,.*)priority: 1/, '$1priority: 2')
  assert.notEqual(workload, outside.workload)
  folder = await folderWith(workload)
  key = await folder.key('/contoso/bot')
  running = await folder.start({
    env: { ...outside.env, SWC: strange.address },
    args: ['--no-records'],
  })
})

after(async () => {
  assert.equal(await running.stop(), 0, running.errors())
  assertWhole(journal(folder))
  await strange.close()
  await outside.simulator.close()
  await folder.remove()
})

async function ask(stream = false): Promise<{ status: number; deployment: string | null; text: string }> {
  const response = await fetch(`${running.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: MODEL, stream, messages: [{ role: 'user', content: 'x' }] }),
  })
  const text = await response.text()
  return { status: response.status, deployment: response.headers.get('x-causeway-deployment'), text }
}

/** Each piece arrives alone. */
async function piecemeal(socket: Socket, bytes: Buffer, size: number): Promise<void> {
  socket.setNoDelay(true)
  for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
    socket.write(bytes.subarray(at, at + size))
    await new Promise((turn) => setImmediate(turn))
  }
}

function chunks(bytes: Buffer, size: number, extension = ''): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size)
    parts.push(Buffer.from(`${piece.length.toString(16)}${extension}\r\n`), piece, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}

const send = (text: string, bytes: Buffer = BYTES) => Buffer.concat([Buffer.from(text), bytes])

describe('is passed on to the byte', () => {
  type Reply = (socket: Socket) => unknown
  const SOUND: Readonly<Record<string, Reply>> = {
    'an answer in one piece': (socket) => socket.write(WHOLE),
    'an answer byte by byte': (socket) => piecemeal(socket, WHOLE, 1),
    'chunks of one byte, byte by byte': (socket) => piecemeal(socket, send(CHUNKED, chunks(BYTES, 1)), 1),
    'chunks cut anywhere': (socket) => piecemeal(socket, send(CHUNKED, chunks(BYTES, 50)), 7),
    'chunks with extensions and trailers': (socket) => {
      const body = chunks(BYTES, 40, ';name="a value"').subarray(0, -2)
      socket.write(
        Buffer.concat([Buffer.from(CHUNKED), body, Buffer.from('x-checksum: 1\r\nx-more: 2\r\n\r\n')]),
      )
    },
    'chunk sizes in capitals with leading zeros': (socket) =>
      socket.write(
        `${CHUNKED}00${BYTES.length.toString(16).toUpperCase()}\r\n${BYTES.toString('latin1')}\r\n000\r\n\r\n`,
        'latin1',
      ),
    'a body that ends with the connection': (socket) => socket.end(send(`${OK}connection: close\r\n\r\n`)),
    'an answer of HTTP/1.0': (socket) => socket.end(send(`HTTP/1.0 200 OK\r\n${JSON_TYPE}\r\n`)),
    'names in capitals, values in spaces, no reason': (socket) =>
      socket.write(
        send(
          `HTTP/1.1 200 \r\nCONTENT-TYPE:\t application/json \r\nContent-Length:${BYTES.length}  \r\n\r\n`,
        ),
      ),
    'word of itself before the answer': (socket) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n')
      setImmediate(() => socket.write(WHOLE))
    },
    'an answer and a farewell': (socket) =>
      socket.end(send(`${OK}connection: close\r\ncontent-length: ${BYTES.length}\r\n\r\n`)),
    'many headers': (socket) => {
      const more = Array.from({ length: 90 }, (_, i) => `x-${i}: ${'v'.repeat(200)}\r\n`).join('')
      socket.write(send(`${OK}${more}content-length: ${BYTES.length}\r\n\r\n`))
    },
  }
  for (const [what, reply] of Object.entries(SOUND)) {
    test(what, async () => {
      strange.reply = reply
      for (let round = 0; round < 3; round++) {
        const { status, deployment, text } = await ask()
        assert.deepEqual([status, deployment, text], [200, 'first', ANSWER])
      }
    })
  }

  const STREAMS: Readonly<Record<string, Reply>> = {
    'a stream byte by byte': (socket) =>
      piecemeal(socket, send(`${STREAM_HEAD}transfer-encoding: chunked\r\n\r\n`, chunks(STREAM, 3)), 1),
    'a stream that ends with the connection': (socket) =>
      socket.end(send(`${STREAM_HEAD}connection: close\r\n\r\n`, STREAM)),
    'a stream with its length': (socket) =>
      piecemeal(socket, send(`${STREAM_HEAD}content-length: ${STREAM.length}\r\n\r\n`, STREAM), 11),
  }
  for (const [what, reply] of Object.entries(STREAMS)) {
    test(what, async () => {
      strange.reply = reply
      const { status, deployment, text } = await ask(true)
      assert.deepEqual([status, deployment, text], [200, 'first', STREAM.toString()])
    })
  }
})

describe('is not seen by clients', () => {
  const cut = WHOLE.subarray(0, -10)
  const BROKEN: Readonly<Record<string, (socket: Socket) => unknown>> = {
    'a connection that closes at once': (socket) => socket.destroy(),
    'a connection that ends without a word': (socket) => socket.end(),
    'a reset': (socket) => socket.resetAndDestroy(),
    'half a head': (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-ty'),
    'a body cut short': (socket) => socket.end(cut),
    'a body cut short by a reset': (socket) => socket.write(cut, () => socket.resetAndDestroy()),
    'chunks without their end': (socket) => socket.end(send(CHUNKED, chunks(BYTES, 50).subarray(0, -5))),
    'a chunk that is longer than it says': (socket) =>
      socket.write(`${CHUNKED}5\r\n${BYTES.toString('latin1')}\r\n0\r\n\r\n`, 'latin1'),
    'chunks of no number': (socket) => socket.write(`${CHUNKED}zz\r\n{}\r\n0\r\n\r\n`),
    'a chunk of no end': (socket) => socket.write(`${CHUNKED}${'f'.repeat(16)}\r\n{}`),
    'no HTTP at all': (socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n\r\n'),
    'a page of a proxy, in HTTP/0.9': (socket) => socket.end('<html>Bad Gateway</html>'),
    'a head without end': (socket) => socket.write(`${OK}x: ${'v'.repeat(70_000)}`),
    'two lengths': (socket) =>
      socket.write(send(`${OK}content-length: 3\r\ncontent-length: ${BYTES.length}\r\n\r\n`)),
    'a length that is none': (socket) => socket.write(send(`${OK}content-length: -1\r\n\r\n`)),
    'a length and chunks': (socket) =>
      socket.write(send(`${OK}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n`, chunks(BYTES, 50))),
    'another protocol': (socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n'),
    'the same length twice': (socket) =>
      socket.write(send(`${OK}content-length: ${BYTES.length}\r\ncontent-length: ${BYTES.length}\r\n\r\n`)),
    'a page instead of an answer, as an error': (socket) =>
      socket.write(
        'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>',
      ),
  }
  beforeEach(async () => {
    // What the one before did to its connection and to the account is over.
    await pause(120)
  })
  for (const [what, reply] of Object.entries(BROKEN)) {
    test(what, async () => {
      strange.reply = reply
      const asked = strange.requests
      const { status, deployment, text } = await ask()
      assert.deepEqual([status, deployment], [200, 'second'], text)
      assert.match(text, /"finish_reason"/)
      assert.ok(strange.requests > asked, 'it was asked first')
    })
  }

  test('a stream that breaks before its first content', async () => {
    for (const beginning of ['', ': comment\n\n', 'data: {"choices":[]}\n\n']) {
      strange.reply = (socket) =>
        socket.end(`${STREAM_HEAD}transfer-encoding: chunked\r\n\r\n${framed(beginning)}`)
      const { status, deployment, text } = await ask(true)
      assert.deepEqual([status, deployment], [200, 'second'], text)
      assert.ok(text.endsWith('data: [DONE]\n\n'), text)
    }
  })
})

test('silence is given up', async () => {
  strange.reply = () => {}
  const { status, deployment } = await ask(true)
  assert.deepEqual([status, deployment], [200, 'second'])
})

function framed(text: string): string {
  return text === '' ? '' : `${text.length.toString(16)}\r\n${text}\r\n`
}

describe('a kept connection', () => {
  test('is used again', async () => {
    strange.reply = (socket) => socket.write(WHOLE)
    await ask()
    const { connections } = strange
    for (let round = 0; round < 5; round++) assert.equal((await ask()).deployment, 'first')
    assert.equal(strange.connections, connections)
  })

  test('that was closed meanwhile costs nobody an answer', async () => {
    const closed: Promise<unknown>[] = []
    strange.reply = (socket) => {
      closed.push(once(socket, 'close'))
      socket.write(WHOLE, () => setTimeout(() => socket.destroy(), 20))
    }
    for (let round = 0; round < 3; round++) {
      assert.equal((await ask()).deployment, 'first')
      await Promise.all(closed)
      await pause(60)
    }
  })

  test('that closes just when it is used costs nobody an answer', async () => {
    strange.reply = (socket, nth) => (nth === 1 ? socket.write(WHOLE) : socket.destroy())
    for (let round = 0; round < 6; round++) {
      const { status, text } = await ask()
      assert.equal(status, 200, text)
    }
  })

  test('on which more came than was asked for is not trusted again', async () => {
    const forged = WHOLE.toString('latin1').replace('strange', 'FORGED!')
    strange.reply = (socket) => socket.write(Buffer.concat([WHOLE, Buffer.from(forged, 'latin1')]))
    for (let round = 0; round < 3; round++) assert.equal((await ask()).text, ANSWER)
    // Or a moment later, when nobody waits for it.
    const sent: Promise<void>[] = []
    strange.reply = (socket) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      sent.push(promise)
      socket.write(WHOLE, () => setTimeout(() => socket.write(forged, 'latin1', () => resolve()), 15))
    }
    for (let round = 0; round < 3; round++) {
      assert.equal((await ask()).text, ANSWER)
      await Promise.all(sent)
      await pause(30)
    }
  })

  test('that says how long it is kept is not used at its end', async () => {
    strange.reply = (socket) =>
      socket.write(send(`${OK}keep-alive: timeout=1\r\ncontent-length: ${BYTES.length}\r\n\r\n`))
    const { connections } = strange
    await ask()
    await ask()
    assert.ok(strange.connections >= connections + 1)
    await until('nothing is under way', () => journal(folder).opened.size === journal(folder).closed.size)
  })
})
