/**
 * Which account, which shape of the API and which operation a URL means.
 * Classic: `/openai/deployments/{name}/{operation}?api-version=`, responses and models at the resource.
 * v1: `/openai/v1/{operation}`, the deployment in the body.
 */
export type OperationName =
  | 'chat'
  | 'completions'
  | 'embeddings'
  | 'responses'
  | 'images'
  | 'image-edits'
  | 'speech'
  | 'transcriptions'
  | 'translations'
  | 'models'
  | 'files'
  | 'batches'

export interface Route {
  readonly account: string
  readonly shape: 'classic' | 'v1'
  readonly operation: OperationName
  /** From the path, in the classic shape; null where the body says it. */
  readonly deployment: string | null
  /** What follows the operation, without a slash in front: a response's id, `{id}/cancel`. */
  readonly rest: string
  readonly apiVersion: string | null
  readonly query: string
}

const DEPLOYMENT_OPERATIONS: ReadonlyMap<string, OperationName> = new Map([
  ['chat/completions', 'chat'],
  ['completions', 'completions'],
  ['embeddings', 'embeddings'],
  ['images/generations', 'images'],
  ['images/edits', 'image-edits'],
  ['audio/speech', 'speech'],
  ['audio/transcriptions', 'transcriptions'],
  ['audio/translations', 'translations'],
])
const RESOURCE_OPERATION = /^(responses|models|files|batches)(?:\/(.*))?$/
const PATH = /^\/([^/?]+)\/openai\/([^?]*)(?:\?(.*))?$/
const CLASSIC = /^deployments\/([^/]+)\/(.+)$/

/** Null when nothing is there. */
export function routeOf(url: string): Route | null {
  const match = PATH.exec(url)
  if (match === null) return null
  const account = decoded(match[1] as string)
  const path = (match[2] as string).replace(/\/+$/, '')
  const query = match[3] ?? ''
  if (account === null) return null
  const base = { account, query, apiVersion: apiVersionOf(query) }
  if (path.startsWith('v1/')) {
    const rest = path.slice('v1/'.length)
    const operation = DEPLOYMENT_OPERATIONS.get(rest)
    if (operation !== undefined) return { ...base, shape: 'v1', operation, deployment: null, rest: '' }
    return atResource(rest, { ...base, shape: 'v1' })
  }
  const classic = CLASSIC.exec(path)
  if (classic === null) return atResource(path, { ...base, shape: 'classic' })
  const deployment = decoded(classic[1] as string)
  const operation = DEPLOYMENT_OPERATIONS.get(classic[2] as string)
  if (deployment === null || operation === undefined) return null
  return { ...base, shape: 'classic', operation, deployment, rest: '' }
}

function atResource(
  path: string,
  base: Pick<Route, 'account' | 'shape' | 'apiVersion' | 'query'>,
): Route | null {
  const match = RESOURCE_OPERATION.exec(path)
  if (match === null) return null
  return {
    ...base,
    operation: match[1] as 'responses' | 'models' | 'files' | 'batches',
    deployment: null,
    rest: match[2] ?? '',
  }
}

/** Azure compares the parameter's name without case. */
function apiVersionOf(query: string): string | null {
  if (query === '') return null
  for (const part of query.split('&')) {
    const [name, value] = part.split('=')
    if (name?.toLowerCase() === 'api-version' && value !== undefined && value !== '') return decoded(value)
  }
  return null
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
