import type { Exchange } from '../exchange.ts'
import type { FleetModel } from '../fleet.ts'
import type { GatewayDependencies } from '../gateway.ts'
import { addCandidates } from '../routing/candidates.ts'

/** What an answer is taken to need when the client sets no limit. */
const DEFAULT_OUTPUT_TOKENS = 512

/** What the exchange may need, and which deployments may serve it, in the order to try. */
export function route(x: Exchange, deps: GatewayDependencies): void {
  if (x.operation === null || x.model === null) return
  estimate(x, x.model)
  addCandidates(x, x.model, deps)
}

function estimate(x: Exchange, model: FleetModel): void {
  x.estimatedInput = model.estimates.apply(x.ask?.promptTokens ?? 0)
  x.estimatedOutput = model.model.task === 'embed' ? 0 : (x.ask?.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS)
}
