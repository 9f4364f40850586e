import type { Estate } from '../estate.ts'
import type { GatewayDesign, KnownValue } from '../gateway-design.ts'
import { propertyOf, type Resource, type Text } from '../resource-graph.ts'
import type { SharedState } from './gateway-state.ts'
import type { Operations } from './operations.ts'

/** What is built that values are read of. */
export interface ValueSources {
  readonly accounts: ReadonlyMap<string, Resource>
  readonly operations: Pick<Operations, 'insights'>
  readonly shared: SharedState
}

/** Environment variables of the gateway whose values are no secrets, in order of their names. */
export function plainVariables(
  { name }: Estate,
  { known }: GatewayDesign,
  region: string,
  identity: Resource,
  { accounts, operations, shared: { redis, postgres } }: ValueSources,
): readonly (readonly [name: string, value: Text])[] {
  const valueOf = (of: KnownValue): Text => {
    const user = name('managedIdentity', 'gateway', region)
    const account = of.kind === 'endpoint' ? accounts.get(of.account) : undefined
    const value =
      of.kind === 'redis-address'
        ? redis?.address
        : of.kind === 'postgres-address'
          ? postgres?.address(user)
          : of.kind === 'telemetry-connection'
            ? propertyOf(operations.insights, 'ConnectionString')
            : account && propertyOf(account, 'endpoint')
    if (value === undefined) throw new Error(`nothing that is built gives the gateway its ${of.kind}`)
    return value
  }
  return [
    // Which of the identities of its host the gateway signs in as.
    ['AZURE_CLIENT_ID', propertyOf(identity, 'clientId')] as const,
    ...[...known].map(([variable, of]) => [variable, valueOf(of)] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1))
}
