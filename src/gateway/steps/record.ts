import { asOneLine, type TrustedProxies } from '../../base/index.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayDependencies } from '../gateway.ts'

/**
 * One log line, the exchange's metrics, its spans where they are kept, and its text. Never keys, and no text of prompts
 * but where the plan asks for it.
 */
export function record(x: Exchange, deps: GatewayDependencies): void {
  try {
    tell(x, deps)
  } finally {
    deps.texts.ended(x)
  }
}

function tell(x: Exchange, { clock, log, metrics, tracing, proxies }: GatewayDependencies): void {
  const totalMs = clock.monotonicMs() - x.startedMs
  const overheadMs = Math.max(0, totalMs - x.waitedMs - x.relayedMs)
  const { answer, failure } = x
  const status =
    failure?.code === 'client_closed' ? failure.status : (answer?.status ?? failure?.status ?? 500)
  const operation = x.operation ?? x.route?.target.kind ?? 'none'
  const outcome = failure?.code ?? (status < 400 ? 'answered' : 'refused')
  if (x.model === null) metrics.requests.with({ model: 'none', operation, outcome }).add()
  else {
    x.model.metrics.ended(operation, outcome)
    x.model.metrics.requestSeconds.observe(totalMs / 1000)
  }
  metrics.overheadSeconds.observe(overheadMs / 1000)
  if (x.place !== null) x.model?.metrics.queueSeconds.observe(x.place.waitedMs / 1000)
  const version = x.closed?.servedModel ?? null
  const served =
    answer === null || answer.kind === 'local' || answer.kind === 'file' ? null : answer.attempt.deployment
  const wanted = served?.deployment.version ?? null
  if (served !== null && version !== null && wanted !== null && !version.endsWith(wanted)) {
    served.metrics.drifted()
    log.warn(
      { request: x.id, deployment: served.deployment.id, version, wanted },
      'the answer is of another model version',
    )
  }
  const { trace } = x
  const isKept =
    trace !== null && tracing?.ended(x, trace, { word: outcome, status, totalMs, overheadMs }) === true
  if (!x.fleet.plan.gateway.log.requests) return
  const fields = {
    request: x.id,
    consumer: x.consumer?.consumer.path,
    client: x.consumer === null ? strangerOf(x, proxies) : undefined,
    operation,
    model: x.asked === null ? undefined : asOneLine(x.asked.slice(0, 128)),
    status,
    outcome,
    detail: failure?.detail ?? undefined,
    deployment: served?.deployment.id,
    attempts: x.attempts.length,
    ms: Math.round(totalMs * 10) / 10,
    queueMs: x.place === null ? undefined : Math.round(x.place.waitedMs),
    overheadMs: Math.round(overheadMs * 100) / 100,
    input: x.closed?.usage?.input,
    output: x.closed?.usage?.output,
    prompt: x.loggedPrompt ?? undefined,
    trace_id: trace?.traceId,
    span_id: trace?.spanId,
    trace_flags: trace === null ? undefined : isKept ? '01' : '00',
  }
  if (failure?.code === 'internal') log.error({ ...fields, err: failure.cause }, 'exchange failed')
  else log.info(fields, 'exchange')
}

/** The address of somebody who is no consumer; undefined where it would be that of a proxy that is not known. */
function strangerOf({ client, fleet }: Exchange, proxies: TrustedProxies): string | undefined {
  if (client.peerAddress === null) return undefined
  if (fleet.plan.gateway.tlsEndsInFront && !proxies.areThere) return undefined
  return proxies.clientOf(client.peerAddress, client.headers['x-forwarded-for'])
}
