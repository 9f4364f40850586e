import { type Body, Expression, type Resource, type ResourceGraph, type Text } from '../resource-graph.ts'

/** What was built, by where it stands and what leads to it: what a runbook names. */
export class BuiltResources {
  readonly #groups = new Map<Resource, string>()
  readonly #bySymbol = new Map<string, Resource>()

  constructor({ stages }: ResourceGraph) {
    for (const { scope, resources } of stages)
      for (const resource of resources) {
        this.#bySymbol.set(resource.symbol, resource)
        if (scope.kind === 'resource-group') this.#groups.set(resource, scope.resourceGroup)
      }
  }

  /** Those of a type that stand in a region. */
  ofType(type: string, region: string): readonly Resource[] {
    return [...this.#groups.keys()].filter(
      (resource) => resource.type === type && resource.body['location'] === region,
    )
  }

  /** Registries of models that keep what is in them in a region, whichever is their own. */
  modelRegistriesOf(region: string): readonly Resource[] {
    return [...this.#groups.keys()].filter(
      ({ type, body }) =>
        type === 'Microsoft.MachineLearningServices/registries' &&
        itemsOf(bodyOf(body['properties'])['regionDetails']).some(
          (place) => bodyOf(place)['location'] === region,
        ),
    )
  }

  /** Deployments of a model, wherever their accounts stand. */
  deploymentsOf(baseModel: string): readonly Resource[] {
    return [...this.#groups.keys()].filter(
      ({ type, body }) =>
        type === 'Microsoft.CognitiveServices/accounts/deployments' &&
        bodyOf(bodyOf(body['properties'])['model'])['name'] === baseModel,
    )
  }

  groupOf(resource: Resource): string {
    const group = this.#groups.get(resource)
    if (group === undefined) throw new Error(`${resource.symbol} is in no resource group`)
    return group
  }

  /** The copy of a store elsewhere, where it is a resource of its own. */
  copyOf({ symbol }: Resource): Resource | null {
    return this.#bySymbol.get(`${symbol}Copy`) ?? null
  }

  isCopy({ symbol }: Resource): boolean {
    return symbol.endsWith('Copy') && this.#bySymbol.has(symbol.slice(0, -'Copy'.length))
  }

  childrenOf(parent: Resource): readonly Resource[] {
    return [...this.#groups.keys()].filter((resource) => resource.parent === parent)
  }

  /** Private endpoints that lead to a resource, with the names of their zones. */
  endpointsTo(target: Resource): readonly BuiltEndpoint[] {
    return [...this.#groups.keys()].flatMap((endpoint) => {
      if (endpoint.type !== 'Microsoft.Network/privateEndpoints') return []
      const connection = itemsOf(bodyOf(endpoint.body['properties'])['privateLinkServiceConnections'])[0]
      const properties = bodyOf(bodyOf(connection)['properties'])
      const { privateLinkServiceId: id, groupIds } = properties
      if (!(id instanceof Expression) || id.of.kind !== 'id-of' || id.of.resource !== target) return []
      const group = itemsOf(groupIds)[0]
      return typeof group === 'string' ? [{ endpoint, groupId: group, zoneIds: this.#zonesOf(endpoint) }] : []
    })
  }

  #zonesOf(endpoint: Resource): readonly Text[] {
    return this.childrenOf(endpoint).flatMap((zoneGroup) =>
      itemsOf(bodyOf(zoneGroup.body['properties'])['privateDnsZoneConfigs']).flatMap((config) => {
        const id = bodyOf(bodyOf(config)['properties'])['privateDnsZoneId']
        return typeof id === 'string' || id instanceof Expression ? [id] : []
      }),
    )
  }
}

export interface BuiltEndpoint {
  readonly endpoint: Resource
  readonly groupId: string
  readonly zoneIds: readonly Text[]
}

export function bodyOf(value: unknown): Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The name of a resource that has one when it is built. */
export function nameOf({ name, symbol }: Resource): string {
  if (typeof name !== 'string') throw new Error(`the name of ${symbol} is known when it is deployed`)
  return name
}

/** Of a resource, or of what it is in. */
export function regionOf({ body, parent }: Resource): string {
  return textOf(body['location'] ?? parent?.body['location'])
}

/** Empty where it is no text, or is known only when it is deployed. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
