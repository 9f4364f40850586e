import { Failure } from '../../base/index.ts'
import { answerHeaders } from '../answer-headers.ts'
import { errorBody } from '../client-wire.ts'
import type { Exchange } from '../exchange.ts'
import type { FleetConsumer } from '../fleet.ts'
import type { GatewayDependencies } from '../gateway.ts'
import { replaceAll } from '../bytes/splice.ts'
import { scanAnswer } from '../bytes/usage.ts'

/** The client's last byte, once the ledger has the settlement. Without it the answer is refused, not given away. */
export function deliver(x: Exchange, deps: GatewayDependencies): void {
  const { client, answer } = x
  if (client.isGone) return
  const nowMs = deps.clock.monotonicMs()
  if (client.hasHead) {
    if (x.settleError !== null || (x.failure !== null && x.lastChunk === null)) client.destroy()
    else if (x.lastChunk === null) client.end()
    else client.end(x.lastChunk)
    return
  }
  if (x.settleError !== null && answer !== null && answer.kind !== 'local') {
    const failure = new Failure('ledger_unavailable', { cause: x.settleError, retryAfterMs: 5_000 })
    x.failure = failure
    const body = errorBody(x.route?.shape ?? 'openai', failure, x.id, [])
    x.answer = { kind: 'local', status: failure.status, body, retryAfterMs: failure.retryAfterMs }
    deliver(x, deps)
    return
  }
  if (answer === null || answer.kind === 'flowing' || answer.kind === 'file') {
    client.destroy()
    return
  }
  if (answer.kind === 'local') {
    client.head(answer.status, answerHeaders(x, nowMs, Buffer.byteLength(answer.body)))
    client.end(client.method === 'HEAD' ? undefined : answer.body)
    return
  }
  const body =
    x.operation === 'responses' || x.stored !== null ? withOwnIds(x, answer.body, deps) : answer.body
  client.head(answer.status, answerHeaders(x, nowMs, body.length))
  client.end(body)
}

/** Stored responses leave with signed ids: the answer's own, and the one that it went on from. */
function withOwnIds(x: Exchange, body: Buffer, { responseIds }: GatewayDependencies): Buffer {
  const { answer, stored } = x
  if (answer?.kind !== 'whole') return body
  const { path } = (x.consumer as FleetConsumer).consumer
  const { account } = answer.attempt
  let signed = body
  const id = answer.status < 300 ? (scanAnswer(body)?.id ?? null) : null
  if (id !== null && id.startsWith('resp'))
    signed = replaceAll(signed, id, responseIds.sign(id, account, path))
  if (stored !== null && stored.upstreamId !== id) {
    signed = replaceAll(signed, stored.upstreamId, responseIds.sign(stored.upstreamId, stored.account, path))
  }
  return signed
}
