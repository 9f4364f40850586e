import type { Call } from '../providers/index.ts'
import type { Attempt } from './attempt.ts'
import { spliceBody } from './bytes/splice.ts'
import type { Exchange } from './exchange.ts'
import type { UpstreamRequest } from './http-client.ts'
import { traceparent } from './tracing/trace-context.ts'

const USER_AGENT = 'causeway'

/**
 * What goes to the provider: the client's own bytes with the few fields replaced that must be, and a handful of
 * headers. Nothing of the client's other headers leaves but the state of its trace; its key above all does not.
 */
export function upstreamRequest(
  x: Exchange,
  made: Attempt,
  credential: readonly [string, string],
): UpstreamRequest {
  const target = made.deployment?.target ?? made.account.target
  const route = x.route
  if (route === null) throw new Error('a request is sent before it was received')
  const { method } = x.client
  const call: Call = {
    operation: x.operation ?? 'responses',
    method: method === 'GET' || method === 'DELETE' ? method : 'POST',
    suffix:
      route.target.kind === 'response' && x.stored !== null
        ? `/${x.stored.upstreamId}${route.target.tail}`
        : '',
    query: route.query,
    apiVersion: route.apiVersion,
  }
  const headers = ['user-agent', USER_AGENT, 'x-ms-client-request-id', made.id]
  if (credential[0] !== '') headers.push(credential[0], credential[1])
  if (x.body !== null && x.body.length > 0)
    headers.push('content-type', x.client.headers['content-type'] ?? 'application/json')
  const beta = x.client.headers['openai-beta']
  if (typeof beta === 'string') headers.push('openai-beta', beta)
  if (x.trace !== null && made.spanId !== null) {
    headers.push('traceparent', traceparent(x.trace.traceId, made.spanId, x.trace.isSampled))
    if (x.trace.state !== null) headers.push('tracestate', x.trace.state)
  }
  return { method: call.method, path: target.path(call), headers, body: upstreamBody(x, made) }
}

function upstreamBody(x: Exchange, made: Attempt): Buffer | null {
  const { body, edits, ask } = x
  if (body === null || body.length === 0) return null
  const target = made.deployment?.target
  if (edits === null || target === undefined) return body
  return spliceBody(body, edits, {
    model: target.modelField === 'replace' ? target.upstreamName : null,
    askForUsage:
      ask !== null &&
      ask.stream &&
      !ask.wantsUsageEvent &&
      (x.operation === 'chat' || x.operation === 'completions'),
    previousResponseId: edits.previousIdStart >= 0 && x.stored !== null ? x.stored.upstreamId : null,
  })
}
