import createClient, { type ClientPathsWithMethod, type MethodResponse } from 'openapi-fetch'

import type { components, paths } from '../admin-api.d.ts'
import { takeEarly } from './early.ts'

/** The admin API, typed by its OpenAPI document. The header tells the server that a change comes from this page. */
export const api = createClient<paths>({
  headers: { 'x-causeway-console': '1' },
  cache: 'no-store',
  fetch: (request) => takeEarly(request) ?? fetch(request),
})

export type Schemas = components['schemas']
export type GetPath = ClientPathsWithMethod<typeof api, 'get'>
export type GetAnswer<Path extends GetPath> = MethodResponse<typeof api, 'get', Path>

/** Why a call was not answered, in words for whoever made it. */
export interface Problem {
  /** Null where no answer came. */
  readonly status: number | null
  readonly code: string
  readonly message: string
  readonly remedy: string | null
}

export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

type Listener = () => void
const onSignedOut = new Set<Listener>()

/** Calls `listener` whenever the server says that nobody is signed in; gives what takes it away again. */
export function whenSignedOut(listener: Listener): () => void {
  onSignedOut.add(listener)
  return () => onSignedOut.delete(listener)
}

interface Reply<T> {
  readonly data?: T
  readonly error?: unknown
  readonly response: Response
}

/** The outcome of a call as a value; rejects only when it was aborted. */
export async function answerOf<T>(call: Promise<Reply<T>>): Promise<Answer<NonNullable<T>>> {
  let reply: Reply<T>
  try {
    reply = await call
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    return { ok: false, problem: UNREACHABLE }
  }
  const { data, error, response } = reply
  // An answer without a body, as of signing out, has no data; who asks for one reads none.
  if (response.ok) return { ok: true, value: data as NonNullable<T> }
  if (response.status === 401) for (const listener of onSignedOut) listener()
  return { ok: false, problem: problemOf(error, response) }
}

export const UNREACHABLE: Problem = {
  status: null,
  code: 'unreachable',
  message: 'Causeway could not be reached.',
  remedy: 'See that the program runs, and that this machine reaches it; then try again.',
}

/** The problem of an answer that was asked for without the client, such as a file or events. */
export async function refusalOf(response: Response): Promise<Problem> {
  if (response.status === 401) for (const listener of onSignedOut) listener()
  return problemOf(await response.json().catch(() => null), response)
}

/** What the server said of it, or what can be said where it was not the server that answered. */
export function problemOf(body: unknown, response: Response): Problem {
  const { status } = response
  if (isProblem(body)) {
    const { code, message, remedy } = body.error
    return { status, code, message, remedy }
  }
  return {
    status,
    code: 'unknown',
    message: `The server answered ${status}${response.statusText === '' ? '' : ` (${response.statusText})`}, without a reason.`,
    remedy: 'See the log of the program, or whatever stands between it and this page.',
  }
}

function isProblem(body: unknown): body is Schemas['Problem'] {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false
  const { error } = body
  return typeof error === 'object' && error !== null && 'message' in error && 'code' in error
}
