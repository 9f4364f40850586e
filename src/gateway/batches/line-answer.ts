import type { LineAnswer } from '../../batches/index.ts'
import type { Failure } from '../../base/index.ts'
import { scanAnswer } from '../bytes/usage.ts'
import { errorBody } from '../client-wire.ts'
import type { Exchange } from '../exchange.ts'
import type { LineClient } from './line-client.ts'

/** What became of a line's exchange, for its batch. */
export function lineAnswer(x: Exchange, client: LineClient, failure: Failure | null): LineAnswer {
  const about = { requestId: x.id, failure: failure?.code ?? null, retryAfterMs: client.retryAfterMs }
  if (failure !== null && !client.hasHead) {
    const body = Buffer.from(errorBody('openai', failure, x.id, []))
    return { ...about, status: failure.status, body }
  }
  if (client.isBroken) return { ...about, status: 502, body: worded('The answer did not come whole.') }
  const { answer } = client
  // Results are lines of JSON; what a provider's front end wrote instead goes in as text.
  const body = scanAnswer(answer) === null ? worded(answer.toString('utf8')) : answer
  return { ...about, status: client.status, body }
}

function worded(message: string): Buffer {
  return Buffer.from(
    JSON.stringify({ error: { message, type: 'server_error', param: null, code: 'upstream_error' } }),
  )
}
