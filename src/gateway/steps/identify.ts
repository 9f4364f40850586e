import { Failure } from '../../base/index.ts'
import { PLAYGROUND_PREFIX } from '../../identity/index.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayDependencies } from '../gateway.ts'

/** How long a client should wait when the keys cannot be read now. */
const CANNOT_KNOW_RETRY_MS = 2_000

/**
 * Key to consumer. A key that is not known is 401; keys that cannot be read now are 503, because a client that is
 * told 401 throws its key away.
 */
export function identify(x: Exchange, { keys, keyUse, playground, clock }: GatewayDependencies): void {
  // A line of a batch: its batch was taken from a known consumer, and the plan still has it.
  if (x.consumer !== null) return
  const key = presentedKey(x.client.headers)
  if (key === null) throw new Failure('missing_key')
  const nowMs = clock.nowMs()
  const isFromPlayground = key.startsWith(PLAYGROUND_PREFIX)
  const found = isFromPlayground ? playground.spend(key, nowMs) : keys.find(key, nowMs)
  if (found === 'unavailable') throw new Failure('cannot_identify', { retryAfterMs: CANNOT_KNOW_RETRY_MS })
  if (found === 'unknown') throw new Failure('unknown_key')
  if ('id' in found) keyUse.note(found.id, nowMs, clock.monotonicMs())
  const consumer = x.fleet.consumers.get(found.consumer)
  // A key may outlive its consumer: the workload file is the authority on who there is.
  if (consumer === undefined) throw new Failure('unknown_key')
  x.consumer = consumer
  x.priority = consumer.consumer.priority
}

/** Azure's clients send `api-key`, OpenAI's a bearer; both are taken in both shapes. */
function presentedKey(headers: Exchange['client']['headers']): string | null {
  const own = headers['api-key']
  if (typeof own === 'string' && own !== '') return own
  const { authorization } = headers
  if (authorization === undefined || authorization.length < 8) return null
  return authorization.slice(0, 7).toLowerCase() === 'bearer ' ? authorization.slice(7).trim() : null
}
