import { asOneLine, Failure } from '../../base/index.ts'
import type { BoundLimit } from '../../limits/index.ts'
import type { LimitReport } from '../allowances.ts'
import type { Exchange } from '../exchange.ts'
import type { FleetConsumer, FleetModel } from '../fleet.ts'
import type { GatewayDependencies } from '../gateway.ts'

/** May this consumer use this model, or this stored response; and can the ledger hold what it will cost. */
export function admit(
  x: Exchange,
  { allowances, journal, responseIds }: GatewayDependencies,
): Promise<void> | undefined {
  const consumer = x.consumer as FleetConsumer
  const { target } = x.route as NonNullable<Exchange['route']>
  if (target.kind === 'models') {
    listModels(x, consumer, target.model)
    return undefined
  }
  if (target.kind === 'limits') return listLimits(x, consumer, allowances)
  if (journal.state.kind === 'failed') {
    throw new Failure('ledger_unavailable', { detail: journal.state.reason, retryAfterMs: 5_000 })
  }
  if (target.kind === 'response') {
    x.stored = responseIds.verify(target.id, consumer.consumer.path, x.fleet)
    return undefined
  }
  const name = x.asked
  if (name === null) throw new Failure('missing_model', { param: 'model' })
  const model = x.fleet.models.get(name)
  if (model === undefined)
    throw new Failure('unknown_model', { detail: asOneLine(name.slice(0, 128)), param: 'model' })
  if (!consumer.consumer.models.has(name)) {
    throw new Failure('model_not_allowed', {
      detail: `${consumer.consumer.path} and ${name}`,
      param: 'model',
    })
  }
  x.model = model
  const previous = x.ask?.previousResponseId ?? null
  if (previous !== null) x.stored = responseIds.verify(previous, consumer.consumer.path, x.fleet)
  return undefined
}

function listModels(x: Exchange, { consumer }: FleetConsumer, only: string | null): void {
  const entries = []
  for (const { model } of x.fleet.models.values()) {
    if (consumer.models.has(model.name) && (only === null || only === model.name))
      entries.push(modelEntry(model))
  }
  if (only !== null && entries.length === 0)
    throw new Failure('unknown_model', { detail: asOneLine(only.slice(0, 128)) })
  const body = only === null ? { object: 'list', data: entries } : entries[0]
  x.answer = { kind: 'local', status: 200, body: JSON.stringify(body), retryAfterMs: null }
}

/** Limits of the caller's path and of the models that it may use; of a deployment's own the caller is told nothing. */
async function listLimits(
  x: Exchange,
  { consumer }: FleetConsumer,
  allowances: GatewayDependencies['allowances'],
): Promise<void> {
  const limits = new Map<string, BoundLimit>()
  for (const model of consumer.models)
    for (const limit of x.fleet.limits.binding(consumer.path, model, null)) limits.set(limit.key, limit)
  const data = await allowances.report([...limits.values()])
  const body = JSON.stringify({ object: 'list', data: data.map(shown) })
  x.answer = { kind: 'local', status: 200, body, retryAfterMs: null }
}

const NANO_USD_PER_USD = 1_000_000_000

function shown({ limit, node, measure, mode, most, used, left, resetMs }: LimitReport): object {
  const isMoney = measure === 'nano-usd'
  const [allowed, spent, rest] = isMoney
    ? [most / NANO_USD_PER_USD, used / NANO_USD_PER_USD, left / NANO_USD_PER_USD]
    : [most, used, left]
  return {
    object: 'limit',
    limit,
    node,
    unit: isMoney ? 'usd' : measure,
    mode,
    most: allowed,
    used: spent,
    left: rest,
    reset_ms: resetMs,
  }
}

/** The OpenAI shape asks for a time of creation; the plan knows none, and 0 is what clients take for unknown. */
function modelEntry(model: FleetModel['model']): object {
  return {
    id: model.name,
    object: 'model',
    created: 0,
    owned_by: 'causeway',
    task: model.task,
    base_model: model.baseModel,
  }
}
