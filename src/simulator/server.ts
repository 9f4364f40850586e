import type { Server } from 'node:http'
import { http } from '../base/index.ts'
import { authenticate } from './authentication.ts'
import { readBody } from './body-reader.ts'
import { CONTROL_PATH, serveControl } from './control-api.ts'
import { IDENTITY_PATH, serveIdentityToken } from './identity-endpoint.ts'
import { serveModels } from './models-list.ts'
import { FILE_LIMIT_BYTES } from './file-store.ts'
import { Refusal, REFUSALS } from './refusal.ts'
import type { Room } from './room.ts'
import { type Route, routeOf } from './routes.ts'
import { serveBatches } from './serve-batches.ts'
import { serveCall } from './serve-call.ts'
import { serveFiles } from './serve-files.ts'
import { BODY_LIMIT_BYTES } from './settings.ts'
import { serveStoredResponse } from './stored-responses.ts'
import { Visit } from './visit.ts'

/** Long enough that a client's pooled connection is seldom closed under it. */
const KEEP_ALIVE_MS = 120_000

export function simulatorServer(room: Room): Server {
  const server = http.createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true },
    (request, response) => {
      const visit = new Visit(request, response, room.ids.guid())
      // A client may leave between our look and our write; what it used is billed where its connection's close is heard.
      response.on('error', () => {})
      const limitBytes = isUpload(request.url ?? '') ? FILE_LIMIT_BYTES : BODY_LIMIT_BYTES
      readBody(request, limitBytes, (body) => {
        if (body !== null) visit.body = body
        guarded(room, visit, () => {
          if (body === null) throw REFUSALS.bodyTooLarge(limitBytes)
          serve(room, visit)
        })
      })
    },
  )
  // Idle streams may last as long as their pace wants.
  server.requestTimeout = 0
  return server
}

function isUpload(url: string): boolean {
  return routeOf(url)?.operation === 'files'
}

function serve(room: Room, visit: Visit): void {
  const url = visit.request.url ?? '/'
  if (url.startsWith(CONTROL_PATH)) return serveControl(room, visit)
  if (url === IDENTITY_PATH || url.startsWith(`${IDENTITY_PATH}?`))
    return serveIdentityToken(visit, room.clock)
  const route = routeOf(url)
  const account = route === null ? undefined : room.estate.accounts.get(route.account)
  if (route === null || account === undefined) throw REFUSALS.noSuchPath()
  visit.inRegion(account.region)
  authenticate(visit, account)
  // Azure knows no such path when the version is missing, and says no more.
  if (route.shape === 'classic' && route.apiVersion === null) throw REFUSALS.noSuchPath()
  const method = visit.request.method ?? 'GET'
  const isKept = route.operation === 'files' || route.operation === 'batches'
  if (method === 'POST' && route.rest === '' && !isKept) return serveCall(room, visit, route, account)
  const place = { account: account.name, region: account.region, deployment: null }
  if (room.faults.strike('outage', place) !== null) return visit.destroy()
  if (room.faults.strike('forbidden', place) !== null) throw REFUSALS.forbidden()
  if (room.faults.strike('wrong-audience', place) !== null) throw REFUSALS.wrongAudience()
  if (room.faults.strike('unavailable', place) !== null) throw REFUSALS.unavailable()
  serveResource(room, visit, { route, method })
}

function serveResource(room: Room, visit: Visit, { route, method }: { route: Route; method: string }): void {
  const account = room.estate.accounts.get(route.account)
  if (account === undefined) throw REFUSALS.noSuchPath()
  if (route.operation === 'responses' && route.rest !== '') {
    return serveStoredResponse({ room, visit, account, method, rest: route.rest })
  }
  if (route.operation === 'files') return serveFiles({ room, visit, account, method, rest: route.rest })
  if (route.operation === 'batches') return serveBatches({ room, visit, account, method, rest: route.rest })
  if (route.operation === 'models' && method === 'GET') return serveModels(visit, account, route.rest)
  throw REFUSALS.methodNotAllowed()
}

/** The one place where what was thrown becomes an answer. */
function guarded(room: Room, visit: Visit, serveVisit: () => void): void {
  try {
    serveVisit()
  } catch (error) {
    if (error instanceof Refusal) {
      visit.refuse(error)
      return
    }
    room.log.error({ error, requestId: visit.requestId }, 'the simulator failed')
    if (visit.response.headersSent) visit.destroy()
    else visit.refuse(REFUSALS.internalError())
  }
}
