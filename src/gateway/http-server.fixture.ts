import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

import { Failure, ManualClock } from '../base/index.ts'
import { type ClientChannel, type HttpServer, startHttpServer } from './http-server.ts'

/** A server on a driven clock, and clients that see every byte, for the tests of the server. */
export const REQUEST_DEADLINE_MS = 30_000

export interface Setup {
  readonly server: HttpServer
  readonly clock: ManualClock
}

export async function start(
  t: TestContext,
  handle: (client: ClientChannel) => void,
  tls: { readonly certificate: string; readonly key: string } | null = null,
): Promise<Setup> {
  const clock = new ManualClock()
  const settings = { host: '127.0.0.1', port: 0, tls, requestDeadlineMs: REQUEST_DEADLINE_MS, clock }
  const server = await startHttpServer(settings, handle)
  t.after(() => server.close())
  return { server, clock }
}

/** What came of a connection, as Latin-1. */
export class Peer {
  readonly socket: Socket
  text = ''
  readonly closed: Promise<void>
  isClosed = false

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (bytes) => {
      this.text += bytes.toString('latin1')
    })
    // A reset is an end like another; tests look at what came.
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.isClosed = true
        resolve()
      })
    })
  }

  async until(isThere: (text: string) => boolean): Promise<string> {
    while (!isThere(this.text)) {
      assert.ok(!this.isClosed, `closed after ${JSON.stringify(this.text.slice(0, 1_000))}`)
      await Promise.race([once(this.socket, 'data'), this.closed])
    }
    return this.text
  }

  statuses(): number[] {
    return [...this.text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((found) => Number(found[1]))
  }
}

export async function peerOf({ server }: Setup, t: TestContext): Promise<Peer> {
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true })
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  return new Peer(socket)
}

/** Sends all, and gives all that comes until the server closes. */
export async function exchange(setup: Setup, t: TestContext, text: string): Promise<string> {
  const peer = await peerOf(setup, t)
  peer.socket.write(text, 'latin1')
  await Promise.race([once(peer.socket, 'end'), settle()])
  // Whoever may still be sending is listened to for a while.
  for (; !peer.socket.readableEnded && !peer.isClosed; await settle(5)) setup.clock.advance(1_000)
  peer.socket.end()
  return peer.text
}

/** Lets what is under way between sockets of this process arrive. */
export async function settle(rounds = 20): Promise<void> {
  for (let i = 0; i < rounds; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** The server has closed its side. */
export function ended({ socket }: Peer): Promise<void> {
  return when(() => socket.readableEnded || socket.destroyed)
}

export async function when(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Answers with what it got; a failure with its code. */
export function echo(client: ClientChannel): void {
  answerWith(client).catch((error: unknown) => {
    if (client.isGone) return
    const failure = error instanceof Failure ? error : new Failure('internal', { cause: error })
    client.head(failure.status, ['content-type', 'text/plain'])
    client.end(failure.code)
  })
}

export async function answerWith(client: ClientChannel): Promise<void> {
  const body = await client.readBody(100_000, () => {})
  client.head(200, ['content-type', 'text/plain'])
  client.end(`${client.method} ${client.url} ${body.toString('latin1')};`)
}

/** At once, on the turn on which the request came. */
export function atOnce(client: ClientChannel): void {
  client.head(200, ['x-a', 'b'])
  client.end(`${client.url};`)
}
