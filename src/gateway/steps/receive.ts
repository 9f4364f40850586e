import { Failure } from '../../base/index.ts'
import { matchRoute } from '../client-wire.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayDependencies } from '../gateway.ts'

/** Path and method to what is asked; the body waits until the caller is known. */
export function receive(x: Exchange, { tracing }: GatewayDependencies): void {
  if (tracing !== null) x.trace = tracing.begin(x.client.headers)
  const route = matchRoute(x.client.url)
  if (route === null) throw new Failure('unknown_path', { detail: x.client.url.slice(0, 200) })
  x.route = route
  if (route.target.kind === 'operation') {
    x.operation = route.target.operation
    x.asked = route.target.model
  } else if (route.target.kind === 'response') x.operation = 'responses'
  if (!route.methods.includes(x.client.method)) {
    throw new Failure('method_not_allowed', {
      detail: `${x.client.method}; use ${route.methods.join(' or ')}`,
    })
  }
  // Files have a limit of their own.
  if (route.target.kind === 'files') return
  const length = x.client.declaredLength()
  const { bodyLimitBytes } = x.fleet.plan.gateway
  if (length !== null && length > bodyLimitBytes) {
    throw new Failure('body_too_large', {
      detail: `${length} bytes; gateway.body_limit is ${bodyLimitBytes}`,
    })
  }
}
