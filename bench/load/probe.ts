import { END_EVENT, JSON_ANSWER, STREAM_EVENTS } from '../mock/answers.ts'
import { type RequestKind, requestBody } from './bodies.ts'
import { type Endpoint, endpointUrl } from './endpoint.ts'

const PROBE_LIMIT_MS = 10_000

/**
 * One request through a contender, its answer held against the mock's: a proxy that answers wrongly is not measured.
 * Null when all is well, otherwise what is wrong.
 */
export async function probe(endpoint: Endpoint, kind: Exclude<RequestKind, 'slow'>): Promise<string | null> {
  let status: number
  let body: string
  try {
    const answer = await fetch(endpointUrl(endpoint), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...endpoint.headers },
      body: requestBody(kind, endpoint.model),
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    })
    status = answer.status
    body = await answer.text()
  } catch (error) {
    const { cause } = error as Error
    return cause instanceof Error ? cause.message : (error as Error).message
  }
  if (status !== 200) return `status ${status}: ${body.slice(0, 300)}`
  return kind === 'stream' ? checkStream(body) : checkJson(body)
}

/** A proxy may re-encode an answer or add to it; the text and the usage must be the mock's. */
export function checkJson(body: string): string | null {
  try {
    const [got, wanted] = [JSON.parse(body), JSON.parse(JSON_ANSWER)] as [Answer, Answer]
    const same =
      got.choices?.[0]?.message?.content === wanted.choices?.[0]?.message?.content &&
      got.usage?.total_tokens === wanted.usage?.total_tokens
    return same ? null : `another answer than the upstream's: ${body.slice(0, 300)}`
  } catch (error) {
    return `an answer that is no JSON (${(error as Error).message}): ${body.slice(0, 300)}`
  }
}

interface Answer {
  readonly choices?: readonly { readonly message?: { readonly content?: string } }[]
  readonly usage?: { readonly total_tokens?: number }
}

export function checkStream(body: string): string | null {
  const events = body.split('\n\n').filter((event) => event.startsWith('data: {')).length
  if (events !== STREAM_EVENTS) return `${events} events instead of ${STREAM_EVENTS}`
  return body.endsWith(END_EVENT) ? null : 'the stream has no end mark'
}
