import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

import { bareAddress, http, TrustedProxies } from '../base/index.ts'
import { mayAct } from '../identity/index.ts'
import { isLoopback } from '../workload/index.ts'
import type { Endpoint } from './api/endpoint.ts'
import { ApiProblem } from './api-problem.ts'
import { sendFile, sendJson } from './answers.ts'
import type { Access, Call, EventsAnswer, FileAnswer, Shared } from './call.ts'
import { browserWords } from './browser-words.ts'
import { ChangeAllowance } from './change-allowance.ts'
import { checkedInput } from './checked-input.ts'
import { Connections } from './connections.ts'
import { ConsoleFiles } from './console-files.ts'
import { DesignDesk } from './design-desk.ts'
import { Doorman, operatorOf, refuseOtherHosts, refuseOtherOrigins } from './doorman.ts'
import type { EndpointId } from './endpoints.ts'
import { EVENTS_TYPE, streamEvents } from './event-stream.ts'
import { HANDLERS } from './handlers.ts'
import { LedgerAge } from './ledger-age.ts'
import { LiveFeed } from './live-feed.ts'
import { StatementShelf } from './statement-shelf.ts'
import { openApi } from './openapi.ts'
import type { ApiPorts, AuditRecord, Operator } from './ports.ts'
import { Refusals } from './refusals.ts'
import { MAX_BODY_BYTES, MAX_STRANGERS_BODY_BYTES, readBody, sendsNothing } from './request-body.ts'
import { findRoute } from './routes.ts'
import { SessionCookie } from './session-cookie.ts'
import { sharedControl } from './shared-control.ts'

/**
 * The admin API and the console over the network, for people with operator keys: it serves tens of them, and stands in
 * a process of its own, so Node's own HTTP server is good enough here.
 */
const BASE = '/admin/v1'
const MAX_HEADER_BYTES = 16_384
/** Whoever sends slower is cut off: a whole head, and head and body together; and how often it is looked. */
const PACE: SendingPace = { headMs: 10_000, wholeMs: 30_000, lookMs: 2_000 }
const KEEP_ALIVE_MS = 60_000
/** Who reads nothing for so long is cut off; longer than any answer takes to begin. */
const STALLED_MS = 150_000
const MAX_CONNECTIONS = 512
const MAX_CONNECTIONS_OF_ADDRESS = 128
const MAX_CONNECTIONS_OF_KEY = 64
/** Streams of events that are open at once, and those of one key, so that nobody takes them all. */
const MAX_STREAMS = 100
const MAX_STREAMS_OF_KEY = 20
/** How often it is looked whether who reads a stream may still. */
const STILL_MAY_MS = 15_000

interface SendingPace {
  readonly headMs: number
  readonly wholeMs: number
  readonly lookMs: number
}

export interface ApiServerSettings {
  readonly host: string
  readonly port: number
  readonly tls: { readonly certificate: string; readonly key: string } | null
  readonly tlsEndsInFront: boolean
  /** As `parseProxyRange` takes them. */
  readonly trustedProxies: readonly string[]
  /** Where the console is built to. */
  readonly consoleFolder: string
  readonly pace?: SendingPace
}

export interface ApiServer {
  readonly host: string
  readonly port: number
  close(): Promise<void>
}

export async function startApiServer(settings: ApiServerSettings, ports: ApiPorts): Promise<ApiServer> {
  const { host, port, tls, tlsEndsInFront, pace = PACE } = settings
  const proxies = new TrustedProxies(settings.trustedProxies)
  const isAddressTelling = proxies.areThere || (!tlsEndsInFront && !isLoopback(host))
  const connections = new Connections({
    all: MAX_CONNECTIONS,
    ofAddress: isAddressTelling ? MAX_CONNECTIONS_OF_ADDRESS : null,
    ofKey: MAX_CONNECTIONS_OF_KEY,
  })
  const front = new Front(settings, ports, connections, proxies)
  const serve = (request: IncomingMessage, response: ServerResponse) => front.serve(request, response)
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: pace.headMs,
    requestTimeout: pace.wholeMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: pace.lookMs,
  }
  const server: Server =
    tls === null
      ? http.createServer(options, serve)
      : createTlsServer(
          {
            ...options,
            cert: tls.certificate,
            key: tls.key,
            minVersion: 'TLSv1.2',
            handshakeTimeout: pace.headMs,
          },
          serve,
        )
  server.setTimeout(STALLED_MS)
  server.on('connection', (socket) =>
    connections.take(socket, proxies.has(bareAddress(socket.remoteAddress ?? ''))),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.removeListener('error', reject)
      // From here on: one connection that could not be taken.
      server.on('error', (error) => ports.log.warn({ err: error }, 'a connection to the admin API was lost'))
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  return {
    host: address.address,
    port: address.port,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        connections.close()
      })
      await front.close()
    },
  }
}

