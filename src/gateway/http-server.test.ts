import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'

import { type ClientChannel } from './http-server.ts'
import {
  atOnce,
  echo,
  exchange,
  peerOf,
  REQUEST_DEADLINE_MS,
  settle,
  start,
  when,
} from './http-server.fixture.ts'

test('requests one after another on a connection, and a body over many pieces', async (t) => {
  const setup = await start(t, echo)
  const peer = await peerOf(setup, t)
  peer.socket.write('GET /1 HTTP/1.1\r\nhost: a\r\n\r\n')
  await peer.until((text) => text.includes('GET /1 ;'))
  assert.match(
    peer.text,
    /^HTTP\/1\.1 200 OK\r\ncontent-type: text\/plain\r\ndate: Sat, 21 Nov 2026 00:00:00 GMT\r\n/,
  )
  assert.match(peer.text, /connection: keep-alive\r\nkeep-alive: timeout=75\r\n\r\nGET \/1 ;$/)
  for (const piece of ['POST /2 HTTP/1.1\r\nhost: a\r\ncontent-', 'length: 6\r\n\r', '\nabc', 'def']) {
    peer.socket.write(piece)
    await settle(3)
  }
  await peer.until((text) => text.includes('POST /2 abcdef;'))
  peer.socket.write(
    'POST /3 HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\nGET /4',
  )
  await peer.until((text) => text.includes('POST /3 abcd;'))
  peer.socket.write(' HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
  await once(peer.socket, 'end')
  assert.ok(peer.text.endsWith('connection: close\r\n\r\nGET /4 ;'))
  assert.deepEqual(peer.statuses(), [200, 200, 200, 200])
})

test('a thousand requests in one write, answered at once and answered later', async (t) => {
  for (const handle of [atOnce, echo]) {
    const setup = await start(t, handle)
    const peer = await peerOf(setup, t)
    const urls = Array.from({ length: 1_000 }, (_, i) => `/${i}`)
    peer.socket.write(urls.map((url) => `GET ${url} HTTP/1.1\r\nhost: a\r\n\r\n`).join(''))
    await peer.until(() => peer.text.includes('/999'))
    await settle()
    assert.deepEqual(
      [...peer.text.matchAll(/(\/\d+) ?;/g)].map((found) => found[1]),
      urls,
    )
  }
})

test('who asks without taking answers is not read on', async (t) => {
  let answers = 0
  const body = 'x'.repeat(10_000)
  const setup = await start(t, (client) => {
    answers++
    client.head(200, [])
    client.end(body)
  })
  const peer = await peerOf(setup, t)
  peer.socket.pause()
  const requests = 20_000
  peer.socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(requests))
  await when(() => answers > 0)
  let before = 0
  while (answers !== before) {
    before = answers
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.ok(answers < requests / 5, `${answers} answers for a client that took none`)
  const stopped = answers
  peer.socket.resume()
  await when(() => answers > stopped + 1_000)
  peer.socket.destroy()
})

test('HTTP/1.0: closes, keeps when asked, and has no chunks', async (t) => {
  const setup = await start(t, (client) => {
    client.head(200, [])
    if (client.url === '/flowing') client.write(Buffer.from('fl'))
    client.end('owing')
  })
  assert.match(
    await exchange(setup, t, 'GET /whole HTTP/1.0\r\n\r\n'),
    /content-length: 5\r\nconnection: close\r\n\r\nowing$/,
  )
  const flowing = await exchange(setup, t, 'GET /flowing HTTP/1.0\r\nconnection: keep-alive\r\n\r\n')
  assert.match(flowing, /connection: close\r\n\r\nflowing$/)
  assert.doesNotMatch(flowing, /transfer-encoding|content-length/)
  const kept = await exchange(
    setup,
    t,
    'GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n',
  )
  assert.match(kept, /connection: keep-alive[^]*owingHTTP[^]*connection: close/)
})

test('HEAD, 204 and 304 have no body, however they are answered', async (t) => {
  const setup = await start(t, (client) => {
    client.head(client.url === '/204' ? 204 : client.url === '/304' ? 304 : 200, ['content-length', '3'])
    if (client.method === 'HEAD' && client.url === '/chunks') client.write(Buffer.from('abc'))
    client.end(client.method === 'HEAD' ? 'abc' : undefined)
  })
  const lines = ['HEAD /whole', 'HEAD /chunks', 'GET /204', 'GET /304']
  const text = await exchange(
    setup,
    t,
    `${lines.map((line) => `${line} HTTP/1.1\r\nhost: a\r\n\r\n`).join('')}HEAD /last HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
  )
  const answers = text.split(/(?=HTTP\/1\.1)/)
  assert.deepEqual(
    answers.map((answer) => answer.slice(9, 12)),
    ['200', '200', '204', '304', '200'],
  )
  for (const answer of answers) assert.ok(answer.endsWith('\r\n\r\n'), answer)
  assert.doesNotMatch((answers[2] as string) + (answers[3] as string), /content-length/)
  assert.match(answers[0] as string, /content-length: 3/)
})

test('a HEAD whose length is not known has no chunks', async (t) => {
  const setup = await start(t, (client) => {
    client.head(200, [])
    client.write(Buffer.from('abc'))
    client.end(Buffer.from('def'))
  })
  const text = await exchange(setup, t, 'HEAD / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
  assert.ok(text.endsWith('\r\n\r\n') && text.split('\r\n\r\n').length === 2, text)
})

test('a flowing answer goes in chunks, small and large, and nothing after its end', async (t) => {
  const large = Buffer.alloc(40_000, 'l')
  let late: ClientChannel | null = null
  const setup = await start(t, (client) => {
    if (client.url === '/next') {
      // The first exchange is over: what it still does must not touch this one.
      late?.write(Buffer.from('late'))
      late?.end('late')
      late?.destroy()
    }
    late = client
    client.head(200, [])
    client.write(Buffer.from('ab'))
    client.write(Buffer.alloc(0))
    client.write(large)
    client.end('c')
  })
  const text = await exchange(
    setup,
    t,
    'GET / HTTP/1.1\r\nhost: a\r\n\r\nGET /next HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
  )
  const body = `2\r\nab\r\n9c40\r\n${large.toString()}\r\n1\r\nc\r\n0\r\n\r\n`
  assert.deepEqual(text.split(/HTTP\/1\.1 200[^]*?\r\n\r\n/), ['', body, body])
})

test('Expect: 100-continue is heeded when the body is wanted, and not when it is refused', async (t) => {
  const setup = await start(t, (client) => {
    if (client.url === '/wanted') echo(client)
    else atOnce(client)
  })
  const peer = await peerOf(setup, t)
  peer.socket.write('POST /wanted HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n')
  await peer.until((text) => text === 'HTTP/1.1 100 Continue\r\n\r\n')
  peer.socket.write('abc')
  await peer.until((text) => text.endsWith('POST /wanted abc;'))
  peer.socket.write('POST /refused HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n')
  await peer.until((text) => text.endsWith('/refused;'))
  assert.deepEqual(peer.statuses(), [100, 200, 200])
  assert.match(peer.text, /connection: close\r\n\r\n\/refused;$/)
  setup.clock.advance(4_000)
  await once(peer.socket, 'end')
})

test('a head that does not end is refused at its deadline, a connection without one is closed', async (t) => {
  const setup = await start(t, echo)
  const [slow, idle] = [await peerOf(setup, t), await peerOf(setup, t)]
  slow.socket.write('GET / HTTP/1.1\r\nhost: a')
  await settle()
  for (let i = 0; i < 19; i++) {
    setup.clock.advance(1_000)
    slow.socket.write('a')
    await settle(3)
  }
  assert.equal(slow.text, '')
  setup.clock.advance(3_000)
  await once(slow.socket, 'end')
  assert.match(slow.text, /^HTTP\/1\.1 408 [^]*connection: close[^]*body_timeout/)
  setup.clock.advance(50_000)
  await settle()
  assert.equal(idle.isClosed, false)
  setup.clock.advance(6_000)
  await once(idle.socket, 'end')
  assert.equal(idle.text, '')
})

test('a body that does not come is told to who reads it, who answers', async (t) => {
  const setup = await start(t, echo)
  const peer = await peerOf(setup, t)
  peer.socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nabc')
  await settle()
  setup.clock.advance(REQUEST_DEADLINE_MS + 1_000)
  await peer.until((text) => text.endsWith('body_timeout'))
  assert.deepEqual(peer.statuses(), [408])
  assert.match(peer.text, /connection: close/)
  setup.clock.advance(2_000)
  await once(peer.socket, 'end')
})

test('an answer may take longer than a body that nobody asked for', async (t) => {
  let channel: ClientChannel | null = null
  const setup = await start(t, (client) => {
    channel = client
  })
  const peer = await peerOf(setup, t)
  peer.socket.write('DELETE / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}')
  await when(() => channel !== null)
  setup.clock.advance(REQUEST_DEADLINE_MS * 3)
  await settle()
  const client = channel as ClientChannel | null
  assert.equal(client?.isGone, false)
  client?.head(200, [])
  client?.end('late')
  await once(peer.socket, 'end')
  assert.match(peer.text, /connection: close\r\n\r\nlate$/)
})
