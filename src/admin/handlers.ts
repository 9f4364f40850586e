import type { Handlers } from './call.ts'
import type { EndpointId } from './endpoints.ts'
import { CONSUMER_HANDLERS } from './handlers/consumers.ts'
import { DEPLOYMENT_HANDLERS } from './handlers/deployments.ts'
import { DESIGN_HANDLERS } from './handlers/design.ts'
import { EXCHANGE_HANDLERS } from './handlers/exchanges.ts'
import { KEY_HANDLERS } from './handlers/keys.ts'
import { OPERATOR_HANDLERS } from './handlers/operators.ts'
import { OVERVIEW_HANDLERS } from './handlers/overview.ts'
import { PLAYGROUND_HANDLERS } from './handlers/playground.ts'
import { SESSION_HANDLERS } from './handlers/session.ts'
import { SIMULATOR_HANDLERS } from './handlers/simulator.ts'
import { STATEMENT_HANDLERS } from './handlers/statements.ts'
import { STATUS_HANDLERS } from './handlers/status.ts'
import { USAGE_HANDLERS } from './handlers/usage.ts'

/** What each endpoint does, by its id; a subject's handlers are a file of `handlers/`. */
export const HANDLERS: Handlers<EndpointId> = {
  ...SESSION_HANDLERS,
  ...OPERATOR_HANDLERS,
  ...STATUS_HANDLERS,
  ...OVERVIEW_HANDLERS,
  ...DEPLOYMENT_HANDLERS,
  ...CONSUMER_HANDLERS,
  ...KEY_HANDLERS,
  ...USAGE_HANDLERS,
  ...EXCHANGE_HANDLERS,
  ...STATEMENT_HANDLERS,
  ...DESIGN_HANDLERS,
  ...SIMULATOR_HANDLERS,
  ...PLAYGROUND_HANDLERS,
}
