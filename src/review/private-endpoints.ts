import { mayBeSameId, splitValue, Unknown } from '../azure/index.ts'
import type { Estate, Resource } from './estate.ts'
import { remembered } from './remembered.ts'
import { itemsIn, member } from './value-members.ts'

/** What a private endpoint leads to. */
export interface EndpointTarget {
  readonly endpoint: Resource
  /** Null where it is not among the resources, or its id is not known. */
  readonly target: Resource | null
  /** Whether it may be that one, where the target is not known. */
  readonly mayLeadTo: (resource: Resource) => boolean
  readonly groupIds: readonly string[]
}

export const endpointTargets = remembered((estate: Estate): readonly EndpointTarget[] =>
  estate.ofType('Microsoft.Network/privateEndpoints').flatMap((endpoint) => {
    const properties = member(endpoint.evaluated.body, 'properties')
    return ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].flatMap((list) =>
      itemsIn(member(properties, list)).map((connection): EndpointTarget => {
        const own = member(connection, 'properties')
        const id = member(own, 'privateLinkServiceId')
        const target = estate.byId(id, endpoint)
        return {
          endpoint,
          target,
          mayLeadTo: (resource) =>
            target === null && (id === undefined || mayBeSameId(id, resource.evaluated.id)),
          groupIds: itemsIn(member(own, 'groupIds')).filter((id) => typeof id === 'string'),
        }
      }),
    )
  }),
)

/** Names of the private DNS zones that a zone group writes an endpoint's records into; null for one not known. */
export function zonesOf({ evaluated }: Resource): readonly (string | null)[] {
  const configs = member(member(evaluated.body, 'properties'), 'privateDnsZoneConfigs')
  if (configs instanceof Unknown) return [null]
  return itemsIn(configs).map((config) => {
    const id = member(member(config, 'properties'), 'privateDnsZoneId')
    const name = id === undefined ? null : splitValue(id, '/')?.at(-1)
    return typeof name === 'string' ? name.toLowerCase() : null
  })
}
