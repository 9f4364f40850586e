import { Socket } from 'node:net'

import { http } from '../base/index.ts'
import type { AccountState } from './estate.ts'
import { isObject, type Json, type JsonObject, textOf } from './json.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './room.ts'
import type { Route } from './routes.ts'
import { answerCall } from './serve-call.ts'
import { type AnswerHeaders, Visit } from './visit.ts'

/** A request of a batch's input file. */
export interface BatchLine {
  readonly customId: string
  readonly body: JsonObject
}

export interface LineResult {
  readonly status: number
  readonly requestId: string
  readonly body: Json
}

/** A visit that came over no socket: what would be sent is handed to `done`. */
class LineVisit extends Visit {
  readonly #done: (result: LineResult | null) => void

  constructor(requestId: string, done: (result: LineResult | null) => void) {
    const request = new http.IncomingMessage(new Socket())
    super(request, new http.ServerResponse(request), requestId)
    this.#done = done
  }

  override send(status: number, body: string | Buffer, _headers: AnswerHeaders): void {
    this.#done({ status, requestId: this.requestId, body: JSON.parse(body.toString()) as Json })
  }

  /** A fault cut it: the line is taken up again later. */
  override destroy(): void {
    this.#done(null)
  }
}

export const ENDPOINTS = new Map<string, 'chat' | 'completions' | 'responses'>([
  ['/chat/completions', 'chat'],
  ['/v1/chat/completions', 'chat'],
  ['/v1/completions', 'completions'],
  ['/v1/responses', 'responses'],
])

/** Calls back with what a model says to one line; with null where a fault keeps it from that. */
export function runLine(
  at: { readonly room: Room; readonly account: AccountState; readonly endpoint: string },
  line: BatchLine,
  done: (result: LineResult | null) => void,
): void {
  const { room, account, endpoint } = at
  const visit = new LineVisit(room.ids.guid(), done)
  visit.inRegion(account.region)
  const route: Route = {
    account: account.name,
    shape: 'v1',
    operation: ENDPOINTS.get(endpoint) ?? 'chat',
    deployment: null,
    rest: '',
    apiVersion: null,
    query: '',
  }
  try {
    answerCall(room, visit, { route, account, body: line.body, fileBytes: 0, isBatch: true })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.status === 429 || error.status === 503) done(null)
    else visit.refuse(error)
  }
}

/** The lines, or what is wrong with them, in the words of Azure's batch service. */
export function readLines(
  text: string,
  endpoint: string,
): { readonly lines: readonly BatchLine[]; readonly errors: readonly JsonObject[] } {
  const lines: BatchLine[] = []
  const errors: JsonObject[] = []
  const seen = new Set<string>()
  const models = new Set<string>()
  for (const [index, one] of text.trimEnd().split('\n').entries()) {
    const fault = (code: string, message: string, param: string | null = null): void =>
      void errors.push({ code, message, param, line: index + 1 })
    const value = parsed(one)
    const body = isObject(value) ? value['body'] : undefined
    const customId = isObject(value) ? textOf(value['custom_id']) : null
    if (!isObject(value) || !isObject(body)) {
      fault('invalid_json_line', 'A line is not able to be parsed as valid JSON.')
      continue
    }
    const model = textOf(body['model'])
    if (customId === null) fault('invalid_request', 'custom_id is missing.', 'custom_id')
    else if (seen.has(customId))
      fault('duplicate_custom_id', 'The custom ID of this request is a duplicate.', 'custom_id')
    else if (value['url'] !== endpoint)
      fault('url_mismatch', 'The URL in the row does not match the URL in the file.', 'url')
    else if (model === null) fault('invalid_request', 'model is missing.', 'body.model')
    else {
      models.add(model)
      if (models.size > 1)
        fault('model_mismatch', 'The deployment in the row does not match that of the file.', 'body.model')
      lines.push({ customId, body })
    }
    if (customId !== null) seen.add(customId)
  }
  if (text.trim() === '')
    return { lines, errors: [{ code: 'empty_file', message: 'The file is empty.', param: null, line: null }] }
  return { lines, errors }
}

function parsed(line: string): Json {
  try {
    return JSON.parse(line) as Json
  } catch {
    return null
  }
}
