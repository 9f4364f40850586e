import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { test } from 'node:test'

import { Failure, ManualClock, type Random, seededRandom } from '../../base/index.ts'
import type { ClientChannel } from './client-channel.ts'
import { ServerConnection, type ServerContext } from './server-connection.ts'

/**
 * Mutated requests, through our parser and through Node's in its strict mode. Ours may refuse what Node's takes, never
 * the other way round, and what both take they must read alike: that is what keeps requests from being smuggled past a
 * proxy that reads like Node.
 */
const CASES = 50_000
const BATCH = 500

interface Seen {
  readonly method: string
  readonly target: string
  readonly headers: string
  body: string
  /** The body came to its end. */
  isWhole: boolean
}

const SEEDS = [
  'GET /v1/models HTTP/1.1\r\nHost: a\r\n\r\n',
  'POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nAuthorization: Bearer k\r\n\r\n{"a":"b\r\n"}',
  'POST /v1/responses HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n1a\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\nxx\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\nTrailer: x\r\n\r\n3;a=b;c="d e"\r\nabc\r\n0;z\r\nx-t: 1\r\ny: 2\r\n\r\n',
  'DELETE /v1/responses/r?api-version=1#x HTTP/1.1\r\nHost: a:8080\r\nX-A: 1\r\nx-a:\t2 \r\nConnection: keep-alive\r\n\r\n',
  'POST /p HTTP/1.0\r\nContent-Length: 3\r\nConnection: keep-alive\r\n\r\nabc',
  'GET http://a/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  'PUT /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nUpgrade: h2c\r\n\r\n',
  '\r\nHEAD / HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Type: c/d\r\nReferer: \xe9\r\n\r\n',
].map((text) => Buffer.from(text, 'latin1'))

/** What parsers have been told apart with before. */
const MORSELS = [
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '\n\n',
  ' ',
  '\t',
  '\0',
  '\x0b',
  '\x0c',
  '\x7f',
  '\x80',
  '\xff',
  ':',
  ';',
  ',',
  '"',
  '\\',
  '=',
  '+',
  '-',
  '0',
  '1',
  'f',
  '0x',
  '#',
  '?',
  '//',
  ' :',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/1.2',
  'HTTP/2.0',
  'http/1.1',
  'Content-Length: 5\r\n',
  'Content-Length: 0\r\n',
  'content-length:5,5\r\n',
  'Content-Length: +5\r\n',
  'Content-Length : 5\r\n',
  'Content-Length: 00000000000000000005\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
  'Transfer-Encoding: identity\r\n',
  'Transfer-Encoding:\tchunked\r\n',
  'Transfer-Encoding : chunked\r\n',
  'Transfer-Encoding: xchunked\r\n',
  'Transfer-Encoding\r\n: chunked\r\n',
  'Host: b\r\n',
  'Connection: close\r\n',
  // Not with `Connection: upgrade`: Node's parser then leaves all that follows unread, ours goes on.
  'Upgrade: websocket\r\n',
  'Expect: 100-continue\r\n',
  '__proto__: x\r\n',
  'constructor: x\r\n',
  ' folded\r\n',
  'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n',
  '0\r\n\r\n',
  '5\r\nhello\r\n',
  '5;\r\n',
  '5;a\r\n',
  '5 ;a\r\n',
  'FFFFFFFFFFFFFFFF\r\n',
  'CONNECT a:1 ',
  'PRI * HTTP/2.0\r\n\r\n',
]

function below(random: Random, limit: number): number {
  return Math.floor(random.next() * limit)
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[below(random, from.length)] as T
}

function mutated(random: Random): Buffer {
  let bytes = pick(random, SEEDS)
  if (random.next() < 0.5) bytes = Buffer.concat([bytes, pick(random, SEEDS)])
  for (let left = below(random, 4); left > 0; left--) {
    const at = below(random, bytes.length + 1)
    const until = Math.min(bytes.length, at + below(random, random.next() < 0.7 ? 3 : 20))
    const put =
      random.next() < 0.2 ? Buffer.from([below(random, 256)]) : Buffer.from(pick(random, MORSELS), 'latin1')
    const kind = random.next()
    if (kind < 0.2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)])
    else if (kind < 0.4) bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(until)])
    else if (kind < 0.5) bytes = Buffer.concat([bytes.subarray(0, until), bytes.subarray(at)])
    else if (kind < 0.65) bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)])
    else {
      // At the start of a line, where headers, chunks and requests begin.
      const line = bytes.indexOf('\r\n', at) + 2
      bytes = Buffer.concat([bytes.subarray(0, line), put, bytes.subarray(line)])
    }
  }
  return bytes
}

