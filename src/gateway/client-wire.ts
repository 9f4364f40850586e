import { Failure, FAILURES, type FailureCode } from '../base/index.ts'
import type { Operation } from '../providers/index.ts'

/**
 * What clients speak: the paths that the gateway serves, and the shape in which each kind of client expects an error.
 * Paths: the OpenAI API reference, and Azure OpenAI's data-plane specification (classic and v1).
 */
export type Shape = 'openai' | 'azure-classic'

export interface ClientRoute {
  readonly shape: Shape
  readonly target:
    | { readonly kind: 'operation'; readonly operation: Operation; readonly model: string | null }
    /** A call on a stored response: its signed id, and what follows it (`''`, `/cancel`, `/input_items`). */
    | { readonly kind: 'response'; readonly id: string; readonly tail: string }
    | { readonly kind: 'models'; readonly model: string | null }
    /** All of them with a null id; `tail` is `''` or `/content`. */
    | { readonly kind: 'files'; readonly id: string | null; readonly tail: string }
    /** All of them with a null id; `tail` is `''` or `/cancel`. */
    | { readonly kind: 'batches'; readonly id: string | null; readonly tail: string }
    /** What is left of the caller's limits; a path of ours that no provider has. */
    | { readonly kind: 'limits' }
  readonly methods: readonly string[]
  /** `?a=b` without `api-version`, or empty. */
  readonly query: string
  readonly apiVersion: string | null
}

const OPERATION_PATHS = new Map<string, Operation>([
  ['chat/completions', 'chat'],
  ['completions', 'completions'],
  ['embeddings', 'embeddings'],
  ['responses', 'responses'],
  ['images/generations', 'images'],
  ['images/edits', 'image-edits'],
  ['audio/speech', 'speech'],
  ['audio/transcriptions', 'transcriptions'],
  ['audio/translations', 'translations'],
])

const POST = ['POST'] as const
const GET = ['GET'] as const
const RESPONSE_TAILS = new Map<string, readonly string[]>([
  ['', ['GET', 'DELETE']],
  ['/cancel', POST],
  ['/input_items', GET],
])

/** Files and batches: methods for all of them, and for one by what follows its id. */
const KEPT: Readonly<Record<'files' | 'batches', ReadonlyMap<string | null, readonly string[]>>> = {
  files: new Map<string | null, readonly string[]>([
    [null, ['GET', 'POST']],
    ['', ['GET', 'DELETE']],
    ['/content', GET],
  ]),
  batches: new Map<string | null, readonly string[]>([
    [null, ['GET', 'POST']],
    ['', GET],
    ['/cancel', POST],
  ]),
}

/** Routes without a query, by path: the whole match for nearly every request. */
const PLAIN = new Map<string, ClientRoute>()
for (const prefix of ['/v1/', '/openai/v1/']) {
  for (const [path, operation] of OPERATION_PATHS) {
    PLAIN.set(prefix + path, route('openai', { kind: 'operation', operation, model: null }, POST, '', null))
  }
  PLAIN.set(`${prefix}limits`, route('openai', { kind: 'limits' }, GET, '', null))
  PLAIN.set(`${prefix}models`, route('openai', { kind: 'models', model: null }, GET, '', null))
}

function route(
  shape: Shape,
  target: ClientRoute['target'],
  methods: readonly string[],
  query: string,
  apiVersion: string | null,
): ClientRoute {
  return { shape, target, methods, query, apiVersion }
}

/** Null when the gateway does not serve the path; the method is the caller's to check. */
export function matchRoute(url: string): ClientRoute | null {
  const plain = PLAIN.get(url)
  if (plain !== undefined) return plain
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  const { query, apiVersion } = splitQuery(mark === -1 ? '' : url.slice(mark + 1))
  const known = PLAIN.get(path)
  if (known !== undefined) return { ...known, query, apiVersion }
  if (path.startsWith('/openai/v1/'))
    return matchRest('openai', path.slice('/openai/v1/'.length), query, apiVersion)
  if (path.startsWith('/v1/')) return matchRest('openai', path.slice('/v1/'.length), query, apiVersion)
  if (path.startsWith('/openai/deployments/')) {
    const rest = path.slice('/openai/deployments/'.length)
    const slash = rest.indexOf('/')
    if (slash <= 0) return null
    const model = decodeSegment(rest.slice(0, slash))
    const operation = OPERATION_PATHS.get(rest.slice(slash + 1))
    if (operation === undefined || model === null) return null
    return route('azure-classic', { kind: 'operation', operation, model }, POST, query, apiVersion)
  }
  if (path.startsWith('/openai/')) {
    return matchRest('azure-classic', path.slice('/openai/'.length), query, apiVersion)
  }
  return null
}

/** The path with names in the place of what differs from call to call, as few in number as there are routes. */
export function routeTemplate(url: string, { target, shape }: ClientRoute): string {
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  if (PLAIN.has(path)) return path
  if (path.startsWith('/openai/deployments/'))
    return path.replace(/^(\/openai\/deployments\/)[^/]+/, '$1{deployment}')
  const prefix = shape === 'azure-classic' ? '/openai' : path.startsWith('/v1/') ? '/v1' : '/openai/v1'
  switch (target.kind) {
    case 'operation':
      return `${prefix}/responses`
    case 'response':
      return `${prefix}/responses/{response}${target.tail}`
    case 'models':
      return target.model === null ? `${prefix}/models` : `${prefix}/models/{model}`
    case 'files':
    case 'batches':
      return target.id === null ? `${prefix}/${target.kind}` : `${prefix}/${target.kind}/{id}${target.tail}`
    case 'limits':
      return `${prefix}/limits`
  }
}

