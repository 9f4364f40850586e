import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { http, listenPrivately, type Log } from '../base/index.ts'
import { isDrainReason, NO_DRAIN_REASON } from './drain-reason.ts'

/**
 * The control plane of a running program, on a Unix socket in the state folder: whoever may open the file (mode 0600,
 * in a folder of mode 0700) is an operator. It speaks HTTP with JSON bodies; docs/operating.md lists the paths.
 */
export interface AdminPorts {
  status(): object | Promise<object>
  deployments(): object | Promise<object>
  /** What was counted since the start, and how deployments stand; see `LiveSnapshot`. */
  live(): object | Promise<object>
  /** Alerts in force, and what went on during the last day or still does. */
  incidents(): object
  /** Takes a deployment out of use, or puts it back; false when there is none with this id. */
  setDrain(deployment: string, drain: { readonly reason: string | null } | null): boolean | Promise<boolean>
  /** Loads the workload file again; the answer says what came of it. */
  reload(): Promise<object>
  /** What is used of every limit. */
  limits(): Promise<object>
  /** Raises of limits that operators made, and that have not ended. */
  raises(): object
  /** Raises a limit for a while; `order` is what was sent, unchecked. */
  raise(order: unknown): Promise<{ readonly made: object } | { readonly problem: string }>
}

const MAX_BODY_BYTES = 65_536

export interface AdminServer {
  close(): Promise<void>
}

interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  /** `body` is what was sent; null for none. */
  run(ports: AdminPorts, match: RegExpExecArray, body: unknown): Promise<Reply> | Reply
  readonly takesBody?: 'always' | 'or-none'
}

interface Reply {
  readonly status: number
  readonly body: object
}

const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/admin\/v1\/status$/, run: async (ports) => ok(await ports.status()) },
  { method: 'GET', path: /^\/admin\/v1\/deployments$/, run: async (ports) => ok(await ports.deployments()) },
  { method: 'GET', path: /^\/admin\/v1\/live$/, run: async (ports) => ok(await ports.live()) },
  { method: 'GET', path: /^\/admin\/v1\/incidents$/, run: (ports) => ok(ports.incidents()) },
  { method: 'POST', path: /^\/admin\/v1\/reload$/, run: async (ports) => ok(await ports.reload()) },
  {
    method: 'POST',
    path: /^\/admin\/v1\/deployments\/([^/]+)\/drain$/,
    takesBody: 'or-none',
    async run(ports, match, body) {
      const reason = (body as { readonly reason?: unknown } | null)?.reason ?? null
      if (reason !== null && (typeof reason !== 'string' || !isDrainReason(reason)))
        return { status: 400, body: { error: NO_DRAIN_REASON } }
      const id = decodeURIComponent(match[1] as string)
      if (!(await ports.setDrain(id, { reason }))) return noDeployment(id)
      return ok({ deployment: id, drained: true, reason })
    },
  },
  {
    method: 'POST',
    path: /^\/admin\/v1\/deployments\/([^/]+)\/undrain$/,
    async run(ports, match) {
      const id = decodeURIComponent(match[1] as string)
      if (!(await ports.setDrain(id, null))) return noDeployment(id)
      return ok({ deployment: id, drained: false })
    },
  },
  { method: 'GET', path: /^\/admin\/v1\/limits$/, run: async (ports) => ok(await ports.limits()) },
  { method: 'GET', path: /^\/admin\/v1\/limits\/raises$/, run: (ports) => ok(ports.raises()) },
  {
    method: 'POST',
    path: /^\/admin\/v1\/limits\/raises$/,
    takesBody: 'always',
    async run(ports, _match, body) {
      const answer = await ports.raise(body)
      return 'made' in answer
        ? { status: 201, body: answer.made }
        : { status: 400, body: { error: answer.problem } }
    },
  },
]

function noDeployment(id: string): Reply {
  return { status: 404, body: { error: `there is no deployment ${id}` } }
}

function ok(body: object): Reply {
  return { status: 200, body }
}

export async function startAdminServer(
  socketPath: string,
  ports: AdminPorts,
  log: Log,
): Promise<AdminServer> {
  const server = http.createServer({ maxHeaderSize: 8_192, requestTimeout: 10_000 }, (request, response) => {
    answer(request, ports)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => {
        log.error({ err: error, path: request.url }, 'the admin API met a fault')
        send(response, { status: 500, body: { error: 'internal fault; the log has it' } })
      })
  })
  // The state folder's lock says that no other program listens there.
  await listenPrivately(server, socketPath)
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      await rm(socketPath, { force: true })
    },
  }
}

async function answer(request: IncomingMessage, ports: AdminPorts): Promise<Reply> {
  const path = (request.url ?? '/').split('?', 1)[0] as string
  let pathIsKnown = false
  for (const route of ROUTES) {
    const match = route.path.exec(path)
    if (match === null) continue
    pathIsKnown = true
    if (route.method !== request.method) continue
    if (route.takesBody === undefined) {
      request.resume()
      return route.run(ports, match, null)
    }
    const body = await jsonBody(request, route.takesBody === 'or-none')
    return body === undefined
      ? { status: 400, body: { error: `the body is no JSON of up to ${MAX_BODY_BYTES} bytes` } }
      : route.run(ports, match, body)
  }
  request.resume()
  return pathIsKnown
    ? { status: 405, body: { error: `${path} does not take ${request.method}` } }
    : { status: 404, body: { error: `the admin API has no ${path}; see docs/operating.md` } }
}

/** Undefined where it is none, or too much; null where nothing was sent and that is allowed. */
async function jsonBody(request: IncomingMessage, mayBeNone: boolean): Promise<unknown> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes <= MAX_BODY_BYTES) pieces.push(piece)
  }
  if (bytes > MAX_BODY_BYTES) return undefined
  if (bytes === 0 && mayBeNone) return null
  try {
    return JSON.parse(Buffer.concat(pieces).toString()) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
