import { Failure } from '../../base/index.ts'
import { serveBatches } from '../batches/batches-api.ts'
import { serveFiles } from '../batches/files-api.ts'
import type { Exchange } from '../exchange.ts'
import type { FleetConsumer } from '../fleet.ts'
import type { GatewayDependencies } from '../gateway.ts'

/** Files and batches are answered here; nothing else is looked at. */
export function batch(x: Exchange, deps: GatewayDependencies): Promise<void> | undefined {
  const target = x.route?.target
  if (target === undefined || (target.kind !== 'files' && target.kind !== 'batches')) return undefined
  const { allowances, batching, clock, responseIds } = deps
  if (batching === null) throw new Failure('unknown_path', { detail: x.client.url.slice(0, 200) })
  const { consumer } = x.consumer as FleetConsumer
  const query = new URLSearchParams(x.route?.query ?? '')
  const at = { x, batching, clock, owner: consumer.path, query, responseIds, allowances }
  return target.kind === 'files' ? serveFiles(at, target) : serveBatches(at, target)
}