class Front {
  readonly #settings: ApiServerSettings
  readonly #ports: ApiPorts
  readonly #doorman: Doorman
  readonly #cookie: SessionCookie
  readonly #connections: Connections
  readonly #proxies: TrustedProxies
  readonly #refusals: Refusals
  readonly #changes: ChangeAllowance
  readonly #pages: ConsoleFiles
  readonly #openApi: string
  readonly #shared: Shared
  /** Open ones by the id of the key. */
  readonly #streams = new Map<string, number>()

  constructor(
    settings: ApiServerSettings,
    given: ApiPorts,
    connections: Connections,
    proxies: TrustedProxies,
  ) {
    const ports = { ...given, control: sharedControl(given.control, given.clock) }
    this.#settings = settings
    this.#ports = ports
    this.#connections = connections
    this.#proxies = proxies
    this.#refusals = new Refusals(ports)
    this.#changes = new ChangeAllowance(ports.clock)
    this.#cookie = new SessionCookie(this.#isSecure)
    this.#doorman = new Doorman({ ...ports, cookie: this.#cookie })
    this.#pages = new ConsoleFiles(settings.consoleFolder)
    this.#openApi = JSON.stringify(openApi(ports.version))
    this.#shared = {
      live: new LiveFeed(ports),
      ledgerAge: new LedgerAge(ports),
      statements: new StatementShelf(ports),
      design: new DesignDesk(ports),
    }
  }

  async close(): Promise<void> {
    this.#shared.design.close()
    await this.#refusals.fold()
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    response.once('close', this.#connections.begin(request.socket))
    for (const [name, value] of this.#everyHeader()) response.setHeader(name, value)
    this.#answer(request, response)
      .catch((error: unknown) => this.#refuse(error, request, response))
      // Whoever asked went away in the middle.
      .catch(() => response.destroy())
  }

  async #refuse(error: unknown, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const problem = error instanceof ApiProblem ? error : this.#fault(error, request)
    if (problem.code === 'forbidden') await this.#noteRefused(problem, request)
    if (response.headersSent) {
      response.destroy()
      return
    }
    if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer')
    if (problem.status === 429 || problem.status === 503) response.setHeader('retry-after', '5')
    // What was not read of the body must not be taken for the next request.
    if (!request.complete) response.setHeader('connection', 'close')
    const { code, message, remedy } = problem
    await sendJson(request, response, problem.status, { error: { code, message, remedy } })
  }

  async #noteRefused({ message }: ApiProblem, request: IncomingMessage): Promise<void> {
    const { method = '', url, headers } = request
    const path = pathOf(url)
    const found = path.startsWith(`${BASE}/`) ? findRoute(method, path.slice(BASE.length)) : null
    this.#refusals.note({
      address: this.#addressOf(request),
      // Where the operators' keys cannot be read now, it is not known who it was.
      who: (await this.#doorman.nameOf(headers).catch(() => null)) ?? 'nobody',
      endpoint: found?.kind === 'endpoint' ? found.id : 'none',
      because: message,
    })
  }

  #everyHeader(): readonly (readonly [string, string])[] {
    return [
      ['x-content-type-options', 'nosniff'],
      ['x-frame-options', 'DENY'],
      ['referrer-policy', 'no-referrer'],
      ['cross-origin-opener-policy', 'same-origin'],
      ['cross-origin-resource-policy', 'same-origin'],
      ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
      ...(this.#isSecure ? [['strict-transport-security', 'max-age=31536000'] as const] : []),
    ]
  }

  get #isSecure(): boolean {
    return this.#settings.tls !== null || this.#settings.tlsEndsInFront
  }

  /** Nothing but the network says who calls: a page of another site may have given its own name this address. */
  get #isForLoopback(): boolean {
    return !this.#isSecure && isLoopback(this.#settings.host)
  }

  /** Who calls; null behind a proxy that is not known. */
  #addressOf({ socket, headers }: IncomingMessage): string | null {
    if (this.#settings.tlsEndsInFront && !this.#proxies.areThere) return null
    const forwardedFor = headers['x-forwarded-for']
    // Node joins those of several lines.
    return this.#proxies.clientOf(
      socket.remoteAddress,
      typeof forwardedFor === 'string' ? forwardedFor : undefined,
    )
  }

  #fault(error: unknown, { method, url }: IncomingMessage): ApiProblem {
    this.#ports.log.error({ err: error, method, path: pathOf(url) }, 'the admin API met a fault')
    return new ApiProblem('internal', 'the admin API met a fault of its own', 'The log has it.')
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#connections.comesFrom(request.socket, this.#addressOf(request) ?? '')
    // What stands before this server may have taken the other one (RFC 9112, section 3.2).
    if ((request.headersDistinct['host']?.length ?? 0) > 1)
      throw new ApiProblem('bad_request', 'the call names more than one host')
    if (this.#isForLoopback) refuseOtherHosts(request.headers)
    const path = pathOf(request.url)
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')
    if (path.startsWith(`${BASE}/`)) {
      if (path === `${BASE}/openapi.json` && method === 'GET') {
        response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache' })
        response.end(this.#openApi)
        return
      }
      await this.#endpoint(method, path.slice(BASE.length), request, response)
      return
    }
    if (method !== 'GET') throw new ApiProblem('method_not_allowed', `${path} does not take ${method}`)
    if (path === '/' || path === '/console') response.writeHead(302, { location: '/console/' }).end()
    else if (path === '/livez') await sendJson(request, response, 200, { status: 'alive' })
    else if (path.startsWith('/console/')) await this.#pages.answer(path, request, response)
    else
      throw new ApiProblem(
        'not_found',
        `there is no ${path}`,
        'The API is below /admin/v1, the console at /console/.',
      )
  }

  async #endpoint(
    method: string,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const found = findRoute(method, path)
    if (found.kind === 'unknown')
      throw new ApiProblem('not_found', `the admin API has no ${BASE}${path}`, `See ${BASE}/openapi.json.`)
    if (found.kind === 'other-method') {
      response.setHeader('allow', found.methods.join(', '))
      throw new ApiProblem('method_not_allowed', `${BASE}${path} does not take ${method}`)
    }
    const { id, endpoint } = found
    const operator = await this.#admit(request, endpoint)
    const query = new URL(request.url ?? '/', 'http://admin').searchParams
    const maxBytes = operator === null ? MAX_STRANGERS_BODY_BYTES : MAX_BODY_BYTES
    const body =
      endpoint.body === undefined
        ? null
        : endpoint.isBodyOptional === true && sendsNothing(request)
          ? {}
          : await readBody(request, maxBytes)
    const input = checkedInput(endpoint, { params: found.params, query, body })
    const handler = HANDLERS[id] as (call: unknown) => unknown
    const life = new AbortController()
    response.once('close', () => life.abort())
    const noted: { of: Parameters<Call<EndpointId>['note']>[0] } = { of: { details: {} } }
    const answer = await handler({
      ...input,
      operator,
      ports: this.#ports,
      access: this.#access(request, response),
      shared: this.#shared,
      signal: life.signal,
      note: (of: typeof noted.of) => (noted.of = of),
    })
    if (endpoint.audit !== null && noted.of !== 'elsewhere')
      await this.#record({
        what: endpoint.audit,
        who: noted.of.operator ?? operator?.name ?? 'nobody',
        why: noted.of.why ?? null,
        details: { ...found.params, ...noted.of.details },
      })
    await this.#send(endpoint, answer, operator, request, response)
  }

  async #admit(request: IncomingMessage, { role, method, audit }: Endpoint): Promise<Operator | null> {
    // What leaves a line in the audit log is one, too: nobody else may write there in an operator's name.
    const isChange = method !== 'GET' || audit !== null
    if (role === null) {
      if (isChange) refuseOtherOrigins(request.headers, false)
      return null
    }
    const caller = { headers: request.headers, address: this.#addressOf(request) }
    const operator = await this.#doorman.identify(caller, isChange)
    this.#connections.know(request.socket, operator.keyId)
    if (mayAct(operator.role, role)) {
      if (isChange) this.#changes.take(operator.keyId)
      return operator
    }
    throw new ApiProblem(
      'forbidden',
      `this is for the role ${role}, and ${operator.name} is ${operator.role}`,
      'Ask an owner: causeway operators create --role.',
    )
  }

  #access(request: IncomingMessage, response: ServerResponse): Access {
    return {
      sessions: this.#doorman.sessions,
      from: () => ({
        address: this.#addressOf(request),
        browser: browserWords(request.headers['user-agent']),
      }),
      keyHolder: async (presented) => {
        const stored = await this.#doorman.keyHolder(presented, this.#addressOf(request))
        return { id: stored.id, operator: operatorOf(stored, null) }
      },
      setSession: (token) => {
        for (const earlier of this.#cookie.tokensIn(request.headers)) this.#doorman.sessions.end(earlier)
        response.setHeader('set-cookie', this.#cookie.header(token))
      },
    }
  }

  async #record(entry: Omit<AuditRecord, 'atMs'>): Promise<void> {
    const { audit, clock } = this.#ports
    try {
      await audit.append({ atMs: clock.nowMs(), ...entry })
    } catch (error) {
      throw new ApiProblem(
        'unavailable',
        `it was done, and could not be written to the audit log: ${(error as Error).message}`,
        'Make room on the disk of the state folder, and look at what stands now before you try again.',
        { cause: error },
      )
    }
  }

  async #send(
    { answer: { kind }, status = 200 }: Endpoint,
    answer: unknown,
    operator: Operator | null,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    switch (kind) {
      case 'json':
        return sendJson(request, response, status, answer)
      case 'nothing':
        response.writeHead(status, { 'cache-control': 'no-store' }).end()
        return
      case 'file':
        return sendFile(request, response, answer as FileAnswer)
      case 'events':
        if (request.method === 'HEAD') {
          response.writeHead(status, { 'content-type': EVENTS_TYPE, 'cache-control': 'no-store' }).end()
          return
        }
        return this.#stream(response, operator, answer as EventsAnswer<never>)
    }
  }

  async #stream(
    response: ServerResponse,
    operator: Operator | null,
    run: EventsAnswer<never>,
  ): Promise<void> {
    const keyId = operator?.keyId ?? ''
    const own = this.#streams.get(keyId) ?? 0
    const all = [...this.#streams.values()].reduce((sum, count) => sum + count, 0)
    if (own >= MAX_STREAMS_OF_KEY || all >= MAX_STREAMS)
      throw new ApiProblem(
        'too_many',
        own >= MAX_STREAMS_OF_KEY
          ? `${MAX_STREAMS_OF_KEY} streams of this key are open already`
          : `${MAX_STREAMS} streams are open already`,
        'Close a console, and try again.',
      )
    this.#streams.set(keyId, own + 1)
    // A stream is one long answer: it ends with the key and the session that it was asked for with.
    const stopLooking = this.#ports.clock.every(STILL_MAY_MS, () => {
      void this.#doorman
        .stillMay(operator)
        .catch(() => false)
        .then((may) => {
          if (!may) response.destroy()
        })
    })
    try {
      await streamEvents(response, this.#ports.clock, run)
    } finally {
      stopLooking()
      const open = this.#streams.get(keyId) ?? 0
      if (open > 1) this.#streams.set(keyId, open - 1)
      else this.#streams.delete(keyId)
    }
  }
}

function pathOf(url = '/'): string {
  return url.split('?', 1)[0] as string
}
