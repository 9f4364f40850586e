import { estimate } from '../estimate.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayDependencies } from '../gateway.ts'
import { addCandidates } from '../routing/candidates.ts'

/** What the exchange may need, and which deployments may serve it, in the order to try. */
export function route(x: Exchange, deps: GatewayDependencies): void {
  if (x.operation === null || x.model === null) return
  if (x.ask !== null) {
    const { input, output } = estimate(x.operation, x.ask, x.model)
    x.estimatedInput = input
    x.estimatedOutput = output
  }
  addCandidates(x, x.model, deps)
}
