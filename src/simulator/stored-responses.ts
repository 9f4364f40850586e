import type { AccountState } from './estate.ts'
import { invalidRequest, Refusal, REFUSALS } from './refusal.ts'
import type { StoredResponse } from './response-store.ts'
import type { Room } from './room.ts'
import type { Visit } from './visit.ts'

const PATH = /^([^/]+)(?:\/(cancel|input_items))?$/
const DEFAULT_PAGE = 20
const MAX_PAGE = 100

/**
 * GET, DELETE and cancel of stored responses, and the list of their input. Azure does not ask who made a response: any
 * credential of the account gets at it.
 */
export function serveStoredResponse(at: {
  room: Room
  visit: Visit
  account: AccountState
  method: string
  rest: string
}): void {
  const { room, visit, account, method } = at
  const [, id, part] = PATH.exec(at.rest) ?? []
  if (id === undefined) throw REFUSALS.noSuchPath()
  const response = account.responses.get(id, room.clock.nowMs())
  if (response === null) throw notFound(id)
  switch (`${method} ${part ?? ''}`) {
    case 'GET ':
      return visit.json(200, response.body)
    case 'DELETE ':
      response.cancel?.()
      account.responses.delete(id)
      return visit.json(200, { id, object: 'response', deleted: true })
    case 'POST cancel':
      return visit.json(200, cancelled(response))
    case 'GET input_items':
      return visit.json(
        200,
        inputItems(response, new URL(visit.request.url ?? '/', 'http://localhost').searchParams),
      )
    default:
      throw REFUSALS.methodNotAllowed()
  }
}

function cancelled(response: StoredResponse): StoredResponse['body'] {
  if (response.body['background'] !== true) {
    throw invalidRequest(null, null, 'Cannot cancel a synchronous response.')
  }
  // A second time it is still cancelled.
  if (response.cancel === null && response.body['status'] !== 'cancelled') {
    throw invalidRequest(null, null, 'Cannot cancel a completed response.')
  }
  response.cancel?.()
  return response.body
}

function inputItems(response: StoredResponse, query: URLSearchParams): object {
  const items = query.get('order') === 'asc' ? [...response.inputItems] : [...response.inputItems].reverse()
  const after = items.findIndex((item) => item['id'] === query.get('after')) + 1
  const limit = Math.min(MAX_PAGE, Math.max(1, Number(query.get('limit') ?? DEFAULT_PAGE) || DEFAULT_PAGE))
  const data = items.slice(after, after + limit)
  return {
    object: 'list',
    data,
    first_id: data[0]?.['id'] ?? null,
    last_id: data.at(-1)?.['id'] ?? null,
    has_more: after + limit < items.length,
  }
}

function notFound(id: string): Refusal {
  return new Refusal(404, {
    error: {
      message: `Response with id '${id}' not found.`,
      type: 'invalid_request_error',
      param: null,
      code: null,
    },
  })
}