function pieces(random: Random, bytes: Buffer): Buffer[] {
  const cuts = Array.from({ length: below(random, 4) }, () => below(random, bytes.length + 1)).toSorted(
    (a, b) => a - b,
  )
  return [...cuts, bytes.length]
    .map((cut, i) => bytes.subarray(i === 0 ? 0 : cuts[i - 1], cut))
    .filter((piece) => piece.length > 0)
}

/** As much of a socket as a connection needs; what is written to it is thrown away. */
class StandIn extends EventEmitter {
  readonly remoteAddress = '127.0.0.1'
  readonly writableLength = 0
  readonly writableNeedDrain = false
  wasEnded = false
  #isPaused = false
  #held: Buffer[] = []

  write(): boolean {
    return true
  }
  cork(): void {}
  uncork(): void {}
  pause(): void {
    this.#isPaused = true
  }
  resume(): void {
    this.#isPaused = false
    this.#flow()
  }
  end(): void {
    this.wasEnded = true
  }
  destroy(): void {
    this.wasEnded = true
  }
  give(bytes: Buffer): void {
    this.#held.push(bytes)
    this.#flow()
  }
  #flow(): void {
    while (!this.#isPaused) {
      const next = this.#held.shift()
      if (next === undefined) return
      this.emit('data', next)
    }
  }
}

interface Outcome {
  readonly seen: Seen[]
  wasRefused: boolean
}

function throughOurs(parts: readonly Buffer[]): Outcome {
  const outcome: Outcome = { seen: [], wasRefused: false }
  const context: ServerContext = {
    clock: new ManualClock(),
    headersDeadlineMs: 1_000,
    requestDeadlineMs: 1_000,
    dateLine: () => '',
    refusal(failure) {
      assert.ok(failure instanceof Failure)
      outcome.wasRefused = true
      return ''
    },
    isLeaving: false,
    handle(client: ClientChannel) {
      const { method, url, headers } = client
      const seen: Seen = {
        method,
        target: url,
        headers: shown(Object.entries(headers)),
        body: '',
        isWhole: false,
      }
      outcome.seen.push(seen)
      const answer = (status: number) => {
        client.head(status, [])
        client.end()
      }
      const reading = async () => {
        seen.body = (await client.readBody(1e9, () => {})).toString('latin1')
        seen.isWhole = true
      }
      reading().then(
        () => answer(200),
        () => {
          outcome.wasRefused = true
          answer(400)
        },
      )
    },
  }
  const socket = new StandIn()
  // Of a socket, a connection uses what the stand-in has.
  const connection = new ServerConnection(socket as unknown as Socket, context)
  assert.ok(connection.isIdle)
  for (const part of parts) socket.give(Buffer.from(part))
  return outcome
}

const SINGLE = new Set(['content-type', 'authorization', 'api-key', 'user-agent', 'from', 'referer'])