/** What stands at resource level in both shapes: responses and their ids, models. */
function matchRest(shape: Shape, rest: string, query: string, apiVersion: string | null): ClientRoute | null {
  if (rest === 'responses') {
    return route(shape, { kind: 'operation', operation: 'responses', model: null }, POST, query, apiVersion)
  }
  if (rest.startsWith('responses/')) {
    const after = rest.slice('responses/'.length)
    const slash = after.indexOf('/')
    const id = decodeSegment(slash === -1 ? after : after.slice(0, slash))
    const tail = slash === -1 ? '' : after.slice(slash)
    const methods = RESPONSE_TAILS.get(tail)
    if (id === null || methods === undefined) return null
    return route(shape, { kind: 'response', id, tail }, methods, query, apiVersion)
  }
  const kept = /^(files|batches)(?:\/([^/]+)(\/.*)?)?$/.exec(rest)
  if (kept !== null) return matchKept(shape, kept, query, apiVersion)
  if (rest === 'models') return route(shape, { kind: 'models', model: null }, GET, query, apiVersion)
  if (rest.startsWith('models/')) {
    const model = decodeSegment(rest.slice('models/'.length))
    return model === null ? null : route(shape, { kind: 'models', model }, GET, query, apiVersion)
  }
  return null
}

function matchKept(
  shape: Shape,
  [, word, given, tail = '']: RegExpExecArray,
  query: string,
  apiVersion: string | null,
): ClientRoute | null {
  const kind = word === 'files' ? 'files' : 'batches'
  const id = given === undefined ? null : decodeSegment(given)
  if (given !== undefined && id === null) return null
  const methods = KEPT[kind].get(id === null ? null : tail)
  return methods === undefined ? null : route(shape, { kind, id, tail }, methods, query, apiVersion)
}

function splitQuery(text: string): { query: string; apiVersion: string | null } {
  if (text === '') return { query: '', apiVersion: null }
  let apiVersion: string | null = null
  const kept: string[] = []
  for (const part of text.split('&')) {
    if (part.startsWith('api-version=')) apiVersion = decodeSegment(part.slice('api-version='.length))
    else if (part !== '') kept.push(part)
  }
  return { query: kept.length === 0 ? '' : `?${kept.join('&')}`, apiVersion }
}

function decodeSegment(text: string): string | null {
  if (text === '') return null
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

/** The shape by path alone, for errors that come before a route is known. */
export function shapeOf(url: string | undefined): Shape {
  if (url === undefined) return 'openai'
  return url.startsWith('/openai/') && !url.startsWith('/openai/v1/') ? 'azure-classic' : 'openai'
}

/** OpenAI's and Azure's SDKs switch on these codes; where theirs differs from ours, theirs is sent. */
const OPENAI_CODES: Partial<Record<FailureCode, string>> = {
  missing_key: 'invalid_api_key',
  unknown_key: 'invalid_api_key',
  unknown_model: 'model_not_found',
  deployments_saturated: 'rate_limit_exceeded',
  state_saturated: 'rate_limit_exceeded',
}
const AZURE_CODES: Partial<Record<FailureCode, string>> = {
  missing_key: '401',
  unknown_key: '401',
  unknown_model: 'DeploymentNotFound',
  unknown_path: '404',
  rate_limit_exceeded: '429',
  deployments_saturated: '429',
  state_saturated: '429',
  malformed_json: 'BadRequest',
  invalid_field: 'BadRequest',
}

/** An error body in the caller's own shape. `causeway` is extra to both; clients ignore fields they do not know. */
export function errorBody(
  shape: Shape,
  failure: Failure,
  requestId: string,
  tried: readonly string[],
): string {
  const { type, remedy } = FAILURES[failure.code]
  const causeway = {
    code: failure.code,
    request_id: requestId,
    remedy,
    ...(tried.length === 0 ? {} : { tried }),
  }
  const message = tried.length === 0 ? failure.message : `${failure.message} (tried ${tried.join(', ')})`
  if (shape === 'azure-classic') {
    const code = AZURE_CODES[failure.code] ?? failure.code
    return JSON.stringify({ error: { code, message, type, param: failure.param, causeway } })
  }
  const code = OPENAI_CODES[failure.code] ?? failure.code
  return JSON.stringify({ error: { message, type, param: failure.param, code, causeway } })
}

/** The event that ends a stream that broke after its first byte: clients know it as an error, not as an end. */
export function errorEvent(
  operation: Operation,
  failure: Failure,
  requestId: string,
  sequenceNumber: number,
): string {
  const { type } = FAILURES[failure.code]
  if (operation === 'responses') {
    const event = {
      type: 'error',
      code: failure.code,
      message: failure.message,
      param: null,
      sequence_number: sequenceNumber,
    }
    return `event: error\ndata: ${JSON.stringify(event)}\n\n`
  }
  const error = { message: failure.message, type, param: null, code: failure.code, request_id: requestId }
  return `data: ${JSON.stringify({ error })}\n\n`
}
