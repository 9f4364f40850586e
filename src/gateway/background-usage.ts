import type { AttemptId } from '../base/index.ts'
import { type AttemptClosed, type AttemptOpened, costNanoUsd } from '../ledger/index.ts'
import { readUsage } from './bytes/usage.ts'
import type { Exchange } from './exchange.ts'
import type { FleetAccount, FleetDeployment } from './fleet.ts'
import type { GatewayDependencies } from './gateway.ts'

/**
 * What a background response used is known only when somebody reads it after it is done. Each such reading gives the
 * same two records, under an id made of the response's own: the ledger takes the first, so that reading twice bills
 * once. Null when the answer is no finished background response.
 */
export function backgroundUsage(
  x: Exchange,
  { clock, pricing }: GatewayDependencies,
): readonly [AttemptOpened, AttemptClosed] | null {
  const { answer, stored, route } = x
  if (answer?.kind !== 'whole' || answer.status !== 200 || stored === null) return null
  if (route?.target.kind !== 'response' || route.target.tail !== '' || x.client.method !== 'GET') return null
  const response = parse(answer.body)
  if (response === null || response['background'] !== true) return null
  const usage = readUsage(response['usage'])
  const consumer = x.consumer?.consumer
  if (usage === null || consumer === undefined) return null
  const served = typeof response['model'] === 'string' ? response['model'] : null
  const deployment = deploymentOf(x, stored.account, served)
  const serviceTier = typeof response['service_tier'] === 'string' ? response['service_tier'] : null
  const attempt = `background.${stored.upstreamId}` as AttemptId
  const atMs = clock.nowMs()
  const rates =
    deployment === null ? null : pricing.ratesFor(deployment.model.baseModel, deployment.deployment.type)
  const { account } = stored.account
  return [
    {
      kind: 'opened',
      attempt,
      exchange: x.id,
      atMs,
      consumer: consumer.path,
      costCenter: consumer.costCenter,
      asked: deployment?.model.name ?? served ?? '',
      model: deployment?.model.name ?? served ?? '',
      baseModel: deployment?.model.baseModel ?? served ?? '',
      operation: 'responses',
      deployment: deployment?.deployment.id ?? '',
      deploymentType: deployment?.deployment.type ?? null,
      account: account.name,
      region: account.region,
      estimate: { input: usage.input, output: usage.output },
    },
    {
      kind: 'closed',
      attempt,
      exchange: x.id,
      atMs,
      outcome: 'answered',
      status: 200,
      reason: null,
      usage,
      quality: 'measured',
      nanoUsd: costNanoUsd(rates, usage, serviceTier),
      spilledTo: null,
      serviceTier,
      servedModel: served,
      providerRequest: answer.attempt.facts?.providerRequestId ?? null,
      firstByteMs: null,
      totalMs: 0,
    },
  ]
}

/** Azure names the deployment, or the model with its version, as the response's model. */
function deploymentOf(x: Exchange, account: FleetAccount, served: string | null): FleetDeployment | null {
  const own = [...x.fleet.deployments.values()].filter((deployment) => deployment.account === account)
  if (served === null) return null
  return (
    own.find(({ deployment }) => deployment.upstreamName === served) ??
    own.find(({ model }) => served === model.baseModel || served.startsWith(`${model.baseModel}-20`)) ??
    null
  )
}

function parse(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
