import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

import { ENDPOINTS, type EndpointId } from '../../src/admin/index.ts'
import { buildConsole } from './browser.fixture.ts'
import { MadeUp, type Size } from './made-up-data.fixture.ts'

/**
 * An admin API with made-up figures, for what the quick start does not have at once: thousands of consumers, hundreds of
 * deployments, a day of traffic, an outage, alerts. Each answer is held to the contract of the API before it is sent.
 */
const OWN = path.resolve(import.meta.dirname, '../../console/dist')
const COOKIE = 'made-up=signed-in'
const LIVE_EVERY_MS = 2_000

export interface MadeUpServer {
  readonly address: string
  /** Every change that the page asked for, as the endpoint's id and what came with it. */
  readonly changes: readonly { readonly id: EndpointId; readonly given: unknown }[]
  /** From now on this endpoint answers with a fault; null: none does. */
  fail(id: EndpointId | null): void
  /** Breaks the streams of live figures, and lets them be opened again or not. */
  cutLive(isAgain: boolean): void
  stop(): Promise<void>
}

type Reply = { readonly status: number; readonly body: unknown }

/** `dist`: of another build, which is there already. */
export async function startMadeUpServer(size: Size, dist = OWN): Promise<MadeUpServer> {
  if (dist === OWN) await buildConsole()
  const data = new MadeUp(size)
  const changes: { id: EndpointId; given: unknown }[] = []
  const streams = new Set<ServerResponse>()
  let failing: EndpointId | null = null
  let isLive = true

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://made.up')
    if (!url.pathname.startsWith('/admin/v1/')) return await serveConsole(dist, url.pathname, response)
    const found = endpointOf(request.method ?? 'GET', url.pathname.slice('/admin/v1'.length))
    if (found === null) return send(response, refusal(404, 'not_found', 'There is no such thing.'))
    const { id, params } = found
    const given = { ...Object.fromEntries(url.searchParams), ...params, ...(await bodyOf(request)) }
    if (id === 'session.begin') return signIn(given, response)
    if (!(request.headers.cookie ?? '').includes(COOKIE)) {
      return send(response, refusal(401, 'unauthorized', 'Nobody is signed in.'))
    }
    if (id === failing) {
      return send(
        response,
        refusal(503, 'records_away', 'The records cannot be asked now.', 'Try again in a minute.'),
      )
    }
    if (id === 'live') {
      if (isLive) stream(response)
      else response.destroy()
      return
    }
    if (request.method !== 'GET') changes.push({ id, given })
    send(response, held(id, data.answer(id, given)))
  }

  const stream = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const tell = () => response.write(`event: live\ndata: ${JSON.stringify(data.live())}\n\n`)
    tell()
    const timer = setInterval(tell, LIVE_EVERY_MS)
    streams.add(response)
    response.once('close', () => {
      clearInterval(timer)
      streams.delete(response)
    })
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`made-up server: ${String(error)}\n`)
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    changes,
    fail(id) {
      failing = id
    },
    cutLive(isAgain) {
      isLive = isAgain
      for (const response of streams) response.destroy()
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Fails where made-up figures are not what the contract says. */
function held(id: EndpointId, reply: Reply): Reply {
  const { answer } = ENDPOINTS[id]
  if (reply.status < 300 && answer.kind === 'json') {
    const { error } = answer.schema.safeParse(reply.body)
    if (error !== undefined) throw new Error(`${id} is made up wrongly: ${error.message}`)
  }
  return reply
}

function endpointOf(
  method: string,
  pathname: string,
): { readonly id: EndpointId; readonly params: Record<string, string> } | null {
  const segments = pathname.split('/')
  // Those without parameters first, as `/keys/rotate` is no key.
  const candidates = Object.entries(ENDPOINTS).sort(
    ([, a], [, b]) => parametersIn(a.path) - parametersIn(b.path),
  )
  for (const [id, endpoint] of candidates) {
    const of = endpoint.path.split('/')
    if (endpoint.method !== method || of.length !== segments.length) continue
    const params: Record<string, string> = {}
    const isSame = of.every((name, at) => {
      const segment = segments[at] ?? ''
      if (!name.startsWith('{')) return name === segment
      params[name.slice(1, -1)] = decodeURIComponent(segment)
      return true
    })
    if (isSame) return { id: id as EndpointId, params }
  }
  return null
}

function parametersIn(text: string): number {
  return text.split('{').length - 1
}

function signIn({ key }: { key?: unknown }, response: ServerResponse): void {
  const role = /^cwo_(viewer|operator|owner)$/.exec(String(key))?.[1]
  if (role === undefined) return send(response, refusal(401, 'unauthorized', 'This key is not known.'))
  response.setHeader('set-cookie', `${COOKIE}; HttpOnly; Path=/`)
  send(response, { status: 200, body: { operator: 'Ada Lovelace', role, expiresMs: null } })
}

export function refusal(status: number, code: string, message: string, remedy: string | null = null): Reply {
  return { status, body: { error: { code, message, remedy } } }
}

async function bodyOf(request: IncomingMessage): Promise<object> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text === '' ? {} : (JSON.parse(text) as object)
}

function send(response: ServerResponse, { status, body }: Reply): void {
  if (status === 204) {
    response.writeHead(204).end()
    return
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const MEDIA_TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' }

async function serveConsole(dist: string, pathname: string, response: ServerResponse): Promise<void> {
  const asset = /^\/console\/(assets\/[\w.-]+)$/.exec(pathname)?.[1]
  if (asset !== undefined) {
    const file = await readFile(path.join(dist, `${asset}.br`))
    const type = MEDIA_TYPES[path.extname(asset)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br' }).end(file)
    return
  }
  const nonce = randomBytes(18).toString('base64')
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; connect-src 'self'`,
    })
    .end((await readFile(path.join(dist, 'index.html'), 'utf8')).replace('NONCE', nonce))
}
