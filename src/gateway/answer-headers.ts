import type { Exchange } from './exchange.ts'

/**
 * The provider's headers that reach the client. Rate headers do not: they tell of a deployment that the next request
 * may not go to. Nor do cookies and connection headers.
 */
const PASSED = [
  'content-type',
  'x-ms-region',
  'apim-request-id',
  'openai-processing-ms',
  'x-ms-rai-invoked',
  'x-causeway-simulated',
]

/** `bodyBytes` is null for an answer whose length is not known yet. Names and values in turn. */
export function answerHeaders(x: Exchange, nowMs: number, bodyBytes: number | null): string[] {
  const headers = ['x-request-id', x.id]
  const { answer } = x
  if (answer?.kind === 'file') headers.push('content-type', 'application/octet-stream')
  else if (answer !== null && answer.kind !== 'local') {
    const { headers: theirs, deployment, account } = answer.attempt
    for (const name of PASSED) {
      const value = theirs[name]
      if (typeof value === 'string') headers.push(name, value)
    }
    headers.push('x-causeway-deployment', deployment?.deployment.id ?? account.account.name)
  } else headers.push('content-type', 'application/json')
  if (x.attempts.length > 0) headers.push('x-causeway-attempts', `${x.attempts.length}`)
  if (x.place !== null) {
    headers.push('x-causeway-queue-ms', x.place.waitedMs.toFixed(0))
    headers.push('x-causeway-queue-position', `${x.place.position}`)
  }
  headers.push('x-causeway-overhead-ms', Math.max(0, nowMs - x.startedMs - x.waitedMs).toFixed(2))
  const { limitHeaders } = x
  if (limitHeaders !== null) for (const name in limitHeaders) headers.push(name, limitHeaders[name] as string)
  if (
    answer?.kind === 'local' &&
    answer.retryAfterMs !== null &&
    limitHeaders?.['retry-after'] === undefined
  ) {
    headers.push('retry-after-ms', `${Math.ceil(answer.retryAfterMs)}`)
    headers.push('retry-after', `${Math.ceil(answer.retryAfterMs / 1000)}`)
  }
  if (bodyBytes !== null) headers.push('content-length', `${bodyBytes}`)
  if (!x.client.bodyWasRead) headers.push('connection', 'close')
  return headers
}