function shown(headers: [string, string | undefined][]): string {
  return JSON.stringify(headers.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function headersOf({ rawHeaders }: IncomingMessage): string {
  const joined = new Map<string, string>()
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase()
    const value = (rawHeaders[i + 1] as string).replace(/^[ \t]+|[ \t]+$/g, '')
    const before = joined.get(name)
    // No object can hold this one as a field; ours drops it.
    if (name === '__proto__') continue
    if (before === undefined) joined.set(name, value)
    else if (!SINGLE.has(name)) joined.set(name, `${before}, ${value}`)
  }
  return shown([...joined])
}

/** Many connections side by side through one server that listens nowhere. */
class NodesServer {
  readonly #outcomes = new WeakMap<Duplex, Outcome>()
  readonly #server = createServer({
    insecureHTTPParser: false,
    keepAliveTimeout: 0,
    requestTimeout: 0,
    shouldUpgradeCallback: () => false,
  })

  constructor() {
    const handle = (request: IncomingMessage, response: ServerResponse) => {
      const outcome = this.#outcomes.get(request.socket)
      assert.ok(outcome)
      const { method = '', url = '' } = request
      const seen: Seen = { method, target: url, headers: headersOf(request), body: '', isWhole: false }
      outcome.seen.push(seen)
      request.setEncoding('latin1')
      request.on('data', (text: string) => {
        seen.body += text
      })
      request.on('end', () => {
        seen.isWhole = true
        response.end()
      })
      request.on('error', () => {})
    }
    this.#server.on('request', handle)
    // Expectations that nobody knows may be overlooked (RFC 9110, section 10.1.1); Node's own answer is 417.
    this.#server.on('checkExpectation', handle)
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      const outcome = this.#outcomes.get(socket)
      // What follows a request that closes is nobody's; ours overlooks it.
      if (outcome !== undefined && error.code !== 'HPE_CLOSED_CONNECTION') outcome.wasRefused = true
      // Requests that were whole before are told of on the next tick.
      setImmediate(() => socket.destroy())
    })
  }

  take(parts: readonly Buffer[]): Promise<Outcome> {
    const outcome: Outcome = { seen: [], wasRefused: false }
    const waiting = [...parts]
    const socket = new Duplex({
      read() {
        const next = waiting.shift()
        this.push(next ?? null)
      },
      write(_chunk, _encoding, done) {
        done()
      },
    })
    this.#outcomes.set(socket, outcome)
    return new Promise((resolve) => {
      socket.on('close', () => resolve(outcome))
      this.#server.emit('connection', socket)
    })
  }

  close(): void {
    this.#server.close()
  }
}

test(`reads ${CASES} mutated requests as Node does, or refuses them`, async (t) => {
  const random = seededRandom(20261121)
  const nodes = new NodesServer()
  const counts = { both: 0, oursRefuses: 0, neither: 0, requests: 0, bodies: 0, pairs: 0 }
  for (let done = 0; done < CASES; done += BATCH) {
    const cases = Array.from({ length: BATCH }, () => {
      const bytes = mutated(random)
      return { bytes, parts: pieces(random, bytes) }
    })
    const ours = cases.map(({ parts }) => throughOurs(parts))
    const theirs = await Promise.all(cases.map(({ parts }) => nodes.take(parts)))
    for (const [i, { bytes }] of cases.entries()) {
      compare(bytes, ours[i] as Outcome, theirs[i] as Outcome, counts)
    }
  }
  nodes.close()
  t.diagnostic(JSON.stringify(counts))
  for (const [kind, count] of Object.entries(counts))
    assert.ok(count >= 500, `${kind}: only ${count} of ${CASES}`)
})

function compare(bytes: Buffer, ours: Outcome, theirs: Outcome, counts: Record<string, number>): void {
  const told = () =>
    `${JSON.stringify(bytes.toString('latin1'))}\nours: ${JSON.stringify(ours)}\nNode's: ${JSON.stringify(theirs)}`
  const whole = ours.seen.filter(({ isWhole }) => isWhole)
  for (const [i, seen] of whole.entries()) {
    assert.deepEqual(seen, theirs.seen[i], `read otherwise: ${told()}`)
    counts['requests'] = (counts['requests'] ?? 0) + 1
    if (seen.body !== '') counts['bodies'] = (counts['bodies'] ?? 0) + 1
  }
  if (whole.length > 1) counts['pairs'] = (counts['pairs'] ?? 0) + 1
  const theirWhole = theirs.seen.filter(({ isWhole }) => isWhole).length
  if (ours.wasRefused) {
    const kind = theirs.wasRefused ? 'neither' : 'oursRefuses'
    counts[kind] = (counts[kind] ?? 0) + 1
    return
  }
  // What ours still waits for, Node must not have seen the end of: it would be another request.
  assert.equal(theirWhole, whole.length, `framed otherwise: ${told()}`)
  counts['both'] = (counts['both'] ?? 0) + 1
}
