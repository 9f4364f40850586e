import { ListValue, RecordValue, textOrSymbol, type Value } from '../azure/index.ts'
import type { Estate, Resource } from './estate.ts'

/** What a private endpoint leads to. */
export interface EndpointTarget {
  readonly endpoint: Resource
  /** Null where it is not among the resources, or its id is not known. */
  readonly target: Resource | null
  readonly groupIds: readonly string[]
}

export function endpointTargets(estate: Estate): readonly EndpointTarget[] {
  return estate.ofType('Microsoft.Network/privateEndpoints').flatMap((endpoint) => {
    const properties = member(endpoint.evaluated.body, 'properties')
    return ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].flatMap((list) =>
      itemsIn(member(properties, list)).map((connection): EndpointTarget => {
        const own = member(connection, 'properties')
        return {
          endpoint,
          target: estate.byId(member(own, 'privateLinkServiceId')),
          groupIds: itemsIn(member(own, 'groupIds')).filter((id) => typeof id === 'string'),
        }
      }),
    )
  })
}

/** Names of the private DNS zones that an endpoint writes its records into; null where it has no zone group. */
export function zonesOf(estate: Estate, endpoint: Resource): readonly string[] | null {
  const groups = estate.childrenOf(endpoint).filter(({ type }) => type.endsWith('/privatednszonegroups'))
  if (groups.length === 0) return null
  return groups.flatMap(({ evaluated }) =>
    itemsIn(member(member(evaluated.body, 'properties'), 'privateDnsZoneConfigs')).flatMap((config) => {
      const id = member(member(config, 'properties'), 'privateDnsZoneId')
      const text = id === undefined ? null : textOrSymbol(id)
      return text === null ? [] : [text.slice(text.lastIndexOf('/') + 1).toLowerCase()]
    }),
  )
}

function member(value: Value | undefined, name: string): Value | undefined {
  return value instanceof RecordValue ? value.get(name) : undefined
}

function itemsIn(value: Value | undefined): readonly Value[] {
  return value instanceof ListValue ? value.items : []
}
