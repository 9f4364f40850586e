import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

import { sendFile } from './answers.ts'

const PIECE = 'x'.repeat(1_000_000)

interface Sent {
  readonly answer: IncomingMessage
  /** Null where it was sent, or its reader went away. */
  readonly ended: Promise<unknown>
}

/** A file of these pieces, as somebody reads it. */
async function sent(
  pieces: Iterable<string>,
  method: 'GET' | 'HEAD',
  use: (of: Sent) => Promise<void>,
): Promise<void> {
  const server = createServer()
  const ended = new Promise<unknown>((resolve) => {
    server.once('request', (request, response) => {
      sendFile(request, response, { mediaType: 'text/csv', name: 'a.csv', bytes: pieces }).then(
        () => resolve(null),
        (error: unknown) => {
          response.destroy()
          resolve(error)
        },
      )
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    const asked = get({ host: '127.0.0.1', port, method, agent: false })
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    await use({ answer, ended })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('a file in pieces comes whole, and none is made for who asks for the head alone', async () => {
  await sent(['head\n', PIECE, '\u{1F600}\n'], 'GET', async ({ answer, ended }) => {
    assert.equal(answer.headers['content-type'], 'text/csv')
    assert.equal(answer.headers['content-length'], undefined)
    assert.equal(await text(answer), `head\n${PIECE}\u{1F600}\n`)
    assert.equal(await ended, null)
  })
  let made = 0
  const counted = {
    *[Symbol.iterator]() {
      made++
      yield PIECE
    },
  }
  await sent(counted, 'HEAD', async ({ answer, ended }) => {
    assert.equal(await text(answer), '')
    assert.equal(await ended, null)
  })
  assert.equal(made, 0)
})

test('who reads slowly keeps few pieces, and no more are made when he goes away', async () => {
  let made = 0
  function* endless() {
    for (;;) {
      made++
      yield PIECE
    }
  }
  await sent(endless(), 'GET', async ({ answer, ended }) => {
    await once(answer, 'readable')
    answer.destroy()
    assert.equal(await ended, null)
  })
  const before = made
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(made, before)
  // What a connection takes on its way is the system's to say: some megabytes.
  assert.ok(made < 100, `${made} pieces were made`)
})

test('a file whose next piece fails does not end as a whole one does', async () => {
  function* failing() {
    yield PIECE
    throw new Error('no more')
  }
  await sent(failing(), 'GET', async ({ answer, ended }) => {
    await assert.rejects(text(answer), { code: 'ECONNRESET' })
    assert.match(String(await ended), /no more/)
  })
})
