import { BatchJob, MAX_BATCHES } from './batch-jobs.ts'
import { ENDPOINTS } from './batch-line.ts'
import { isObject, type JsonObject, textOf } from './json.ts'
import { invalidRequest, REFUSALS } from './refusal.ts'
import { noSuch, type ResourceCall } from './serve-files.ts'
import { missing } from './validation.ts'

const PATH = /^([^/]+)(?:\/(cancel))?$/
const DEFAULT_PAGE = 20

/** Batches of the account: whoever has its key gets at all of them. */
export function serveBatches(call: ResourceCall): void {
  const { visit, account, method, rest } = call
  if (rest === '') {
    if (method === 'POST') return create(call)
    if (method !== 'GET') throw REFUSALS.methodNotAllowed()
    return list(call)
  }
  const [, id = '', part] = PATH.exec(rest) ?? []
  const batch = account.batches.get(id)
  if (batch === undefined) throw noSuch('batch', id)
  if (method === 'GET' && part === undefined) return visit.json(200, batch.object())
  if (method !== 'POST' || part !== 'cancel') throw REFUSALS.methodNotAllowed()
  if (!batch.cancel())
    throw invalidRequest(
      null,
      null,
      `Cannot cancel a batch with status '${textOf(batch.object()['status'])}'.`,
    )
  visit.json(200, batch.object())
}

function list({ visit, account }: ResourceCall): void {
  const query = new URL(visit.request.url ?? '/', 'http://localhost').searchParams
  const all = [...account.batches.values()].reverse()
  const from = all.findIndex(({ id }) => id === query.get('after')) + 1
  const limit = Number(query.get('limit') ?? DEFAULT_PAGE) || DEFAULT_PAGE
  const data = all.slice(from, from + limit).map((batch) => batch.object())
  visit.json(200, { object: 'list', data, has_more: from + limit < all.length })
}

function create({ room, visit, account }: ResourceCall): void {
  const body = parsed(visit.body)
  const inputId = textOf(body['input_file_id'])
  const endpoint = textOf(body['endpoint'])
  if (inputId === null) throw missing('input_file_id')
  if (endpoint === null || !ENDPOINTS.has(endpoint))
    throw invalidRequest('invalid_value', 'endpoint', `Invalid value for 'endpoint': ${endpoint}.`)
  if (body['completion_window'] !== '24h')
    throw invalidRequest('invalid_value', 'completion_window', "Supported values are: '24h'.")
  const input = account.files.get(inputId, room.clock.nowMs())
  if (input === null) throw noSuch('file', inputId)
  const metadata = isObject(body['metadata']) ? body['metadata'] : null
  if (account.batches.size >= MAX_BATCHES)
    throw invalidRequest('quota_exceeded', null, 'This simulated account has as many batches as it may.')
  const batch = new BatchJob(room, account, { endpoint, input, metadata })
  account.batches.set(batch.id, batch)
  visit.json(200, batch.object())
}

function parsed(bytes: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    if (isObject(value as JsonObject)) return value as JsonObject
  } catch {
    // Said below.
  }
  throw REFUSALS.notJson()
}
